package vesper.bank.deposit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vesper.bank.Bank;
import vesper.bank.TestBank;
import vesper.bank.account.Account;
import vesper.bank.account.AccountStatus;
import vesper.bank.deposit.AccountClosing.Outcome;
import vesper.bank.deposit.AccountClosing.Refusal;
import vesper.bank.ledger.HoldRequest;
import vesper.bank.ledger.ReleaseRequest;

class AccountClosingTest {
    private final TestBank test = new TestBank();
    private final Bank bank = test.bank();
    private final AccountClosing closing = bank.accountClosing();

    @AfterEach
    void booksAreProved() {
        assertThat(bank.proof().check().breaks()).isEmpty();
        test.close();
    }

    private void accrue(Account account, LocalDate day, long balanceMinor, int rateBps) {
        bank.jdbc()
                .sql("insert into interest_accrual values (:account, :day, 'USD', :balance, :rate, 0)")
                .param("account", account.id())
                .param("day", day)
                .param("balance", balanceMinor)
                .param("rate", rateBps)
                .update();
    }

    private Account now(Account account) {
        return bank.accounts().byId(account.id()).orElseThrow();
    }

    @Test
    void whatAccruedIsPaidOutWithTheBalanceAndTheAccountIsClosedAtZero() {
        Account account = test.account("savings", 1_000_00);
        Account other = test.current(5_00);
        // 100,000 x 200 x 2 / 3,650,000 = 10.96 minor units.
        accrue(account, TestBank.DAY.minusDays(2), 1_000_00, 200);
        accrue(account, TestBank.DAY.minusDays(1), 1_000_00, 200);

        Outcome first = closing.close(account.id(), other.id());
        Outcome again = closing.close(account.id(), null);

        assertThat(first).isEqualTo(new Outcome.Closed(1_000_11));
        assertThat(again).isEqualTo(first);
        assertThat(now(account)).matches(a -> a.status() == AccountStatus.CLOSED && a.balanceMinor() == 0);
        assertThat(test.balance(other)).isEqualTo(1_005_11);
        assertThat(bank.capitalisations()
                        .due(account.id() - 1, account.id(), TestBank.DAY, 1)
                        .due())
                .isEmpty();
    }

    @Test
    void anEmptyAccountNeedsNoOtherOne() {
        assertThat(closing.close(test.current(0).id(), null)).isEqualTo(new Outcome.Closed(0));
    }

    @Test
    void whatCannotBeClosedSaysWhyAndIsLeftAsItWas() {
        Account account = test.account("savings", 1_000_00);
        Account other = test.current(0);
        accrue(account, TestBank.DAY.minusDays(1), 1_000_00, 3650);
        UUID hold = UUID.randomUUID();
        bank.ledger().book(List.of(new HoldRequest(hold, account.id(), 1, "USD", "Hotel", TestBank.DAY)));
        assertThat(refusal(account, other)).isEqualTo(Refusal.HOLDS_ACTIVE);
        bank.ledger().book(List.of(new ReleaseRequest(hold, false)));

        assertThat(refusal(account, null)).isEqualTo(Refusal.PAYOUT_ACCOUNT_MISSING);
        assertThat(refusal(account, account)).isEqualTo(Refusal.PAYOUT_ACCOUNT_MISSING);
        bank.accounts().setStatus(other.id(), AccountStatus.FROZEN);
        assertThat(refusal(account, other)).isEqualTo(Refusal.BOOKING_REFUSED);
        bank.accounts().setStatus(other.id(), AccountStatus.OPEN);
        bank.businessDates().cutOff(TestBank.DAY);
        assertThat(refusal(account, other)).isEqualTo(Refusal.CLOSE_RUNNING);
        bank.businessDates().startClosing(TestBank.DAY);
        bank.businessDates().advance(TestBank.DAY);
        assertThat(now(account)).matches(a -> a.status() == AccountStatus.OPEN && a.balanceMinor() == 1_000_00);

        assertThat(closing.close(account.id(), other.id())).isEqualTo(new Outcome.Closed(1_001_00));
    }

    @Test
    void anOverdraftIsToBePaidUpFirst() {
        Account account = test.current(0);
        accrue(account, TestBank.DAY.minusDays(1), -10_000_00, 1290);

        assertThat(refusal(account, test.current(0))).isEqualTo(Refusal.OVERDRAWN);
        assertThat(test.balance(account)).isZero();
    }

    @Test
    void accountsThatHoldNoCustomersMoneyAreNotClosed() {
        assertThat(closing.close(4_000_000_000L, null)).isEqualTo(new Outcome.Refused(Refusal.UNKNOWN_ACCOUNT));
        long cash = bank.accounts()
                .ledgerAccount(vesper.bank.account.LedgerCode.CASH, "USD")
                .id();
        assertThat(closing.close(cash, null)).isEqualTo(new Outcome.Refused(Refusal.UNKNOWN_ACCOUNT));
    }

    private Refusal refusal(Account account, @org.jspecify.annotations.Nullable Account payout) {
        Outcome outcome = closing.close(account.id(), payout == null ? null : payout.id());
        return ((Outcome.Refused) outcome).reason();
    }
}
