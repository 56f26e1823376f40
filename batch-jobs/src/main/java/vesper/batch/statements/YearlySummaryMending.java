package vesper.batch.statements;

import java.time.LocalDate;
import java.time.Year;
import java.util.List;
import vesper.bank.exceptions.ExceptionItem;
import vesper.batch.task.Mending;
import vesper.reporting.Reporting;
import vesper.reporting.document.YearlySummaryRun;

/** A yearly summary that could not be rendered is rendered now, and its mail is queued. */
public final class YearlySummaryMending implements Mending {
    private final YearlySummaryRun run;

    public YearlySummaryMending(Reporting reporting) {
        this.run = reporting.yearlySummaryRun();
    }

    @Override
    public String step() {
        return YearlySummariesDue.NAME;
    }

    @Override
    public Retried retry(ExceptionItem item, LocalDate bookingDate) {
        YearlySummaryRun.Outcome outcome = run.issue(
                List.of(YearlySummariesDue.customer(item.failed())),
                Year.from(item.failed().dueOn()),
                bookingDate);
        return outcome.failed().isEmpty()
                ? Retried.DONE
                : Retried.refused(item.failed().reason());
    }

    @Override
    public void giveUp(ExceptionItem item) {
        // No later night makes the summary of this year.
    }
}
