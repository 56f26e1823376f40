package vesper.batch;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import vesper.bank.Bank;

/** A copy of a bank's whole database, on the same server. Nothing may be connected to the original while it is copied. */
final class BankCopy implements AutoCloseable {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final HikariDataSource server;
    private final String name = "copy_" + COUNT.incrementAndGet();
    private final String url;
    private final HikariDataSource dataSource;

    private BankCopy(HikariDataSource server, String url, String original) {
        this.server = server;
        this.url = url.replaceFirst("/" + original + "\\?", "/" + name + "?");
        new JdbcTemplate(server).execute("create database " + name + " template " + original);
        dataSource = connect(this.url);
        RunNumbers.apart(dataSource);
    }

    /**
     * Makes a copy.
     *
     * @param server connects to another database of the server
     * @param url of the original
     */
    static BankCopy of(HikariDataSource server, String url) {
        String path = url.substring(0, url.indexOf('?'));
        return new BankCopy(server, url, path.substring(path.lastIndexOf('/') + 1));
    }

    static HikariDataSource connect(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(8);
        config.setMinimumIdle(0);
        return new HikariDataSource(config);
    }

    String url() {
        return url;
    }

    Bank bank() {
        return new Bank(dataSource);
    }

    /** Its jobs, in chunks of a few items. */
    Batch batch(StepExecutionListener... listeners) {
        return batch(1, listeners);
    }

    /** The same with steps that work on several ranges of accounts at once. */
    Batch batch(int ranges, StepExecutionListener... listeners) {
        return Night.over(
                dataSource,
                new JdbcTransactionManager(dataSource),
                Night.chunksOf(MonthEnd.CHUNK, ranges),
                List.of(listeners));
    }

    /** The same, with each call to the database counted. */
    Batch batch(Calls calls) {
        DataSource counted = calls.over(dataSource);
        return Night.over(counted, new JdbcTransactionManager(counted), Night.chunksOf(MonthEnd.CHUNK, 1), List.of());
    }

    /** Has the mails that are due sent, and says what was received: who, what, and the text of what is attached. */
    List<String> sendMails() {
        return SentMails.of(bank());
    }

    JdbcClient jdbc() {
        return JdbcClient.create(dataSource);
    }

    /** How many chunks of the step the newest run of it committed. */
    int chunksCommitted(String step) {
        return jdbc().sql("""
                        select commit_count from batch_step_execution where step_name = :step
                         order by step_execution_id desc limit 1
                        """).param("step", step).query(Integer.class).single();
    }

    Map<String, List<Map<String, Object>>> books() {
        return Books.read(jdbc());
    }

    @Override
    public void close() {
        dataSource.close();
        new JdbcTemplate(server).execute("drop database " + name + " with (force)");
    }
}
