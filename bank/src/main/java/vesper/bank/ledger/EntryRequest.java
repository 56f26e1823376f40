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
 */
public record EntryRequest(
        UUID id,
        EntryKind kind,
        LocalDate bookingDate,
        @Nullable LocalDate valueDate,
        String narrative,
        List<Leg> legs,
        boolean enforceFunds) {
    public EntryRequest {
        legs = List.copyOf(legs);
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

    /** First 16 bytes of the SHA-256 of kind and legs: equal for a repeat, different for another entry under the same id. */
    byte[] fingerprint() {
        ByteBuffer content = ByteBuffer.allocate(32 + legs.size() * 32);
        content.put(kind.name().getBytes(StandardCharsets.US_ASCII));
        for (Leg leg : legs) {
            content.putLong(leg.accountId()).putLong(leg.amountMinor());
            content.put(leg.currency().getBytes(StandardCharsets.UTF_8), 0, 3);
        }
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(Arrays.copyOf(content.array(), content.position()));
            return Arrays.copyOf(hash, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("the JVM has no SHA-256", e);
        }
    }
}
