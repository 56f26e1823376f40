package vesper.bank.lending;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import vesper.bank.lending.LoanTerms.Recalculation.Excess;

/**
 * A payment besides the instalments.
 *
 * @param amountMinor positive
 * @param excess what it changes where it is above the instalment: the term or the instalments; null: what the terms say
 */
public record PartPrepayment(
        LocalDate on, long amountMinor, @Nullable Excess excess) {
    /** One that changes what the terms say. */
    public PartPrepayment(LocalDate on, long amountMinor) {
        this(on, amountMinor, null);
    }
}
