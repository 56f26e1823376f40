package vesper.bank.servicing;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vesper.bank.lending.LoanTerms.Recalculation.Excess;
import vesper.bank.money.Money;

/**
 * Money that comes in for a loan.
 *
 * @param id names the repayment, and the entry that books it; repeating it has no further effect
 * @param payerAccountId the account that pays; null: the linked one
 * @param valueDate from which it counts, not after the date that payments are taken for now; null: that date
 * @param excess what it changes where it is above what is due, as the borrower chose; null: what the terms say
 */
public record Repayment(
        UUID id,
        long loanAccountId,
        @Nullable Long payerAccountId,
        Money amount,
        @Nullable LocalDate valueDate,
        @Nullable Excess excess) {

    /** One that changes what the terms say. */
    public Repayment(
            UUID id, long loanAccountId, @Nullable Long payerAccountId, Money amount, @Nullable LocalDate valueDate) {
        this(id, loanAccountId, payerAccountId, amount, valueDate, null);
    }
}
