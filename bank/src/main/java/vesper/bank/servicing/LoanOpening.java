package vesper.bank.servicing;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vesper.bank.lending.LoanTerms;

/**
 * A loan to be put on the books as it was agreed.
 *
 * @param id names the loan for ever; opening again with the same id has no further effect
 * @param linkedAccountId where the principal goes and the instalments come from; its currency is the loan's
 * @param productCode a loan product, whose policies the loan is serviced by
 * @param offeredAs code of the loan product that was offered, whose buckets it ages by; null: those of {@code productCode}
 */
public record LoanOpening(
        UUID id,
        long customerId,
        long linkedAccountId,
        String productCode,
        @Nullable String offeredAs,
        LoanTerms terms) {

    /** A loan that no offer was made for. */
    public LoanOpening(UUID id, long customerId, long linkedAccountId, String productCode, LoanTerms terms) {
        this(id, customerId, linkedAccountId, productCode, null, terms);
    }
}
