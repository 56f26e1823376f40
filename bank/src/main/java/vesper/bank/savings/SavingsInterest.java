package vesper.bank.savings;

import static java.math.BigDecimal.ZERO;
import static java.time.temporal.ChronoUnit.DAYS;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import vesper.bank.interest.Dated;
import vesper.bank.interest.DayCount;
import vesper.bank.interest.RateTiers;

/**
 * The interest of an account from its movements by value date. Interest accrues without rounding on every stretch of days with
 * one balance and one rate, and is rounded once when it is posted, at the end of each interval, with the first day after it as
 * value date. 1,000.00 at 10 % act/365 posted daily: 0.27 on the second day, of 0.2740 accrued.
 */
public final class SavingsInterest {
    private static final MathContext PRECISION = DayCount.PRECISION;

    private final SavingsTerms terms;
    private final NavigableMap<LocalDate, BigDecimal> changes = new TreeMap<>();
    private BigDecimal balance = ZERO;

    /**
     * A movement of the account.
     *
     * @param valueDate earns from this day on
     * @param amountMinor positive into the account
     */
    public record Movement(LocalDate valueDate, long amountMinor) {}

    /**
     * Interest made part of the balance.
     *
     * @param valueDate the first day after the interval
     * @param accruedMinor credit interest earned, not rounded
     * @param creditMinor the same, rounded; negative at a negative rate
     * @param debitMinor overdraft interest, zero or positive, rounded
     * @param taxMinor withheld from positive credit interest, rounded
     */
    public record Posting(
            LocalDate valueDate, BigDecimal accruedMinor, long creditMinor, long debitMinor, long taxMinor) {
        /** What the balance changes by. */
        public long netMinor() {
            return Math.subtractExact(Math.subtractExact(creditMinor, debitMinor), taxMinor);
        }
    }

    /**
     * What came of a period.
     *
     * @param postings in order
     * @param balanceMinor at the end of the period, with the postings
     * @param accruedMinor earned since the last posting, less overdraft interest, not rounded
     */
    public record Outcome(List<Posting> postings, long balanceMinor, BigDecimal accruedMinor) {
        public Outcome {
            postings = List.copyOf(postings);
        }
    }

    private SavingsInterest(SavingsTerms terms, List<Movement> movements) {
        this.terms = terms;
        for (Movement movement : movements) {
            changes.merge(movement.valueDate, BigDecimal.valueOf(movement.amountMinor), BigDecimal::add);
        }
    }

    /**
     * Computes the interest of a period.
     *
     * @param movements in any order; those before the start make the opening balance, those from the end on are not looked at
     * @param start the first day that earns
     * @param end the first that no longer does; an interval that ends here is posted
     * @throws IllegalArgumentException if the start is after the end, or no rate holds on a day
     */
    public static Outcome of(SavingsTerms terms, List<Movement> movements, LocalDate start, LocalDate end) {
        if (start.isAfter(end)) {
            throw new IllegalArgumentException("start " + start + " must not be after end " + end);
        }
        return new SavingsInterest(terms, movements).run(start, end);
    }

    private Outcome run(LocalDate start, LocalDate end) {
        NavigableMap<LocalDate, BigDecimal> before = changes.headMap(start, false);
        balance = before.values().stream().reduce(ZERO, BigDecimal::add);
        before.clear();
        List<Posting> postings = new ArrayList<>();
        BigDecimal rest = ZERO;
        for (LocalDate from = start; from.isBefore(end); ) {
            LocalDate due = terms.posting().endAfter(from);
            LocalDate to = due.isAfter(end) ? end : due;
            Accrued accrued = accrue(from, to);
            if (due.isAfter(end)) {
                rest = accrued.credit.subtract(accrued.debit, PRECISION);
            } else {
                Posting posting = posting(due, accrued);
                postings.add(posting);
                balance = balance.add(BigDecimal.valueOf(posting.netMinor()));
            }
            from = to;
        }
        return new Outcome(postings, balance.longValueExact(), rest);
    }

    private record Accrued(BigDecimal credit, BigDecimal debit) {}

    private record Stretch(LocalDate start, LocalDate end, BigDecimal balance) {}

    private Posting posting(LocalDate valueDate, Accrued accrued) {
        BigDecimal credit = accrued.credit.setScale(0, terms.rounding());
        BigDecimal debit = accrued.debit.setScale(0, terms.rounding());
        BigDecimal tax = credit.max(ZERO).multiply(terms.withholdingTax()).setScale(0, terms.rounding());
        return new Posting(
                valueDate, accrued.credit, credit.longValueExact(), debit.longValueExact(), tax.longValueExact());
    }

    private Accrued accrue(LocalDate from, LocalDate to) {
        List<Stretch> stretches = stretches(from, to);
        BigDecimal debit = ZERO;
        for (Stretch stretch : stretches) {
            debit = debit.add(overdraft(stretch), PRECISION);
        }
        BigDecimal credit = switch (terms.basis()) {
            case DAILY_BALANCE -> compounded(stretches);
            case AVERAGE_BALANCE -> earned(from, to, average(stretches));
            case LOWEST_BALANCE ->
                earned(
                        from,
                        to,
                        stretches.stream()
                                .map(Stretch::balance)
                                .reduce(BigDecimal::min)
                                .orElse(ZERO));
        };
        return new Accrued(credit, debit);
    }

    /** Days with one balance, cut where interest compounds; moves the balance on to the end. */
    private List<Stretch> stretches(LocalDate from, LocalDate to) {
        List<Stretch> stretches = new ArrayList<>();
        for (LocalDate start = from; start.isBefore(to); ) {
            Map.Entry<LocalDate, BigDecimal> next = changes.firstEntry();
            while (next != null && !next.getKey().isAfter(start)) {
                balance = balance.add(next.getValue());
                changes.pollFirstEntry();
                next = changes.firstEntry();
            }
            LocalDate end = earlier(to, terms.compounding().endAfter(start));
            end = next == null ? end : earlier(end, next.getKey());
            stretches.add(new Stretch(start, end, balance));
            start = end;
        }
        return stretches;
    }

    /** Interest earned so far earns itself from each end of a compounding interval on. */
    private BigDecimal compounded(List<Stretch> stretches) {
        BigDecimal compounded = ZERO;
        BigDecimal simple = ZERO;
        for (Stretch stretch : stretches) {
            simple = simple.add(earned(stretch.start, stretch.end, stretch.balance.add(compounded)), PRECISION);
            if (stretch.end.equals(terms.compounding().endAfter(stretch.start))) {
                compounded = compounded.add(simple, PRECISION);
                simple = ZERO;
            }
        }
        return compounded.add(simple, PRECISION);
    }

    private BigDecimal earned(LocalDate from, LocalDate to, BigDecimal basis) {
        BigDecimal interest = ZERO;
        if (basis.compareTo(BigDecimal.valueOf(terms.minimumMinor())) < 0) {
            return interest;
        }
        for (Dated.Stretch<RateTiers> rates : terms.creditRates().between(from, to)) {
            BigDecimal years = terms.dayCount().yearFraction(rates.start(), rates.end());
            interest = interest.add(rates.value().ofYear(basis).multiply(years, PRECISION), PRECISION);
        }
        return interest;
    }

    private BigDecimal overdraft(Stretch stretch) {
        BigDecimal interest = ZERO;
        BigDecimal owed = stretch.balance.negate().max(ZERO);
        if (owed.signum() == 0) {
            return interest;
        }
        for (Dated.Stretch<BigDecimal> rate : terms.debitRates().between(stretch.start, stretch.end)) {
            BigDecimal years = terms.dayCount().yearFraction(rate.start(), rate.end());
            interest = interest.add(owed.multiply(rate.value(), PRECISION).multiply(years, PRECISION), PRECISION);
        }
        return interest;
    }

    private static BigDecimal average(List<Stretch> stretches) {
        BigDecimal sum = ZERO;
        long days = 0;
        for (Stretch stretch : stretches) {
            long length = DAYS.between(stretch.start, stretch.end);
            sum = sum.add(stretch.balance.max(ZERO).multiply(BigDecimal.valueOf(length)));
            days += length;
        }
        return sum.divide(BigDecimal.valueOf(days), PRECISION);
    }

    private static LocalDate earlier(LocalDate one, LocalDate other) {
        return one.isBefore(other) ? one : other;
    }
}
