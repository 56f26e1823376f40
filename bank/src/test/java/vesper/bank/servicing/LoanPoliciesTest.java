package vesper.bank.servicing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vesper.bank.TestBank;
import vesper.bank.account.Account;
import vesper.bank.audit.AuditEntry;
import vesper.bank.audit.AuditSearch;
import vesper.bank.calendar.HolidayCalendars;
import vesper.bank.foureyes.FourEyes.Check;
import vesper.bank.lending.LoanTerms;
import vesper.bank.money.Money;
import vesper.bank.servicing.LoanPolicies.Version;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LoanPoliciesTest {
    private static final LocalDate DAY = TestBank.DAY;

    private final TestBank test = new TestBank();
    private final LoanPolicies policies = test.bank().loanPolicies();

    @AfterAll
    void close() {
        test.close();
    }

    /** The policies that the bank began with, and no others. */
    @BeforeEach
    @AfterEach
    void clean() {
        open(DAY);
        test.bank().jdbc().sql("delete from loan_policy where version > 1").update();
        assertThat(policies.approved()).hasSize(1);
    }

    private static ServicingPolicy policy(int graceDays, long feeMinor) {
        return new ServicingPolicy(
                HolidayCalendars.TARGET, 3, false, graceDays, feeMinor, BigDecimal.ZERO, BigDecimal.ZERO);
    }

    private void open(LocalDate day) {
        test.bank()
                .jdbc()
                .sql("update business_date set business_date = :day, accepting_date = :day")
                .param("day", day)
                .update();
    }

    private void approved(LocalDate from, ServicingPolicy policy) {
        int version = policies.propose("loan", from, policy, TestBank.staff("ann"));
        assertThat(policies.check("loan", version, true, TestBank.staff("bea"))).isEqualTo(Check.DONE);
    }

    @Test
    void aPolicyCountsFromItsDayOnOnceAnotherPersonHasApprovedIt() {
        ServicingPolicy before = policies.on("loan", DAY).orElseThrow().policy();
        int version = policies.propose("loan", DAY.plusDays(10), policy(2, 7_00), TestBank.staff("ann"));
        assertThatThrownBy(() -> policies.propose("loan", DAY, policy(0, 0), TestBank.staff("cid")))
                .hasMessage("product has a policy that waits for its check");
        assertThat(policies.on("loan", DAY.plusDays(10)).orElseThrow().policy()).isEqualTo(before);
        assertThat(policies.check("loan", version, true, TestBank.staff("ann"))).isEqualTo(Check.SAME_PERSON);
        assertThat(policies.check("loan", version, true, TestBank.staff("bea"))).isEqualTo(Check.DONE);
        assertThat(policies.check("loan", version, false, TestBank.staff("cid")))
                .isEqualTo(Check.NOT_WAITING);

        assertThat(policies.on("loan", DAY.plusDays(9)).orElseThrow().policy()).isEqualTo(before);
        assertThat(policies.on("loan", DAY.plusDays(10)).orElseThrow().policy()).isEqualTo(policy(2, 7_00));
        assertThat(policies.inCheck()).isEmpty();
        assertThat(audited("loan policy loan, version " + version))
                .containsExactly(
                        "cid version.reject REFUSED not_waiting",
                        "bea version.approve DONE ",
                        "ann version.approve REFUSED same_person",
                        "ann version.propose DONE ");
    }

    /** The newest events. */
    private List<String> audited(String object) {
        return test.bank().audit().search(AuditSearch.ofObject(object), Long.MAX_VALUE, 4).stream()
                .map(AuditEntry::event)
                .map(event ->
                        event.actor().name() + " " + event.action() + " " + event.outcome() + " " + event.detail())
                .toList();
    }

    @Test
    void aPolicyThatIsApprovedLateCountsFromThatDayOn() {
        int version = policies.propose("loan", DAY, policy(2, 7_00), TestBank.staff("ann"));
        open(DAY.plusDays(3));
        policies.check("loan", version, true, TestBank.staff("bea"));

        assertThat(policies.approved().stream().map(Version::validFrom)).startsWith(DAY.plusDays(3));
    }

    @Test
    void aPolicyThatIsRejectedDoesNotCount() {
        int version = policies.propose("loan", DAY, policy(2, 7_00), TestBank.staff("ann"));
        policies.check("loan", version, false, TestBank.staff("bea"));

        assertThat(policies.on("loan", DAY).orElseThrow().version()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "current, 0, 1, 0, 0, product is no product of loans",
        "loan, -1, 1, 0, 0, validFrom must not be before the business date",
        "loan, 0, 61, 0, 0, collectionDays must be 1 to 60",
        "loan, 0, 0, 0, 0, collectionDays must be at least 1",
        "loan, 0, 1, 366, 0, graceDays must be 0 to 365",
        "loan, 0, 1, -1, 0, graceDays must not be negative",
        "loan, 0, 1, 0, -1, overdueFeeMinor must not be negative"
    })
    void aPolicyThatCannotBeIsRefused(
            String product, int daysOn, int collectionDays, int graceDays, long feeMinor, String reason) {
        assertThatThrownBy(() -> policies.propose(
                        product,
                        DAY.plusDays(daysOn),
                        new ServicingPolicy(
                                HolidayCalendars.WEEKENDS,
                                collectionDays,
                                true,
                                graceDays,
                                feeMinor,
                                BigDecimal.ZERO,
                                BigDecimal.ZERO),
                        TestBank.staff("ann")))
                .isInstanceOf(InvalidPolicyException.class)
                .hasMessageContaining(reason);
    }

    /** Three instalments, due a month apart from 5 July on; none is paid. */
    @Test
    void anInstalmentIsChargedByThePolicyOfItsDueDateHoweverLateItIs() {
        approved(DAY, policy(5, 0));
        Account linked = test.current(0);
        LoanTerms terms =
                LoanTerms.of(new Money(900_00, "USD"), DAY, BigDecimal.ZERO, 3).build();
        LoanAccount loan = test.bank()
                .loans()
                .openAndPayOut(new LoanOpening(UUID.randomUUID(), linked.customerId(), linked.id(), "loan", terms));
        open(LocalDate.of(2023, 7, 20));
        approved(LocalDate.of(2023, 8, 1), policy(2, 7_00));
        approved(LocalDate.of(2023, 9, 1), policy(0, 9_00));

        for (LocalDate day = LocalDate.of(2023, 7, 20);
                day.isBefore(LocalDate.of(2023, 9, 10));
                day = day.plusDays(1)) {
            LocalDate night = day;
            open(night);
            test.bank()
                    .transaction()
                    .executeWithoutResult(status -> test.bank().loanCharging().charge(night, 0, Long.MAX_VALUE, 100));
        }
        assertThat(test.bank().loans().find(loan.accountId()).orElseThrow().loan().charges().stream()
                        .map(charge -> charge.dueOn() + " " + charge.amountMinor()))
                .containsExactly("2023-08-08 700", "2023-09-06 900");
    }
}
