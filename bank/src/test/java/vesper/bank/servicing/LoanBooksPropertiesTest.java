package vesper.bank.servicing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import vesper.bank.TestBank;
import vesper.bank.account.Account;
import vesper.bank.account.LedgerCode;
import vesper.bank.lending.AllocationTerms;
import vesper.bank.lending.LoanConventions;
import vesper.bank.lending.LoanState;
import vesper.bank.lending.LoanTerms;
import vesper.bank.lending.LoanTerms.InterestMethod;
import vesper.bank.lending.LoanTerms.InterestPeriod;
import vesper.bank.lending.LoanTerms.Recalculation;
import vesper.bank.lending.RepaymentStrategy;
import vesper.bank.money.Money;

/** The books of a loan are those of its replay, however it is paid. */
class LoanBooksPropertiesTest {
    private static final int SEEDS = 40;
    private static final int COMMANDS = 12;

    @Test
    @DisplayName("After every random payment, late ones among them, the ledger holds what the replay owes")
    void theLedgerHoldsWhatTheReplayOwes() {
        for (int seed = 0; seed < SEEDS; seed++) {
            try (TestBank test = new TestBank()) {
                live(test, new Random(seed), seed);
            }
        }
    }

    private static void live(TestBank test, Random random, int seed) {
        Account linked = test.current(100_000_00);
        LoanAccounts loans = test.bank().loans();
        LoanTerms terms = terms(random);
        LoanAccount loan = loans.openAndPayOut(
                new LoanOpening(UUID.randomUUID(), linked.customerId(), linked.id(), "loan", terms));
        for (int n = 0; n < COMMANDS; n++) {
            LocalDate today = TestBank.DAY.plusDays(25L * n);
            test.bank()
                    .jdbc()
                    .sql("update business_date set business_date = :day, accepting_date = :day")
                    .param("day", today)
                    .update();
            LocalDate on = random.nextInt(3) == 0 ? TestBank.DAY.plusDays(random.nextInt(25 * n + 1)) : today;
            Money amount = new Money(1 + random.nextLong(terms.principalMinor() / 4), "USD");
            loans.repay(new Repayment(UUID.randomUUID(), loan.accountId(), null, amount, on));
            assertBooksAreTheLoan(test, loan.accountId(), "seed " + seed + " command " + n);
        }
        assertThat(test.bank().proof().check().breaks()).isEmpty();
    }

    private static void assertBooksAreTheLoan(TestBank test, long accountId, String when) {
        LoanAccount loan = test.bank().loans().find(accountId).orElseThrow();
        LoanState state = loan.loan().state();
        long principal = 0;
        long interestPaid = 0;
        for (LoanState.Row row : state.instalments()) {
            principal += row.outstanding().principalMinor();
            interestPaid += row.charged().interestMinor() - row.outstanding().interestMinor();
        }
        assertThat(test.bank().accounts().byId(accountId).orElseThrow().balanceMinor())
                .as("principal, " + when)
                .isEqualTo(-principal);
        assertThat(own(test, LedgerCode.LOAN_OVERPAYMENTS))
                .as("overpaid, " + when)
                .isEqualTo(state.overpaidMinor());
        assertThat(own(test, LedgerCode.LOAN_INTEREST))
                .as("interest receivable, " + when)
                .isEqualTo(interestPaid - loan.interestRecognisedMinor());
        assertThat(own(test, LedgerCode.INTEREST_INCOME))
                .as("interest earned, " + when)
                .isEqualTo(loan.interestRecognisedMinor());
        assertThat(test.bank()
                        .jdbc()
                        .sql("""
                        select principal_minor, outstanding_minor, overpaid_minor from loan_account
                        """)
                        .query((row, n) -> row.getLong(1) + " " + row.getLong(2) + " " + row.getLong(3))
                        .single())
                .as("summary, " + when)
                .isEqualTo(principal + " " + state.outstandingMinor() + " " + state.overpaidMinor());
    }

    private static long own(TestBank test, LedgerCode code) {
        long id = test.bank().accounts().ledgerAccount(code, "USD").id();
        return test.bank().accounts().byId(id).orElseThrow().balanceMinor();
    }

    private static LoanTerms terms(Random random) {
        var terms = LoanTerms.of(
                        new Money(10_000_00 + random.nextInt(90_000_00), "USD"),
                        TestBank.DAY,
                        BigDecimal.valueOf(random.nextInt(2_000), 2),
                        1 + random.nextInt(18))
                .conventions(random.nextBoolean() ? LoanConventions.TEXTBOOK : LoanConventions.FINERACT)
                .allocation(AllocationTerms.of(
                        random.nextBoolean()
                                ? RepaymentStrategy.PENALTY_FEE_INTEREST_PRINCIPAL
                                : RepaymentStrategy.DUE_PENALTY_INTEREST_PRINCIPAL_FEE));
        if (random.nextBoolean()) {
            terms.interest(InterestMethod.DECLINING_BALANCE, InterestPeriod.DAILY, false)
                    .recalculation(new Recalculation(
                            Recalculation.Excess.SMALLER_INSTALMENTS,
                            Recalculation.Compounding.NONE,
                            Recalculation.Settlement.UNTIL_DAY));
        }
        return terms.build();
    }
}
