package vesper.batch;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import vesper.bank.Bank;

/** A copy of a bank's whole database, on the same server. Nothing may be connected to the original while it is copied. */
final class BankCopy implements AutoCloseable {
    private static final AtomicInteger COUNT = new AtomicInteger();

    /**
     * What a close leaves behind: without clock times, and without numbers from sequences, which a transaction uses up even if it
     * is rolled back. Accounts are told by their numbers, entries by their ids and their order.
     */
    private static final Map<String, String> BOOKS = new LinkedHashMap<>();

    static {
        BOOKS.put("business_date", "select business_date, accepting_date, phase from business_date");
        BOOKS.put("account", "select number, kind, status, currency, balance_minor from account order by number");
        BOOKS.put("journal_entry", """
                select rank() over (order by seq) as place, id, kind, booking_date, value_date, narrative
                  from journal_entry order by seq
                """);
        BOOKS.put("posting", """
                select e.id as entry, p.leg, a.number as account, p.amount_minor, p.currency, p.booking_date, p.value_date,
                       p.balance_after_minor
                  from posting p join journal_entry e on e.seq = p.entry_seq join account a on a.id = p.account_id
                 order by p.entry_seq, p.leg
                """);
        BOOKS.put("outbox", """
                select topic, key, count(*) as messages from outbox, unnest(keys) as key
                 group by topic, key order by topic, key
                """);
        BOOKS.put("interest_accrual", "select * from interest_accrual order by account_id, business_date");
        BOOKS.put("interest_capitalisation", "select * from interest_capitalisation order by account_id, period_end");
        BOOKS.put("loan_instalment", "select * from loan_instalment order by account_id, n");
        BOOKS.put("scheduled_transfer", "select * from scheduled_transfer order by id");
        BOOKS.put("document", """
                select id, account_id, period_from, period_to, pages, encode(content_sha256, 'hex') as sha256
                  from document order by id
                """);
        BOOKS.put("mail_outbox", "select message_id, recipient, subject, state from mail_outbox order by message_id");
        BOOKS.put("day_proof", """
                select business_date, entries, postings, credits_minor from day_proof order by business_date
                """);
    }

    private final HikariDataSource server;
    private final String name = "copy_" + COUNT.incrementAndGet();
    private final String url;
    private final HikariDataSource dataSource;

    private BankCopy(HikariDataSource server, String url, String original) {
        this.server = server;
        this.url = url.replaceFirst("/" + original + "\\?", "/" + name + "?");
        new JdbcTemplate(server).execute("create database " + name + " template " + original);
        dataSource = connect(this.url);
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

    private static HikariDataSource connect(String url) {
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

    Batch batch(BatchSettings settings) {
        return Night.over(dataSource, new JdbcTransactionManager(dataSource), settings, List.of());
    }

    JdbcClient jdbc() {
        return JdbcClient.create(dataSource);
    }

    /** All rows of the books, by table. */
    Map<String, List<Map<String, Object>>> books() {
        Map<String, List<Map<String, Object>>> books = new LinkedHashMap<>();
        BOOKS.forEach(
                (table, query) -> books.put(table, jdbc().sql(query).query().listOfRows()));
        return books;
    }

    @Override
    public void close() {
        dataSource.close();
        new JdbcTemplate(server).execute("drop database " + name + " with (force)");
    }
}
