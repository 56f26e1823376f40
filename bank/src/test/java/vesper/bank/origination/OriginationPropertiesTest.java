package vesper.bank.origination;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vesper.bank.TestBank;
import vesper.bank.account.Account;
import vesper.bank.calendar.BusinessDates;
import vesper.bank.origination.ApplicationCommand.Action;
import vesper.bank.origination.ApplicationOutcome.Done;
import vesper.bank.origination.LoanApplication.Step;
import vesper.bank.origination.LoanRequest.Purpose;

/** Whatever clients and staff do, in whatever order. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OriginationPropertiesTest {
    private static final List<String> STAFF = List.of("ann", "bea", "cid");
    private TestBank test;
    private LoanApplications applications;
    private long limitMinor;

    static IntStream seeds() {
        return IntStream.range(0, 30);
    }

    @BeforeAll
    void open() {
        test = new TestBank();
        applications = test.bank().loanApplications();
        limitMinor = test.bank()
                .loanProducts()
                .offered("personal-usd")
                .orElseThrow()
                .policy()
                .automaticLimitMinor();
    }

    @AfterAll
    void close() {
        test.close();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    @DisplayName("No loan without a valid accepted offer, none above the limit or on referral by one pair of eyes")
    void anySequenceOfCommandsKeepsTheRules(int seed) {
        Random random = new Random(seed);
        Account account = test.current(1_000_00);
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            if (ids.isEmpty() || random.nextInt(6) == 0) {
                applications.apply("shop", seed + " " + random.nextInt(8), anyRequest(random, account));
                IntStream.range(0, 8)
                        .mapToObj(n -> LoanApplications.idOf("shop", seed + " " + n))
                        .filter(id -> !ids.contains(id) && applications.find(id).isPresent())
                        .forEach(ids::add);
            } else if (random.nextInt(8) == 0) {
                nextDay();
            } else {
                command(random, ids.get(random.nextInt(ids.size())));
            }
        }
        for (UUID id : ids) {
            check(applications.find(id).orElseThrow());
        }
        checkAutomatic(ids);
        checkMoney(account, ids);
    }

    private static LoanRequest anyRequest(Random random, Account account) {
        return new LoanRequest(
                "personal-usd",
                account.number(),
                500_00L * (1 + random.nextInt(40)),
                6 + random.nextInt(60),
                Purpose.values()[random.nextInt(5)],
                1_500_00L + 500_00L * random.nextInt(12),
                300_00L * random.nextInt(5),
                100_00L * random.nextInt(3));
    }

    private void nextDay() {
        BusinessDates dates = test.bank().businessDates();
        for (int i = 0; i < 4; i++) {
            LocalDate day = dates.current().businessDate();
            dates.cutOff(day);
            dates.startClosing(day);
            dates.advance(day);
        }
    }

    private void command(Random random, UUID id) {
        Action action = Action.values()[random.nextInt(Action.values().length)];
        boolean byClient = action == Action.ACCEPT || action == Action.WITHDRAW || action == Action.DISBURSE;
        if (action == Action.WITHDRAW && random.nextInt(3) > 0) {
            return;
        }
        ApplicationCommand command = byClient
                ? ApplicationCommand.ofClient(action, "shop", "")
                : ApplicationCommand.ofStaff(action, STAFF.get(random.nextInt(STAFF.size())), "so it is");
        int before = applications.steps(id).size();
        ApplicationOutcome outcome = applications.carryOut(id, command);
        int after = applications.steps(id).size();
        assertThat(after - before).isBetween(0, 1);
        if (byClient && outcome instanceof Done) {
            assertThat(applications.carryOut(id, command))
                    .isEqualTo(new Done(applications.find(id).orElseThrow(), true));
            assertThat(applications.steps(id)).hasSize(after);
        }
    }

    private void check(LoanApplication application) {
        List<Step> steps = applications.steps(application.id());
        ApplicationState state = null;
        String proposer = null;
        for (Step step : steps) {
            assertThat(step.from()).isEqualTo(state);
            assertThat(state == null || state.next().contains(step.to()))
                    .as(state + " to " + step.to())
                    .isTrue();
            boolean byPeople = state != null && state.isProposed();
            if (step.to() == ApplicationState.OFFERED || step.to() == ApplicationState.DECLINED) {
                assertThat(step.by().startsWith("staff:")).isEqualTo(byPeople);
                assertThat(byPeople && step.by().equals(proposer)).isFalse();
            }
            if (step.to() == ApplicationState.OFFERED && !byPeople) {
                assertThat(application.assessment().decision().reasons()).isEmpty();
                assertThat(application.assessment().exposureMinor()).isLessThanOrEqualTo(limitMinor);
            }
            if (step.to() == ApplicationState.ACCEPTED) {
                assertThat(step.businessDate())
                        .isBeforeOrEqualTo(applications
                                .offer(application.id())
                                .orElseThrow()
                                .validUntil());
            }
            if (step.to() == ApplicationState.DISBURSED) {
                assertThat(step.from()).isEqualTo(ApplicationState.ACCEPTED);
            }
            proposer = step.to().isProposed() ? step.by() : null;
            state = step.to();
        }
        assertThat(application.state()).isEqualTo(state);
        assertThat(steps.stream().filter(step -> step.to() == ApplicationState.ACCEPTED))
                .hasSizeLessThanOrEqualTo(1);
    }

    /** Each loan that was paid out has moved its amount, less the fee of 1 %, once. */
    private void checkMoney(Account account, List<UUID> ids) {
        long expected = 1_000_00;
        for (UUID id : ids) {
            LoanApplication application = applications.find(id).orElseThrow();
            long amount = application.request().amountMinor();
            boolean paid = application.state() == ApplicationState.DISBURSED;
            assertThat(application.loanAccountNumber() != null).isEqualTo(paid);
            if (paid) {
                expected += amount - amount / 100;
                assertThat(test.bank()
                                .accounts()
                                .byNumber(application.loanAccountNumber())
                                .orElseThrow()
                                .balanceMinor())
                        .isEqualTo(-amount);
            }
        }
        assertThat(test.balance(account)).isEqualTo(expected);
        assertThat(test.bank().accounts().ofCustomer(account.customerId()))
                .hasSize(1
                        + (int) ids.stream()
                                .filter(id ->
                                        applications.find(id).orElseThrow().state() == ApplicationState.DISBURSED)
                                .count());
    }

    /** What rules alone have lent to the customer, and has not fallen away, is within the limit. */
    private void checkAutomatic(List<UUID> ids) {
        long sum = ids.stream()
                .map(id -> applications.find(id).orElseThrow())
                .filter(each -> each.assessment().decision().kind() == CreditDecision.Kind.APPROVE)
                .filter(each -> List.of(ApplicationState.OFFERED, ApplicationState.ACCEPTED, ApplicationState.DISBURSED)
                        .contains(each.state()))
                .mapToLong(each -> each.request().amountMinor())
                .sum();
        assertThat(sum).isLessThanOrEqualTo(limitMinor);
    }
}
