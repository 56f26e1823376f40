package vesper.bank.lending;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vesper.bank.calendar.HolidayCalendars;
import vesper.bank.money.Money;

/**
 * What was agreed for one loan: from it and the transactions everything else follows. Built with {@link #of}, checked as a
 * whole; what makes no schedule is refused with the name of the term.
 *
 * @param currency ISO 4217
 * @param principalMinor approved amount, positive
 * @param disbursedOn expected disbursement
 * @param yearlyRatePct nominal rate in percent of the balance per year, 0 to 1,000
 * @param method on the declining balance, or flat on the amount lent
 * @param interestPeriod by days, or whole repayment periods
 * @param partialPeriods whether a period that is no whole one is charged in proportion, where interest is by whole periods
 * @param amortisation equal instalments or equal principal parts
 * @param kind how a schedule is made and kept
 * @param instalments 1 to 1,200
 * @param every units between due dates, positive
 * @param unit of {@code every}
 * @param grace instalments without principal, without interest, free of interest
 * @param firstDueOn first due date if not one period after the disbursement
 * @param holidays days that nothing falls due on; a due date there moves to the next day that is none
 * @param calendar code of a calendar on whose business days alone anything falls due, besides the holidays; null: any day
 * @param downPaymentPct share of each disbursement that is due at once, 0 to below 100
 * @param automaticDownPayment whether the down payment is collected with the disbursement
 * @param balloonMinor principal left to the last instalment on top of its share
 * @param instalmentMultipleMinor what instalments are rounded to; 0: minor units
 * @param recalculation how payments off schedule change the interest, or null if they do not
 * @param allocation which part of what a payment pays
 * @param conventions rounding and day basis
 */
public record LoanTerms(
        String currency,
        long principalMinor,
        LocalDate disbursedOn,
        BigDecimal yearlyRatePct,
        InterestMethod method,
        InterestPeriod interestPeriod,
        boolean partialPeriods,
        Amortisation amortisation,
        ScheduleKind kind,
        int instalments,
        int every,
        Unit unit,
        Grace grace,
        @Nullable LocalDate firstDueOn,
        Set<LocalDate> holidays,
        @Nullable String calendar,
        BigDecimal downPaymentPct,
        boolean automaticDownPayment,
        long balloonMinor,
        long instalmentMultipleMinor,
        @Nullable Recalculation recalculation,
        AllocationTerms allocation,
        LoanConventions conventions) {

    /** What interest is charged on. */
    public enum InterestMethod {
        FLAT,
        DECLINING_BALANCE
    }

    /** How long interest runs. */
    public enum InterestPeriod {
        DAILY,
        SAME_AS_REPAYMENT_PERIOD
    }

    /** What is equal from one instalment to the next. */
    public enum Amortisation {
        EQUAL_INSTALMENTS,
        EQUAL_PRINCIPAL
    }

    /**
     * Cumulative: made anew from all disbursements and changes. Progressive: carried forward, each event changes what comes
     * after it.
     */
    public enum ScheduleKind {
        CUMULATIVE,
        PROGRESSIVE
    }

    /** Unit of the repayment period. */
    public enum Unit {
        DAYS(ChronoUnit.DAYS),
        WEEKS(ChronoUnit.WEEKS),
        MONTHS(ChronoUnit.MONTHS),
        YEARS(ChronoUnit.YEARS);

        private final ChronoUnit chrono;

        Unit(ChronoUnit chrono) {
            this.chrono = chrono;
        }

        LocalDate after(LocalDate start, long units) {
            return start.plus(units, chrono);
        }

        long wholeBetween(LocalDate from, LocalDate to) {
            return chrono.between(from, to);
        }
    }

    /**
     * Numbers of first instalments.
     *
     * @param principal that repay no principal
     * @param interestPayment whose interest is paid later, with the first instalment after them
     * @param interestFree that bear no interest
     */
    public record Grace(int principal, int interestPayment, int interestFree) {
        public static final Grace NONE = new Grace(0, 0, 0);
    }

    /**
     * How interest follows payments that are early, late or of another amount than scheduled.
     *
     * @param excess what a payment above the instalment changes
     * @param compounding whether overdue interest bears interest
     * @param settlement how far interest is charged on early settlement
     */
    public record Recalculation(Excess excess, Compounding compounding, Settlement settlement) {
        /** What a payment above the instalment changes. */
        public enum Excess {
            SMALLER_INSTALMENTS,
            SHORTER_TERM,
            NEXT_INSTALMENTS,
            LAST_UNPAID_INSTALMENT
        }

        /** Whether overdue interest bears interest. */
        public enum Compounding {
            NONE,
            INTEREST
        }

        /** Until when interest is charged on early settlement: the day itself, or the end of the running period. */
        public enum Settlement {
            UNTIL_DAY,
            UNTIL_DUE_DATE
        }
    }

    public LoanTerms {
        holidays = Set.copyOf(holidays);
        Money.decimals(currency);
        require(principalMinor > 0, "principalMinor", "must be positive");
        require(principalMinor <= 1_000_000_000_000_000L, "principalMinor", "must be at most 10^15");
        require(yearlyRatePct.signum() >= 0, "yearlyRatePct", "must not be negative");
        require(yearlyRatePct.compareTo(BigDecimal.valueOf(1_000)) <= 0, "yearlyRatePct", "must be at most 1,000");
        require(instalments >= 1 && instalments <= 1_200, "instalments", "must be between 1 and 1,200");
        require(every >= 1 && every <= 1_000, "every", "must be between 1 and 1,000");
        require(
                grace.principal() >= 0 && grace.principal() < instalments,
                "grace.principal",
                "must leave an instalment that repays");
        require(
                grace.interestPayment() >= 0 && grace.interestPayment() < instalments,
                "grace.interestPayment",
                "must leave an instalment that pays");
        require(
                grace.interestFree() >= 0 && grace.interestFree() <= instalments,
                "grace.interestFree",
                "must be at most the number of instalments");
        require(
                firstDueOn == null || firstDueOn.isAfter(disbursedOn),
                "firstDueOn",
                "must be after the disbursement on " + disbursedOn);
        require(calendar == null || HolidayCalendars.codes().contains(calendar), "calendar", "is not known");
        require(
                downPaymentPct.signum() >= 0 && downPaymentPct.compareTo(BigDecimal.valueOf(100)) < 0,
                "downPaymentPct",
                "must be from 0 to below 100");
        require(instalmentMultipleMinor >= 0, "instalmentMultipleMinor", "must not be negative");
        require(
                balloonMinor >= 0 && balloonMinor < principalMinor,
                "balloonMinor",
                "must be from 0 to below the principal");
        require(
                balloonMinor == 0
                        || balloonMinor
                                < principalMinor
                                        - downPayment(
                                                downPaymentPct, principalMinor, instalmentMultipleMinor, conventions),
                "balloonMinor",
                "must be below what the down payment leaves");
        require(
                recalculation == null || interestPeriod == InterestPeriod.DAILY || partialPeriods,
                "recalculation",
                "needs interest by days or by parts of periods");
        require(
                kind == ScheduleKind.CUMULATIVE
                        || conventions.readsProgressiveAsLevel()
                        || method == InterestMethod.DECLINING_BALANCE,
                "method",
                "must be on the declining balance where the schedule is progressive");
        require(
                kind == ScheduleKind.CUMULATIVE
                        || conventions.readsProgressiveAsLevel()
                        || amortisation == Amortisation.EQUAL_INSTALMENTS,
                "amortisation",
                "must be in equal instalments where the schedule is progressive");
    }

    /** The usual: equal monthly instalments on the declining balance, cumulative, textbook conventions. */
    public static LoanTermsBuilder of(
            Money principal, LocalDate disbursedOn, BigDecimal yearlyRatePct, int instalments) {
        return new LoanTermsBuilder(principal, disbursedOn, yearlyRatePct, instalments);
    }

    boolean bearsInterest() {
        return yearlyRatePct.signum() > 0;
    }

    /**
     * Whether it can be chosen for a payment what it changes where it is above the instalment. A schedule that is made as a whole
     * changes only where its interest follows the payments.
     */
    public boolean letsExcessBeChosen() {
        return kind == ScheduleKind.PROGRESSIVE
                || (recalculation != null && method == InterestMethod.DECLINING_BALANCE);
    }

    boolean hasDownPayment() {
        return downPaymentPct.signum() > 0;
    }

    /** The part of a disbursement that is due at once, rounded like an instalment. */
    long downPaymentMinor(long disbursedMinor) {
        return hasDownPayment() ? downPayment(downPaymentPct, disbursedMinor, instalmentMultipleMinor, conventions) : 0;
    }

    private static long downPayment(
            BigDecimal pct, long disbursedMinor, long multipleMinor, LoanConventions conventions) {
        return InterestMath.toMultiple(
                pct.multiply(BigDecimal.valueOf(disbursedMinor)).movePointLeft(2),
                multipleMinor,
                conventions.rounding());
    }

    /** An amount rounded to the multiple of instalments, or to a minor unit if there is none. */
    long rounded(BigDecimal minor) {
        return InterestMath.toMultiple(minor, Math.max(1, instalmentMultipleMinor), conventions.rounding());
    }

    private static void require(boolean holds, String term, String reason) {
        if (!holds) {
            throw new InvalidTermsException(term, reason);
        }
    }
}
