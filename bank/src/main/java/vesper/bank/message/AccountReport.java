package vesper.bank.message;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a bank tells about accounts held with it: a report of the day (camt.052), a statement (camt.053) or a notification of
 * debits and credits (camt.054).
 *
 * @param type kind and version: {@code camt.053.001.08}
 */
public record AccountReport(String type, @Nullable String messageId, List<Statement> statements) {
    /** Whether an amount is the holder's or the bank's. */
    public enum Sign {
        CRDT,
        DBIT
    }

    /**
     * One account.
     *
     * @param account IBAN, else the other identifier it is sent under
     */
    public record Statement(
            @Nullable String id, @Nullable String account, List<Balance> balances, List<Entry> entries) {
        /** Whether the booked entries lead from the opening to the closing balance; empty if there is not one of each. */
        public Optional<Boolean> addsUp() {
            List<Balance> opening = of("OPBD");
            List<Balance> closing = of("CLBD");
            if (opening.size() != 1 || closing.size() != 1) {
                return Optional.empty();
            }
            String currency = opening.get(0).currency();
            BigDecimal sum = opening.get(0).signed();
            for (Entry entry : entries) {
                if (!currency.equals(entry.currency())) {
                    return Optional.of(false);
                }
                if ("BOOK".equals(entry.status())) {
                    sum = sum.add(entry.signed());
                }
            }
            return Optional.of(currency.equals(closing.get(0).currency())
                    && sum.compareTo(closing.get(0).signed()) == 0);
        }

        private List<Balance> of(String type) {
            return balances.stream()
                    .filter(balance -> type.equals(balance.type()))
                    .toList();
        }
    }

    /**
     * A balance.
     *
     * @param type its code, {@code OPBD} for the opening booked one, or the sender's own name for it
     * @param amount not signed, with the decimals it was sent with
     */
    public record Balance(
            @Nullable String type,
            BigDecimal amount,
            String currency,
            Sign sign,
            @Nullable Moment date) {
        /** Positive if the bank owes the holder. */
        public BigDecimal signed() {
            return sign == Sign.CRDT ? amount : amount.negate();
        }
    }

    /**
     * An entry: one amount, of one transaction or of several booked together.
     *
     * @param reference the account owner's or the bank's reference for it
     * @param amount not signed, with the decimals it was sent with
     * @param status {@code BOOK} if booked, {@code PDNG} if expected
     * @param reversal null if the message does not say
     */
    public record Entry(
            @Nullable String reference,
            BigDecimal amount,
            String currency,
            Sign sign,
            @Nullable String status,
            @Nullable Moment bookingDate,
            @Nullable Moment valueDate,
            @Nullable Boolean reversal,
            List<Transaction> transactions) {
        /** Positive if the bank owes the holder. */
        public BigDecimal signed() {
            return sign == Sign.CRDT ? amount : amount.negate();
        }
    }

    /**
     * One transaction of an entry.
     *
     * @param remittance lines of free text
     * @param creditorReferences structured references of what was paid
     */
    public record Transaction(@Nullable String endToEndId, List<String> remittance, List<String> creditorReferences) {}

    /**
     * A date, or a date with a time, as it was sent.
     *
     * @param text {@code 2026-03-01} or {@code 2026-03-01T10:15:00+01:00}
     */
    public record Moment(String text) {
        /**
         * The date, at the sender's place.
         *
         * @throws DateTimeException if it is none; a valid message always has one
         */
        public LocalDate date() {
            return LocalDate.parse(text.substring(0, Math.min(text.length(), 10)));
        }
    }
}
