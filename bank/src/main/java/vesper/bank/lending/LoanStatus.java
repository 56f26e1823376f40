package vesper.bank.lending;

/** Where a loan stands. */
public enum LoanStatus {
    APPLIED,
    APPROVED,
    ACTIVE,
    OVERPAID,
    /** Everything was paid. */
    CLOSED,
    WRITTEN_OFF
}
