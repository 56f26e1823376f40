package vesper.bank.lending;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import vesper.bank.lending.LoanTerms.Recalculation.Excess;

/** Pays instalments with a payment, and takes back of what was paid. Both return the money that is left. */
interface Allocator {
    /**
     * @param ruled type whose rule is followed
     * @param chosen where money in advance goes; null: where the rule says
     * @param paid receives what was paid, by part
     */
    long pay(TransactionType ruled, @Nullable Excess chosen, LocalDate on, long amountMinor, long[] paid);

    /** The reverse, for a refund in cash. */
    long takeBack(TransactionType ruled, LocalDate on, long amountMinor, long[] takenBack);
}
