package vesper.bank.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import vesper.bank.TestBank;
import vesper.bank.ledger.BalancesInTime;

/** Balances from snapshots are those that all postings add up to, at random times of a random bank. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BalancesInTimeTest {
    private static final int DAYS = 12;

    private final SealedBank sealed = new SealedBank(3);
    private final BalancesInTime balances = sealed.bank.balancesInTime();
    private final List<Long> accounts = new ArrayList<>();

    /** Some days go by without a seal, and one without anything. */
    @BeforeAll
    void daysOfEntries() {
        for (int day = 0; day < DAYS; day++) {
            if (day != 6) {
                sealed.book(15);
            }
            if (day == 4 || day == 5) {
                sealed.closeUnsealed();
            } else {
                sealed.close(3);
            }
        }
        sealed.book(15);
        accounts.addAll(sealed.bank
                .jdbc()
                .sql("select id from account")
                .query(Long.class)
                .list());
    }

    @AfterAll
    void end() {
        sealed.close();
    }

    @Test
    void atTheCloseOfAnyDate() {
        for (int day = -2; day < DAYS + 3; day++) {
            LocalDate date = TestBank.DAY.plusDays(day);
            for (long account : accounts) {
                assertThat(balances.atClose(account, date))
                        .as("account %d at the close of %s", account, date)
                        .isEqualTo(sum(account, "booking_date", date));
            }
        }
    }

    @Test
    void onAnyValueDate() {
        for (int day = -14; day < DAYS + 14; day++) {
            LocalDate date = TestBank.DAY.plusDays(day);
            for (long account : accounts) {
                assertThat(balances.onValueDate(account, date))
                        .as("account %d on %s", account, date)
                        .isEqualTo(sum(account, "value_date", date));
            }
        }
    }

    @Test
    void asOfAnyInstant() {
        List<Instant> recorded = sealed.bank
                .jdbc()
                .sql("select recorded_at from journal_entry union select sealed_at from day_seal order by 1")
                .query((row, n) -> row.getTimestamp(1).toInstant())
                .list();
        Random random = new Random(5);
        for (int n = 0; n < 150; n++) {
            Instant instant = recorded.get(random.nextInt(recorded.size())).plusNanos(1_000L * (random.nextInt(3) - 1));
            for (long account : accounts) {
                assertThat(balances.asOf(account, instant))
                        .as("account %d as of %s", account, instant)
                        .isEqualTo(sumAsOf(account, instant));
            }
        }
    }

    private long sum(long account, String column, LocalDate date) {
        return sealed.bank
                .jdbc()
                .sql("select coalesce(sum(amount_minor), 0) from posting where account_id = :account and " + column
                        + " <= :date")
                .param("account", account)
                .param("date", date)
                .query(Long.class)
                .single();
    }

    private long sumAsOf(long account, Instant instant) {
        return sealed.bank
                .jdbc()
                .sql("""
                        select coalesce(sum(amount_minor), 0) from posting
                         where account_id = :account
                           and entry_seq in (select seq from journal_entry where recorded_at <= :instant)
                        """)
                .param("account", account)
                .param("instant", java.sql.Timestamp.from(instant))
                .query(Long.class)
                .single();
    }
}
