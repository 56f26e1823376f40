package vesper.bank.lending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import vesper.bank.lending.LoanTerms.Amortisation;
import vesper.bank.lending.LoanTerms.Grace;
import vesper.bank.lending.LoanTerms.InterestMethod;
import vesper.bank.lending.LoanTerms.InterestPeriod;
import vesper.bank.lending.LoanTerms.ScheduleKind;
import vesper.bank.lending.Schedule.Instalment;
import vesper.bank.money.Money;

class LoanTermsTest {
    private static final LocalDate START = LocalDate.of(2026, 1, 31);

    @Test
    @DisplayName("Terms that make no loan are refused by name")
    void refusalsNameTheTerm() {
        assertRefused("principalMinor", new Money(0, "EUR"), "12", 12, terms -> terms);
        assertRefused("yearlyRatePct", new Money(100_000, "EUR"), "-0.01", 12, terms -> terms);
        assertRefused("yearlyRatePct", new Money(100_000, "EUR"), "1000.01", 12, terms -> terms);
        assertRefused("instalments", new Money(100_000, "EUR"), "12", 0, terms -> terms);
        assertRefused("firstDueOn", new Money(100_000, "EUR"), "12", 12, terms -> terms.firstDueOn(START));
        assertRefused(
                "grace.principal", new Money(100_000, "EUR"), "12", 12, terms -> terms.grace(new Grace(12, 0, 0)));
        assertRefused(
                "downPaymentPct",
                new Money(100_000, "EUR"),
                "12",
                12,
                terms -> terms.downPayment(BigDecimal.valueOf(100), false));
        assertRefused("balloonMinor", new Money(100_000, "EUR"), "12", 12, terms -> terms.balloonMinor(100_000));
    }

    @Test
    @DisplayName("An instalment that would not cover its interest is refused")
    void instalmentBelowInterestIsRefused() {
        UnaryOperator<LoanTermsBuilder> wholeEuros = terms -> terms.instalmentMultipleMinor(100);
        assertRefused("instalments", new Money(90, "EUR"), "600", 300, wholeEuros);
        assertRefused(
                "instalments",
                new Money(90, "EUR"),
                "600",
                300,
                terms -> wholeEuros
                        .apply(terms)
                        .interest(InterestMethod.DECLINING_BALANCE, InterestPeriod.DAILY, false)
                        .kind(ScheduleKind.PROGRESSIVE));
    }

    private static void assertRefused(
            String term, Money principal, String rate, int instalments, UnaryOperator<LoanTermsBuilder> more) {
        assertThatThrownBy(
                        () -> Schedule.of(more.apply(LoanTerms.of(principal, START, new BigDecimal(rate), instalments))
                                .build()))
                .isInstanceOfSatisfying(
                        InvalidTermsException.class, e -> assertThat(e.term()).isEqualTo(term))
                .hasMessageStartingWith(term + " ");
    }

    @Test
    @DisplayName("The plain schedule is the annuity, the last instalment takes what is left")
    void textbookIsTheAnnuity() {
        Schedule schedule = Schedule.of(terms(100_000, "12", 3).build());
        assertThat(schedule.instalments())
                .extracting(Instalment::totalMinor)
                .containsExactly(34_002L, 34_002L, 34_003L);
        assertThat(schedule.interestMinor()).isEqualTo(2_007);
        assertThat(schedule.instalments()).extracting(Instalment::interestMinor).containsExactly(1_000L, 670L, 337L);
    }

    @Test
    @DisplayName("Due dates keep their day of month, and holidays move one of them")
    void dueDatesKeepTheirDay() {
        Schedule schedule = Schedule.of(terms(100_000, "12", 4)
                .holidays(Set.of(LocalDate.of(2026, 3, 31), LocalDate.of(2026, 4, 1)))
                .build());
        assertThat(schedule.instalments())
                .extracting(Instalment::dueOn)
                .containsExactly(
                        LocalDate.of(2026, 2, 28),
                        LocalDate.of(2026, 4, 2),
                        LocalDate.of(2026, 4, 30),
                        LocalDate.of(2026, 5, 31));
    }

    @Test
    @DisplayName("In a calendar everything falls due on its business days, and the days of month stay")
    void dueDatesAreBusinessDaysOfACalendar() {
        // From 31 January 2026: 28 February is a Saturday, 31 May a Sunday.
        Schedule schedule =
                Schedule.of(terms(100_000, "12", 4).calendar("WEEKENDS").build());
        assertThat(schedule.instalments())
                .extracting(Instalment::dueOn)
                .containsExactly(
                        LocalDate.of(2026, 3, 2),
                        LocalDate.of(2026, 3, 31),
                        LocalDate.of(2026, 4, 30),
                        LocalDate.of(2026, 6, 1));
    }

    @Test
    @DisplayName("A calendar that moves two instalments to the same day makes no schedule")
    void calendarsDoNotMakeInstalmentsMeet() {
        LoanTerms daily = terms(100_000, "12", 10)
                .repaidEvery(1, LoanTerms.Unit.DAYS)
                .calendar("WEEKENDS")
                .build();
        assertThatThrownBy(() -> Schedule.of(daily))
                .isInstanceOf(InvalidTermsException.class)
                .hasMessageContaining("calendar moves two instalments to");
        assertThat(Schedule.of(terms(100_000, "12", 300)
                                .repaidEvery(2, LoanTerms.Unit.WEEKS)
                                .calendar("TARGET")
                                .build())
                        .instalments())
                .extracting(Instalment::dueOn)
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("A first due date of its own sets the day of the others")
    void firstDueDateSetsTheDay() {
        Schedule schedule = Schedule.of(
                terms(100_000, "12", 3).firstDueOn(LocalDate.of(2026, 3, 15)).build());
        assertThat(schedule.instalments())
                .extracting(Instalment::dueOn)
                .containsExactly(LocalDate.of(2026, 3, 15), LocalDate.of(2026, 4, 15), LocalDate.of(2026, 5, 15));
    }

    @Test
    @DisplayName("Grace on a progressive schedule: interest alone first, then what repays the whole over the rest")
    void graceOnProgressiveSchedules() {
        LoanTermsBuilder terms = terms(1_000_000, "12", 12)
                .kind(ScheduleKind.PROGRESSIVE)
                .interest(InterestMethod.DECLINING_BALANCE, InterestPeriod.DAILY, false);

        // 1 % a month of 10,000.00, then the annuity of ten: 10,000 x 0.01 / (1 - 1.01^-10) = 1,055.82.
        assertThat(Schedule.of(terms.grace(new Grace(2, 0, 0)).build()).instalments())
                .extracting(Instalment::principalMinor, Instalment::totalMinor)
                .startsWith(tuple(0L, 10_000L), tuple(0L, 10_000L), tuple(95_582L, 105_582L));

        // The principal of the usual schedule; its first two months' interest, 100.00 and 92.12, is paid with the
        // third.
        List<Instalment> usual = Schedule.of(terms.grace(Grace.NONE).build()).instalments();
        List<Instalment> deferred =
                Schedule.of(terms.grace(new Grace(0, 2, 0)).build()).instalments();
        assertThat(deferred)
                .extracting(Instalment::principalMinor)
                .isEqualTo(usual.stream().map(Instalment::principalMinor).toList());
        assertThat(deferred.subList(0, 2)).extracting(Instalment::interestMinor).containsOnly(0L);
        assertThat(deferred.get(2).interestMinor())
                .isEqualTo(usual.subList(0, 3).stream()
                        .mapToLong(Instalment::interestMinor)
                        .sum());

        assertThat(Schedule.of(terms.grace(new Grace(0, 0, 12)).build()).interestMinor())
                .isZero();
    }

    @Test
    @DisplayName("A balloon is left to the last instalment")
    void balloonIsLeftToTheLast() {
        for (ScheduleKind kind : ScheduleKind.values()) {
            LoanTermsBuilder terms =
                    terms(1_000_000, "6", 12).balloonMinor(400_000).kind(kind);
            if (kind == ScheduleKind.PROGRESSIVE) {
                terms.interest(InterestMethod.DECLINING_BALANCE, InterestPeriod.DAILY, false);
            }
            // (10,000 x 1.005^12 - 4,000) x 0.005 / (1.005^12 - 1) = 536.40
            Schedule schedule = Schedule.of(terms.build());
            assertThat(schedule.instalments().get(0).totalMinor())
                    .as(kind.name())
                    .isEqualTo(53_640);
            assertThat(schedule.instalments().get(11).totalMinor()).isBetween(453_600L, 453_680L);
        }
    }

    @Test
    @DisplayName("Flat interest is on the amount lent, with equal parts")
    void flatInterestIsOnTheAmountLent() {
        Schedule schedule = Schedule.of(terms(120_000, "10", 12)
                .interest(InterestMethod.FLAT, InterestPeriod.SAME_AS_REPAYMENT_PERIOD, false)
                .build());
        assertThat(schedule.instalments())
                .allMatch(row -> row.principalMinor() == 10_000 && row.interestMinor() == 1_000);
    }

    @Test
    @DisplayName("Interest paid later comes with the first instalment after the grace, interest-free is never paid")
    void graceOfBothKinds() {
        LoanTermsBuilder terms = terms(120_000, "12", 4).amortisation(Amortisation.EQUAL_PRINCIPAL);
        assertThat(interest(terms.grace(new Grace(0, 2, 0)))).containsExactly(0L, 0L, 1_200L + 900 + 600, 300L);
        assertThat(interest(terms.grace(new Grace(0, 0, 2)))).containsExactly(0L, 0L, 600L, 300L);
        assertThat(interest(terms.grace(new Grace(2, 0, 0)))).containsExactly(1_200L, 1_200L, 1_200L, 600L);
    }

    @Test
    @DisplayName("A progressive schedule with flat interest, or with equal principal, is refused by the term's name")
    void progressiveScheduleIsInEqualInstalmentsOnTheDecliningBalance() {
        assertThatThrownBy(() -> terms(120_000, "10", 12)
                        .kind(ScheduleKind.PROGRESSIVE)
                        .interest(InterestMethod.FLAT, InterestPeriod.DAILY, false)
                        .build())
                .isInstanceOf(InvalidTermsException.class)
                .hasMessageContaining("method");
        assertThatThrownBy(() -> terms(120_000, "10", 12)
                        .kind(ScheduleKind.PROGRESSIVE)
                        .amortisation(Amortisation.EQUAL_PRINCIPAL)
                        .build())
                .isInstanceOf(InvalidTermsException.class)
                .hasMessageContaining("amortisation");
    }

    private static List<Long> interest(LoanTermsBuilder terms) {
        return Schedule.of(terms.build()).instalments().stream()
                .map(row -> row.interestMinor())
                .toList();
    }

    private static LoanTermsBuilder terms(long principalMinor, String rate, int instalments) {
        return LoanTerms.of(new Money(principalMinor, "EUR"), START, new BigDecimal(rate), instalments);
    }
}
