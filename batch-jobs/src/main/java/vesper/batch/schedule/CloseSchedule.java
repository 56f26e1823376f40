package vesper.batch.schedule;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Properties;
import java.util.TimeZone;
import javax.sql.DataSource;
import org.quartz.CronScheduleBuilder;
import org.quartz.CronTrigger;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobKey;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.springframework.scheduling.quartz.SchedulerFactoryBean;
import org.springframework.scheduling.quartz.SpringBeanJobFactory;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The schedule of the night: at the cut-off time of every day the open business date is closed, see {@link ScheduledClose}. The
 * schedule is kept in the database (tables {@code qrtz_*}), where one of any number of processes takes each firing. A firing
 * missed while no process ran is made up for at the next start, one business date for each night missed.
 */
public final class CloseSchedule {
    static final TriggerKey TRIGGER = TriggerKey.triggerKey("cut-off");
    private static final JobKey JOB = JobKey.jobKey("close");
    private static final Duration CHECK_IN = Duration.ofSeconds(7);

    private CloseSchedule() {}

    /**
     * A scheduler that starts and stops with the application.
     *
     * @param jobs makes the Quartz jobs, with what they need
     * @param cutOff time of day, to the minute
     */
    public static SchedulerFactoryBean scheduler(
            DataSource dataSource,
            PlatformTransactionManager transactions,
            SpringBeanJobFactory jobs,
            LocalTime cutOff,
            ZoneId zone) {
        SchedulerFactoryBean scheduler = new SchedulerFactoryBean();
        scheduler.setSchedulerName("vesper-night");
        scheduler.setDataSource(dataSource);
        scheduler.setTransactionManager(transactions);
        scheduler.setJobFactory(jobs);
        scheduler.setQuartzProperties(properties());
        JobDetail close = close();
        scheduler.setJobDetails(close);
        scheduler.setTriggers(trigger(close, cutOff, zone));
        // A changed cut-off time replaces the stored one; missed firings of an unchanged one are kept.
        scheduler.setOverwriteExistingJobs(false);
        scheduler.setWaitForJobsToCompleteOnShutdown(false);
        return scheduler;
    }

    static JobDetail close() {
        return JobBuilder.newJob(ScheduledClose.class)
                .withIdentity(JOB)
                .withDescription("Closes the open business date.")
                .storeDurably()
                .build();
    }

    static CronTrigger trigger(JobDetail job, LocalTime cutOff, ZoneId zone) {
        return TriggerBuilder.newTrigger()
                .withIdentity(TRIGGER)
                .forJob(job)
                .withSchedule(CronScheduleBuilder.dailyAtHourAndMinute(cutOff.getHour(), cutOff.getMinute())
                        .inTimeZone(TimeZone.getTimeZone(zone))
                        .withMisfireHandlingInstructionIgnoreMisfires())
                .build();
    }

    private static Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("org.quartz.scheduler.instanceId", "AUTO");
        properties.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
        properties.setProperty("org.quartz.jobStore.isClustered", "true");
        properties.setProperty("org.quartz.jobStore.clusterCheckinInterval", Long.toString(CHECK_IN.toMillis()));
        properties.setProperty(
                "org.quartz.jobStore.driverDelegateClass", "org.quartz.impl.jdbcjobstore.PostgreSQLDelegate");
        properties.setProperty("org.quartz.threadPool.threadCount", "1");
        return properties;
    }
}
