package vesper.bank.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An entry that somebody asks the ledger to book.
 *
 * @param id names the entry for ever; asking again with the same id has no further effect
 * @param bookingDate wished date; the ledger takes the open day if that one is closed
 * @param valueDate date from which the amounts earn interest; null: the booking date that the ledger gives
 * @param narrative what the account holders read
 * @param legs at least two; must sum to zero per currency
 * @param enforceFunds whether a debit may be refused for want of funds; false for entries the bank makes by right
 * @param relation what else the entry has to do with
 */
public record EntryRequest(
        UUID id,
        EntryKind kind,
        LocalDate bookingDate,
        @Nullable LocalDate valueDate,
        String narrative,
        List<Leg> legs,
        boolean enforceFunds,
        Relation relation)
        implements LedgerRequest {
    private static final int FINGERPRINT_BYTES = 16;

    public EntryRequest {
        legs = List.copyOf(legs);
    }

    /** An entry that stands for itself. */
    public EntryRequest(
            UUID id,
            EntryKind kind,
            LocalDate bookingDate,
            @Nullable LocalDate valueDate,
            String narrative,
            List<Leg> legs,
            boolean enforceFunds) {
        this(id, kind, bookingDate, valueDate, narrative, legs, enforceFunds, Relation.NONE);
    }

    /**
     * What an entry has to do with others.
     *
     * @param reverses id of the entry that it takes back, leg by leg
     * @param captures id of the hold that its debit of the hold's account takes from; one that was released or has expired
     *     is as if there had been none
     * @param endsHold whether what it leaves of the hold is available again
     * @param link entries of one call with the same text are booked all or none
     */
    public record Relation(
            @Nullable UUID reverses,
            @Nullable UUID captures,
            boolean endsHold,
            @Nullable String link) {
        static final Relation NONE = new Relation(null, null, false, null);
    }

    /** An entry that moves one positive amount from one account to another. */
    public static EntryRequest move(
            UUID id,
            EntryKind kind,
            LocalDate bookingDate,
            String narrative,
            long debtorAccountId,
            long creditorAccountId,
            long amountMinor,
            String currency,
            boolean enforceFunds) {
        return new EntryRequest(
                id,
                kind,
                bookingDate,
                null,
                narrative,
                List.of(
                        new Leg(debtorAccountId, Math.negateExact(amountMinor), currency),
                        new Leg(creditorAccountId, amountMinor, currency)),
                enforceFunds);
    }

    /** This entry, taking its debit of the hold's account from the hold. */
    public EntryRequest capturing(UUID holdId, boolean endsHold) {
        return related(new Relation(relation.reverses(), holdId, endsHold, relation.link()));
    }

    /** This entry, booked only if all others of the call that have the same link are. */
    public EntryRequest linked(String link) {
        return related(new Relation(relation.reverses(), relation.captures(), relation.endsHold(), link));
    }

    /** This entry, taking back the one with the given id; see {@link Journal#reversal}. */
    EntryRequest reversing(UUID entryId) {
        return related(new Relation(entryId, relation.captures(), relation.endsHold(), relation.link()));
    }

    private EntryRequest related(Relation to) {
        return new EntryRequest(id, kind, bookingDate, valueDate, narrative, legs, enforceFunds, to);
    }

    /**
     * First 16 bytes of the SHA-256 of kind, legs, and what is reversed or captured: equal for a repeat, different for another
     * entry under the same id.
     */
    byte[] fingerprint() {
        ByteBuffer content = ByteBuffer.allocate(64 + legs.size() * 32);
        content.put(kind.name().getBytes(StandardCharsets.US_ASCII));
        for (Leg leg : legs) {
            content.putLong(leg.accountId()).putLong(leg.amountMinor());
            content.put(leg.currency().getBytes(StandardCharsets.UTF_8), 0, 3);
        }
        put(content, relation.reverses());
        put(content, relation.captures());
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(Arrays.copyOf(content.array(), content.position()));
            return Arrays.copyOf(hash, FINGERPRINT_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("the JVM has no SHA-256", e);
        }
    }

    private static void put(ByteBuffer content, @Nullable UUID id) {
        if (id != null) {
            content.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
        }
    }
}
