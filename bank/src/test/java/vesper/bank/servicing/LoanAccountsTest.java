package vesper.bank.servicing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vesper.bank.TestBank;
import vesper.bank.account.Account;
import vesper.bank.account.AccountStatus;
import vesper.bank.account.LedgerCode;
import vesper.bank.lending.LoanTerms;
import vesper.bank.lending.LoanTerms.InterestMethod;
import vesper.bank.lending.LoanTerms.InterestPeriod;
import vesper.bank.lending.LoanTerms.Recalculation;
import vesper.bank.lending.LoanTerms.Recalculation.Compounding;
import vesper.bank.lending.LoanTerms.Recalculation.Excess;
import vesper.bank.lending.LoanTerms.Recalculation.Settlement;
import vesper.bank.lending.LoanTermsBuilder;
import vesper.bank.lending.PartPrepayment;
import vesper.bank.money.Money;

class LoanAccountsTest {
    private final TestBank test = new TestBank();
    private final LoanAccounts loans = test.bank().loans();
    private final Account linked = test.current(500_00);

    @AfterEach
    void close() {
        test.close();
    }

    /** 1,000.00 at 12 % over 3 months: 340.02, 340.02, 340.03 with interest of 10.00, 6.70, 3.37. */
    private static LoanTermsBuilder terms() {
        return LoanTerms.of(usd(1_000_00), TestBank.DAY, BigDecimal.valueOf(12), 3);
    }

    private static Money usd(long minor) {
        return new Money(minor, "USD");
    }

    private LoanOpening opening(LoanTerms terms) {
        return new LoanOpening(UUID.randomUUID(), linked.customerId(), linked.id(), "loan", terms);
    }

    private Repayment repayment(LoanAccount loan, Money amount) {
        return new Repayment(UUID.randomUUID(), loan.accountId(), null, amount, null);
    }

    private long balance(long accountId) {
        return test.bank().accounts().byId(accountId).orElseThrow().balanceMinor();
    }

    private long own(LedgerCode code) {
        return balance(test.bank().accounts().ledgerAccount(code, "USD").id());
    }

    private static void assertRefused(ServicingOutcome outcome, String reason) {
        assertThat(outcome).isEqualTo(new ServicingOutcome.Refused(reason));
    }

    @Test
    void aLoanThatIsPaidOutOwesItsPrincipalAndTheLinkedAccountHasIt() {
        LoanAccount loan = loans.openAndPayOut(opening(terms().build()));

        assertThat(balance(loan.accountId())).isEqualTo(-1_000_00);
        assertThat(balance(linked.id())).isEqualTo(1_500_00);
        assertThat(loans.find(loan.accountId())).contains(loan);
        assertThat(test.bank().jdbc().sql("select * from loan_account").query().singleRow())
                .containsEntry("status", "ACTIVE")
                .containsEntry("next_due_on", java.sql.Date.valueOf("2023-07-05"))
                .containsEntry("principal_minor", 1_000_00L)
                .containsEntry("outstanding_minor", 1_020_07L);
    }

    @Test
    void whatAPrepaymentChangesIsChosenAndKept() {
        LoanTerms following = terms().interest(InterestMethod.DECLINING_BALANCE, InterestPeriod.DAILY, false)
                .recalculation(new Recalculation(Excess.NEXT_INSTALMENTS, Compounding.NONE, Settlement.UNTIL_DAY))
                .build();
        LoanAccount loan = loans.openAndPayOut(opening(following));
        UUID id = UUID.randomUUID();
        Repayment smaller = new Repayment(id, loan.accountId(), null, usd(500_00), null, Excess.SMALLER_INSTALMENTS);
        PartPrepayment same = new PartPrepayment(TestBank.DAY, 500_00, Excess.SMALLER_INSTALMENTS);
        assertThat(loans.repay(smaller)).isInstanceOf(ServicingOutcome.Done.class);

        LoanAccount stored = loans.find(loan.accountId()).orElseThrow();
        assertThat(stored.loan().state().instalments().stream()
                        .filter(row -> row.outstandingMinor() > 0)
                        .toList())
                .isEqualTo(loan.loan().prepayment(TestBank.DAY, same).after().rows());
        assertThat(loans.repay(smaller)).isEqualTo(new ServicingOutcome.Done(stored, true));
        assertRefused(
                loans.repay(new Repayment(id, loan.accountId(), null, usd(500_00), null, Excess.SHORTER_TERM)),
                "ID_REUSED");
        LoanAccount fixed = loans.openAndPayOut(opening(terms().build()));
        assertRefused(
                loans.repay(
                        new Repayment(UUID.randomUUID(), fixed.accountId(), null, usd(1), null, Excess.SHORTER_TERM)),
                "NO_CHOICE_OF_EXCESS");
    }

    @Test
    void aRepaymentPaysPrincipalAndInterestOnAccountsOfTheirOwn() {
        LoanAccount loan = loans.openAndPayOut(opening(terms().build()));

        assertThat(loans.repay(repayment(loan, usd(340_02)))).isInstanceOf(ServicingOutcome.Done.class);

        assertThat(balance(loan.accountId())).isEqualTo(-(1_000_00 - 330_02));
        assertThat(own(LedgerCode.LOAN_INTEREST)).isEqualTo(10_00);
        assertThat(balance(linked.id())).isEqualTo(1_500_00 - 340_02);
    }

    @Test
    void theLastRepaymentClosesTheLoanAndAllItsInterestIsEarned() {
        LoanAccount loan = loans.openAndPayOut(opening(terms().build()));

        loans.repay(repayment(loan, usd(1_020_07)));

        assertThat(balance(loan.accountId())).isZero();
        assertThat(own(LedgerCode.LOAN_INTEREST)).isZero();
        assertThat(own(LedgerCode.INTEREST_INCOME)).isEqualTo(20_07);
        assertRefused(loans.repay(repayment(loan, usd(1))), "CLOSED");
    }

    @Test
    void whatIsPaidTooMuchIsOwedToTheBorrower() {
        LoanAccount loan = loans.openAndPayOut(opening(terms().build()));

        loans.repay(repayment(loan, usd(1_030_00)));

        assertThat(own(LedgerCode.LOAN_OVERPAYMENTS)).isEqualTo(9_93);
        assertThat(test.bank().jdbc().sql("select * from loan_account").query().singleRow())
                .containsEntry("status", "OVERPAID")
                .containsEntry("overpaid_minor", 9_93L);
    }

    @Test
    void aCommandThatComesAgainHasNoEffect() {
        LoanOpening opening = opening(terms().build());
        LoanAccount loan = loans.openAndPayOut(opening);
        Repayment repayment = repayment(loan, usd(340_02));
        loans.repay(repayment);

        assertThat(loans.openAndPayOut(opening).accountId()).isEqualTo(loan.accountId());
        assertThat(loans.repay(repayment))
                .isInstanceOfSatisfying(
                        ServicingOutcome.Done.class,
                        done -> assertThat(done.repeated()).isTrue());

        assertThat(balance(linked.id())).isEqualTo(1_500_00 - 340_02);
        assertThat(loans.find(loan.accountId()).orElseThrow().loan().transactions())
                .hasSize(2);
        assertRefused(loans.repay(new Repayment(repayment.id(), loan.accountId(), null, usd(1), null)), "ID_REUSED");
    }

    @Test
    void aRepaymentBeforeTheDisbursementIsRefused() {
        LoanAccount opened = loans.open(opening(terms().build()));
        assertRefused(loans.repay(repayment(opened, usd(1_00))), "NOT_DISBURSED");

        loans.disburse(UUID.randomUUID(), opened.accountId(), usd(1_000_00));
        Repayment early =
                new Repayment(UUID.randomUUID(), opened.accountId(), null, usd(1_00), TestBank.DAY.minusDays(1));
        assertRefused(loans.repay(early), "BEFORE_DISBURSEMENT");
    }

    @Test
    void aRepaymentOfAnotherCurrencyIsRefused() {
        LoanAccount loan = loans.openAndPayOut(opening(terms().build()));

        assertRefused(loans.repay(repayment(loan, new Money(1_00, "EUR"))), "WRONG_CURRENCY");
    }

    @Test
    void whatTheLedgerRefusesHappensNotToTheLoanEither() {
        LoanAccount loan = loans.openAndPayOut(opening(terms().build()));
        assertRefused(loans.repay(repayment(loan, usd(1_500_01))), "INSUFFICIENT_FUNDS");
        test.bank().accounts().setStatus(linked.id(), AccountStatus.FROZEN);
        assertRefused(loans.repay(repayment(loan, usd(1_00))), "ACCOUNT_FROZEN");

        assertThat(loans.find(loan.accountId())).contains(loan);
    }

    @Test
    void badCommandsAreRefusedWithAReason() {
        LoanAccount loan =
                loans.open(opening(terms().firstDueOn(TestBank.DAY.plusDays(20)).build()));
        UUID id = UUID.randomUUID();
        assertRefused(loans.disburse(id, loan.accountId(), usd(1_000_01)), "MORE_THAN_AGREED");
        assertRefused(loans.disburse(id, loan.accountId(), usd(0)), "AMOUNT_NOT_POSITIVE");
        assertRefused(loans.disburse(id, linked.id(), usd(1)), "UNKNOWN_LOAN");
        assertRefused(loans.repay(new Repayment(id, linked.id(), null, usd(1), LocalDate.MAX)), "UNKNOWN_LOAN");
    }

    @Test
    void whatMakesNoLoanIsNotOpened() {
        LoanTerms terms = terms().build();
        UUID id = UUID.randomUUID();
        assertThatThrownBy(() -> loans.open(new LoanOpening(id, linked.customerId(), 0, "loan", terms)))
                .hasMessage("unknown linked account");
        assertThatThrownBy(() -> loans.open(new LoanOpening(id, linked.customerId(), linked.id(), "savings", terms)))
                .hasMessage("product savings is no loan");
        LoanTerms euro = LoanTerms.of(new Money(1_000_00, "EUR"), TestBank.DAY, BigDecimal.TEN, 3)
                .build();
        assertThatThrownBy(() -> loans.open(new LoanOpening(id, linked.customerId(), linked.id(), "loan", euro)))
                .hasMessage("the linked account is in USD");
        assertThat(test.bank()
                        .jdbc()
                        .sql("select count(*) from loan_account")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void aDownPaymentComesWithTheDisbursement() {
        LoanAccount loan = loans.openAndPayOut(
                opening(terms().downPayment(BigDecimal.valueOf(20), true).build()));

        assertThat(balance(loan.accountId())).isEqualTo(-800_00);
        assertThat(balance(linked.id())).isEqualTo(1_300_00);
        assertThat(loan.loan().transactions()).hasSize(2);
    }
}
