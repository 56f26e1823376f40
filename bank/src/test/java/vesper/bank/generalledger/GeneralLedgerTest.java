package vesper.bank.generalledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import vesper.bank.Bank;
import vesper.bank.TestBank;
import vesper.bank.account.Account;
import vesper.bank.account.LedgerCode;
import vesper.bank.ledger.EntryKind;
import vesper.bank.ledger.EntryRequest;
import vesper.bank.seal.SealKey;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GeneralLedgerTest {
    private static final LocalDate FIRST = TestBank.DAY;

    private final TestBank test = new TestBank();
    private final Bank bank = test.bank();
    private final GeneralLedger ledger = bank.generalLedger();
    private final SealKey key = SealKey.inMemory();

    /** Two sealed days, one open; a third day's interest expense is booked while it is open. */
    @BeforeAll
    void threeDays() {
        Account current = test.account("current", 1_000_00);
        Account savings = test.account("savings", 500_00);
        Account loan = test.account("loan", 0);
        move(FIRST, loan.id(), current.id(), 200_00);
        close(FIRST);
        move(FIRST.plusDays(1), current.id(), own(LedgerCode.INTEREST_INCOME), 3_00);
        move(FIRST.plusDays(1), own(LedgerCode.INTEREST_EXPENSE), savings.id(), 1_25);
        close(FIRST.plusDays(1));
        move(FIRST.plusDays(2), own(LedgerCode.INTEREST_EXPENSE), savings.id(), 75);
    }

    @AfterAll
    void end() {
        test.close();
    }

    private void move(LocalDate day, long from, long to, long amountMinor) {
        bank.ledger()
                .book(List.of(EntryRequest.move(
                        UUID.randomUUID(), EntryKind.TRANSFER, day, "", from, to, amountMinor, "USD", false)));
    }

    private long own(LedgerCode code) {
        return bank.accounts().ledgerAccount(code, "USD").id();
    }

    private void close(LocalDate day) {
        bank.businessDates().cutOff(day);
        bank.businessDates().startClosing(day);
        bank.businessDates().shut(day);
        bank.seals().seal(day, key);
        bank.businessDates().advance(day);
    }

    private Map<String, Long> balances(LocalDate day) {
        Map<String, Long> balances = new TreeMap<>();
        ledger.trialBalance(day).lines().forEach(line -> balances.put(line.code(), line.normalMinor()));
        return balances;
    }

    @Test
    void theTrialBalanceIsThatOfTheClose() {
        assertThat(balances(FIRST.minusDays(1))).isEmpty();
        assertThat(balances(FIRST))
                .isEqualTo(Map.of("1010", 1_500_00L, "1110", 200_00L, "2110", 1_200_00L, "2120", 500_00L));
        assertThat(balances(FIRST.plusDays(1)))
                .isEqualTo(Map.of(
                        "1010", 1_500_00L, "1110", 200_00L, "2110", 1_197_00L, "2120", 501_25L, "4010", 3_00L, "5010",
                        1_25L));
    }

    @Test
    void anOpenDayIsAsBookedSoFar() {
        assertThat(balances(FIRST.plusDays(2))).containsEntry("2120", 502_00L).containsEntry("5010", 2_00L);
        assertThat(balances(FIRST.plusDays(30))).isEqualTo(balances(FIRST.plusDays(2)));
    }

    @Test
    void debitsAreCreditsAndAssetsAreLiabilitiesWithEquity() {
        for (int day = 0; day < 4; day++) {
            TrialBalance balances = ledger.trialBalance(FIRST.plusDays(day));
            assertThat(balances.debitMinor("USD"))
                    .isEqualTo(balances.creditMinor("USD"))
                    .isPositive();
            BalanceSheet sheet = ledger.balanceSheets(FIRST.plusDays(day)).get(0);
            assertThat(sheet.assetsMinor())
                    .isEqualTo(sheet.liabilitiesAndEquityMinor())
                    .isEqualTo(1_700_00);
        }
    }

    @Test
    void profitIsOfItsPeriod() {
        assertThat(result(FIRST, FIRST)).isZero();
        assertThat(result(FIRST, FIRST.plusDays(2))).isEqualTo(1_00);
        assertThat(result(FIRST.plusDays(1), FIRST.plusDays(1))).isEqualTo(1_75);
        assertThat(result(FIRST.plusDays(2), FIRST.plusDays(2))).isEqualTo(-75);
    }

    private long result(LocalDate from, LocalDate to) {
        return ledger.profitAndLoss(from, to).get(0).resultMinor();
    }

    @Test
    void everyCodeThatIsBookedOnIsInTheChart() {
        List<String> chart = bank.jdbc()
                .sql("select code || ' ' || name from chart_account where controls is null")
                .query(String.class)
                .list();
        assertThat(chart)
                .containsAll(Arrays.stream(LedgerCode.values())
                        .map(code -> code.code() + " " + code.title())
                        .toList());
    }

    @Test
    void aTypesNormalSideIsThatOfTheChart() {
        bank.jdbc()
                .sql("select type, normal_side from chart_account")
                .query((row, n) -> List.of(row.getString(1), row.getString(2)))
                .list()
                .forEach(account -> assertThat(
                                AccountType.valueOf(account.get(0)).debitNormal())
                        .isEqualTo(account.get(1).equals("DEBIT")));
    }
}
