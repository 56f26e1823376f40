package vesper.batch.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Date;
import org.quartz.CronTrigger;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vesper.bank.Bank;
import vesper.bank.audit.Actor;
import vesper.batch.operator.Operations;

/**
 * Closes the open business date, unless it is later than the calendar day of the firing: then somebody has closed the day by
 * hand already. A close that a dead process left behind is finished first, and is not what this firing is for.
 *
 * <p>A firing is never lost: while it cannot be done, because another close is running or the database fails, it is tried again
 * a little later, also after a restart.
 */
@DisallowConcurrentExecution
public final class ScheduledClose implements Job {
    /** Of a firing that is tried again: the calendar day that it was for, ISO. */
    private static final String NIGHT = "night";

    private static final Actor SCHEDULE = Actor.system("schedule");
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(ScheduledClose.class);

    private final Bank bank;
    private final Operations operations;

    public ScheduledClose(Bank bank, Operations operations) {
        this.bank = bank;
        this.operations = operations;
    }

    @Override
    public void execute(JobExecutionContext context) throws JobExecutionException {
        LocalDate night = night(context);
        if (operations.closing()) {
            LOG.info("the close of {} waits for a close that is running", night);
            tryAgain(context, night);
            return;
        }
        try {
            operations.resumeLeftBehind(SCHEDULE).ifPresent(operations::await);
            LocalDate open = bank.businessDates().current().businessDate();
            if (open.isAfter(night)) {
                LOG.info("the close of {} finds {} open: nothing to do", night, open);
                return;
            }
            operations.closeUntil(SCHEDULE, open, run -> LOG.info("close of {}: {}", run.businessDate(), run.status()));
        } catch (RuntimeException e) {
            LOG.warn("the scheduled close of {} is tried again: {}", night, e.toString());
            tryAgain(context, night);
        }
    }

    private static LocalDate night(JobExecutionContext context) {
        String postponed = context.getMergedJobDataMap().getString(NIGHT);
        if (postponed != null) {
            return LocalDate.parse(postponed);
        }
        ZoneId zone = ((CronTrigger) context.getTrigger()).getTimeZone().toZoneId();
        return LocalDate.ofInstant(context.getScheduledFireTime().toInstant(), zone);
    }

    private void tryAgain(JobExecutionContext context, LocalDate night) throws JobExecutionException {
        Trigger again = TriggerBuilder.newTrigger()
                .forJob(context.getJobDetail())
                .usingJobData(NIGHT, night.toString())
                .startAt(Date.from(Instant.now().plus(PAUSE)))
                .build();
        try {
            bank.transaction().executeWithoutResult(status -> schedule(context, again));
        } catch (RuntimeException e) {
            throw new JobExecutionException("the scheduled close of " + night + " did not run", e, false);
        }
    }

    private static void schedule(JobExecutionContext context, Trigger trigger) {
        try {
            context.getScheduler().scheduleJob(trigger);
        } catch (SchedulerException e) {
            throw new IllegalStateException(e);
        }
    }
}
