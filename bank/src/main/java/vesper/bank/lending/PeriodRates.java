package vesper.bank.lending;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import vesper.bank.lending.LoanConventions.MonthBasis;
import vesper.bank.lending.LoanTerms.InterestPeriod;
import vesper.bank.lending.LoanTerms.Unit;

/** Rate factors of one loan: interest of one unit of balance over a stretch of time, scaled by 10^18. */
final class PeriodRates {
    private final LoanTerms terms;
    private long yearly;
    private long known;
    private long knownNumerator;
    private long knownDenominator;

    PeriodRates(LoanTerms terms) {
        this.terms = terms;
        this.yearly = InterestMath.factorOfPct(terms.yearlyRatePct());
    }

    void change(BigDecimal yearlyRatePct) {
        yearly = InterestMath.factorOfPct(yearlyRatePct);
        knownDenominator = 0;
    }

    /** Of a stretch of a cumulative schedule: by days, or by whole periods (a part of one in proportion). */
    long ofStretch(LocalDate from, LocalDate to) {
        if (terms.interestPeriod() == InterestPeriod.DAILY) {
            return ofDays(days(from, to));
        }
        if (!terms.partialPeriods()) {
            return scaled(terms.every(), periodsPerYear());
        }
        long whole = terms.unit().wholeBetween(from, to);
        LocalDate reached = terms.unit().after(from, whole);
        long left = ChronoUnit.DAYS.between(reached, to);
        long factor = scaled(whole, periodsPerYear());
        if (left == 0) {
            return factor;
        }
        long daysInNext = ChronoUnit.DAYS.between(reached, terms.unit().after(from, whole + 1));
        return factor + scaled(left, periodsPerYear() * daysInNext);
    }

    /** Of one period as the equal instalment counts it: a month has thirty days where interest is daily. */
    long ofInstalment() {
        if (terms.interestPeriod() == InterestPeriod.SAME_AS_REPAYMENT_PERIOD) {
            return scaled(terms.every(), periodsPerYear());
        }
        return ofDays(terms.every() * daysPerUnit());
    }

    /** Flat interest of the whole term, from the first day to the last due date. */
    long ofTerm(LocalDate start, LocalDate end, int instalments) {
        if (terms.interestPeriod() == InterestPeriod.DAILY) {
            return ofDays(ChronoUnit.DAYS.between(start, end));
        }
        return terms.partialPeriods()
                ? ofStretch(start, end)
                : scaled((long) terms.every() * instalments, periodsPerYear());
    }

    private long ofDays(long days) {
        return scaled(days, terms.conventions().yearBasis().days());
    }

    private long days(LocalDate from, LocalDate to) {
        if (terms.unit() == Unit.MONTHS && terms.conventions().monthBasis() == MonthBasis.DAYS_30) {
            return Math.max(
                    0,
                    (to.getYear() - from.getYear()) * 360L
                            + (to.getMonthValue() - from.getMonthValue()) * 30L
                            + Math.min(30, to.getDayOfMonth())
                            - Math.min(30, from.getDayOfMonth()));
        }
        return ChronoUnit.DAYS.between(from, to);
    }

    private long daysPerUnit() {
        return switch (terms.unit()) {
            case DAYS -> 1;
            case WEEKS -> 7;
            case MONTHS -> 30;
            case YEARS -> terms.conventions().yearBasis().days();
        };
    }

    private long periodsPerYear() {
        return switch (terms.unit()) {
            case DAYS -> terms.conventions().yearBasis().days();
            case WEEKS -> 52;
            case MONTHS -> 12;
            case YEARS -> 1;
        };
    }

    private long scaled(long numerator, long denominator) {
        if (numerator != knownNumerator || denominator != knownDenominator) {
            known = InterestMath.share(
                    yearly, numerator, denominator, terms.conventions().digits());
            knownNumerator = numerator;
            knownDenominator = denominator;
        }
        return known;
    }

    /**
     * Of a stretch of a repayment period of a progressive schedule: the period counts as its units of 7, 30 or actual days, the
     * stretch as its share of the period's actual days. A stretch over New Year counts each year's days over that year's length
     * where the year is actual.
     */
    long ofProgressiveStretch(LocalDate periodFrom, LocalDate periodDue, LocalDate from, LocalDate to) {
        if (yearly == 0 || from.equals(to)) {
            return 0;
        }
        LoanConventions.YearBasis year = terms.conventions().yearBasis();
        if (year == LoanConventions.YearBasis.ACTUAL && from.getYear() != to.getYear()) {
            return overYears(from, to);
        }
        long unitDays = switch (terms.unit()) {
            case DAYS -> 1;
            case WEEKS -> 7;
            case MONTHS -> terms.conventions().monthBasis() == MonthBasis.DAYS_30 ? 30 : from.lengthOfMonth();
            case YEARS -> year.days(from.getYear());
        };
        long numerator = unitDays * terms.every();
        long denominator = year.days(from.getYear());
        if (from.equals(periodFrom) && to.equals(periodDue)) {
            return scaled(numerator, denominator);
        }
        return scaled(
                numerator * ChronoUnit.DAYS.between(from, to),
                denominator * ChronoUnit.DAYS.between(periodFrom, periodDue));
    }

    /** The night to New Year's Day counts for the new year. */
    private long overYears(LocalDate from, LocalDate to) {
        long factor = 0;
        LocalDate start = from;
        for (int year = from.getYear(); year <= to.getYear(); year++) {
            LocalDate end = year == to.getYear() ? to : LocalDate.of(year, 12, 31);
            factor += scaled(
                    ChronoUnit.DAYS.between(start, end),
                    terms.conventions().yearBasis().days(year));
            start = end;
        }
        return factor;
    }
}
