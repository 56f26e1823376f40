package vesper.batch;

import java.time.Clock;
import java.util.List;
import java.util.function.IntFunction;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.support.JdbcJobRepositoryFactoryBean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import vesper.bank.Bank;
import vesper.bank.deposit.CapitalisationPeriod;
import vesper.bank.event.KafkaServers;
import vesper.bank.seal.SealKey;
import vesper.batch.accounts.AccountFeesMending;
import vesper.batch.directdebits.DirectDebitMending;
import vesper.batch.interest.CapitalisationMending;
import vesper.batch.lending.LoanMending;
import vesper.batch.operator.ExceptionDesk;
import vesper.batch.operator.Operations;
import vesper.batch.privacy.DataRequestMending;
import vesper.batch.privacy.DataRequestsDue;
import vesper.batch.proof.Proof;
import vesper.batch.statements.MailMending;
import vesper.batch.statements.StatementMending;
import vesper.batch.statements.YearlySummaryMending;
import vesper.batch.task.ExceptionLimit;
import vesper.batch.task.RangeWorkers;
import vesper.batch.task.ReadableContextSerializer;
import vesper.batch.task.Task;
import vesper.batch.task.TaskJob;
import vesper.batch.training.ModelTraining;
import vesper.batch.transfers.ScheduledTransfers;
import vesper.batch.transfers.TransferMending;
import vesper.batch.workers.KafkaRanges;
import vesper.batch.workers.RangeWorker;
import vesper.reporting.Reporting;

/** All jobs over one bank's database, and what they work off. The job repository is in the same database. */
public final class Batch implements AutoCloseable {
    private final Bank bank;
    private final JdbcTemplate batches;
    private final Operations operations;
    private final ExceptionDesk exceptions;
    private final IntFunction<RangeWorker> rangeWorkers;

    /** Wires the jobs of a bank whose Kafka asks for nothing but the address in its settings. */
    public Batch(
            DataSource dataSource,
            PlatformTransactionManager transactions,
            Reporting reporting,
            PaymentsInFlight inFlight,
            BatchSettings settings,
            List<StepExecutionListener> listeners) {
        this(
                dataSource,
                transactions,
                reporting,
                inFlight,
                settings,
                settings.kafka() == null ? null : KafkaServers.plain(settings.kafka()),
                listeners);
    }

    /**
     * Wires the jobs.
     *
     * @param transactions manages transactions of {@code dataSource}
     * @param reporting over the same bank
     * @param kafka where workers hear of ranges; null for a bank without
     * @param listeners are told when each step begins and ends
     */
    public Batch(
            DataSource dataSource,
            PlatformTransactionManager transactions,
            Reporting reporting,
            PaymentsInFlight inFlight,
            BatchSettings settings,
            @Nullable KafkaServers kafka,
            List<StepExecutionListener> listeners) {
        this.bank = new Bank(dataSource, transactions);
        this.batches = new JdbcTemplate(dataSource);
        JobRepository repository = repository(dataSource, transactions);
        TaskJob.Surroundings surroundings = new TaskJob.Surroundings(
                repository,
                transactions,
                listeners,
                new ExceptionLimit(bank.exceptions(), settings.exceptionLimit()),
                settings.ranges(),
                workers(settings, kafka, dataSource, repository),
                settings.holidays());
        TaskJob close =
                CloseOfBusiness.job(bank, batches, reporting, inFlight, settings, sealKey(settings), surroundings);
        TaskJob verify = new TaskJob(
                "verify",
                "Proves the books as they stand; moves nothing.",
                false,
                List.of(TaskJob.Part.daily(new Proof(bank, settings.proofStretch()))),
                surroundings);
        TaskJob personalData = new TaskJob(
                "personal-data",
                "Gathers at once what the bank holds on each person who asked for it.",
                false,
                List.of(TaskJob.Part.daily(new DataRequestsDue(bank, reporting, Clock.systemUTC()))),
                surroundings);
        TaskJob training = new TaskJob(
                "train-model",
                "Trains a fraud model on the bank's own history and lets it challenge the one in force.",
                false,
                List.of(TaskJob.Part.daily(Task.once(
                        "train-model",
                        "Trains on a year of decisions, measures on the weeks that follow, registers a challenger.",
                        new ModelTraining(bank)::train))),
                surroundings);
        this.exceptions = new ExceptionDesk(
                bank,
                List.of(
                        new TransferMending(bank, batches),
                        LoanMending.interest(),
                        LoanMending.repayments(bank),
                        LoanMending.charges(bank),
                        new DirectDebitMending(),
                        new CapitalisationMending(bank, CapitalisationPeriod.MONTH),
                        new CapitalisationMending(bank, CapitalisationPeriod.QUARTER),
                        new CapitalisationMending(bank, CapitalisationPeriod.YEAR),
                        new AccountFeesMending(bank),
                        new StatementMending(reporting),
                        new YearlySummaryMending(reporting),
                        new DataRequestMending(),
                        new MailMending(reporting)));
        this.rangeWorkers =
                threads -> new RangeWorker(requireKafka(kafka), threads, dataSource, repository, close::rangeWorker);
        this.operations = new Operations(dataSource, bank, repository, close, List.of(verify, personalData, training));
    }

    private static RangeWorkers workers(
            BatchSettings settings, @Nullable KafkaServers kafka, DataSource dataSource, JobRepository repository) {
        return switch (settings.workers()) {
            case THREADS -> RangeWorkers.THREADS;
            case KAFKA -> new KafkaRanges(requireKafka(kafka), dataSource, repository);
        };
    }

    private static KafkaServers requireKafka(@Nullable KafkaServers kafka) {
        if (kafka == null) {
            throw new IllegalArgumentException("workers hear of ranges through Kafka: vesper.batch.kafka must be set");
        }
        return kafka;
    }

    private static SealKey sealKey(BatchSettings settings) {
        return settings.sealKeyFile() == null ? SealKey.inMemory() : SealKey.loadOrCreate(settings.sealKeyFile());
    }

    private static JobRepository repository(DataSource dataSource, PlatformTransactionManager transactions) {
        JdbcJobRepositoryFactoryBean factory = new JdbcJobRepositoryFactoryBean();
        factory.setDataSource(dataSource);
        factory.setTransactionManager(transactions);
        factory.setDatabaseType("POSTGRES");
        factory.setSerializer(new ReadableContextSerializer());
        // A job's lock already keeps two starts of one job apart.
        factory.setIsolationLevelForCreate("ISOLATION_READ_COMMITTED");
        try {
            factory.afterPropertiesSet();
            return factory.getObject();
        } catch (Exception e) {
            throw new IllegalStateException("the job repository cannot be made", e);
        }
    }

    public Operations operations() {
        return operations;
    }

    public ExceptionDesk exceptions() {
        return exceptions;
    }

    /**
     * Works on ranges of closes that other processes run, once it is started.
     *
     * @param threads how many ranges at once
     */
    public RangeWorker rangeWorker(int threads) {
        return rangeWorkers.apply(threads);
    }

    public ScheduledTransfers scheduledTransfers() {
        return new ScheduledTransfers(bank);
    }

    /** Stops the runs of this process, each after its transaction under way. */
    @Override
    public void close() {
        operations.close();
    }
}
