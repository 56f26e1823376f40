package vesper.batch.accounts;

import java.time.LocalDate;
import java.util.Objects;
import vesper.bank.Bank;
import vesper.bank.deposit.MaintenanceFees;
import vesper.bank.exceptions.ExceptionItem;
import vesper.batch.task.Mending;

/** Fees that an account refused are charged now, or given up for good. */
public final class AccountFeesMending implements Mending {
    private final MaintenanceFees fees;

    public AccountFeesMending(Bank bank) {
        this.fees = bank.maintenanceFees();
    }

    @Override
    public String step() {
        return AccountFees.NAME;
    }

    @Override
    public Retried retry(ExceptionItem item, LocalDate bookingDate) {
        return fees.again(item.failed().key(), bookingDate).stream()
                .map(MaintenanceFees.Fee::refused)
                .filter(Objects::nonNull)
                .findFirst()
                .map(Retried::refused)
                .orElse(Retried.DONE);
    }

    @Override
    public void giveUp(ExceptionItem item) {
        fees.giveUp(item.failed().key());
    }
}
