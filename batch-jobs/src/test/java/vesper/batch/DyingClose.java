package vesper.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import vesper.bank.Bank;
import vesper.bank.calendar.BusinessDay;

/**
 * A close of the open day that, at a moment of a step, is gone: nothing is rolled back or told. It dies with its process, or, in a
 * fraction of the time, inside this one: then all connections of the dying jobs are cut and no new ones are given, so that whatever
 * still runs of them reaches the database no more than a dead process does.
 */
final class DyingClose {
    /** How the process ends if the moment came. */
    private static final int DIED = 86;

    private static final String AT_CALL = "at call";

    private DyingClose() {}

    /** When to die. */
    enum Moment {
        /** The step is noted as begun, none of its work is done. */
        BEGUN,
        /** The SQL of a chunk, and of its progress, is done and not committed. */
        IN_CHUNK,
        /** The SQL of a transaction of the step, of whatever kind and on whatever thread, is done and not committed. */
        AT_COMMIT,
        /** The last chunk is committed, the step is not noted as ended. */
        WORK_DONE,
        /** The step is noted as ended, and nothing after it. */
        ENDED
    }

    /** Closes the open day of a database in this process, and returns when the jobs are dead. */
    static void inside(String url, String step, Moment moment, int chunk) {
        inside(url, 1, step, moment, chunk);
    }

    /** The same with steps that work on several ranges of accounts at once. */
    static void inside(String url, int ranges, String step, Moment moment, int chunk) {
        HikariDataSource mortal = BankCopy.connect(url);
        Watch watch = new Watch(mortal, mortal::close, step, moment, chunk);
        try (Batch batch = batch(mortal, watch, List.of(watch), ranges)) {
            assertThatThrownBy(() -> close(mortal, batch)).isInstanceOf(Exception.class);
            assertThat(mortal.isClosed()).as("died").isTrue();
        } finally {
            mortal.close();
        }
    }

    /** Closes the open day of a database in this process, and returns when the jobs have died between two of their calls. */
    static void inside(String url, Calls.Moment moment) {
        HikariDataSource mortal = BankCopy.connect(url);
        DataSource counted = Calls.until(moment, () -> {
                    mortal.close();
                    throw new Dead();
                })
                .over(mortal);
        try (Batch batch = batch(counted, new JdbcTransactionManager(counted), List.of(), 1)) {
            assertThatThrownBy(() -> close(counted, batch)).isInstanceOfAny(Exception.class, Dead.class);
            assertThat(mortal.isClosed()).as("died").isTrue();
        } finally {
            mortal.close();
        }
    }

    /** The same in a process of its own, which dies. */
    static void in(String url, Calls.Moment moment) throws IOException, InterruptedException {
        await(url, AT_CALL, Long.toString(moment.call()), Boolean.toString(moment.after()));
    }

    /** Closes the open day of a database in a process that dies, and returns when it is dead. */
    static void in(String url, String step, Moment moment, int chunk) throws IOException, InterruptedException {
        in(url, 1, step, moment, chunk);
    }

    /** The same with steps that work on several ranges of accounts at once. */
    static void in(String url, int ranges, String step, Moment moment, int chunk)
            throws IOException, InterruptedException {
        await(url, step, moment.name(), Integer.toString(chunk), Integer.toString(ranges));
    }

    private static void await(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                DyingClose.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isEqualTo(DIED);
    }

    /**
     * Closes the open day of the database and dies at the moment.
     *
     * @param arguments URL of the database, name of the step, the moment, which chunk it is about, and the number of ranges; or,
     *     after the URL, {@link #AT_CALL}, the number of a call, and whether to die after it
     */
    public static void main(String[] arguments) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(arguments[0]);
        if (arguments[1].equals(AT_CALL)) {
            Calls.Moment moment = new Calls.Moment(Long.parseLong(arguments[2]), Boolean.parseBoolean(arguments[3]));
            DataSource counted =
                    Calls.until(moment, () -> Runtime.getRuntime().halt(DIED)).over(dataSource);
            try (Batch batch = batch(counted, new JdbcTransactionManager(counted), List.of(), 1)) {
                close(counted, batch);
            }
            return;
        }
        Watch watch = new Watch(
                dataSource,
                () -> Runtime.getRuntime().halt(DIED),
                arguments[1],
                Moment.valueOf(arguments[2]),
                Integer.parseInt(arguments[3]));
        try (Batch batch = batch(dataSource, watch, List.of(watch), Integer.parseInt(arguments[4]))) {
            close(dataSource, batch);
        }
    }

    private static Batch batch(
            DataSource dataSource,
            PlatformTransactionManager transactions,
            List<StepExecutionListener> listeners,
            int ranges) {
        return Night.over(dataSource, transactions, Night.chunksOf(MonthEnd.CHUNK, ranges), listeners);
    }

    private static void close(DataSource dataSource, Batch batch) {
        BusinessDay open = new Bank(dataSource).businessDates().current();
        batch.operations()
                .closeUntil(
                        Night.OLGA, open.businessDate(), run -> System.err.println("the close was not killed: " + run));
    }

    /** Ends what runs on a thread of jobs that are dead. */
    private static final class Dead extends Error {
        private static final long serialVersionUID = 1;

        Dead() {
            super("killed by the test", null, false, false);
        }
    }

    /** Sees the commits of the step, and brings death at the moment. */
    private static final class Watch implements PlatformTransactionManager, StepExecutionListener {
        private final PlatformTransactionManager transactions;
        private final Runnable death;
        private final String step;
        private final Moment moment;
        private final int chunk;
        private volatile StepExecution current;
        private boolean workDone;
        private int chunks;

        Watch(DataSource dataSource, Runnable death, String step, Moment moment, int chunk) {
            this.transactions = new JdbcTransactionManager(dataSource);
            this.death = death;
            this.step = step;
            this.moment = moment;
            this.chunk = chunk;
        }

        private void die() {
            death.run();
            throw new Dead();
        }

        @Override
        public void beforeStep(StepExecution execution) {
            if (execution.getStepName().equals(step)) {
                current = execution;
                if (moment == Moment.BEGUN) {
                    die();
                }
            }
        }

        @Override
        public synchronized void commit(TransactionStatus status) {
            if (moment == Moment.AT_COMMIT && status.isNewTransaction() && current != null && ++chunks == chunk) {
                die();
            }
            // The step's context has progress from the first chunk on, and says of the last that it is.
            boolean ofChunk = status.isNewTransaction()
                    && current != null
                    && !workDone
                    && current.getExecutionContext().containsKey("after");
            if (ofChunk && ++chunks == chunk && moment == Moment.IN_CHUNK) {
                die();
            }
            transactions.commit(status);
            if (ofChunk && Boolean.TRUE.equals(current.getExecutionContext().get("finished"))) {
                workDone = true;
                if (moment == Moment.WORK_DONE) {
                    die();
                }
            }
        }

        /** Is told when the end of the step is noted already. */
        @Override
        public ExitStatus afterStep(StepExecution execution) {
            if (execution == current && moment == Moment.ENDED) {
                die();
            }
            return execution.getExitStatus();
        }

        @Override
        public TransactionStatus getTransaction(TransactionDefinition definition) {
            return transactions.getTransaction(definition);
        }

        @Override
        public void rollback(TransactionStatus status) {
            transactions.rollback(status);
        }
    }
}
