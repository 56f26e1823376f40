package vesper.batch.interest;

import java.time.LocalDate;
import java.util.List;
import vesper.bank.Bank;
import vesper.bank.deposit.CapitalisationPeriod;
import vesper.bank.deposit.Capitalisations;
import vesper.bank.deposit.InterestDue;
import vesper.bank.exceptions.ExceptionItem;
import vesper.bank.ledger.BookingOutcome;
import vesper.batch.task.Mending;

/** Interest that could not be posted is posted now; what is given up is posted with the next period. */
public final class CapitalisationMending implements Mending {
    private final Capitalisations capitalisations;
    private final CapitalisationPeriod period;

    /** Of the step that posts interest so often. */
    public CapitalisationMending(Bank bank, CapitalisationPeriod period) {
        this.capitalisations = bank.capitalisations();
        this.period = period;
    }

    @Override
    public String step() {
        return Capitalisation.name(period);
    }

    @Override
    public Retried retry(ExceptionItem item, LocalDate bookingDate) {
        long account = Math.abs(item.failed().key());
        LocalDate periodEnd = item.failed().dueOn();
        List<InterestDue> due = capitalisations.due(account - 1, account, periodEnd, 1).due().stream()
                .filter(interest ->
                        Capitalisation.key(interest) == item.failed().key())
                .toList();
        return capitalisations.post(due, periodEnd, bookingDate, Capitalisation.narrative(period, periodEnd)).stream()
                .map(outcome -> outcome instanceof BookingOutcome.Refused refused
                        ? Retried.refused(refused.reason().name())
                        : Retried.DONE)
                .findFirst()
                .orElse(Retried.DONE);
    }

    @Override
    public void giveUp(ExceptionItem item) {
        // The next period posts what has accrued since the last one that was posted.
    }
}
