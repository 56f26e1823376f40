package vesper.batch;

import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.quartz.SchedulerFactoryBean;
import org.springframework.scheduling.quartz.SpringBeanJobFactory;
import org.springframework.transaction.PlatformTransactionManager;
import vesper.bank.Bank;
import vesper.bank.audit.Actor;
import vesper.bank.event.KafkaServers;
import vesper.batch.operator.CloseTimes;
import vesper.batch.operator.ExceptionDesk;
import vesper.batch.operator.Operations;
import vesper.batch.operator.RunLogKeeper;
import vesper.batch.schedule.CloseSchedule;
import vesper.batch.schedule.Schedules;
import vesper.batch.schedule.Takeover;
import vesper.batch.watch.AlertTable;
import vesper.batch.watch.WatchSettings;
import vesper.batch.watch.Watchdog;
import vesper.reporting.Reporting;
import vesper.reporting.signature.DocumentKey;
import vesper.reporting.statement.Letterhead;

/** The night as a part to import into an application that has a data source: its jobs, their operations and their schedule. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({BatchSettings.class, WatchSettings.class})
public class BatchJobs {
    private static final Logger LOG = LoggerFactory.getLogger(BatchJobs.class);

    @Bean
    @ConditionalOnMissingBean
    Bank bank(DataSource dataSource, PlatformTransactionManager transactions) {
        return new Bank(dataSource, transactions);
    }

    @Bean
    @ConditionalOnMissingBean
    Reporting reporting(Bank bank, ObjectProvider<DocumentKey> key) {
        return reportingOver(bank, key.getIfAvailable());
    }

    /** What the bank's documents are made with; the one place that says whose letterhead they bear. Without a key they are
     * not signed. */
    public static Reporting reportingOver(Bank bank, @Nullable DocumentKey key) {
        return new Reporting(bank, Letterhead.vesper(), key);
    }

    @Bean
    PaymentsInFlight paymentsInFlight(BatchSettings settings, ObjectProvider<KafkaServers> servers, Bank bank) {
        KafkaServers kafka = servers(settings, servers);
        return kafka == null ? PaymentsInFlight.NONE : new KafkaPaymentsInFlight(kafka, bank.jdbc());
    }

    /** Those that the process knows how to reach; else the address that the settings name, if any, with no security. */
    private static @Nullable KafkaServers servers(BatchSettings settings, ObjectProvider<KafkaServers> servers) {
        KafkaServers known = servers.getIfAvailable();
        return known == null && settings.kafka() != null ? KafkaServers.plain(settings.kafka()) : known;
    }

    @Bean
    Batch batch(
            DataSource dataSource,
            PlatformTransactionManager transactions,
            Reporting reporting,
            PaymentsInFlight inFlight,
            BatchSettings settings,
            ObjectProvider<KafkaServers> servers) {
        return new Batch(
                dataSource, transactions, reporting, inFlight, settings, servers(settings, servers), List.of());
    }

    /** Ends with the batch that it belongs to. */
    @Bean(destroyMethod = "")
    Operations operations(Batch batch) {
        return batch.operations();
    }

    @Bean
    ExceptionDesk exceptionDesk(Batch batch) {
        return batch.exceptions();
    }

    @Bean
    @ConditionalOnBooleanProperty(name = "vesper.batch.resume-at-start", matchIfMissing = true)
    ApplicationRunner resumeAtStart(Operations operations) {
        return arguments -> operations
                .resumeLeftBehind(Actor.system("start"))
                .ifPresent(run -> LOG.info("run {} goes on with a close that a dead process left behind", run));
    }

    /** Of several processes that keep the schedule, another goes on when the one that closes dies. */
    @Bean(initMethod = "start")
    @ConditionalOnBooleanProperty(
            name = {"vesper.batch.schedule-enabled", "vesper.batch.resume-at-start"},
            matchIfMissing = true)
    Takeover takeover(Operations operations, BatchSettings settings) {
        return new Takeover(operations, settings.takeOverEvery());
    }

    /** What the process logs of runs is kept where the console finds it. */
    @Bean(initMethod = "open")
    RunLogKeeper runLogKeeper(Operations operations) {
        return new RunLogKeeper(operations.log(), RunLogKeeper.thisProcess());
    }

    @Bean
    AlertTable alertTable(Bank bank) {
        return new AlertTable(bank.jdbc());
    }

    @Bean
    CloseTimes closeTimes(Bank bank, BatchSettings settings) {
        return new CloseTimes(bank.jdbc(), settings.cutOffTime(), settings.zone());
    }

    /** A bank whose close does not begin by itself has nobody who waits for it. */
    @Bean(initMethod = "start")
    @ConditionalOnBooleanProperty(name = "vesper.batch.schedule-enabled", matchIfMissing = true)
    Watchdog watchdog(Bank bank, Operations operations, WatchSettings watch, CloseTimes times) {
        return new Watchdog(bank, operations, watch, times, Clock.systemUTC());
    }

    @Bean
    @ConditionalOnBooleanProperty(name = "vesper.batch.schedule-enabled", matchIfMissing = true)
    SchedulerFactoryBean closeSchedule(
            DataSource dataSource,
            PlatformTransactionManager transactions,
            ApplicationContext context,
            CloseTimes times) {
        SpringBeanJobFactory jobs = new SpringBeanJobFactory();
        jobs.setApplicationContext(context);
        return CloseSchedule.scheduler(dataSource, transactions, jobs, times);
    }

    @Bean
    @ConditionalOnBooleanProperty(name = "vesper.batch.schedule-enabled", matchIfMissing = true)
    Schedules schedules(Bank bank, SchedulerFactoryBean closeSchedule, CloseTimes times) {
        return new Schedules(bank, closeSchedule, times);
    }
}
