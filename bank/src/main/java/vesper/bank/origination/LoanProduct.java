package vesper.bank.origination;

import static vesper.bank.origination.InvalidProductException.require;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vesper.bank.lending.AllocationTerms;
import vesper.bank.lending.DelinquencyBuckets;
import vesper.bank.lending.InvalidTermsException;
import vesper.bank.lending.LoanConventions;
import vesper.bank.lending.LoanTerms;
import vesper.bank.lending.LoanTerms.Amortisation;
import vesper.bank.lending.LoanTerms.Grace;
import vesper.bank.lending.LoanTerms.InterestMethod;
import vesper.bank.lending.LoanTerms.InterestPeriod;
import vesper.bank.lending.LoanTerms.Recalculation;
import vesper.bank.lending.LoanTerms.Recalculation.Compounding;
import vesper.bank.lending.LoanTerms.Recalculation.Excess;
import vesper.bank.lending.LoanTerms.Recalculation.Settlement;
import vesper.bank.lending.LoanTerms.ScheduleKind;
import vesper.bank.lending.LoanTerms.Unit;
import vesper.bank.lending.RepaymentStrategy;
import vesper.bank.lending.Schedule;
import vesper.bank.money.Money;

/**
 * One version of a loan that the bank offers. Checked as a whole: each corner of its ranges makes a schedule, or the product is
 * refused with the name of the field.
 *
 * @param code 2 to 40 small letters, digits and dashes
 * @param version from 1; a version that was approved is never changed
 * @param currency ISO 4217
 * @param amountMinor what may be borrowed, minor units, both ends inclusive
 * @param instalments how many there may be, both ends inclusive
 * @param repayment how it is repaid
 * @param prices yearly rate by score, the lowest score first; the first from 0
 * @param fees paid when the money is paid out
 * @param delinquency how overdue loans of this product age and are provided for
 * @param policy who gets one
 * @param offerValidDays an offer can be accepted until so many days after its own
 */
public record LoanProduct(
        String code,
        int version,
        String name,
        String currency,
        Range amountMinor,
        Range instalments,
        Repayment repayment,
        List<Price> prices,
        List<Fee> fees,
        DelinquencyBuckets delinquency,
        LendingPolicy policy,
        int offerValidDays) {

    /** From {@code min} to {@code max}, both inclusive. */
    public record Range(long min, long max) {
        public boolean holds(long value) {
            return value >= min && value <= max;
        }
    }

    /**
     * How a loan is repaid, see {@link LoanTerms}.
     *
     * @param every units between due dates
     * @param conventions name of a set of {@link LoanConventions}
     */
    public record Repayment(
            int every,
            Unit unit,
            InterestMethod method,
            InterestPeriod interestPeriod,
            Amortisation amortisation,
            ScheduleKind kind,
            String conventions,
            RepaymentStrategy strategy,
            Variation variation) {

        /** The plain schedule. */
        public Repayment(
                int every,
                Unit unit,
                InterestMethod method,
                InterestPeriod interestPeriod,
                Amortisation amortisation,
                ScheduleKind kind,
                String conventions,
                RepaymentStrategy strategy) {
            this(every, unit, method, interestPeriod, amortisation, kind, conventions, strategy, Variation.NONE);
        }
    }

    /**
     * What a schedule has beside the plain one. Shares of the loan are rounded half up to a minor unit.
     *
     * @param grace first instalments without principal, with interest paid later, free of interest
     * @param downPaymentPct percent of the loan that is repaid on the day it is paid out, from the account that it goes to
     * @param balloonPct percent of the loan that is left to the last instalment
     * @param multipleMinor what instalments are rounded to; 0: a minor unit
     * @param excess what a payment above the instalment changes; null: interest does not follow the payments
     * @param calendar code of the calendar on whose business days alone instalments fall due; null: on any day
     */
    public record Variation(
            Grace grace,
            BigDecimal downPaymentPct,
            BigDecimal balloonPct,
            long multipleMinor,
            @Nullable Excess excess,
            @Nullable String calendar) {
        public static final Variation NONE = new Variation(Grace.NONE, BigDecimal.ZERO, BigDecimal.ZERO, 0, null, null);

        public Variation {
            require(
                    balloonPct.signum() >= 0 && balloonPct.compareTo(BigDecimal.valueOf(100)) < 0,
                    "balloonMinor",
                    "must be from 0 to below 100 percent");
        }

        long balloonMinor(long principalMinor) {
            return shareMinor(balloonPct, principalMinor);
        }

        @Nullable
        Recalculation recalculation() {
            return excess == null ? null : new Recalculation(excess, Compounding.NONE, Settlement.UNTIL_DAY);
        }
    }

    /**
     * @param fromScore inclusive
     * @param ratePct nominal percent a year
     */
    public record Price(int fromScore, BigDecimal ratePct) {}

    /**
     * A fee: a fixed amount, a share of what is lent, or both.
     *
     * @param fixedMinor zero or positive
     * @param pct of the principal, 0 to 100, rounded half up to a minor unit
     */
    public record Fee(String name, long fixedMinor, BigDecimal pct) {
        long amountMinor(long principalMinor) {
            return Math.addExact(fixedMinor, shareMinor(pct, principalMinor));
        }
    }

    private static long shareMinor(BigDecimal pct, long principalMinor) {
        return pct.multiply(BigDecimal.valueOf(principalMinor))
                .movePointLeft(2)
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
    }

    public LoanProduct {
        prices = List.copyOf(prices);
        fees = List.copyOf(fees);
        require(code.matches("[a-z][a-z0-9-]{1,39}"), "code", "has 2 to 40 small letters, digits and dashes");
        require(version > 0, "version", "must be positive");
        require(!name.isBlank() && name.length() <= 100, "name", "must have 1 to 100 characters");
        require(isCurrency(currency), "currency", "must be an ISO 4217 code");
        require(
                amountMinor.min() > 0
                        && amountMinor.min() <= amountMinor.max()
                        && amountMinor.max() <= 1_000_000_000_000L,
                "amount",
                "must be a range of positive amounts, at most 10^12 minor units");
        require(
                instalments.min() >= 1 && instalments.min() <= instalments.max() && instalments.max() <= 600,
                "instalments",
                "must be a range within 1 to 600");
        require(offerValidDays >= 1 && offerValidDays <= 365, "offerValidDays", "must be from 1 to 365");
        checkPrices(prices);
        for (Fee fee : fees) {
            require(!fee.name().isBlank() && fee.name().length() <= 100, "fees", "need a name of 1 to 100 characters");
            require(
                    fee.fixedMinor() >= 0
                            && fee.pct().signum() >= 0
                            && fee.pct().compareTo(BigDecimal.valueOf(100)) <= 0,
                    "fees",
                    "must not be negative, and at most 100 percent");
        }
    }

    private static boolean isCurrency(String currency) {
        try {
            Money.decimals(currency);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static void checkPrices(List<Price> prices) {
        require(!prices.isEmpty() && prices.get(0).fromScore() == 0, "prices", "must start at a score of 0");
        for (int i = 0; i < prices.size(); i++) {
            require(
                    i == 0 || prices.get(i).fromScore() > prices.get(i - 1).fromScore(),
                    "prices",
                    "must be in order of the score, each score once");
            require(
                    prices.get(i).ratePct().signum() >= 0
                            && prices.get(i).ratePct().compareTo(BigDecimal.valueOf(1_000)) <= 0,
                    "prices",
                    "must be from 0 to 1,000 percent");
        }
    }

    /**
     * Tries the corners of all ranges, so that no customer is the first to find one that makes no schedule, or a fee that
     * leaves nothing of the loan.
     *
     * @throws InvalidProductException naming the field
     */
    public void checkCorners(LocalDate on) {
        for (long amount : new long[] {amountMinor.min(), amountMinor.max()}) {
            require(feesMinor(amount) < amount, "fees", "must leave something of the smallest loan");
            for (long count : new long[] {instalments.min(), instalments.max()}) {
                for (BigDecimal rate : List.of(minRatePct(), maxRatePct(), policy.stressed(maxRatePct()))) {
                    try {
                        Schedule.of(terms(amount, Math.toIntExact(count), rate, on));
                    } catch (InvalidTermsException e) {
                        throw new InvalidProductException(
                                e.term(),
                                e.reason() + " (for " + new Money(amount, currency) + " in " + count
                                        + " instalments at " + rate.toPlainString() + " %)");
                    }
                }
            }
        }
    }

    /** Lowest yearly rate, in percent. */
    public BigDecimal minRatePct() {
        return prices.stream()
                .map(Price::ratePct)
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** Highest yearly rate, in percent. */
    public BigDecimal maxRatePct() {
        return prices.stream()
                .map(Price::ratePct)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** Yearly rate for a score, in percent. */
    public BigDecimal ratePct(int score) {
        BigDecimal rate = prices.get(0).ratePct();
        for (Price price : prices) {
            if (score >= price.fromScore()) {
                rate = price.ratePct();
            }
        }
        return rate;
    }

    /** All fees of a loan, in minor units. */
    public long feesMinor(long principalMinor) {
        long total = 0;
        for (Fee fee : fees) {
            total = Math.addExact(total, fee.amountMinor(principalMinor));
        }
        return total;
    }

    /**
     * The terms of a loan of this product.
     *
     * @throws InvalidTermsException naming the term that makes no loan
     */
    public LoanTerms terms(long principalMinor, int count, BigDecimal ratePct, LocalDate disbursedOn) {
        Variation variation = repayment.variation();
        return LoanTerms.of(new Money(principalMinor, currency), disbursedOn, ratePct, count)
                .repaidEvery(repayment.every(), repayment.unit())
                .interest(repayment.method(), repayment.interestPeriod(), false)
                .amortisation(repayment.amortisation())
                .kind(repayment.kind())
                .grace(variation.grace())
                .downPayment(variation.downPaymentPct(), true)
                .balloonMinor(variation.balloonMinor(principalMinor))
                .instalmentMultipleMinor(variation.multipleMinor())
                .calendar(variation.calendar())
                .recalculation(variation.recalculation())
                .allocation(AllocationTerms.of(repayment.strategy()))
                .conventions(LoanConventions.named(repayment.conventions()))
                .build();
    }
}
