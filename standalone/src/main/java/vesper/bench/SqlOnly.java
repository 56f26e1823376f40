package vesper.bench;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import java.util.function.Function;
import vesper.bank.event.EntryBooked;
import vesper.bank.event.EventCodec;
import vesper.bank.event.PostingBooked;
import vesper.bank.ledger.EntryRequest;
import vesper.cli.BankDatabase;
import vesper.embedded.DatabaseAddress;

/**
 * What the database itself can do: accounts locked in order, then one SQL statement that leaves out what is booked already and
 * what the account has no funds for, and writes entries, postings with the balance after each, balances and the outbox of 500
 * card payments, with one message made for all.
 *
 * <p>Locks and the settlement account have statements of their own: an update that waits for another client's tries its
 * joins again on what it saw before, and would pass over rows that moved meanwhile.
 */
final class SqlOnly {
    private static final String LOCK = """
            select id from account where id = any(?) order by id for no key update
            """;
    private static final String WRITE = """
            with request as (
                select nextval('journal_entry_seq') as seq, r.id, account, other, amount,
                       balance_minor - sum(amount) over (partition by account order by place) as after,
                       balance_minor - held_minor + overdraft_limit_minor - minimum_balance_minor as available,
                       sum(amount) over (partition by account order by place) as taken
                  from unnest(?::uuid[], ?::bigint[], ?::bigint[], ?::bigint[]) with ordinality
                       as r (id, account, other, amount, place)
                  join account on account.id = r.account and status = 'OPEN' and currency = 'USD' and not debit_blocked
                 where not exists (select from journal_entry known where known.id = r.id)
            ), granted as (
                select * from request where taken <= available
            ), entry as (
                insert into journal_entry (seq, id, kind, booking_date, value_date, recorded_at, narrative, fingerprint)
                select seq, id, 'CARD_PAYMENT', date '2023-06-05', date '2023-06-05', clock_timestamp(), 'Kirlin and Sons',
                       substr(sha256(convert_to(concat_ws(' ', account, other, amount), 'UTF8')), 1, 16)
                  from granted
            ), legs as (
                insert into posting
                select account, seq, 0, -amount, 'USD', date '2023-06-05', date '2023-06-05', after from granted
                union all
                select other, seq, 1, amount, 'USD', date '2023-06-05', date '2023-06-05', null from granted
            ), message as (
                insert into outbox (topic, keys, payloads)
                select 'ledger.booked', array_agg(id::text), array_agg(?::bytea) from granted
            )
            update account set balance_minor = balance_minor - moved.amount
              from (select account as id, sum(amount)::bigint as amount from granted group by account) moved
             where account.id = moved.id
            """;
    private static final String SETTLE =
            "update own_balance_part set balance_minor = balance_minor + ? where part = 0 and account_id = ?";

    private final DatabaseAddress address;
    private final Function<BookingBenchmark.Client, EntryRequest> entries;
    private final byte[] message;

    /** @param entries card payments that may meet each other, and none that the ledger books meanwhile */
    SqlOnly(DatabaseAddress address, Function<BookingBenchmark.Client, EntryRequest> entries) {
        this.address = address;
        this.entries = entries;
        EntryRequest entry = entries.apply(BookingBenchmark.Client.ALONE);
        this.message = EventCodec.BOOKED.encode(new EntryBooked(
                entry.id(),
                1_000_000L,
                entry.kind().name(),
                entry.bookingDate(),
                entry.bookingDate(),
                Instant.now(),
                entry.narrative(),
                entry.legs().stream()
                        .map(leg -> new PostingBooked(leg.accountId(), leg.amountMinor(), leg.currency()))
                        .toList()));
    }

    double perSecond(int clients, int batch, int seconds) throws Exception {
        try (HikariDataSource pool = BankDatabase.pool(address, clients)) {
            return BookingBenchmark.perSecond(clients, seconds, client -> {
                UUID[] ids = new UUID[batch];
                Long[] from = new Long[batch];
                Long[] to = new Long[batch];
                Long[] amounts = new Long[batch];
                for (int i = 0; i < batch; i++) {
                    EntryRequest entry = entries.apply(client);
                    ids[i] = entry.id();
                    from[i] = entry.legs().get(0).accountId();
                    to[i] = entry.legs().get(1).accountId();
                    amounts[i] = entry.legs().get(1).amountMinor();
                }
                book(pool, ids, from, to, amounts);
                return batch;
            });
        }
    }

    private void book(HikariDataSource pool, UUID[] ids, Long[] from, Long[] to, Long[] amounts) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement lock = connection.prepareStatement(LOCK);
                PreparedStatement write = connection.prepareStatement(WRITE);
                PreparedStatement settle = connection.prepareStatement(SETTLE)) {
            connection.setAutoCommit(false);
            lock.setArray(1, connection.createArrayOf("bigint", from));
            lock.executeQuery().close();
            write.setArray(1, connection.createArrayOf("uuid", ids));
            write.setArray(2, connection.createArrayOf("bigint", from));
            write.setArray(3, connection.createArrayOf("bigint", to));
            write.setArray(4, connection.createArrayOf("bigint", amounts));
            write.setBytes(5, message);
            if (write.executeUpdate() != Arrays.stream(from).distinct().count()) {
                throw new IllegalStateException("not all of the entries were booked");
            }
            settle.setLong(1, Arrays.stream(amounts).mapToLong(Long::longValue).sum());
            settle.setLong(2, to[0]);
            settle.executeUpdate();
            connection.commit();
        }
    }
}
