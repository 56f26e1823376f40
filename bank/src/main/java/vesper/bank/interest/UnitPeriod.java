package vesper.bank.interest;

import static java.time.temporal.ChronoUnit.DAYS;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * The interval by which Regulation Z counts time: the one that is most common between payments, or the whole term of a loan of one
 * payment; 12 CFR 1026 appendix J (b)(4) and (5).
 */
public sealed interface UnitPeriod {
    /** How many make a year; divides without remainder or with {@link DayCount#PRECISION}. */
    BigDecimal perYear();

    /** Unit periods from an advance to a payment. */
    Count between(LocalDate advance, LocalDate payment);

    /** The date that lies some unit periods after another. */
    LocalDate after(LocalDate date, int unitPeriods);

    /**
     * A number of unit periods.
     *
     * @param whole zero or more
     * @param odd the rest, at least 0 and less than 1
     */
    record Count(long whole, BigDecimal odd) {
        public Count {
            if (whole < 0 || odd.signum() < 0 || odd.compareTo(BigDecimal.ONE) >= 0) {
                throw new IllegalArgumentException("no count of unit periods: " + whole + " + " + odd);
            }
        }

        /** Of whole pieces, some of which make a unit period. */
        static Count of(long pieces, long piecesInUnit) {
            return new Count(pieces / piecesInUnit, StandardDayCount.over(pieces % piecesInUnit, piecesInUnit));
        }

        public Count plus(long more) {
            return new Count(Math.addExact(whole, more), odd);
        }
    }

    /** Months count back from the payment; the days left are thirtieths of one. 23 May to 1 October: a quarter and 39/90. */
    record Months(int months) implements UnitPeriod {
        public Months {
            if (months < 1 || months > 12) {
                throw new IllegalArgumentException("a unit period has 1 to 12 months, not " + months);
            }
        }

        @Override
        public BigDecimal perYear() {
            return StandardDayCount.over(12, months);
        }

        @Override
        public Count between(LocalDate advance, LocalDate payment) {
            long whole = wholeMonths(advance, payment);
            long days = DAYS.between(advance, payment.minusMonths(whole));
            if (months == 12 && days > 0) {
                // Of a year that is not whole months, the days count.
                long years = whole / 12;
                return new Count(
                        years,
                        StandardDayCount.over(Math.min(DAYS.between(advance, payment.minusYears(years)), 364), 365));
            }
            return Count.of(30 * whole + days, 30L * months);
        }

        @Override
        public LocalDate after(LocalDate date, int unitPeriods) {
            return date.plusMonths((long) unitPeriods * months);
        }
    }

    /** Twice a month: the days left after whole months are fifteenths. */
    record HalfMonths() implements UnitPeriod {
        @Override
        public BigDecimal perYear() {
            return BigDecimal.valueOf(24);
        }

        @Override
        public Count between(LocalDate advance, LocalDate payment) {
            long whole = wholeMonths(advance, payment);
            long days = DAYS.between(advance, payment.minusMonths(whole));
            return Count.of(30 * whole + Math.min(days, 29), 15);
        }

        @Override
        public LocalDate after(LocalDate date, int unitPeriods) {
            return date.plusMonths(unitPeriods / 2).plusDays(15L * (unitPeriods % 2));
        }
    }

    /** Days left after whole weeks are sevenths of one. 20 March to 21 April: 4 4/7 weeks. */
    record Weeks(int weeks) implements UnitPeriod {
        public Weeks {
            if (weeks < 1 || weeks > 52) {
                throw new IllegalArgumentException("a unit period has 1 to 52 weeks, not " + weeks);
            }
        }

        @Override
        public BigDecimal perYear() {
            return StandardDayCount.over(52, weeks);
        }

        @Override
        public Count between(LocalDate advance, LocalDate payment) {
            return Count.of(DAYS.between(advance, payment), 7L * weeks);
        }

        @Override
        public LocalDate after(LocalDate date, int unitPeriods) {
            return date.plusWeeks((long) unitPeriods * weeks);
        }
    }

    /** The term of a loan of one advance and one payment, in days; 365 make a year. */
    record Term(int days) implements UnitPeriod {
        public Term {
            if (days < 1 || days > 365) {
                throw new IllegalArgumentException("a term as unit period has 1 to 365 days, not " + days);
            }
        }

        @Override
        public BigDecimal perYear() {
            return StandardDayCount.over(365, days);
        }

        @Override
        public Count between(LocalDate advance, LocalDate payment) {
            return Count.of(DAYS.between(advance, payment), days);
        }

        @Override
        public LocalDate after(LocalDate date, int unitPeriods) {
            return date.plusDays((long) unitPeriods * days);
        }
    }

    private static long wholeMonths(LocalDate from, LocalDate to) {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("payment of " + to + " is before the advance of " + from);
        }
        long months = 12L * (to.getYear() - from.getYear()) + to.getMonthValue() - from.getMonthValue();
        return to.minusMonths(months).isBefore(from) ? months - 1 : months;
    }
}
