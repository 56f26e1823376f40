package vesper.night;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.scheduling.quartz.SchedulerFactoryBean;
import vesper.bank.Bank;
import vesper.bank.audit.Actor;
import vesper.bank.event.KafkaServers;
import vesper.batch.Batch;
import vesper.batch.BatchJobs;
import vesper.batch.BatchSettings;
import vesper.batch.KafkaPaymentsInFlight;
import vesper.batch.PaymentsInFlight;
import vesper.batch.operator.CloseTimes;
import vesper.batch.operator.ExceptionDesk;
import vesper.batch.operator.Operations;
import vesper.batch.operator.RunLogKeeper;
import vesper.batch.schedule.CloseSchedule;
import vesper.batch.schedule.Schedules;
import vesper.cli.BankDatabase;
import vesper.cli.DocumentKeyFile;
import vesper.cli.SealKeyFile;
import vesper.home.Home;
import vesper.home.Running;
import vesper.up.RunningBank;

/**
 * The jobs of a bank, run by this command's own process over the bank's database: the one that {@code VESPER_DB_URL} and {@code
 * VESPER_KAFKA} name, or the one in the home. Where a run needs the stream jobs and no bank is running in the home, the whole
 * bank is started for as long as the command takes.
 */
final class Night implements AutoCloseable {
    /** Who acts by the command: the user of the operating system. */
    static final Actor ACTOR = new Actor(Actor.Kind.STAFF, System.getProperty("user.name", "unknown"), "command line");

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Bank bank;
    private final Batch batch;

    private Night(Bank bank, Batch batch) {
        this.bank = bank;
        this.batch = batch;
    }

    /** For looking only: nothing that this night would run waits for payments. */
    static Night toRead(Path folder) {
        return over(BankDatabase.open(folder), null, folder);
    }

    /** For running jobs. */
    static Night toRun(Path folder, Consumer<String> progress) {
        String brokers = brokers(folder);
        if (brokers != null) {
            return over(BankDatabase.open(folder), brokers, folder);
        }
        BankDatabase.requireHome(folder);
        Home home = Home.open(folder, null);
        try {
            LocalDate never = LocalDate.now(ZoneOffset.UTC); // the home has its first day already
            RunningBank running = RunningBank.start(home, new RunningBank.Opening(never, false), progress);
            Night night = new Night(running.bank(), running.batch());
            night.parts.push(running);
            return night;
        } catch (RuntimeException e) {
            home.close();
            throw e;
        }
    }

    private static @Nullable String brokers(Path folder) {
        String given = System.getenv("VESPER_KAFKA");
        if (given != null || System.getenv("VESPER_DB_URL") != null) {
            return given == null ? "" : given;
        }
        Optional<Running> running = Home.running(folder);
        return running.map(bank -> "127.0.0.1:" + bank.ports().kafka()).orElse(null);
    }

    private static Night over(BankDatabase database, @Nullable String brokers, Path folder) {
        Deque<AutoCloseable> parts = new ArrayDeque<>();
        parts.push(database);
        JdbcTransactionManager transactions = new JdbcTransactionManager(database.dataSource());
        Bank bank = new Bank(database.dataSource(), transactions);
        PaymentsInFlight inFlight = brokers == null || brokers.isEmpty()
                ? PaymentsInFlight.NONE
                : new KafkaPaymentsInFlight(KafkaServers.of(brokers, System.getenv()), bank.jdbc());
        Batch batch = new Batch(
                database.dataSource(),
                transactions,
                BatchJobs.reportingOver(bank, DocumentKeyFile.of(folder)),
                inFlight,
                BatchSettings.standalone().sealingWith(SealKeyFile.of(folder)),
                List.of());
        parts.push(batch);
        RunLogKeeper log = new RunLogKeeper(batch.operations().log(), RunLogKeeper.thisProcess());
        log.open();
        parts.push(log);
        Night night = new Night(bank, batch);
        night.parts.addAll(parts);
        return night;
    }

    Bank bank() {
        return bank;
    }

    Operations operations() {
        return batch.operations();
    }

    ExceptionDesk exceptions() {
        return batch.exceptions();
    }

    /** When closes begin by themselves, as the bank's processes keep it. */
    Schedules schedules() {
        SchedulerFactoryBean stored = CloseSchedule.stored(bank);
        parts.push(stored::destroy);
        return new Schedules(bank, stored, new CloseTimes(bank.jdbc(), LocalTime.MIDNIGHT, ZoneOffset.UTC));
    }

    /** Stops what runs, each run after its transaction under way, so that it can be restarted. */
    @Override
    public synchronized void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Sees to it that Ctrl-C and SIGTERM stop the runs of this night rather than cut them off. */
    Night closedOnSignal() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "stopping"));
        return this;
    }
}
