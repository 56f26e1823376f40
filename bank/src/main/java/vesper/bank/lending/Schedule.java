package vesper.bank.lending;

import java.util.List;

/**
 * The schedule that terms make: one disbursement of the whole principal, and every instalment paid on its day.
 *
 * @param rows the disbursement and the instalments
 */
public record Schedule(List<LoanState.Row> rows) {
    public Schedule {
        rows = List.copyOf(rows);
    }

    /** @throws InvalidTermsException naming the term that makes no schedule */
    public static Schedule of(LoanTerms terms) {
        return new Schedule(Loan.appliedFor(terms).state().rows());
    }

    /** All interest, in minor units. */
    public long interestMinor() {
        long interest = 0;
        for (LoanState.Row row : rows) {
            interest += row.charged().interestMinor();
        }
        return interest;
    }
}
