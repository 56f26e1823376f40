package vesper.bank.lending;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import vesper.bank.lending.LoanTerms.Recalculation.Excess;
import vesper.bank.lending.LoanTransaction.ReAge;
import vesper.bank.money.Money;

/** What can be asked of a loan. Dates are value dates, at most the business date. */
public sealed interface LoanCommand {
    record Approve() implements LoanCommand {}

    record Disburse(LocalDate on, Money amount) implements LoanCommand {}

    /**
     * @param type one that repays, or {@link TransactionType#REFUND}
     * @param excess what a repayment changes where it is above the instalment; null: what the terms say
     */
    record Pay(
            TransactionType type,
            LocalDate on,
            Money amount,
            @Nullable Excess excess) implements LoanCommand {
        /** As the terms say. */
        public Pay(TransactionType type, LocalDate on, Money amount) {
            this(type, on, amount, null);
        }
    }

    record AddCharge(String name, boolean penalty, LocalDate dueOn, Money amount) implements LoanCommand {}

    /** @param pct of the basis as it is now, above 0 and at most 100 */
    record AddShareCharge(String name, boolean penalty, LocalDate dueOn, BigDecimal pct, ChargeBasis basis)
            implements LoanCommand {}

    record WaiveCharge(long chargeId) implements LoanCommand {}

    /** @param paymentId the payment that is called back, wholly or in part */
    record Chargeback(long paymentId, Money amount) implements LoanCommand {}

    record RefundCredit(LocalDate on, Money amount) implements LoanCommand {}

    record ChargeOff(LocalDate on) implements LoanCommand {}

    record UndoChargeOff() implements LoanCommand {}

    record WriteOff(LocalDate on) implements LoanCommand {}

    record Undo(long transactionId) implements LoanCommand {}

    record UndoDisbursal() implements LoanCommand {}

    record UndoLastDisbursal() implements LoanCommand {}

    record Reschedule(TermChange change) implements LoanCommand {}

    record ReAgeFrom(ReAge instalments) implements LoanCommand {}

    record ReAmortise() implements LoanCommand {}

    /**
     * Recognises what was earned up to the day before the business date.
     *
     * @param chargesWhenAdded whether charges are earned on the day they are added, and not on the day they are due
     */
    record AccrueDay(boolean chargesWhenAdded) implements LoanCommand {}
}
