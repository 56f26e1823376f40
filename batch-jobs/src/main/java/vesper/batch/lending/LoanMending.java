package vesper.batch.lending;

import java.time.LocalDate;
import java.util.function.BiConsumer;
import java.util.function.LongConsumer;
import vesper.bank.Bank;
import vesper.bank.exceptions.ExceptionItem;
import vesper.batch.task.Mending;

/**
 * A loan that failed is put on the agenda of the next close: collections and charges belong to a business date, and there is one
 * of each a day. What is given up stays owed.
 */
public final class LoanMending implements Mending {
    private final String step;
    private final BiConsumer<Long, LocalDate> tryOn;
    private final LongConsumer forget;

    private LoanMending(String step, BiConsumer<Long, LocalDate> tryOn, LongConsumer forget) {
        this.step = step;
        this.tryOn = tryOn;
        this.forget = forget;
    }

    /** For instalments that were not collected; what is given up is tried again with the next instalment. */
    public static LoanMending repayments(Bank bank) {
        return new LoanMending(RepaymentsDue.NAME, bank.loanCollection()::collectOn, loan -> {});
    }

    /** For charges that were not made; what is given up is not charged. */
    public static LoanMending charges(Bank bank) {
        return new LoanMending(
                ChargesDue.NAME,
                bank.loanCharging()::chargeOn,
                loan -> bank.loanCharging().chargeOn(loan, null));
    }

    /** For interest that stands still; it is tried every night. */
    public static LoanMending interest() {
        return new LoanMending(LoanTotals.INTEREST, (loan, day) -> {}, loan -> {});
    }

    @Override
    public String step() {
        return step;
    }

    @Override
    public Retried retry(ExceptionItem item, LocalDate bookingDate) {
        tryOn.accept(item.failed().key(), bookingDate);
        return Retried.TONIGHT;
    }

    @Override
    public void giveUp(ExceptionItem item) {
        forget.accept(item.failed().key());
    }
}
