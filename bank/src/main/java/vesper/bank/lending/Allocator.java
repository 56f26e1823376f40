package vesper.bank.lending;

import java.time.LocalDate;

/** Pays instalments with a payment, and takes back of what was paid. Both return the money that is left. */
interface Allocator {
    /**
     * @param ruled type whose rule is followed
     * @param paid receives what was paid, by part
     */
    long pay(TransactionType ruled, LocalDate on, long amountMinor, long[] paid);

    /** The reverse, for a refund in cash. */
    long takeBack(TransactionType ruled, LocalDate on, long amountMinor, long[] takenBack);
}
