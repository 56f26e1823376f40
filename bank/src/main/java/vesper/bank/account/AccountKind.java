package vesper.bank.account;

/** What an account is. */
public enum AccountKind {
    CURRENT,
    SAVINGS,
    /** A loan to a customer: its balance is negative while the customer owes. */
    LOAN,
    /** One of the bank's own general-ledger accounts. */
    INTERNAL
}
