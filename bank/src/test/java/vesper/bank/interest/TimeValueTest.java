package vesper.bank.interest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vesper.bank.interest.TimeValue.Due;

class TimeValueTest {
    private static final BigDecimal TINY = new BigDecimal("1e-20");

    private final Random random = new Random(4);

    @ParameterizedTest
    @EnumSource(Due.class)
    void eachTermFollowsFromTheOthers(Due due) {
        for (int n = 0; n < 100; n++) {
            BigDecimal rate = BigDecimal.valueOf(random.nextInt(1, 3_000), 5);
            BigDecimal periods = BigDecimal.valueOf(random.nextInt(1, 400));
            BigDecimal pv = BigDecimal.valueOf(random.nextLong(1_000, 100_000_000), 2);
            BigDecimal fv = BigDecimal.valueOf(-random.nextLong(0, pv.longValue()), 2);
            BigDecimal pmt = TimeValue.pmt(rate, periods, pv, fv, due);
            assertThat(TimeValue.pv(rate, periods, pmt, fv, due)).isCloseTo(pv, within(TINY));
            assertThat(TimeValue.fv(rate, periods, pmt, pv, due)).isCloseTo(fv, within(new BigDecimal("1e-15")));
            assertThat(TimeValue.nper(rate, pmt, pv, fv, due).orElseThrow()).isCloseTo(periods, within(TINY));
            assertThat(TimeValue.rate(periods, pmt, pv, fv, due).orElseThrow())
                    .as(pv + " over " + periods + " at " + rate)
                    .isCloseTo(rate, within(TINY));
        }
    }

    @ParameterizedTest
    @EnumSource(Due.class)
    void principalPartsRepayTheLoan(Due due) {
        BigDecimal rate = new BigDecimal("0.0075");
        BigDecimal periods = new BigDecimal("48");
        BigDecimal pv = new BigDecimal("12000");
        BigDecimal repaid = BigDecimal.ZERO;
        for (int period = 1; period <= 48; period++) {
            repaid = repaid.add(TimeValue.ppmt(rate, period, periods, pv, BigDecimal.ZERO, due));
        }
        assertThat(repaid.negate()).isCloseTo(pv, within(TINY));
    }

    @Test
    void internalRateMakesThePresentValueZero() {
        int found = 0;
        for (int n = 0; n < 200; n++) {
            List<BigDecimal> values = new ArrayList<>();
            values.add(BigDecimal.valueOf(-random.nextInt(1_000, 100_000)));
            for (int later = random.nextInt(1, 40); later > 0; later--) {
                values.add(BigDecimal.valueOf(random.nextInt(-1_000, 20_000)));
            }
            Optional<BigDecimal> rate = TimeValue.irr(values);
            if (rate.isPresent()) {
                found++;
                BigDecimal size = TimeValue.npv(
                        rate.get(), values.stream().map(BigDecimal::abs).toList());
                assertThat(TimeValue.npv(rate.get(), values))
                        .isCloseTo(BigDecimal.ZERO, within(size.multiply(new BigDecimal("1e-25"))));
            }
        }
        assertThat(found).isGreaterThan(150);
    }

    @Test
    void ofSeveralInternalRatesTheOneNearestToZeroIsGiven() {
        // -1 + 5/x - 6/x^2 is zero at x = 2 and x = 3.
        List<BigDecimal> values = List.of(new BigDecimal("-1"), new BigDecimal("5"), new BigDecimal("-6"));
        assertThat(TimeValue.irr(values).orElseThrow()).isCloseTo(BigDecimal.ONE, within(TINY));
    }

    @Test
    void internalRateOfAnAlmostTotalLossIsFound() {
        List<BigDecimal> values = List.of(new BigDecimal("-1000000000"), new BigDecimal("0.01"));
        assertThat(TimeValue.irr(values).orElseThrow()).isCloseTo(new BigDecimal("-0.99999999999"), within(TINY));
    }

    @Test
    void flowsOfOneSignHaveNoInternalRate() {
        assertThat(TimeValue.irr(List.of(new BigDecimal("-1"), new BigDecimal("-2"))))
                .isEmpty();
        assertThat(TimeValue.mirr(List.of(BigDecimal.ONE, BigDecimal.TEN), BigDecimal.ZERO, BigDecimal.ZERO))
                .isEmpty();
        assertThat(TimeValue.irr(List.of())).isEqualTo(Optional.of(BigDecimal.ZERO));
    }

    @Test
    void datedFlowsOfWholeYearsHaveTheRateOfYearlyOnes() {
        List<BigDecimal> values = List.of(new BigDecimal("-1000"), new BigDecimal("600"), new BigDecimal("600"));
        List<LocalDate> dates = List.of(LocalDate.of(2025, 1, 1), LocalDate.of(2026, 1, 1), LocalDate.of(2027, 1, 1));
        assertThat(TimeValue.xirr(values, dates).orElseThrow())
                .isCloseTo(TimeValue.irr(values).orElseThrow(), within(TINY));
    }

    @Test
    void paymentsBelowTheInterestNeverRepay() {
        assertThat(TimeValue.nper(
                        new BigDecimal("0.01"),
                        new BigDecimal("-10"),
                        new BigDecimal("1000"),
                        BigDecimal.ZERO,
                        Due.END))
                .isEmpty();
        assertThat(TimeValue.nper(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ONE, BigDecimal.ZERO, Due.END))
                .isEmpty();
    }

    @Test
    void paymentsAtNoInterestShareTheLoan() {
        assertThat(TimeValue.pmt(BigDecimal.ZERO, new BigDecimal("4"), new BigDecimal("100"), BigDecimal.ZERO, Due.END))
                .isEqualByComparingTo("-25");
        assertThat(TimeValue.rate(
                        new BigDecimal("4"), new BigDecimal("-25"), new BigDecimal("100"), BigDecimal.ZERO, Due.END))
                .hasValueSatisfying(rate -> assertThat(rate).isEqualByComparingTo("0"));
    }

    @Test
    void senselessTermsAreRejectedByName() {
        BigDecimal one = BigDecimal.ONE;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TimeValue.pmt(one.negate(), one, one, one, Due.END))
                .withMessageContaining("rate");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TimeValue.pmt(one, BigDecimal.ZERO, one, one, Due.END))
                .withMessageContaining("periods");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TimeValue.ipmt(one, 2, one, one, one, Due.END))
                .withMessageContaining("period");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TimeValue.xirr(List.of(one), List.of()))
                .withMessageContaining("dates");
    }
}
