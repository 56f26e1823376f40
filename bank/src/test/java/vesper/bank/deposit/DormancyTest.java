package vesper.bank.deposit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vesper.bank.TestBank;
import vesper.bank.account.Account;
import vesper.bank.account.AccountStatus;
import vesper.bank.audit.Actor;
import vesper.bank.ledger.BookingOutcome;
import vesper.bank.ledger.EntryKind;
import vesper.bank.ledger.EntryRequest;
import vesper.bank.ledger.Refusal;

/** Current accounts become dormant after 12 months; the bank is open on 2023-06-05, when the accounts are paid into. */
class DormancyTest {
    private static final LocalDate YEAR_LATER = LocalDate.parse("2024-06-05");
    private static final Actor OLGA = new Actor(Actor.Kind.STAFF, "olga", "test");

    private final TestBank test = new TestBank();
    private final Dormancy dormancy = test.bank().dormancy();

    @BeforeEach
    void afterTwelveMonths() {
        test.bank()
                .jdbc()
                .sql("insert into product_dormancy values ('current', '2023-01-01', 12)")
                .update();
    }

    @AfterEach
    void close() {
        test.close();
    }

    private List<Long> asleep(LocalDate day) {
        return dormancy.putToSleep(day, 0, Long.MAX_VALUE, 100);
    }

    private AccountStatus status(Account account) {
        return test.bank().accounts().byId(account.id()).orElseThrow().status();
    }

    private BookingOutcome transfer(Account from, Account to, LocalDate day) {
        return test.bank()
                .ledger()
                .book(List.of(EntryRequest.move(
                        UUID.randomUUID(), EntryKind.TRANSFER, day, "Rent", from.id(), to.id(), 1_00, "USD", true)))
                .get(0);
    }

    @Test
    void anAccountIsDormantTwelveMonthsAfterItsHolderLastUsedIt() {
        Account idle = test.current(10_00);
        Account savings = test.account("savings", 10_00);

        assertThat(asleep(YEAR_LATER.minusDays(1))).isEmpty();
        assertThat(asleep(YEAR_LATER)).containsExactly(idle.id());
        assertThat(asleep(YEAR_LATER)).as("found once").isEmpty();

        assertThat(status(idle)).isEqualTo(AccountStatus.DORMANT);
        assertThat(status(savings)).as("no rule for its product").isEqualTo(AccountStatus.OPEN);
        assertThat(test.bank()
                        .jdbc()
                        .sql("select last_active_on from account_dormancy")
                        .query((row, n) -> row.getObject(1, LocalDate.class))
                        .list())
                .containsExactly(TestBank.DAY);
    }

    @Test
    void whatAHolderSendsIsUseAndWhatTheHolderReceivesIsNot() {
        Account sender = test.current(10_00);
        Account receiver = test.current(10_00);
        transfer(sender, receiver, TestBank.DAY);
        test.bank().jdbc().sql("alter table posting disable trigger all").update();
        test.bank().jdbc().sql("""
                        update posting set booking_date = '2023-09-01'
                          from journal_entry e where e.seq = entry_seq and e.kind = 'TRANSFER'
                        """).update();

        assertThat(asleep(YEAR_LATER)).containsExactly(receiver.id());
        assertThat(asleep(LocalDate.parse("2024-09-01"))).containsExactly(sender.id());
    }

    @Test
    void onlyAPersonWithAReasonWakesAnAccountAndItsMonthsBeginAnew() {
        Account account = test.current(10_00);
        Account other = test.current(0);
        asleep(YEAR_LATER);
        assertThat(transfer(account, other, TestBank.DAY))
                .isInstanceOfSatisfying(
                        BookingOutcome.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Refusal.ACCOUNT_DORMANT));

        assertThatThrownBy(() -> dormancy.wake(account.id(), OLGA, " ")).isInstanceOf(IllegalArgumentException.class);
        assertThat(dormancy.wake(account.id(), OLGA, "Came to the branch with a passport"))
                .isTrue();
        assertThat(dormancy.wake(account.id(), OLGA, "Again")).isFalse();

        assertThat(transfer(account, other, TestBank.DAY)).isInstanceOf(BookingOutcome.Booked.class);
        assertThat(test.bank()
                        .jdbc()
                        .sql("select action || ' ' || outcome from audit_event where account_id = :id order by seq")
                        .param("id", account.id())
                        .query(String.class)
                        .list())
                .containsExactly("account.wake DONE", "account.wake REFUSED");
    }

    @Test
    void theMonthsOfAnAccountThatWasWokenCountFromThen() {
        Account account = test.current(10_00);
        asleep(YEAR_LATER);
        dormancy.wake(account.id(), OLGA, "Telephone");
        test.bank()
                .jdbc()
                .sql("update account_dormancy set woken_on = '2024-07-01'")
                .update();

        assertThat(asleep(LocalDate.parse("2025-06-30"))).isEmpty();
        assertThat(asleep(LocalDate.parse("2025-07-01"))).containsExactly(account.id());
    }
}
