package vesper.bank.servicing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vesper.bank.TestBank;
import vesper.bank.account.Account;
import vesper.bank.account.LedgerCode;
import vesper.bank.audit.Actor;
import vesper.bank.audit.AuditSearch;
import vesper.bank.lending.LoanState;
import vesper.bank.lending.LoanTerms;
import vesper.bank.lending.LoanTransaction;
import vesper.bank.lending.TransactionType;
import vesper.bank.money.Money;
import vesper.bank.servicing.LoanAdjustment.Action;
import vesper.bank.servicing.LoanAdjustments.Decision;

class LoanAdjustmentsTest {
    private static final Actor ANN = new Actor(Actor.Kind.STAFF, "ann", "test");
    private static final Actor BEN = new Actor(Actor.Kind.STAFF, "ben", "test");
    private static final LocalDate FIRST_DUE = LocalDate.of(2023, 7, 5);

    private final TestBank test = new TestBank();
    private final LoanAccounts loans = test.bank().loans();
    private final LoanAdjustments adjustments = test.bank().loanAdjustments();
    private final Account linked = test.current(500_00);
    private long loan;

    /** 1,000.00 at 12 % over 3 months: 340.02, 340.02, 340.03 with interest of 10.00, 6.70, 3.37. */
    @BeforeEach
    void open() {
        LoanTerms terms = LoanTerms.of(new Money(1_000_00, "USD"), TestBank.DAY, BigDecimal.valueOf(12), 3)
                .build();
        loan = loans.openAndPayOut(new LoanOpening(UUID.randomUUID(), linked.customerId(), linked.id(), "loan", terms))
                .accountId();
    }

    @AfterEach
    void booksAreProved() {
        assertThat(test.bank().proof().check().breaks()).isEmpty();
        test.close();
    }

    private static LoanAdjustment adjustment(Action action, @Nullable LocalDate on, @Nullable Long amount) {
        return new LoanAdjustment(action, on, amount, null, null, null, null);
    }

    private static LoanAdjustment targeting(Action action, long target, @Nullable Long amount) {
        return new LoanAdjustment(action, null, amount, target, null, null, null);
    }

    private Decision asked(LoanAdjustment adjustment) {
        UUID id = UUID.randomUUID();
        assertThat(adjustments.request(id, loan, adjustment, "the customer called", ANN))
                .isEmpty();
        return adjustments.decide(id, true, BEN);
    }

    private LoanState state() {
        return loans.find(loan).orElseThrow().loan().state();
    }

    private long repay(long amountMinor) {
        loans.repay(new Repayment(UUID.randomUUID(), loan, null, new Money(amountMinor, "USD"), null));
        List<LoanTransaction> transactions =
                loans.find(loan).orElseThrow().loan().transactions();
        return transactions.get(transactions.size() - 1).id();
    }

    private long balance(long accountId) {
        return test.bank().accounts().byId(accountId).orElseThrow().balanceMinor();
    }

    private long own(LedgerCode code) {
        return balance(test.bank().accounts().ledgerAccount(code, "USD").id());
    }

    @Test
    void whoAsksCannotDecideAndWhatIsDecidedIsDecidedOnce() {
        UUID id = UUID.randomUUID();
        LoanAdjustment goodwill = adjustment(Action.GOODWILL_CREDIT, TestBank.DAY, 50_00L);
        adjustments.request(id, loan, goodwill, "a complaint", ANN);
        adjustments.request(id, loan, goodwill, "a complaint", ANN);

        assertThat(adjustments.waiting())
                .singleElement()
                .satisfies(request -> assertThat(request.adjustment()).isEqualTo(goodwill));
        assertThat(adjustments.decide(id, true, ANN)).isEqualTo(Decision.SAME_PERSON);
        assertThat(state().outstandingMinor()).isEqualTo(1_020_07);

        assertThat(adjustments.decide(id, true, BEN)).isEqualTo(Decision.DONE);
        assertThat(adjustments.decide(id, true, BEN)).isEqualTo(Decision.NOT_WAITING);
        assertThat(adjustments.waiting()).isEmpty();
        assertThat(own(LedgerCode.GOODWILL)).isEqualTo(-50_00);
        assertThat(state().outstandingMinor()).isLessThanOrEqualTo(970_07);
        assertThat(test.bank().audit().search(AuditSearch.ALL, Long.MAX_VALUE, 10))
                .hasSize(3);
    }

    @Test
    void whatIsRejectedChangesNothing() {
        UUID id = UUID.randomUUID();
        adjustments.request(id, loan, adjustment(Action.WRITE_OFF, TestBank.DAY, null), "lost", ANN);

        assertThat(adjustments.decide(id, false, BEN)).isEqualTo(Decision.REJECTED);

        assertThat(state().outstandingMinor()).isEqualTo(1_020_07);
        assertThat(adjustments.of(loan)).singleElement().satisfies(request -> {
            assertThat(request.state()).isEqualTo(LoanAdjustments.State.REJECTED);
            assertThat(request.decidedBy()).isEqualTo("ben");
        });
    }

    @Test
    void whatTheLoanWouldNotDoIsNotEvenAsked() {
        assertThat(adjustments.request(
                        UUID.randomUUID(), loan, targeting(Action.WAIVER, 99, null), "no such charge", ANN))
                .contains("UNKNOWN_CHARGE");
        assertThat(adjustments.request(
                        UUID.randomUUID(), 4711, adjustment(Action.WRITE_OFF, TestBank.DAY, null), "no loan", ANN))
                .contains("UNKNOWN_LOAN");
        assertThat(adjustments.waiting()).isEmpty();
        assertThatThrownBy(() -> adjustment(Action.GOODWILL_CREDIT, TestBank.DAY, null))
                .hasMessage("amount is missing");
    }

    @Test
    void anUndoneRepaymentIsOwedAgainAndTheMoneyIsBack() {
        long repayment = repay(340_02);

        assertThat(asked(targeting(Action.UNDO, repayment, null))).isEqualTo(Decision.DONE);

        assertThat(balance(linked.id())).isEqualTo(1_500_00);
        assertThat(balance(loan)).isEqualTo(-1_000_00);
        assertThat(state().outstandingMinor()).isEqualTo(1_020_07);
        assertThat(adjustments.request(UUID.randomUUID(), loan, targeting(Action.UNDO, repayment, null), "again", ANN))
                .contains("ALREADY_UNDONE");
    }

    @Test
    void aChargebackIsOwedAgainAndPaidBack() {
        long repayment = repay(340_02);

        assertThat(asked(targeting(Action.CHARGEBACK, repayment, 340_02L))).isEqualTo(Decision.DONE);

        assertThat(balance(linked.id())).isEqualTo(1_500_00);
        assertThat(state().outstandingMinor()).isGreaterThanOrEqualTo(1_020_07 - 10_00);
    }

    @Test
    void aWaivedFeeIsNoIncomeAndNotOwed() {
        asked(adjustment(Action.FEE, FIRST_DUE, 15_00L));
        assertThat(own(LedgerCode.FEE_INCOME)).isEqualTo(15_00);
        long fee = state().charges().get(0).charge().id();

        assertThat(asked(targeting(Action.WAIVER, fee, null))).isEqualTo(Decision.DONE);

        assertThat(own(LedgerCode.FEE_INCOME)).isZero();
        assertThat(state().outstandingMinor()).isEqualTo(1_020_07);
    }

    @Test
    void aLoanThatIsWrittenOffIsALossAndOwesNothing() {
        repay(340_02);

        assertThat(asked(adjustment(Action.WRITE_OFF, TestBank.DAY, null))).isEqualTo(Decision.DONE);

        assertThat(balance(loan)).isZero();
        assertThat(own(LedgerCode.LOAN_LOSSES)).isLessThanOrEqualTo(-(1_000_00 - 330_02));
        assertThat(test.bank()
                        .jdbc()
                        .sql("select status from loan_account")
                        .query(String.class)
                        .single())
                .isEqualTo("WRITTEN_OFF");
    }

    @Test
    void whatComesInAfterAChargeOffIsRecovered() {
        asked(adjustment(Action.CHARGE_OFF, TestBank.DAY, null));
        repay(340_02);

        assertThat(own(LedgerCode.RECOVERIES)).isEqualTo(340_02);
        assertThat(asked(targeting(Action.UNDO, chargeOff(), null))).isEqualTo(Decision.DONE);
        assertThat(own(LedgerCode.RECOVERIES)).isZero();
    }

    private long chargeOff() {
        return loans.find(loan).orElseThrow().loan().transactions().stream()
                .filter(each -> each.type() == TransactionType.CHARGE_OFF)
                .findFirst()
                .orElseThrow()
                .id();
    }

    @Test
    void whatWasOverpaidGoesBack() {
        repay(1_030_00);

        assertThat(asked(adjustment(Action.OVERPAYMENT_REFUND, TestBank.DAY, 9_93L)))
                .isEqualTo(Decision.DONE);

        assertThat(balance(linked.id())).isEqualTo(1_500_00 - 1_020_07);
        assertThat(own(LedgerCode.LOAN_OVERPAYMENTS)).isZero();
    }

    @Test
    void anInstalmentMovesAndTheNightCollectsItThen() {
        LoanAdjustment later =
                new LoanAdjustment(Action.NEW_DUE_DATE, FIRST_DUE, null, null, FIRST_DUE.plusDays(10), null, null);

        assertThat(asked(later)).isEqualTo(Decision.DONE);

        assertThat(state().instalments().get(0).dueOn()).isEqualTo(FIRST_DUE.plusDays(10));
        assertThat(test.bank()
                        .jdbc()
                        .sql("select next_due_on from loan_account")
                        .query(LocalDate.class)
                        .single())
                .isEqualTo(FIRST_DUE.plusDays(10));
    }

    @Test
    void aLongerTermHasSmallerInstalments() {
        assertThat(asked(new LoanAdjustment(Action.LONGER_TERM, FIRST_DUE, null, null, null, 3, null)))
                .isEqualTo(Decision.DONE);

        assertThat(state().instalments()).hasSize(6);
        assertThat(state().instalments().get(0).outstandingMinor()).isLessThan(200_00);
        assertThat(asked(new LoanAdjustment(Action.NEW_RATE, FIRST_DUE, null, null, null, null, BigDecimal.valueOf(6))))
                .isEqualTo(Decision.DONE);
        assertThat(state().instalments()).hasSize(6);
    }

    @Test
    void aPreviewSaysWhatWouldBeOwedAndChangesNothing() {
        LoanAccount account = loans.find(loan).orElseThrow();
        LoanAdjustments.Preview preview =
                adjustments.preview(account, adjustment(Action.GOODWILL_CREDIT, TestBank.DAY, 1_000_00L));

        assertThat(Optional.ofNullable(preview.after()).orElseThrow().outstandingMinor())
                .isEqualTo(20_07);
        assertThat(state().outstandingMinor()).isEqualTo(1_020_07);
    }
}
