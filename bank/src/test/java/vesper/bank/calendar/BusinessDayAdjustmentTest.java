package vesper.bank.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDate;
import java.time.Period;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BusinessDayAdjustmentTest {
    private final Random random = new Random(4);

    @ParameterizedTest
    @EnumSource(value = BusinessDayAdjustment.class, mode = EnumSource.Mode.EXCLUDE, names = "UNADJUSTED")
    void adjustedDatesAreBusinessDaysAndBusinessDaysStay(BusinessDayAdjustment adjustment) {
        for (HolidayCalendar calendar : HolidayCalendars.all()) {
            for (int n = 0; n < 300; n++) {
                LocalDate date = date();
                LocalDate adjusted = adjustment.adjust(date, calendar);
                assertThat(calendar.isBusinessDay(adjusted)).isTrue();
                assertThat(adjustment.adjust(adjusted, calendar)).isEqualTo(adjusted);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MODIFIED_FOLLOWING", "MODIFIED_PRECEDING", "HALF_MONTH_MODIFIED_FOLLOWING"})
    void modifiedAdjustmentStaysInItsMonth(BusinessDayAdjustment adjustment) {
        for (int n = 0; n < 1_000; n++) {
            LocalDate date = date();
            assertThat(YearMonth.from(adjustment.adjust(date, HolidayCalendars.TOKYO)))
                    .isEqualTo(YearMonth.from(date));
        }
    }

    @Test
    void noBusinessDayIsCloserThanTheNearest() {
        for (int n = 0; n < 1_000; n++) {
            LocalDate date = date();
            long distance = Math.abs(
                    ChronoUnit.DAYS.between(date, BusinessDayAdjustment.NEAREST.adjust(date, HolidayCalendars.TOKYO)));
            for (long days = 0; days < distance; days++) {
                assertThat(HolidayCalendars.TOKYO.isBusinessDay(date.plusDays(days)))
                        .isFalse();
                assertThat(HolidayCalendars.TOKYO.isBusinessDay(date.minusDays(days)))
                        .isFalse();
            }
        }
    }

    @Test
    void halfMonthDoesNotCrossItsMiddle() {
        // Saturday 15 November 2025.
        LocalDate middle = LocalDate.of(2025, 11, 15);
        assertThat(BusinessDayAdjustment.HALF_MONTH_MODIFIED_FOLLOWING.adjust(middle, HolidayCalendars.WEEKENDS))
                .isEqualTo(LocalDate.of(2025, 11, 14));
        assertThat(BusinessDayAdjustment.MODIFIED_FOLLOWING.adjust(middle, HolidayCalendars.WEEKENDS))
                .isEqualTo(LocalDate.of(2025, 11, 17));
    }

    @Test
    void monthEndLeadsToMonthEndIfAsked() {
        HolidayCalendar target = HolidayCalendars.TARGET;
        LocalDate lastBusinessDay = LocalDate.of(2026, 2, 27);
        BusinessDayAdjustment following = BusinessDayAdjustment.FOLLOWING;
        assertThat(following.advance(lastBusinessDay, 1, ChronoUnit.MONTHS, true, target))
                .isEqualTo(LocalDate.of(2026, 3, 31));
        assertThat(following.advance(lastBusinessDay, 1, ChronoUnit.MONTHS, false, target))
                .isEqualTo(LocalDate.of(2026, 3, 27));
        assertThat(BusinessDayAdjustment.UNADJUSTED.advance(
                        LocalDate.of(2026, 2, 28), 1, ChronoUnit.MONTHS, true, target))
                .isEqualTo(LocalDate.of(2026, 3, 31));
        assertThat(following.advance(LocalDate.of(2024, 2, 29), 1, ChronoUnit.YEARS, true, target))
                .isEqualTo(LocalDate.of(2025, 2, 28));
    }

    @Test
    void daysAreBusinessDaysAndWeeksAreNot() {
        HolidayCalendar target = HolidayCalendars.TARGET;
        LocalDate maundyThursday = LocalDate.of(2026, 4, 2);
        BusinessDayAdjustment following = BusinessDayAdjustment.FOLLOWING;
        assertThat(following.advance(maundyThursday, 1, ChronoUnit.DAYS, false, target))
                .isEqualTo(LocalDate.of(2026, 4, 7));
        assertThat(following.advance(LocalDate.of(2026, 3, 27), 1, ChronoUnit.WEEKS, false, target))
                .isEqualTo(LocalDate.of(2026, 4, 7));
        assertThat(following.advance(LocalDate.of(2026, 4, 3), 0, ChronoUnit.DAYS, false, target))
                .isEqualTo(LocalDate.of(2026, 4, 7));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> following.advance(maundyThursday, 1, ChronoUnit.HOURS, false, target))
                .withMessageContaining("unit");
    }

    @ParameterizedTest
    @CsvSource({
        "NONE, 2026-06-05", "EOM, 2026-06-30", "IMM, 2026-06-17", "IMMCAD, 2026-06-15", "IMMAUD, 2026-06-11",
        "IMMNZD, 2026-06-10", "SFE, 2026-06-12", "TBILL, 2026-06-08", "DAY_31, 2026-06-30", "DAY_7, 2026-06-07",
        "DAY_WED, 2026-06-10"
    })
    void rollConventionMovesTheFifthOfJune(String code, LocalDate expected) {
        RollConvention convention = RollConvention.ofCode(code);
        assertThat(convention.adjust(LocalDate.of(2026, 6, 5))).isEqualTo(expected);
        assertThat(convention.adjust(expected)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NONE", "EOM", "IMM", "IMMCAD", "IMMAUD", "IMMNZD", "SFE", "DAY_31", "DAY_7", "DAY_WED"})
    void scheduleGoesOnAndBack(String code) {
        RollConvention convention = RollConvention.ofCode(code);
        for (Period period :
                new Period[] {Period.ofDays(1), Period.ofDays(7), Period.ofMonths(1), Period.ofMonths(3)}) {
            for (int n = 0; n < 100; n++) {
                LocalDate date = date();
                LocalDate next = convention.next(date, period);
                assertThat(next).isAfter(date);
                assertThat(convention.adjust(next)).isEqualTo(next);
                assertThat(convention.previous(date, period)).isBefore(date);
            }
        }
    }

    @Test
    void unknownRollConventionIsRejected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RollConvention.ofCode("DAY_32"))
                .withMessageContaining("32");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RollConvention.ofCode("DAY_XXX"))
                .withMessageContaining("DAY_XXX");
    }

    private LocalDate date() {
        return LocalDate.of(1990, 1, 1).plusDays(random.nextInt(20_000));
    }
}
