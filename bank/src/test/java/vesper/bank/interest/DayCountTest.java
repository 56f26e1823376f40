package vesper.bank.interest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static vesper.bank.interest.StandardDayCount.ACT_365F;
import static vesper.bank.interest.StandardDayCount.ACT_ACT_AFB;
import static vesper.bank.interest.StandardDayCount.ACT_ACT_YEAR;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vesper.bank.calendar.HolidayCalendars;

class DayCountTest {
    private static final BigDecimal TINY = new BigDecimal("1e-28");

    private final Random random = new Random(4);

    static Stream<DayCount> additive() {
        return Stream.of(
                StandardDayCount.ACT_360,
                StandardDayCount.ACT_364,
                ACT_365F,
                StandardDayCount.ACT_365_25,
                StandardDayCount.ACT_ACT_ISDA,
                StandardDayCount.NL_360,
                StandardDayCount.NL_365,
                StandardDayCount.THIRTY_E_360,
                new ThirtyE360Isda(null),
                new ActualIcma(LocalDate.of(2020, 2, 29), 6, true),
                new Actual365L(LocalDate.of(2024, 5, 1), false),
                new Business252(HolidayCalendars.BRAZIL));
    }

    static Stream<DayCount> all() {
        return Stream.concat(additive(), Arrays.stream(StandardDayCount.values()));
    }

    @ParameterizedTest
    @MethodSource("additive")
    void fractionsOfAdjacentPeriodsAddUp(DayCount dayCount) {
        for (int n = 0; n < 300; n++) {
            List<LocalDate> dates =
                    Stream.generate(this::date).limit(3).sorted().toList();
            BigDecimal parts = dayCount.yearFraction(dates.get(0), dates.get(1))
                    .add(dayCount.yearFraction(dates.get(1), dates.get(2)));
            assertThat(dayCount.yearFraction(dates.get(0), dates.get(2)))
                    .as(dayCount.code() + " " + dates)
                    .isCloseTo(parts, within(TINY));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void emptyPeriodHasNoDaysButUnderOneOne(DayCount dayCount) {
        LocalDate day = date();
        BigDecimal expected = dayCount == StandardDayCount.ONE_ONE ? BigDecimal.ONE : BigDecimal.ZERO;
        assertThat(dayCount.yearFraction(day, day)).isEqualByComparingTo(expected);
        assertThat(dayCount.days(day, day)).isEqualTo(expected.longValue());
    }

    @ParameterizedTest
    @MethodSource("all")
    void startAfterEndIsRejected(DayCount dayCount) {
        LocalDate day = date();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> dayCount.yearFraction(day.plusDays(1), day))
                .withMessageContaining("must not be after end");
        assertThatIllegalArgumentException().isThrownBy(() -> dayCount.days(day.plusDays(1), day));
    }

    @ParameterizedTest
    @MethodSource("all")
    void tenYearsAreAboutTen(DayCount dayCount) {
        LocalDate day = date();
        BigDecimal fraction = dayCount.yearFraction(day, day.plusYears(10));
        if (dayCount != StandardDayCount.ONE_ONE) {
            assertThat(fraction).isBetween(new BigDecimal("9.8"), new BigDecimal("10.2"));
        }
    }

    @Test
    void actual365FixedAgreesWithTheInterestOfTheBooks() {
        for (int n = 0; n < 300; n++) {
            long balanceMinor = random.nextLong(1_000_000_000);
            int rateBps = random.nextInt(-100, 2_000);
            LocalDate start = date();
            int days = random.nextInt(1, 800);
            BigInteger weight = DailyInterest.weight(balanceMinor, rateBps).multiply(BigInteger.valueOf(days));
            BigDecimal interest = BigDecimal.valueOf(balanceMinor)
                    .multiply(BigDecimal.valueOf(rateBps, 4))
                    .multiply(ACT_365F.yearFraction(start, start.plusDays(days)));
            assertThat(interest.setScale(DailyInterest.SCALE, RoundingMode.HALF_EVEN))
                    .isEqualByComparingTo(DailyInterest.accrued(weight));
        }
    }

    @Test
    void everyRegularCouponIsTheSamePartOfAYear() {
        for (int months : new int[] {1, 2, 3, 4, 6, 12}) {
            LocalDate anchor = date();
            ActualIcma icma = new ActualIcma(anchor, months, random.nextBoolean());
            for (int n = -20; n < 20; n++) {
                assertThat(icma.yearFraction(coupon(icma, n), coupon(icma, n + 1)))
                        .isCloseTo(new BigDecimal(months / 12.0), within(new BigDecimal("1e-15")));
            }
        }
    }

    private static LocalDate coupon(ActualIcma icma, int n) {
        LocalDate date = icma.anchor().plusMonths((long) n * icma.months());
        boolean endOfMonth = icma.endOfMonth()
                && icma.anchor().getDayOfMonth() == icma.anchor().lengthOfMonth();
        return endOfMonth ? date.withDayOfMonth(date.lengthOfMonth()) : date;
    }

    @Test
    void couponsOnMonthEndsRollOnMonthEnds() {
        ActualIcma icma = ActualIcma.ofCoupon(LocalDate.of(2000, 2, 29), LocalDate.of(2000, 5, 31));
        assertThat(icma).isEqualTo(new ActualIcma(LocalDate.of(2000, 5, 31), 3, true));
        assertThat(icma.yearFraction(LocalDate.of(1999, 11, 30), LocalDate.of(2000, 4, 30)))
                .isCloseTo(new BigDecimal("0.415760869565"), within(new BigDecimal("1e-12")));
    }

    @Test
    void irregularCouponIsNoReference() {
        LocalDate start = LocalDate.of(2025, 1, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ActualIcma.ofCoupon(start, start.plusDays(10)))
                .withMessageContaining("not regular");
        assertThatIllegalArgumentException().isThrownBy(() -> new ActualIcma(start, 5, false));
    }

    @Test
    void frenchYearsCountedBackFromFebruaryArriveAtTheLeapDay() {
        BigDecimal fraction = ACT_ACT_AFB.yearFraction(LocalDate.of(2004, 2, 28), LocalDate.of(2005, 2, 28));
        assertThat(fraction).isCloseTo(new BigDecimal("1.0027397260"), within(new BigDecimal("1e-10")));
        assertThat(ACT_ACT_AFB.yearFraction(LocalDate.of(2004, 2, 29), LocalDate.of(2005, 2, 28)))
                .isEqualByComparingTo("1");
    }

    @Test
    void yearsCountedFromALeapDayReturnToIt() {
        assertThat(ACT_ACT_YEAR.yearFraction(LocalDate.of(2012, 2, 29), LocalDate.of(2016, 2, 29)))
                .isEqualByComparingTo("4");
    }

    @Test
    void weekendIsOneBusinessDayOfBrazil() {
        Business252 brazil = new Business252(HolidayCalendars.BRAZIL);
        assertThat(brazil.days(LocalDate.of(2026, 7, 3), LocalDate.of(2026, 7, 6)))
                .isEqualTo(1);
        // Carnival: 16 and 17 February 2026.
        assertThat(brazil.days(LocalDate.of(2026, 2, 13), LocalDate.of(2026, 2, 20)))
                .isEqualTo(3);
    }

    @Test
    void unknownCodeIsRejected() {
        assertThat(StandardDayCount.ofCode("30E/360")).isEqualTo(StandardDayCount.THIRTY_E_360);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StandardDayCount.ofCode("31/360"))
                .withMessageContaining("31/360");
    }

    private LocalDate date() {
        return LocalDate.of(1999, 1, 1).plusDays(random.nextInt(15_000));
    }
}
