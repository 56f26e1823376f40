package vesper.bank.lending;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import vesper.bank.interest.AnnualPercentageRate;
import vesper.bank.interest.CashFlow;
import vesper.bank.interest.Elapsed;
import vesper.bank.lending.LoanState.RowKind;

/**
 * What a loan would cost: the schedule that its terms make, the totals, and the annual percentage rate of charge as the EU
 * and the UK define it ({@link AnnualPercentageRate}, times counted by {@link Elapsed#ofDirective}). 1,000.00 EUR at a nominal
 * 12 % over 12 months, textbook conventions: 88.85 a month, 66.19 interest, an APRC of 12.68 %.
 *
 * @param terms that were asked for
 * @param lines in the order they fall due; a down payment is the first
 * @param interestMinor all interest, minor units
 * @param totalMinor all that is paid, minor units
 * @param aprcPct percent a year, rounded half up to two decimals
 */
public record LoanQuote(LoanTerms terms, List<Line> lines, long interestMinor, long totalMinor, BigDecimal aprcPct) {
    /**
     * One payment, minor units.
     *
     * @param n from 1
     * @param balanceMinor principal left after it
     */
    public record Line(int n, LocalDate dueOn, long principalMinor, long interestMinor, long balanceMinor) {
        public long totalMinor() {
            return Math.addExact(principalMinor, interestMinor);
        }
    }

    public LoanQuote {
        lines = List.copyOf(lines);
    }

    /**
     * The quote for terms.
     *
     * @throws InvalidTermsException naming the term that makes no schedule
     */
    public static LoanQuote of(LoanTerms terms) {
        Schedule schedule = Schedule.of(terms);
        List<Line> lines = new ArrayList<>();
        List<CashFlow> advances = new ArrayList<>();
        List<CashFlow> repayments = new ArrayList<>();
        long interest = 0;
        long total = 0;
        for (LoanState.Row row : schedule.rows()) {
            Elapsed after = Elapsed.ofDirective(terms.disbursedOn(), row.dueOn());
            if (row.kind() == RowKind.DISBURSEMENT) {
                advances.add(new CashFlow(BigDecimal.valueOf(row.balanceMinor()), after));
                continue;
            }
            Line line = new Line(
                    row.n(),
                    row.dueOn(),
                    row.charged().principalMinor(),
                    row.charged().interestMinor(),
                    row.balanceMinor());
            lines.add(line);
            interest = Math.addExact(interest, line.interestMinor());
            total = Math.addExact(total, line.totalMinor());
            if (line.totalMinor() > 0) {
                repayments.add(new CashFlow(BigDecimal.valueOf(line.totalMinor()), after));
            }
        }
        BigDecimal rate = AnnualPercentageRate.of(advances, repayments);
        return new LoanQuote(
                terms, lines, interest, total, rate.movePointRight(2).setScale(2, RoundingMode.HALF_UP));
    }
}
