package vesper.batch.schedule;

import java.time.LocalDate;
import java.time.ZoneId;
import org.quartz.CronTrigger;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vesper.bank.Bank;
import vesper.batch.operator.Operations;

/**
 * Closes the open business date, unless it is later than the calendar day of the firing: then somebody has closed the day by
 * hand already.
 */
@DisallowConcurrentExecution
public final class ScheduledClose implements Job {
    private static final Logger LOG = LoggerFactory.getLogger(ScheduledClose.class);

    private final Bank bank;
    private final Operations operations;

    public ScheduledClose(Bank bank, Operations operations) {
        this.bank = bank;
        this.operations = operations;
    }

    @Override
    public void execute(JobExecutionContext context) throws JobExecutionException {
        ZoneId zone = ((CronTrigger) context.getTrigger()).getTimeZone().toZoneId();
        LocalDate today = LocalDate.ofInstant(context.getScheduledFireTime().toInstant(), zone);
        LocalDate open = bank.businessDates().current().businessDate();
        if (open.isAfter(today)) {
            LOG.info("the close of {} finds {} open: nothing to do", today, open);
            return;
        }
        try {
            operations.closeUntil(open, run -> LOG.info("close of {}: {}", run.businessDate(), run.status()));
        } catch (RuntimeException e) {
            throw new JobExecutionException("the scheduled close of " + open + " did not run", e, false);
        }
    }
}
