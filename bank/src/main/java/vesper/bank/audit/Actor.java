package vesper.bank.audit;

/**
 * Who acts, and from where.
 *
 * @param name user name of a member of staff, id of a client, or name of a part of the bank; no person's name
 * @param origin network address or program that the actor speaks from
 */
public record Actor(Kind kind, String name, String origin) {
    /** What an actor is. */
    public enum Kind {
        STAFF,
        /** A program of a customer or partner, by its client id. */
        CLIENT,
        /** A customer through an app, by the login's id. */
        CUSTOMER,
        /** The bank itself, such as its schedule. */
        SYSTEM
    }

    /** @throws IllegalArgumentException if name or origin is empty, too long or not of printable characters */
    public Actor {
        AuditText.require("name of an actor", name, 1, 100);
        AuditText.require("origin", origin, 1, 100);
    }

    /** A part of the bank that acts by itself. */
    public static Actor system(String name) {
        return new Actor(Kind.SYSTEM, name, "bank");
    }
}
