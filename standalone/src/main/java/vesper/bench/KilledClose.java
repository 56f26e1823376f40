package vesper.bench;

import com.zaxxer.hikari.HikariDataSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.jdbc.support.JdbcTransactionManager;
import vesper.bank.Bank;
import vesper.batch.Batch;
import vesper.batch.BatchJobs;
import vesper.batch.BatchSettings;
import vesper.batch.PaymentsInFlight;
import vesper.batch.operator.RunStatus;
import vesper.batch.operator.RunView;
import vesper.cli.BankDatabase;
import vesper.embedded.DatabaseAddress;

/**
 * A close whose jobs die again and again, and are started anew at once. They die by having their connections cut, all at the same
 * moment: the database sees what it sees of a dead process, and the next start does not wait for threads that a dead process would
 * not have. The start of a virtual machine is not part of it.
 */
final class KilledClose {
    static final int DEATHS = 5;

    private final DatabaseAddress address;
    private final List<CompletableFuture<?>> dead = new ArrayList<>();

    KilledClose(DatabaseAddress address) {
        this.address = address;
    }

    /**
     * Closes the open day, dying at even distances.
     *
     * @param usualSeconds what the close takes undisturbed
     * @return from the first start to the end of the last
     * @throws IllegalStateException if the close was over before it had died so often
     */
    double seconds(LocalDate day, double usualSeconds) throws InterruptedException {
        long slice = Math.round(usualSeconds * 1e9 / (DEATHS + 1));
        long start = System.nanoTime();
        for (int death = 1; death <= DEATHS; death++) {
            if (over(day, slice)) {
                throw new IllegalStateException("the close was over after " + (death - 1) + " deaths");
            }
        }
        if (!over(day, Long.MAX_VALUE)) {
            throw new IllegalStateException("the close did not complete");
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        dead.forEach(closing -> closing.handle((runs, death) -> death).join());
        dead.clear();
        return seconds;
    }

    /** Goes on with the close for a while, then cuts it off; says whether it was over by then. */
    private boolean over(LocalDate day, long nanos) throws InterruptedException {
        HikariDataSource mortal = BankDatabase.standingPool(address, 4);
        try (Batch batch = batch(mortal)) {
            CompletableFuture<List<RunView>> closing = CompletableFuture.supplyAsync(
                    () -> batch.operations().closeUntil(CloseBenchmark.BENCH, day, run -> {}));
            try {
                return completed(closing.get(nanos, TimeUnit.NANOSECONDS));
            } catch (TimeoutException e) {
                mortal.close();
                dead.add(closing);
                return false;
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            }
        } finally {
            mortal.close();
        }
    }

    private static boolean completed(List<RunView> runs) {
        return !runs.isEmpty() && runs.stream().allMatch(run -> run.status() == RunStatus.COMPLETED);
    }

    private static Batch batch(HikariDataSource pool) {
        return new Batch(
                pool,
                new JdbcTransactionManager(pool),
                BatchJobs.reportingOver(new Bank(pool), null),
                PaymentsInFlight.NONE,
                BatchSettings.standalone(),
                List.of());
    }
}
