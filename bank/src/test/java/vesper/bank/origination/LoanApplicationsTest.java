package vesper.bank.origination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vesper.bank.origination.ApplicationCommand.Action.ACCEPT;
import static vesper.bank.origination.ApplicationCommand.Action.CONFIRM;
import static vesper.bank.origination.ApplicationCommand.Action.DISBURSE;
import static vesper.bank.origination.ApplicationCommand.Action.PROPOSE_APPROVAL;
import static vesper.bank.origination.ApplicationCommand.Action.PROPOSE_DECLINE;
import static vesper.bank.origination.ApplicationCommand.Action.REFER;
import static vesper.bank.origination.ApplicationCommand.Action.WITHDRAW;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.DataAccessException;
import vesper.bank.TestBank;
import vesper.bank.account.Account;
import vesper.bank.account.AccountStatus;
import vesper.bank.account.LedgerCode;
import vesper.bank.lending.LoanQuote;
import vesper.bank.lending.Schedule;
import vesper.bank.origination.ApplicationCommand.Action;
import vesper.bank.origination.ApplicationOutcome.Done;
import vesper.bank.origination.ApplicationOutcome.Refused;
import vesper.bank.origination.LoanRequest.Purpose;

class LoanApplicationsTest {
    private TestBank test;
    private LoanApplications applications;
    private Account account;

    @BeforeEach
    void open() {
        test = new TestBank();
        applications = test.bank().loanApplications();
        account = test.current(2_000_00);
    }

    @AfterEach
    void close() {
        test.close();
    }

    private LoanRequest request(long amountMinor) {
        return new LoanRequest("personal-usd", account.number(), amountMinor, 24, Purpose.HOME, 4_000_00, 1_200_00, 0);
    }

    private LoanApplication apply(String key, long amountMinor) {
        return done(applications.apply("shop", key, request(amountMinor)));
    }

    private static LoanApplication done(ApplicationOutcome outcome) {
        assertThat(outcome).isInstanceOf(Done.class);
        return ((Done) outcome).application();
    }

    private static OriginationRefusal refused(ApplicationOutcome outcome) {
        assertThat(outcome).isInstanceOf(Refused.class);
        return ((Refused) outcome).reason();
    }

    private ApplicationOutcome staff(UUID id, String name, Action action) {
        return applications.carryOut(id, ApplicationCommand.ofStaff(action, name, "looked at it"));
    }

    private ApplicationOutcome client(UUID id, Action action) {
        return applications.carryOut(id, ApplicationCommand.ofClient(action, "shop", ""));
    }

    private ApplicationState state(UUID id) {
        return applications.find(id).orElseThrow().state();
    }

    private void nextDays(int days) {
        for (int i = 0; i < days; i++) {
            LocalDate day = test.bank().businessDates().current().businessDate();
            test.bank().businessDates().cutOff(day);
            test.bank().businessDates().startClosing(day);
            test.bank().businessDates().advance(day);
        }
    }

    @Test
    void goodApplicationWithinTheLimitGetsAnOfferAtOnce() {
        LoanApplication application = apply("a", 5_000_00);

        assertThat(application.state()).isEqualTo(ApplicationState.OFFERED);
        // By the standard card: a tenth of a year's income, outgoings of 30 %, a new account, a balance of 40 %, none
        // refused.
        assertThat(application.assessment().score().points()).isEqualTo(30 + 25 + 5 + 10 + 15);
        assertThat(application.assessment().ratePct()).isEqualByComparingTo("5.9");
        assertThat(applications.steps(application.id()))
                .extracting(step -> step.from() + ">" + step.to() + " " + step.by())
                .containsExactly("null>SUBMITTED client:shop", "SUBMITTED>OFFERED rules");
    }

    @Test
    void offerHasScheduleCostAndRateWithTheFee() {
        LoanApplication application = apply("a", 5_000_00);

        LoanOffer offer = applications.offer(application.id()).orElseThrow();

        LoanProduct product = test.bank().loanProducts().offered("personal-usd").orElseThrow();
        LoanQuote quote = LoanQuote.of(
                product.terms(5_000_00, 24, application.assessment().ratePct(), TestBank.DAY));
        assertThat(offer.instalments()).isEqualTo(quote.instalments());
        assertThat(offer.feesMinor()).isEqualTo(50_00);
        assertThat(offer.totalMinor()).isEqualTo(quote.totalMinor() + 50_00);
        assertThat(offer.totalMinor())
                .isEqualTo(50_00
                        + offer.instalments().stream()
                                .mapToLong(Schedule.Instalment::totalMinor)
                                .sum());
        assertThat(offer.aprcPct()).isGreaterThan(quote.aprcPct());
        assertThat(offer.validUntil()).isEqualTo(TestBank.DAY.plusDays(14));
        assertThat(application.offerValidUntil()).isEqualTo(offer.validUntil());
    }

    @Test
    void sameKeyAndRequestIsTheSameApplication() {
        LoanApplication first = apply("a", 5_000_00);

        assertThat(applications.apply("shop", "a", request(5_000_00))).isEqualTo(new Done(first, true));
        assertThat(refused(applications.apply("shop", "a", request(5_000_01))))
                .isEqualTo(OriginationRefusal.KEY_REUSED);
        assertThat(done(applications.apply("other", "a", request(5_000_00))).id())
                .isNotEqualTo(first.id());
    }

    @ParameterizedTest
    @CsvSource({
        "nothing, 500000, 24, UNKNOWN_PRODUCT",
        "personal-eur, 500000, 24, CURRENCY_MISMATCH",
        "personal-usd, 49999, 24, AMOUNT_OUT_OF_RANGE",
        "personal-usd, 5000001, 24, AMOUNT_OUT_OF_RANGE",
        "personal-usd, 500000, 5, INSTALMENTS_OUT_OF_RANGE",
        "personal-usd, 500000, 85, INSTALMENTS_OUT_OF_RANGE"
    })
    void applicationOutsideTheProductIsRefusedAndNotKept(String product, long amount, int instalments, String reason) {
        LoanRequest request =
                new LoanRequest(product, account.number(), amount, instalments, Purpose.CAR, 4_000_00, 0, 0);

        assertThat(refused(applications.apply("shop", "a", request)).name()).isEqualTo(reason);
        assertThat(applications.find(LoanApplications.idOf("shop", "a"))).isEmpty();
    }

    @Test
    void moneyGoesToAnOpenAccountOfACustomer() {
        String cash =
                test.bank().accounts().ledgerAccount(LedgerCode.CASH, "USD").number();
        for (String number : List.of(cash, "GB79VESP99999999999942")) {
            LoanRequest request = new LoanRequest("personal-usd", number, 1_000_00, 12, Purpose.CAR, 4_000_00, 0, 0);
            assertThat(refused(applications.apply("shop", "a", request))).isEqualTo(OriginationRefusal.UNKNOWN_ACCOUNT);
        }
        test.bank().accounts().setStatus(account.id(), AccountStatus.FROZEN);
        assertThat(refused(applications.apply("shop", "a", request(1_000_00))))
                .isEqualTo(OriginationRefusal.ACCOUNT_FROZEN);
    }

    @Test
    void aboveTheLimitTwoPeopleDecide() {
        UUID id = apply("a", 10_000_01).id();

        assertThat(state(id)).isEqualTo(ApplicationState.REFERRED);
        assertThat(refused(staff(id, "ann", CONFIRM))).isEqualTo(OriginationRefusal.WRONG_STATE);
        assertThat(done(staff(id, "ann", PROPOSE_APPROVAL)).proposedBy()).isEqualTo("staff:ann");
        assertThat(refused(staff(id, "ann", CONFIRM))).isEqualTo(OriginationRefusal.SAME_PERSON);
        assertThat(applications.offer(id)).isEmpty();
        assertThat(done(staff(id, "bea", CONFIRM)).state()).isEqualTo(ApplicationState.OFFERED);
        assertThat(applications.offer(id)).isPresent();
        assertThat(done(client(id, ACCEPT)).state()).isEqualTo(ApplicationState.ACCEPTED);
    }

    @Test
    void severalApplicationsDoNotPassTheLimitPieceByPiece() {
        assertThat(apply("a", 6_000_00).state()).isEqualTo(ApplicationState.OFFERED);
        LoanApplication second = apply("b", 6_000_00);

        assertThat(second.state()).isEqualTo(ApplicationState.REFERRED);
        assertThat(second.assessment().exposureMinor()).isEqualTo(12_000_00);
        client(LoanApplications.idOf("shop", "a"), WITHDRAW);
        client(second.id(), WITHDRAW);
        assertThat(apply("c", 6_000_00).state()).isEqualTo(ApplicationState.OFFERED);
    }

    @Test
    void checkerCanSendBackAndThenPropose() {
        UUID id = apply("a", 20_000_00).id();
        staff(id, "ann", PROPOSE_APPROVAL);

        assertThat(done(staff(id, "bea", REFER)).proposedBy()).isNull();
        staff(id, "bea", PROPOSE_DECLINE);
        assertThat(done(staff(id, "ann", CONFIRM)).state()).isEqualTo(ApplicationState.DECLINED);
        assertThat(refused(staff(id, "ann", PROPOSE_APPROVAL))).isEqualTo(OriginationRefusal.WRONG_STATE);
        assertThat(refused(client(id, WITHDRAW))).isEqualTo(OriginationRefusal.WRONG_STATE);
    }

    @Test
    void peopleGiveAReason() {
        UUID id = apply("a", 20_000_00).id();

        assertThat(refused(applications.carryOut(id, ApplicationCommand.ofStaff(PROPOSE_APPROVAL, "ann", " "))))
                .isEqualTo(OriginationRefusal.REASON_NEEDED);
        assertThat(refused(applications.carryOut(
                        id, ApplicationCommand.ofStaff(PROPOSE_APPROVAL, "ann", "x".repeat(2_001)))))
                .isEqualTo(OriginationRefusal.REASON_TOO_LONG);
        staff(id, "ann", PROPOSE_APPROVAL);
        assertThat(applications.steps(id).get(2).reason()).isEqualTo("looked at it");
    }

    @Test
    void offerIsTakenOnceAndInTime() {
        UUID id = apply("a", 1_000_00).id();
        nextDays(14);

        assertThat(client(id, ACCEPT)).isEqualTo(new Done(applications.find(id).orElseThrow(), false));
        assertThat(client(id, ACCEPT)).isEqualTo(new Done(applications.find(id).orElseThrow(), true));
        assertThat(applications.steps(id)).hasSize(3);
    }

    @Test
    void offerThatIsTakenTooLateExpires() {
        UUID id = apply("a", 1_000_00).id();
        nextDays(15);

        assertThat(refused(client(id, ACCEPT))).isEqualTo(OriginationRefusal.OFFER_EXPIRED);
        assertThat(state(id)).isEqualTo(ApplicationState.EXPIRED);
        assertThat(refused(client(id, ACCEPT))).isEqualTo(OriginationRefusal.OFFER_EXPIRED);
        assertThat(applications.steps(id)).hasSize(3);
    }

    @Test
    void acceptedOfferIsPaidOutOnceAndTheFeesAreTaken() {
        UUID id = apply("a", 5_000_00).id();

        LoanApplication paid = done(applications.takeOffer(id, "shop"));

        assertThat(paid.state()).isEqualTo(ApplicationState.DISBURSED);
        assertThat(test.balance(account)).isEqualTo(2_000_00 + 5_000_00 - 50_00);
        Account loan = test.bank()
                .accounts()
                .byNumber(Objects.requireNonNull(paid.loanAccountNumber()))
                .orElseThrow();
        assertThat(loan.balanceMinor()).isEqualTo(-5_000_00);
        assertThat(test.bank()
                        .loans()
                        .find(loan.id())
                        .orElseThrow()
                        .loan()
                        .state()
                        .instalments())
                .extracting(row -> row.dueOn() + " " + row.charged().totalMinor())
                .isEqualTo(applications.offer(id).orElseThrow().instalments().stream()
                        .map(each -> each.dueOn() + " " + each.totalMinor())
                        .toList());
        assertThat(applications.takeOffer(id, "shop")).isEqualTo(new Done(paid, true));
        assertThat(done(staff(id, "ann", DISBURSE))).isEqualTo(paid);
        assertThat(refused(client(id, WITHDRAW))).isEqualTo(OriginationRefusal.WRONG_STATE);
        assertThat(test.balance(account)).isEqualTo(6_950_00);
        assertThat(test.bank().proof().check().holds()).isTrue();
    }

    @Test
    void offerStaysTakenThoughTheAccountDoesNotTakeTheMoneyNow() {
        UUID id = apply("a", 5_000_00).id();
        test.bank().accounts().setStatus(account.id(), AccountStatus.FROZEN);

        assertThat(done(applications.takeOffer(id, "shop")).state()).isEqualTo(ApplicationState.ACCEPTED);
        assertThat(refused(staff(id, "ann", DISBURSE))).isEqualTo(OriginationRefusal.NOT_PAYABLE);
        assertThat(applications.waiting(0, 10)).extracting(LoanApplication::id).containsExactly(id);
        assertThat(test.bank().accounts().ofCustomer(account.customerId()))
                .as("no loan account is left behind")
                .hasSize(1);
        nextDays(20);
        test.bank().accounts().setStatus(account.id(), AccountStatus.OPEN);
        assertThat(done(applications.takeOffer(id, "shop")).state()).isEqualTo(ApplicationState.DISBURSED);
        assertThat(test.balance(account)).isEqualTo(6_950_00);
        assertThat(applications.countWaiting()).isZero();
    }

    @Test
    void paidOutLoanCountsByWhatIsOwed() {
        applications.takeOffer(apply("a", 6_000_00).id(), "shop");

        assertThat(apply("b", 4_000_00).assessment().exposureMinor()).isEqualTo(10_000_00);
        assertThat(apply("c", 500_00).state()).isEqualTo(ApplicationState.REFERRED);
    }

    @Test
    void offersTakenAtTheSameTimeArePaidOnce() throws Exception {
        UUID id = apply("a", 5_000_00).id();
        ExecutorService pool = Executors.newFixedThreadPool(6);
        try {
            for (Future<ApplicationOutcome> each : pool.invokeAll(IntStream.range(0, 12)
                    .<Callable<ApplicationOutcome>>mapToObj(i -> () -> applications.takeOffer(id, "shop"))
                    .toList())) {
                assertThat(done(each.get()).state()).isEqualTo(ApplicationState.DISBURSED);
            }
        } finally {
            pool.shutdown();
        }
        assertThat(test.balance(account)).isEqualTo(6_950_00);
        assertThat(applications.steps(id)).hasSize(4);
    }

    @Test
    void stepsAndOffersAreNeverChanged() {
        apply("a", 1_000_00);

        for (String change : List.of(
                "update loan_application_step set reason = 'other'",
                "delete from loan_application_step",
                "update loan_offer set total_minor = 0",
                "delete from loan_offer_instalment")) {
            assertThatThrownBy(() -> test.bank().jdbc().sql(change).update())
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContaining("append-only");
        }
    }

    @Test
    void databaseRefusesADecisionOfOnePersonAndAStepOutsideTheMachine() {
        UUID id = apply("a", 20_000_00).id();

        for (String step : List.of(
                "'APPROVAL_PROPOSED', 'OFFERED', 'staff:ann', 'staff:ann'",
                "'APPROVAL_PROPOSED', 'OFFERED', 'staff:ann', null",
                "'REFERRED', 'OFFERED', 'staff:ann', 'staff:bea'")) {
            assertThatThrownBy(() -> test.bank()
                            .jdbc()
                            .sql("insert into loan_application_step values (:id, 3, " + step + ", '', '2023-06-05')")
                            .param("id", id)
                            .update())
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContaining("violates check constraint");
        }
    }

    @Test
    void applicationsAtTheSameTimeStayWithinTheLimitAndAKeyCountsOnce() throws Exception {
        List<Callable<LoanApplication>> calls = IntStream.range(0, 24)
                .<Callable<LoanApplication>>mapToObj(i -> () -> apply("key" + i % 8, 4_000_00))
                .toList();
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            List<LoanApplication> made = new ArrayList<>();
            for (Future<LoanApplication> each : pool.invokeAll(calls)) {
                made.add(each.get());
            }
            assertThat(made.stream().map(LoanApplication::id).distinct()).hasSize(8);
        } finally {
            pool.shutdown();
        }
        assertThat(test.bank()
                        .jdbc()
                        .sql("select sum(amount_minor) from loan_application where state = 'OFFERED'")
                        .query(Long.class)
                        .single())
                .isEqualTo(8_000_00);
        assertThat(applications.countWaiting()).isEqualTo(6);
        assertThat(applications.waiting(4, 10)).hasSize(2);
    }
}
