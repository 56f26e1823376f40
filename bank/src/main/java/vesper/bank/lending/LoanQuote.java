package vesper.bank.lending;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import vesper.bank.interest.AnnualPercentageRate;
import vesper.bank.interest.CashFlow;
import vesper.bank.interest.Elapsed;

/**
 * What a loan would cost: the schedule that its terms make, the totals, and the annual percentage rate of charge as the EU
 * and the UK define it ({@link AnnualPercentageRate}, times counted by {@link Elapsed#ofDirective}). 1,000.00 EUR at a nominal
 * 12 % over 12 months, textbook conventions: 88.85 a month, 66.19 interest, an APRC of 12.68 %.
 *
 * @param terms that were asked for
 * @param instalments in the order they fall due; a down payment is the first
 * @param feesMinor all fees, paid with the disbursement, minor units
 * @param interestMinor all interest, minor units
 * @param totalMinor all that is paid, minor units
 * @param aprcPct percent a year, rounded half up to two decimals
 */
public record LoanQuote(
        LoanTerms terms,
        List<Schedule.Instalment> instalments,
        long feesMinor,
        long interestMinor,
        long totalMinor,
        BigDecimal aprcPct) {
    public LoanQuote {
        instalments = List.copyOf(instalments);
    }

    /**
     * The quote for terms without fees.
     *
     * @throws InvalidTermsException naming the term that makes no schedule
     */
    public static LoanQuote of(LoanTerms terms) {
        return of(terms, 0);
    }

    /**
     * The quote for terms and fees that are paid with the disbursement.
     *
     * @param feesMinor zero or positive, below the principal
     * @throws InvalidTermsException naming the term that makes no schedule
     */
    public static LoanQuote of(LoanTerms terms, long feesMinor) {
        if (feesMinor < 0 || feesMinor >= terms.principalMinor()) {
            throw new InvalidTermsException("feesMinor", "must be from 0 to below the principal");
        }
        CashFlow advance = new CashFlow(
                BigDecimal.valueOf(terms.principalMinor() - feesMinor),
                Elapsed.ofDirective(terms.disbursedOn(), terms.disbursedOn()));
        List<CashFlow> repayments = new ArrayList<>();
        List<Schedule.Instalment> instalments = Schedule.of(terms).instalments();
        long interest = 0;
        long total = feesMinor;
        for (Schedule.Instalment each : instalments) {
            interest = Math.addExact(interest, each.interestMinor());
            total = Math.addExact(total, each.totalMinor());
            if (each.totalMinor() > 0) {
                repayments.add(new CashFlow(
                        BigDecimal.valueOf(each.totalMinor()), Elapsed.ofDirective(terms.disbursedOn(), each.dueOn())));
            }
        }
        BigDecimal rate = AnnualPercentageRate.of(List.of(advance), repayments);
        return new LoanQuote(
                terms,
                instalments,
                feesMinor,
                interest,
                total,
                rate.movePointRight(2).setScale(2, RoundingMode.HALF_UP));
    }
}
