package vesper.bank.ledger;

/** Why an entry was booked. */
public enum EntryKind {
    /** First funding of an account. */
    OPENING,
    CARD_PAYMENT,
    TRANSFER,
    /** What a creditor collected under a mandate. */
    DIRECT_DEBIT,
    DEPOSIT,
    /** Accrued interest posted to an account: what its holder earned. */
    CAPITALISATION,
    /** Accrued interest on what was overdrawn, charged to the account. */
    OVERDRAFT_INTEREST,
    /** What the bank keeps back of interest for a tax office. */
    WITHHOLDING_TAX,
    LOAN_DISBURSEMENT,
    LOAN_REPAYMENT,
    /** What the bank charges for a service. */
    FEE,
    /** What having an account costs a month. */
    ACCOUNT_FEE,
    /** Interest that loans have earned. */
    LOAN_ACCRUAL,
    /** Fees and penalties charged on a loan. */
    LOAN_CHARGE,
    /** What staff changed on a loan by hand: a goodwill credit, a refund, a write-off. */
    LOAN_ADJUSTMENT,
    /** What is set aside for overdue loans. */
    LOAN_PROVISION,
    /** Takes another entry back. */
    REVERSAL,
    /** One currency for another, through the position accounts. */
    EXCHANGE
}
