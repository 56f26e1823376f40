package vesper.bank.deposit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vesper.bank.TestBank;
import vesper.bank.account.Account;
import vesper.bank.account.AccountStatus;
import vesper.bank.account.LedgerCode;
import vesper.bank.deposit.MaintenanceFees.Fee;
import vesper.bank.ledger.EntryKind;
import vesper.bank.ledger.EntryRequest;

class MaintenanceFeesTest {
    private static final LocalDate JUNE = LocalDate.parse("2023-06-30");
    private static final LocalDate JULY = LocalDate.parse("2023-07-31");

    private final TestBank test = new TestBank();
    private final MaintenanceFees fees = test.bank().maintenanceFees();

    @AfterEach
    void close() {
        test.close();
    }

    /** 3.00 a month; nothing from 1,000.00 of balance or from 500.00 of income on; 4.00 from July on. */
    private void feesOfCurrentAccounts() {
        sql("""
                insert into product_fee values ('current', 'USD', '2023-06-01', 300, 100000, 50000),
                                               ('current', 'USD', '2023-07-01', 400, 100000, 50000)
                """);
    }

    private void sql(String sql) {
        test.bank().jdbc().sql(sql).update();
    }

    private void openedInMay() {
        sql("update account set opened_on = '2023-05-15' where kind = 'CURRENT'");
    }

    private List<Fee> charge(LocalDate monthEnd) {
        return fees.charge(0, Long.MAX_VALUE, monthEnd, 100).fees();
    }

    private void deposit(Account to, long amountMinor) {
        long cash = test.bank().accounts().ledgerAccount(LedgerCode.CASH, "USD").id();
        test.bank()
                .ledger()
                .book(List.of(EntryRequest.move(
                        UUID.randomUUID(),
                        EntryKind.DEPOSIT,
                        TestBank.DAY,
                        "Salary",
                        cash,
                        to.id(),
                        amountMinor,
                        "USD",
                        false)));
    }

    @Test
    void aFeeIsChargedUnlessBalanceOrIncomeReachWhatWaivesIt() {
        Account poor = test.current(999_99);
        Account rich = test.current(1_000_00);
        Account paid = test.current(10_00);
        Account paidTooLittle = test.current(10_00);
        test.account("savings", 10_00);
        deposit(paid, 200_00);
        deposit(paid, 300_00);
        deposit(paidTooLittle, 499_99);
        openedInMay();
        feesOfCurrentAccounts();

        assertThat(fees.count(0, Long.MAX_VALUE, JUNE)).isEqualTo(4);
        assertThat(charge(JUNE))
                .extracting(Fee::accountId, Fee::amountMinor, Fee::waived, Fee::refused)
                .containsExactly(
                        tuple(poor.id(), 300L, null, null),
                        tuple(rich.id(), 300L, "BALANCE", null),
                        tuple(paid.id(), 300L, "INCOMING", null),
                        tuple(paidTooLittle.id(), 300L, null, null));
        assertThat(test.balance(poor)).isEqualTo(996_99);
        assertThat(test.balance(rich)).isEqualTo(1_000_00);

        charge(JUNE);
        assertThat(test.balance(poor)).as("charged once").isEqualTo(996_99);
    }

    @Test
    void theFirstMonthIsFreeAndTheNextCostsWhatIsInForceThen() {
        Account account = test.current(10_00);
        feesOfCurrentAccounts();

        assertThat(charge(JUNE)).extracting(Fee::waived).containsExactly("FIRST_MONTH");
        assertThat(charge(JULY)).extracting(Fee::amountMinor).containsExactly(400L);
        assertThat(test.balance(account)).isEqualTo(6_00);
    }

    @Test
    void aFeeMayOverdrawAnAccount() {
        Account empty = test.current(0);
        openedInMay();
        feesOfCurrentAccounts();

        charge(JUNE);

        assertThat(test.balance(empty)).isEqualTo(-3_00);
    }

    @Test
    void whatAFrozenAccountRefusesIsChargedWithTheNextMonthsOrGivenUp() {
        Account frozen = test.current(10_00);
        Account given = test.current(20_00);
        openedInMay();
        feesOfCurrentAccounts();
        test.bank().accounts().setStatus(frozen.id(), AccountStatus.FROZEN);
        test.bank().accounts().setStatus(given.id(), AccountStatus.FROZEN);

        assertThat(charge(JUNE)).extracting(Fee::refused).containsExactly("ACCOUNT_FROZEN", "ACCOUNT_FROZEN");
        assertThat(fees.again(frozen.id(), JUNE)).extracting(Fee::refused).containsExactly("ACCOUNT_FROZEN");
        fees.giveUp(given.id());
        test.bank().accounts().setStatus(frozen.id(), AccountStatus.OPEN);
        test.bank().accounts().setStatus(given.id(), AccountStatus.OPEN);
        assertThat(charge(JULY)).extracting(Fee::refused).containsOnlyNulls().hasSize(3);

        assertThat(test.balance(frozen)).isEqualTo(3_00);
        assertThat(test.balance(given)).isEqualTo(16_00);
        assertThat(test.bank().proof().check().breaks()).isEmpty();
    }
}
