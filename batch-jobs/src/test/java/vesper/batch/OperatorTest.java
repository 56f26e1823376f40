package vesper.batch;

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
import vesper.bank.account.LedgerCode;
import vesper.bank.ledger.BookingOutcome;
import vesper.bank.ledger.EntryKind;
import vesper.bank.ledger.EntryRequest;
import vesper.batch.interest.Capitalisation;
import vesper.batch.operator.FailedItem;
import vesper.batch.task.Task;

/** What an operator sees of a night that could not do everything, and does about it. */
class OperatorTest {
    private final Night night = new Night();

    @AfterEach
    void close() {
        night.close();
    }

    @Test
    void aScheduledTransferThatFailsIsListedWithItsReasonAndNotTriedAgain() {
        Account poor = night.test.current(10_00);
        Account rich = night.test.current(0);
        long id = night.batch.scheduledTransfers().add(poor.id(), rich.id(), 10_01, "USD", TestBank.DAY, "Rent");
        night.closeOne();

        FailedItem failed = new FailedItem(
                "scheduled-transfers",
                "transfer " + id,
                poor.number(),
                TestBank.DAY,
                10_01,
                "USD",
                "INSUFFICIENT_FUNDS");
        assertThat(night.operations().failedItems(10)).containsExactly(failed);
        fund(poor, 100_00);
        night.closeOne();
        assertThat(night.test.balance(rich)).isZero();
        assertThat(night.operations().failedItems(10)).containsExactly(failed);
    }

    @Test
    void aLoanInArrearsCatchesUpOneInstalmentANightOnceItsAccountIsFunded() {
        Account linked = night.test.current(0);
        Account loan = night.batch.loans().disburse(linked.customerId(), linked.id(), 300_00, 1200, 3, TestBank.DAY);
        // Due on the first three nights rather than in three months.
        night.test
                .bank()
                .jdbc()
                .sql("update loan_instalment set due_on = :day + (n - 1)")
                .param("day", TestBank.DAY)
                .update();
        spend(linked, 300_00);

        night.closeUntil(TestBank.DAY.plusDays(3));
        // 300.00 at 12.00 % over 3 months: 102.01, 102.01, 102.00, of it 3.00, 2.01, 1.01 interest.
        assertThat(night.operations().failedItems(10))
                .containsExactly(new FailedItem(
                        "loan-repayments",
                        "loan " + loan.number() + " instalment 1",
                        linked.number(),
                        TestBank.DAY,
                        102_01,
                        "USD",
                        "INSUFFICIENT_FUNDS"));
        assertThat(night.test.balance(loan)).isEqualTo(-300_00);

        fund(linked, 1_000_00);
        long paid = 0;
        for (long instalment : List.of(102_01, 102_01, 102_00)) {
            night.closeOne();
            paid += instalment;
            assertThat(night.test.balance(linked)).isEqualTo(1_000_00 - paid);
        }
        assertThat(night.operations().failedItems(10)).isEmpty();
        assertThat(night.test.balance(loan)).isZero();
        night.closeOne();
        assertThat(night.test.balance(linked)).isEqualTo(1_000_00 - paid);
        assertThat(night.rows("select n, booked_on::text from loan_instalment order by n"))
                .extracting(row -> row.get("booked_on"))
                .containsExactly("2023-06-09", "2023-06-10", "2023-06-11");
    }

    @Test
    void interestThatCouldNotBePostedIsListedUntilItIs() {
        Account frozen = night.test.current(0);
        LocalDate june = LocalDate.parse("2023-06-30");
        night.test
                .bank()
                .jdbc()
                .sql("insert into interest_accrual values (:account, :day, 'USD', 3650000, 100, 100)")
                .param("account", frozen.id())
                .param("day", june)
                .update();
        night.test.bank().accounts().setStatus(frozen.id(), AccountStatus.FROZEN);
        capitalise(june);
        assertThat(night.operations().failedItems(10))
                .containsExactly(new FailedItem(
                        "capitalisation",
                        "interest to 2023-06-30",
                        frozen.number(),
                        june,
                        1_00,
                        "USD",
                        "ACCOUNT_FROZEN"));

        night.test.bank().accounts().setStatus(frozen.id(), AccountStatus.OPEN);
        capitalise(june.plusMonths(1));
        assertThat(night.test.balance(frozen)).isEqualTo(1_00);
        assertThat(night.operations().failedItems(10)).isEmpty();
    }

    private void capitalise(LocalDate monthEnd) {
        Bank bank = night.test.bank();
        Capitalisation task = new Capitalisation(bank, bank.jdbcTemplate(), 10);
        bank.transaction().executeWithoutResult(status -> task.work(monthEnd, Task.START));
    }

    private void fund(Account account, long amountMinor) {
        book(account, amountMinor);
    }

    private void spend(Account account, long amountMinor) {
        book(account, -amountMinor);
    }

    private void book(Account account, long amountMinor) {
        Bank bank = night.test.bank();
        long cash = bank.accounts().ledgerAccount(LedgerCode.CASH, "USD").id();
        assertThat(bank.ledger()
                        .book(List.of(EntryRequest.move(
                                UUID.randomUUID(),
                                EntryKind.DEPOSIT,
                                night.today(),
                                "Test",
                                cash,
                                account.id(),
                                amountMinor,
                                "USD",
                                false))))
                .allMatch(outcome -> outcome instanceof BookingOutcome.Booked);
    }
}
