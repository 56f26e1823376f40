package vesper.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import vesper.embedded.DatabaseAddress;

/**
 * A large bank for {@link QueriesBenchmark}, written by SQL past the ledger: two accounts a customer, twenty postings an account over a
 * year in the order of time, so that those of one account lie far apart; one account with many of them; the last fifth of the entries are
 * payments; and some of all that customers keep. Balances do not follow from postings, so nothing may be proved of it.
 */
final class ApiPopulation {
    /** Number of the first account and customer; both count up from it. */
    static final long FIRST = 1_000_001;
    /** Postings of an account, on average. */
    static final int POSTINGS = 20;

    private static final int IN_A_YEAR = 365;
    private static final List<String> BEFORE = List.of(
            // Rules between tables are not checked while rows are made by the million.
            "set session_replication_role = replica",
            "set synchronous_commit = off",
            "set maintenance_work_mem = '1GB'",
            "alter table posting drop constraint posting_pkey",
            "alter table journal_entry drop constraint journal_entry_id_key");
    private static final List<String> ROWS =
            List.of("""
            insert into customer (id, reference, name) overriding system value
            select %1$d + n, 'B-' || n, 'Customer ' || n from generate_series(0, %2$d / 2 - 1) n
            """, """
            insert into account (id, number, kind, product_code, customer_id, currency, name, opened_on, balance_minor)
            overriding system value
            select %1$d + n,
                   'GB' || lpad((98 - ('31142825' || lpad((%1$d + n)::text, 14, '0') || '161100')::numeric %% 97)::text, 2, '0')
                        || 'VESP' || lpad((%1$d + n)::text, 14, '0'),
                   case n %% 2 when 0 then 'CURRENT' else 'SAVINGS' end, case n %% 2 when 0 then 'current' else 'savings' end,
                   %1$d + n / 2, 'USD', 'Account', date '2022-06-01', 100000000
              from generate_series(0, %2$d - 1) n
            """, """
            insert into card (id, account_id, number_mac, last4)
            select gen_random_uuid(), %1$d + n, sha256(('card' || n)::bytea), '0000' from generate_series(0, %2$d - 1, 2) n
            """, """
            insert into journal_entry (seq, id, kind, booking_date, value_date, recorded_at, narrative, fingerprint)
            select n, md5('bench' || n)::uuid, 'CARD_PAYMENT', date '2023-06-05' - (%4$d - ((n - %5$d) * %4$d / %3$d))::int,
                   date '2023-06-05' - (%4$d - ((n - %5$d) * %4$d / %3$d))::int, now() - (%3$d - n + %5$d) * interval '1 ms',
                   'Merchant ' || n %% 500, substr(sha256(n::text::bytea), 1, 16)
              from generate_series(%5$d, %5$d + %3$d - 1) n
            """, """
            insert into posting (account_id, entry_seq, leg, amount_minor, currency, booking_date, value_date, balance_after_minor)
            select case leg when 0 then cash.id else %1$d + (case when e.seq %% 100 = 0 then 0
                                                                  else (hashint8(e.seq) & 2147483647) %% %2$d end) end,
                   e.seq, leg, case leg when 0 then 1 else -1 end * (100 + e.seq %% 9900), 'USD', e.booking_date, e.value_date,
                   case leg when 0 then null else 100000000 end
              from journal_entry e, generate_series(0, 1) leg, (select id from account where number = '1010-USD') cash
             where e.seq >= %5$d
            """, """
            insert into payment (id, client_id, kind, debtor_account_id, creditor_account_id, amount_minor, currency, merchant,
                                 occurred_at, accepted_at, business_date, request_hash, status, score, decision, recorded_at)
            select e.id, case e.seq %% 4 when 0 then 'vesper-cli' else 'shop-' || e.seq %% 50 end, 'CARD_PAYMENT',
                   %1$d + (hashint8(e.seq) & 2147483647) %% %2$d, 1, 100 + e.seq %% 9900, 'USD', e.narrative, e.recorded_at,
                   e.recorded_at, e.booking_date, sha256(e.seq::text::bytea), 'BOOKED', 0, '\\x00', e.recorded_at
              from journal_entry e where e.seq >= %5$d + %3$d - %3$d / 5
            """, """
            insert into account_nickname select %1$d + n, 'Holidays' from generate_series(0, %2$d - 1, 10) n
            """, """
            insert into payee (id, customer_id, account_id, name, confirmation)
            select gen_random_uuid(), %1$d + n, %1$d + (n * 7 + k * 13) %% %2$d, 'Bo Larsen', 'MATCH'
              from generate_series(0, %2$d / 2 - 1, 2) n, generate_series(1, 5) k
            """, """
            insert into standing_order (debtor_account_id, creditor_account_id, amount_minor, currency, narrative, rhythm, first_on,
                                        calendar, without_funds, retry_days, next_on)
            select %1$d + n, %1$d + (n + 1) %% %2$d, 10000, 'USD', 'Rent', 'MONTHLY', '2022-07-01', 'WEEKENDS', 'RETRY', 3, '2023-07-01'
              from generate_series(0, %2$d - 1, 4) n
            """, """
            insert into hold (id, account_id, amount_minor, currency, narrative, placed_on, expires_on, state, recorded_at, ended_at)
            select gen_random_uuid(), %1$d + n, 500, 'USD', 'Hotel', '2023-06-01', '2023-07-01',
                   case k when 1 then 'ACTIVE' else 'RELEASED' end, now(), case k when 1 then null else now() end
              from generate_series(0, %2$d - 1, 5) n, generate_series(1, 3) k
            """, """
            insert into alert_preference select %1$d + n, %1$d + n / 2, 'LARGE_PAYMENT', 9000, 0 from generate_series(0, %2$d - 1, 2) n
            """, """
            insert into account_holder (account_id, customer_id, rights)
            select %1$d + n, %1$d + (n / 2 + 1) %% (%2$d / 2), 'EITHER' from generate_series(0, %2$d - 1, 10) n
            """, """
            insert into customer_login (id, customer_id, name, password_hash, totp_secret)
            select md5('login' || n)::uuid, %1$d + n, 'bench' || lpad(n::text, 8, '0'), 'none', '\\x00' from generate_series(0, %2$d / 2 - 1) n
            """, """
            insert into customer_session (id, login_id, address, device)
            select md5('session' || n)::uuid, md5('login' || n)::uuid, '127.0.0.1', 'bench' from generate_series(0, %2$d / 2 - 1) n
            """);
    private static final List<String> AFTER = List.of(
            "alter table journal_entry add constraint journal_entry_id_key unique (id)",
            "alter table posting add constraint posting_pkey primary key (account_id, entry_seq, leg)",
            "select setval(pg_get_serial_sequence('account', 'id'), (select max(id) from account))",
            "select setval(pg_get_serial_sequence('customer', 'id'), (select max(id) from customer))",
            "select setval('journal_entry_seq', (select max(seq) from journal_entry) + 1)",
            "vacuum analyze",
            "checkpoint");

    private ApiPopulation() {}

    /**
     * Writes it.
     *
     * @param admin who may leave rules unchecked
     */
    static void create(DatabaseAddress admin, int accounts, Consumer<String> progress) throws SQLException {
        long entries = (long) accounts * POSTINGS / 2;
        try (Connection connection = DriverManager.getConnection(admin.url(), admin.user(), admin.password());
                Statement statement = connection.createStatement()) {
            run(statement, BEFORE, progress);
            long seq;
            try (ResultSet next = statement.executeQuery("select coalesce(max(seq), 0) + 1 from journal_entry")) {
                next.next();
                seq = next.getLong(1);
            }
            run(
                    statement,
                    ROWS.stream()
                            .map(rows -> String.format(Locale.ROOT, rows, FIRST, accounts, entries, IN_A_YEAR, seq))
                            .toList(),
                    progress);
            run(statement, AFTER, progress);
        }
    }

    private static void run(Statement statement, List<String> commands, Consumer<String> progress) throws SQLException {
        for (String command : commands) {
            long start = System.nanoTime();
            statement.execute(command);
            double seconds = (System.nanoTime() - start) / 1e9;
            if (seconds > 1) {
                String first = command.strip().lines().findFirst().orElse("");
                progress.accept(String.format(
                        Locale.ROOT, "queries: %.0f s, %s", seconds, first.substring(0, Math.min(60, first.length()))));
            }
        }
    }
}
