package vesper.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
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
import vesper.bank.lending.LoanTerms;
import vesper.bank.money.Money;
import vesper.bank.servicing.LoanAccount;
import vesper.bank.servicing.LoanOpening;
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
    void aLoanInArrearsIsListedUntilItIsPaidAndCatchesUpOnceItsAccountIsFunded() {
        Account linked = night.test.current(0);
        // 300.00 at 1 % a day over 3 days: 102.01, 102.01, 102.00, of it 3.00, 2.01, 1.01 interest.
        LoanTerms terms = LoanTerms.of(new Money(300_00, "USD"), TestBank.DAY, BigDecimal.valueOf(360), 3)
                .repaidEvery(1, LoanTerms.Unit.DAYS)
                .build();
        LoanAccount loan = night.test
                .bank()
                .loans()
                .openAndPayOut(new LoanOpening(UUID.randomUUID(), linked.customerId(), linked.id(), "loan", terms));
        spend(linked, 300_00);

        night.closeUntil(TestBank.DAY.plusDays(2));
        assertThat(night.operations().failedItems(10))
                .containsExactly(new FailedItem(
                        "loan-repayments",
                        "loan " + loan.number(),
                        linked.number(),
                        TestBank.DAY.plusDays(1),
                        204_02,
                        "USD",
                        "INSUFFICIENT_FUNDS"));

        fund(linked, 1_000_00);
        night.closeOne();
        assertThat(night.test.balance(linked)).isEqualTo(1_000_00 - 306_02);
        assertThat(night.operations().failedItems(10)).isEmpty();
        night.closeOne();
        assertThat(night.test.balance(linked)).isEqualTo(1_000_00 - 306_02);
        assertThat(night.rows("select business_date::text, collected_minor from loan_collection order by 1"))
                .extracting(row -> row.get("business_date") + " " + row.get("collected_minor"))
                .containsExactly("2023-06-06 0", "2023-06-07 0", "2023-06-08 30602");
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
        Capitalisation task = new Capitalisation(bank, 10);
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
