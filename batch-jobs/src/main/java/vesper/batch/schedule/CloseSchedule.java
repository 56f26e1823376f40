package vesper.batch.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Date;
import java.util.Objects;
import java.util.Properties;
import java.util.TimeZone;
import javax.sql.DataSource;
import org.quartz.CronScheduleBuilder;
import org.quartz.CronTrigger;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.springframework.scheduling.quartz.SchedulerFactoryBean;
import org.springframework.scheduling.quartz.SpringBeanJobFactory;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import vesper.bank.Bank;
import vesper.batch.operator.CloseTimes;
import vesper.batch.operator.CloseTimes.Times;

/**
 * The schedule of the night: at the cut-off time of every day the open business date is closed, see {@link ScheduledClose}. The
 * schedule is kept in the database (tables {@code qrtz_*}), where one of any number of processes takes each firing. A firing
 * missed while no process ran is made up for at the next start, one business date for each night missed. A cut-off time or zone
 * that was changed in the settings, and not by operators, replaces the stored one at the next start.
 */
public final class CloseSchedule {
    static final TriggerKey TRIGGER = TriggerKey.triggerKey("cut-off");
    private static final String NAME = "vesper-night";
    private static final JobKey JOB = JobKey.jobKey("close");
    private static final Duration CHECK_IN = Duration.ofSeconds(7);

    /** How late a firing may be noticed that was stored while the scheduler looked elsewhere. */
    private static final Duration IDLE_WAIT = Duration.ofSeconds(5);

    private CloseSchedule() {}

    /**
     * A scheduler that starts and stops with the application.
     *
     * @param jobs makes the Quartz jobs, with what they need
     */
    public static SchedulerFactoryBean scheduler(
            DataSource dataSource,
            PlatformTransactionManager transactions,
            SpringBeanJobFactory jobs,
            CloseTimes times) {
        SchedulerFactoryBean scheduler = new KeptSchedule(transactions, times.current());
        scheduler.setSchedulerName(NAME);
        scheduler.setDataSource(dataSource);
        scheduler.setJobFactory(jobs);
        scheduler.setQuartzProperties(properties());
        scheduler.setWaitForJobsToCompleteOnShutdown(false);
        return scheduler;
    }

    /** The stored schedule, to look at and to change: begins nothing, and stores nothing of its own. To be destroyed when done. */
    public static SchedulerFactoryBean stored(Bank bank) {
        SchedulerFactoryBean scheduler = new SchedulerFactoryBean();
        scheduler.setSchedulerName(NAME);
        scheduler.setDataSource(Objects.requireNonNull(bank.jdbcTemplate().getDataSource()));
        scheduler.setTransactionManager(
                Objects.requireNonNull(bank.transaction().getTransactionManager()));
        scheduler.setQuartzProperties(properties());
        scheduler.setAutoStartup(false);
        try {
            scheduler.afterPropertiesSet();
        } catch (Exception e) {
            throw new IllegalStateException("the schedule cannot be read", e);
        }
        return scheduler;
    }

    /** The times of a stored trigger. */
    static Times times(CronTrigger trigger) {
        String[] fields = trigger.getCronExpression().split(" ", -1);
        LocalTime cutOff = LocalTime.of(Integer.parseInt(fields[2]), Integer.parseInt(fields[1]));
        return new Times(cutOff, trigger.getTimeZone().toZoneId());
    }

    private static JobDetail close() {
        return JobBuilder.newJob(ScheduledClose.class)
                .withIdentity(JOB)
                .withDescription("Closes the open business date.")
                .storeDurably()
                .build();
    }

    private static CronTrigger trigger(Times times, Instant from) {
        LocalTime cutOff = times.cutOff();
        return TriggerBuilder.newTrigger()
                .withIdentity(TRIGGER)
                .forJob(JOB)
                .startAt(Date.from(from))
                .withSchedule(CronScheduleBuilder.dailyAtHourAndMinute(cutOff.getHour(), cutOff.getMinute())
                        .inTimeZone(TimeZone.getTimeZone(times.zone()))
                        .withMisfireHandlingInstructionIgnoreMisfires())
                .build();
    }

    /**
     * Keeps the stored trigger with the firings that it missed, unless cut-off time or zone have changed: then a new trigger takes
     * over from the first night that the old one has not fired for. A night left out here would leave the bank a day behind.
     */
    private static final class KeptSchedule extends SchedulerFactoryBean {
        private final TransactionTemplate transaction;
        private final Times times;

        KeptSchedule(PlatformTransactionManager transactions, Times times) {
            this.transaction = new TransactionTemplate(transactions);
            this.times = times;
            setTransactionManager(transactions);
            setJobDetails(close());
            setTriggers(trigger(times, Instant.now()));
        }

        @Override
        protected void registerJobsAndTriggers() throws SchedulerException {
            super.registerJobsAndTriggers();
            transaction.executeWithoutResult(status -> {
                try {
                    replace(getScheduler(), times);
                } catch (SchedulerException e) {
                    throw new IllegalStateException("the schedule of the night cannot be stored", e);
                }
            });
        }
    }

    /** Has the stored trigger replaced by one for these times, unless it is for them already. */
    static void replace(Scheduler scheduler, Times times) throws SchedulerException {
        CronTrigger stored = (CronTrigger) scheduler.getTrigger(TRIGGER);
        CronTrigger wanted = trigger(times, Instant.now());
        if (stored.getCronExpression().equals(wanted.getCronExpression())
                && stored.getTimeZone().getID().equals(wanted.getTimeZone().getID())) {
            return;
        }
        LocalDate firstNight = LocalDate.ofInstant(
                stored.getNextFireTime().toInstant(), stored.getTimeZone().toZoneId());
        Instant from = firstNight.atStartOfDay(times.zone()).toInstant();
        scheduler.rescheduleJob(TRIGGER, trigger(times, from));
    }

    private static Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("org.quartz.scheduler.instanceId", "AUTO");
        properties.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
        properties.setProperty("org.quartz.scheduler.idleWaitTime", Long.toString(IDLE_WAIT.toMillis()));
        properties.setProperty("org.quartz.jobStore.isClustered", "true");
        // Readable in the database, and of no Java class.
        properties.setProperty("org.quartz.jobStore.useProperties", "true");
        properties.setProperty("org.quartz.jobStore.clusterCheckinInterval", Long.toString(CHECK_IN.toMillis()));
        properties.setProperty(
                "org.quartz.jobStore.driverDelegateClass", "org.quartz.impl.jdbcjobstore.PostgreSQLDelegate");
        properties.setProperty("org.quartz.threadPool.threadCount", "1");
        return properties;
    }
}
