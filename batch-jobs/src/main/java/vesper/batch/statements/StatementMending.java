package vesper.batch.statements;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import vesper.bank.exceptions.ExceptionItem;
import vesper.batch.task.Mending;
import vesper.reporting.Reporting;
import vesper.reporting.document.StatementRun;

/** A statement that could not be rendered is rendered now, and its mail is queued. */
public final class StatementMending implements Mending {
    private final StatementRun run;

    public StatementMending(Reporting reporting) {
        this.run = reporting.statementRun();
    }

    @Override
    public String step() {
        return MonthlyStatements.NAME;
    }

    @Override
    public Retried retry(ExceptionItem item, LocalDate bookingDate) {
        long account = Objects.requireNonNull(item.failed().accountId());
        StatementRun.Outcome outcome = run.renderAndQueue(
                List.of(account), MonthlyStatements.period(item.failed().dueOn()), bookingDate);
        return outcome.failed().isEmpty()
                ? Retried.DONE
                : Retried.refused(item.failed().reason());
    }

    @Override
    public void giveUp(ExceptionItem item) {
        // No later night makes the statement of this month.
    }
}
