package vesper.cli;

import vesper.bank.audit.Actor;

/** Who acts through the command line, for the audit log. */
final class Actors {
    private Actors() {}

    /**
     * A member of staff.
     *
     * @throws IllegalArgumentException if that can be nobody's name
     */
    static Actor staff(String name) {
        return new Actor(Actor.Kind.STAFF, name, "command line");
    }
}
