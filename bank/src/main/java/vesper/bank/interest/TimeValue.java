package vesper.bank.interest;

import static java.math.BigDecimal.ONE;
import static java.math.BigDecimal.ZERO;
import static java.time.temporal.ChronoUnit.DAYS;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The time value of money, as spreadsheets have it. What is received is positive, what is paid out negative; rates are fractions
 * per period and above -1. Present value, payments and future value balance:
 * {@code pv (1+r)^n + pmt (1 + r due) ((1+r)^n - 1)/r + fv = 0}. Nothing is rounded below {@link DayCount#PRECISION}. A loan of
 * 15,000 at 8 %/12 over 60 months is paid by -304.15.
 */
public final class TimeValue {
    private static final MathContext PRECISION = DayCount.PRECISION;

    /** Whether payments fall due at the beginning or the end of their period. */
    public enum Due {
        BEGIN,
        END
    }

    private TimeValue() {}

    /** The payment of each period. */
    public static BigDecimal pmt(BigDecimal rate, BigDecimal periods, BigDecimal pv, BigDecimal fv, Due due) {
        BigDecimal owed = pv.multiply(growth(rate, periods), PRECISION).add(fv, PRECISION);
        BigDecimal perPayment = annuity(rate, periods, due);
        if (perPayment.signum() == 0) {
            throw new IllegalArgumentException("periods must not be zero");
        }
        return owed.divide(perPayment, PRECISION).negate();
    }

    /** The value at the end. */
    public static BigDecimal fv(BigDecimal rate, BigDecimal periods, BigDecimal pmt, BigDecimal pv, Due due) {
        BigDecimal ofPayments = pmt.multiply(annuity(rate, periods, due), PRECISION);
        return pv.multiply(growth(rate, periods), PRECISION)
                .add(ofPayments, PRECISION)
                .negate();
    }

    /** The value at the beginning. */
    public static BigDecimal pv(BigDecimal rate, BigDecimal periods, BigDecimal pmt, BigDecimal fv, Due due) {
        BigDecimal ofPayments = pmt.multiply(annuity(rate, periods, due), PRECISION);
        return fv.add(ofPayments, PRECISION)
                .divide(growth(rate, periods), PRECISION)
                .negate();
    }

    /**
     * The part of a payment that is interest; none of the first if due at the beginning.
     *
     * @param period from 1
     * @throws IllegalArgumentException if there is no such period
     */
    public static BigDecimal ipmt(
            BigDecimal rate, int period, BigDecimal periods, BigDecimal pv, BigDecimal fv, Due due) {
        if (period < 1 || BigDecimal.valueOf(period).compareTo(periods) > 0) {
            throw new IllegalArgumentException("period must be 1 to " + periods + ", not " + period);
        }
        if (due == Due.BEGIN && period == 1) {
            return ZERO;
        }
        BigDecimal pmt = pmt(rate, periods, pv, fv, due);
        BigDecimal balance = fv(rate, BigDecimal.valueOf(period - 1L), pmt, pv, due);
        BigDecimal interest = balance.multiply(rate, PRECISION);
        return due == Due.BEGIN ? interest.divide(ONE.add(rate, PRECISION), PRECISION) : interest;
    }

    /** The part of a payment that repays principal. */
    public static BigDecimal ppmt(
            BigDecimal rate, int period, BigDecimal periods, BigDecimal pv, BigDecimal fv, Due due) {
        return pmt(rate, periods, pv, fv, due).subtract(ipmt(rate, period, periods, pv, fv, due), PRECISION);
    }

    /** How many payments it takes; empty if they never suffice. */
    public static Optional<BigDecimal> nper(BigDecimal rate, BigDecimal pmt, BigDecimal pv, BigDecimal fv, Due due) {
        requireRate("rate", rate);
        if (rate.signum() == 0) {
            return pmt.signum() == 0
                    ? Optional.empty()
                    : Optional.of(pv.add(fv, PRECISION).divide(pmt, PRECISION).negate());
        }
        BigDecimal perpetuity = pmt.multiply(dueFactor(rate, due), PRECISION).divide(rate, PRECISION);
        BigDecimal start = pv.add(perpetuity, PRECISION);
        BigDecimal end = perpetuity.subtract(fv, PRECISION);
        if (start.signum() * end.signum() <= 0) {
            return Optional.empty();
        }
        BigDecimal growth = Powers.ln(end.divide(start, PRECISION));
        return Optional.of(growth.divide(Powers.ln(ONE.add(rate)), PRECISION));
    }

    /** The rate of a period; empty if there is none, of several the one nearest to zero. */
    public static Optional<BigDecimal> rate(BigDecimal periods, BigDecimal pmt, BigDecimal pv, BigDecimal fv, Due due) {
        requirePeriods(periods);
        double n = periods.doubleValue();
        return GrowthSearch.find(
                        log -> coarseBalance(log, n, pmt.doubleValue(), pv.doubleValue(), fv.doubleValue(), due),
                        growth -> fv.subtract(fv(growth.subtract(ONE), periods, pmt, pv, due), PRECISION))
                .map(growth -> growth.subtract(ONE, PRECISION));
    }

    /** The value now of amounts at the end of periods 0, 1, 2 ... */
    public static BigDecimal npv(BigDecimal rate, List<BigDecimal> values) {
        requireRate("rate", rate);
        BigDecimal growth = ONE.add(rate);
        BigDecimal sum = ZERO;
        for (int n = values.size() - 1; n >= 0; n--) {
            sum = sum.divide(growth, PRECISION).add(values.get(n), PRECISION);
        }
        return sum;
    }

    /** The rate at which the net present value is zero; empty if there is none, of several the one nearest to zero. */
    public static Optional<BigDecimal> irr(List<BigDecimal> values) {
        List<CashFlow> flows = new ArrayList<>();
        for (int n = 0; n < values.size(); n++) {
            flows.add(new CashFlow(values.get(n), new Elapsed(n, 1)));
        }
        return rateOf(flows);
    }

    /**
     * The yearly rate at which amounts on dates are worth nothing now, a year being 365 days; empty if there is none.
     *
     * @throws IllegalArgumentException if there are not as many dates as values, or a date is before the first
     */
    public static Optional<BigDecimal> xirr(List<BigDecimal> values, List<LocalDate> dates) {
        if (values.size() != dates.size()) {
            throw new IllegalArgumentException(values.size() + " values have " + dates.size() + " dates");
        }
        List<CashFlow> flows = new ArrayList<>();
        for (int n = 0; n < values.size(); n++) {
            flows.add(new CashFlow(values.get(n), Elapsed.days(DAYS.between(dates.get(0), dates.get(n)), 365)));
        }
        return rateOf(flows);
    }

    /**
     * The modified internal rate: what is paid out is financed at one rate, what comes in reinvested at another. Empty unless there
     * is both.
     */
    public static Optional<BigDecimal> mirr(List<BigDecimal> values, BigDecimal financeRate, BigDecimal reinvestRate) {
        requireRate("finance rate", financeRate);
        requireRate("reinvest rate", reinvestRate);
        BigDecimal in = npv(reinvestRate, values.stream().map(ZERO::max).toList());
        BigDecimal out = npv(financeRate, values.stream().map(ZERO::min).toList());
        if (in.signum() == 0 || out.signum() == 0) {
            return Optional.empty();
        }
        BigDecimal root = ONE.divide(BigDecimal.valueOf(values.size() - 1L), PRECISION);
        BigDecimal growth = Powers.pow(in.divide(out.negate(), PRECISION), root);
        return Optional.of(growth.multiply(ONE.add(reinvestRate), PRECISION).subtract(ONE, PRECISION));
    }

    private static Optional<BigDecimal> rateOf(List<CashFlow> flows) {
        return new PresentValue(flows).zero().map(growth -> growth.subtract(ONE, PRECISION));
    }

    private static BigDecimal growth(BigDecimal rate, BigDecimal periods) {
        requireRate("rate", rate);
        requirePeriods(periods);
        return Powers.pow(ONE.add(rate), periods);
    }

    /** What payments of one unit are worth at the end. */
    private static BigDecimal annuity(BigDecimal rate, BigDecimal periods, Due due) {
        if (rate.signum() == 0) {
            return periods;
        }
        return growth(rate, periods)
                .subtract(ONE, PRECISION)
                .divide(rate, PRECISION)
                .multiply(dueFactor(rate, due), PRECISION);
    }

    private static BigDecimal dueFactor(BigDecimal rate, Due due) {
        return due == Due.BEGIN ? ONE.add(rate) : ONE;
    }

    /** The balance of pv, payments and fv at a logarithm of growth, discounted if it grows. */
    private static double coarseBalance(double log, double n, double pmt, double pv, double fv, Due due) {
        double rate = Math.expm1(log);
        double begin = due == Due.BEGIN ? 1 + rate : 1;
        if (log == 0) {
            return pv + pmt * n + fv;
        }
        return log > 0
                ? pv - pmt * begin * Math.expm1(-n * log) / rate + fv * Math.exp(-n * log)
                : pv * Math.exp(n * log) + pmt * begin * Math.expm1(n * log) / rate + fv;
    }

    private static void requireRate(String term, BigDecimal rate) {
        if (rate.compareTo(ONE.negate()) <= 0) {
            throw new IllegalArgumentException(term + " must be above -1, not " + rate);
        }
    }

    private static void requirePeriods(BigDecimal periods) {
        if (periods.signum() < 0) {
            throw new IllegalArgumentException("periods must not be negative: " + periods);
        }
    }
}
