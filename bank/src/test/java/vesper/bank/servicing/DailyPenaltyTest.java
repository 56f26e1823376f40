package vesper.bank.servicing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vesper.bank.TestBank;
import vesper.bank.account.Account;
import vesper.bank.account.LedgerCode;
import vesper.bank.lending.LoanState;
import vesper.bank.lending.LoanState.Row;
import vesper.bank.lending.LoanTerms;
import vesper.bank.money.Money;

/** The penalty by day, night after night, against its definition. */
class DailyPenaltyTest {
    private static final int GRACE = 5;

    private final TestBank test = new TestBank();
    private LoanAccount loan;

    @AfterEach
    void close() {
        test.close();
    }

    /** 1,000.00 at 12 % over 3 months, and a penalty of 10 % a year. */
    @BeforeEach
    void payOut() {
        test.bank()
                .jdbc()
                .sql("update loan_policy set overdue_fee_minor = 0, penalty_pct = 0, penalty_rate_pct = 10")
                .update();
        Account linked = test.current(10_000_00);
        LoanTerms terms = LoanTerms.of(new Money(1_000_00, "USD"), TestBank.DAY, BigDecimal.valueOf(12), 3)
                .build();
        loan = test.bank()
                .loans()
                .openAndPayOut(new LoanOpening(UUID.randomUUID(), linked.customerId(), linked.id(), "loan", terms));
    }

    private void night(LocalDate day) {
        test.bank()
                .jdbc()
                .sql("update business_date set business_date = :day, accepting_date = :day")
                .param("day", day)
                .update();
        test.bank()
                .transaction()
                .executeWithoutResult(status -> test.bank().loanCharging().charge(day, 0, Long.MAX_VALUE, 100));
    }

    private LoanState state() {
        return test.bank().loans().find(loan.accountId()).orElseThrow().loan().state();
    }

    private long penalties() {
        return state().charges().stream()
                .mapToLong(line -> line.charge().amountMinor())
                .sum();
    }

    private void repay(long amountMinor) {
        test.bank()
                .loans()
                .repay(new Repayment(UUID.randomUUID(), loan.accountId(), null, new Money(amountMinor, "USD"), null));
    }

    private long penaltyIncome() {
        return test.balance(test.bank().accounts().ledgerAccount(LedgerCode.PENALTY_INCOME, "USD"));
    }

    @Test
    void eachDayAfterTheDaysOfGraceIsChargedAndTheRoundingIsCarried() {
        LocalDate due = LocalDate.parse("2023-07-05");
        for (int n = 1; n <= GRACE; n++) {
            night(due.plusDays(n));
        }
        assertThat(penalties()).isZero();

        // 340.02 at 10 % is 0.09316 a day: 0.09, 0.19, 0.28, 0.37 in all.
        long[] expected = {9, 19, 28, 37};
        for (int n = 0; n < expected.length; n++) {
            night(due.plusDays(GRACE + 1L + n));
            assertThat(penalties()).as("day %d", n + 1).isEqualTo(expected[n]);
        }
        night(due.plusDays(GRACE + 4L));
        assertThat(penalties()).as("the last night again").isEqualTo(37);
        assertThat(penaltyIncome()).isEqualTo(37);

        repay(340_02);
        night(due.plusDays(GRACE + 5L));
        assertThat(penalties()).as("nothing is overdue any more").isEqualTo(37);
    }

    @Test
    void daysThatNoNightWasForAreChargedByTheNext() {
        LocalDate due = LocalDate.parse("2023-07-05");

        night(due.plusDays(GRACE + 4L));

        assertThat(penalties()).isEqualTo(37);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void whateverIsPaidAllDaysTogetherAreRoundedOnce(int seed) {
        Random random = new Random(seed);
        BigDecimal unitDays = BigDecimal.ZERO;
        for (LocalDate day = TestBank.DAY; day.isBefore(TestBank.DAY.plusDays(200)); day = day.plusDays(1)) {
            if (random.nextInt(20) == 0) {
                repay(1 + random.nextInt(200_00));
            }
            for (Row row : state().instalments()) {
                if (row.dueOn().plusDays(GRACE).isBefore(day)) {
                    unitDays = unitDays.add(BigDecimal.valueOf(row.outstanding().principalMinor()
                            + row.outstanding().interestMinor()));
                }
            }
            night(day);
        }
        long expected = unitDays.divide(BigDecimal.valueOf(3_650), 0, RoundingMode.HALF_UP)
                .longValueExact();
        assertThat(expected).isPositive();
        assertThat(penalties()).isEqualTo(expected);
        assertThat(penaltyIncome()).isEqualTo(expected);
        assertThat(test.bank().proof().check().breaks()).isEmpty();
    }
}
