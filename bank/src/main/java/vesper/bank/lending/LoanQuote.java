package vesper.bank.lending;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
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
        checkFees(feesMinor, terms.principalMinor());
        List<Schedule.Instalment> instalments = Schedule.of(terms).instalments();
        List<DatedAmount> paid = instalments.stream()
                .map(each -> new DatedAmount(each.dueOn(), each.totalMinor()))
                .toList();
        DatedAmount advance = new DatedAmount(terms.disbursedOn(), terms.principalMinor() - feesMinor);
        return of(terms, instalments, feesMinor, List.of(advance), paid);
    }

    /**
     * The quote for a loan that is paid out in tranches, or on which more is paid than falls due. Instalments are paid when they
     * are due.
     *
     * @param tranches the first on the day of the terms, all of them before the last instalment is due, together the principal
     * @param prepayments besides the instalments
     * @param feesMinor paid with the first tranche; zero or positive, below it
     * @throws InvalidTermsException naming the {@code disbursements}, the {@code prepayments}, or the term that makes no schedule
     */
    public static LoanQuote of(
            LoanTerms terms, List<DatedAmount> tranches, List<PartPrepayment> prepayments, long feesMinor) {
        LoanProjection projection = LoanProjection.of(terms, tranches);
        List<DatedAmount> advances = new ArrayList<>(tranches);
        advances.sort(Comparator.comparing(DatedAmount::on));
        DatedAmount first = advances.get(0);
        checkFees(feesMinor, first.amountMinor());
        advances.set(0, new DatedAmount(first.on(), first.amountMinor() - feesMinor));
        List<PartPrepayment> inOrder = new ArrayList<>(prepayments);
        inOrder.sort(Comparator.comparing(PartPrepayment::on));
        for (PartPrepayment each : inOrder) {
            if (each.excess() != null && !terms.letsExcessBeChosen()) {
                throw new InvalidTermsException("prepayments", "change nothing where interest does not follow them");
            }
            if (each.on().isBefore(terms.disbursedOn()) || each.amountMinor() <= 0) {
                throw new InvalidTermsException("prepayments", "must be positive, and not before the disbursement");
            }
            projection = projection.paidUntil(terms.disbursedOn(), each.on()).pay(each);
            if (projection.state().overpaidMinor() > 0) {
                throw new InvalidTermsException("prepayments", "are more than is owed on " + each.on());
            }
        }
        return of(terms, instalments(projection.state()), feesMinor, advances, payments(projection));
    }

    private static void checkFees(long feesMinor, long advanceMinor) {
        if (feesMinor < 0 || feesMinor >= advanceMinor) {
            throw new InvalidTermsException("feesMinor", "must be from 0 to below what is paid out first");
        }
    }

    private static List<DatedAmount> payments(LoanProjection projection) {
        List<DatedAmount> paid = new ArrayList<>();
        for (LoanTransaction each : projection.loan().transactions()) {
            if (each.type().repays()) {
                paid.add(new DatedAmount(each.valueDate(), each.amountMinor()));
            }
        }
        for (LoanState.Row row : projection.state().instalments()) {
            paid.add(new DatedAmount(row.dueOn(), row.outstandingMinor()));
        }
        return paid;
    }

    /** Without those at the end that prepayments have made needless. */
    private static List<Schedule.Instalment> instalments(LoanState state) {
        List<Schedule.Instalment> instalments = new ArrayList<>();
        int needed = 0;
        for (LoanState.Row row : state.instalments()) {
            instalments.add(new Schedule.Instalment(
                    row.n(),
                    row.dueOn().minusDays(row.days()),
                    row.dueOn(),
                    row.charged().principalMinor(),
                    row.charged().interestMinor(),
                    row.balanceMinor()));
            needed = row.charged().totalMinor() > 0 ? instalments.size() : needed;
        }
        return instalments.subList(0, needed);
    }

    private static LoanQuote of(
            LoanTerms terms,
            List<Schedule.Instalment> instalments,
            long feesMinor,
            List<DatedAmount> advances,
            List<DatedAmount> payments) {
        long interest = 0;
        for (Schedule.Instalment each : instalments) {
            interest = Math.addExact(interest, each.interestMinor());
        }
        long total = feesMinor;
        for (DatedAmount each : payments) {
            total = Math.addExact(total, each.amountMinor());
        }
        BigDecimal rate = AnnualPercentageRate.of(flows(terms, advances), flows(terms, payments));
        return new LoanQuote(
                terms,
                instalments,
                feesMinor,
                interest,
                total,
                rate.movePointRight(2).setScale(2, RoundingMode.HALF_UP));
    }

    private static List<CashFlow> flows(LoanTerms terms, List<DatedAmount> amounts) {
        return amounts.stream()
                .filter(each -> each.amountMinor() > 0)
                .map(each -> new CashFlow(
                        BigDecimal.valueOf(each.amountMinor()), Elapsed.ofDirective(terms.disbursedOn(), each.on())))
                .toList();
    }
}
