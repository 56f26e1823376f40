package vesper.bank.lending;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vesper.bank.lending.LoanTerms.Recalculation.Excess;

/**
 * Something that happened on a loan, as it was recorded; what it paid follows from the replay.
 *
 * @param id in the loan's own sequence
 * @param valueDate from which it counts
 * @param recordedOn business date on which it was recorded
 * @param amountMinor positive; 0 where the amount follows from the loan (charge-off, re-ageing)
 * @param relatedId the payment that a chargeback calls back, the charge that is waived
 * @param reAge new instalments, for a re-ageing
 * @param booked what an accrual recognises
 * @param chargeIds charges that an accrual recognises
 * @param excess what it changes where it is above the instalment, as the borrower chose; null: what the terms say
 */
public record LoanTransaction(
        long id,
        TransactionType type,
        LocalDate valueDate,
        LocalDate recordedOn,
        long amountMinor,
        @Nullable Long relatedId,
        @Nullable ReAge reAge,
        Portions booked,
        List<Long> chargeIds,
        @Nullable Excess excess) {

    /** The order of replay: value date, then the day of recording, then the sequence. */
    static final Comparator<LoanTransaction> REPLAY_ORDER = Comparator.comparing(LoanTransaction::valueDate)
            .thenComparing(LoanTransaction::recordedOn)
            .thenComparing(LoanTransaction::id);

    /**
     * New instalments for what is owed.
     *
     * @param instalments positive
     * @param every units between them
     */
    public record ReAge(LocalDate firstDueOn, int instalments, int every, LoanTerms.Unit unit) {
        /** @throws InvalidTermsException naming the term that makes no instalments */
        public ReAge {
            if (instalments < 1) {
                throw new InvalidTermsException("instalments", "must be at least 1");
            }
            if (every < 1) {
                throw new InvalidTermsException("every", "must be at least 1");
            }
        }
    }

    public LoanTransaction {
        chargeIds = List.copyOf(chargeIds);
    }

    static LoanTransaction of(
            long id, TransactionType type, LocalDate valueDate, LocalDate recordedOn, long amountMinor) {
        return new LoanTransaction(
                id, type, valueDate, recordedOn, amountMinor, null, null, Portions.NONE, List.of(), null);
    }

    LoanTransaction relatedTo(long other) {
        return new LoanTransaction(
                id, type, valueDate, recordedOn, amountMinor, other, reAge, booked, chargeIds, excess);
    }

    LoanTransaction with(ReAge newReAge) {
        return new LoanTransaction(
                id, type, valueDate, recordedOn, amountMinor, relatedId, newReAge, booked, chargeIds, excess);
    }

    LoanTransaction recognising(Portions portions, List<Long> charges) {
        return new LoanTransaction(
                id, type, valueDate, recordedOn, portions.totalMinor(), relatedId, reAge, portions, charges, excess);
    }

    LoanTransaction changing(@Nullable Excess chosen) {
        return new LoanTransaction(
                id, type, valueDate, recordedOn, amountMinor, relatedId, reAge, booked, chargeIds, chosen);
    }
}
