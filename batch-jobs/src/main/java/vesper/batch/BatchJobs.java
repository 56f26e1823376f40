package vesper.batch;

import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
import vesper.batch.operator.Operations;
import vesper.batch.schedule.CloseSchedule;
import vesper.reporting.Reporting;
import vesper.reporting.statement.Letterhead;

/** The night as a part to import into an application that has a data source: its jobs, their operations and their schedule. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BatchSettings.class)
public class BatchJobs {
    private static final Logger LOG = LoggerFactory.getLogger(BatchJobs.class);

    @Bean
    @ConditionalOnMissingBean
    Bank bank(DataSource dataSource, PlatformTransactionManager transactions) {
        return new Bank(dataSource, transactions);
    }

    @Bean
    @ConditionalOnMissingBean
    Reporting reporting(Bank bank) {
        return reportingOver(bank);
    }

    /** What the bank's documents are made with; the one place that says whose letterhead they bear. */
    public static Reporting reportingOver(Bank bank) {
        return new Reporting(bank, Letterhead.vesper());
    }

    @Bean
    PaymentsInFlight paymentsInFlight(BatchSettings settings, Bank bank) {
        return settings.kafka() == null
                ? PaymentsInFlight.NONE
                : new KafkaPaymentsInFlight(settings.kafka(), bank.jdbc());
    }

    @Bean
    Batch batch(
            DataSource dataSource,
            PlatformTransactionManager transactions,
            Reporting reporting,
            PaymentsInFlight inFlight,
            BatchSettings settings) {
        return new Batch(dataSource, transactions, reporting, inFlight, settings, List.of());
    }

    /** Ends with the batch that it belongs to. */
    @Bean(destroyMethod = "")
    Operations operations(Batch batch) {
        return batch.operations();
    }

    @Bean
    @ConditionalOnBooleanProperty(name = "vesper.batch.resume-at-start", matchIfMissing = true)
    ApplicationRunner resumeAtStart(Operations operations) {
        return arguments -> operations
                .resumeLeftBehind(Actor.system("start"))
                .ifPresent(run -> LOG.info("run {} goes on with a close that a dead process left behind", run));
    }

    @Bean
    @ConditionalOnBooleanProperty(name = "vesper.batch.schedule-enabled", matchIfMissing = true)
    SchedulerFactoryBean closeSchedule(
            DataSource dataSource,
            PlatformTransactionManager transactions,
            ApplicationContext context,
            BatchSettings settings) {
        SpringBeanJobFactory jobs = new SpringBeanJobFactory();
        jobs.setApplicationContext(context);
        return CloseSchedule.scheduler(dataSource, transactions, jobs, settings.cutOffTime(), settings.zone());
    }
}
