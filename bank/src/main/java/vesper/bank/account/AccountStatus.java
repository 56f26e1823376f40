package vesper.bank.account;

/** Whether an account takes postings. */
public enum AccountStatus {
    OPEN,
    /** Long unused: takes credits and what the bank books by right, no debit of the holder's. */
    DORMANT,
    /** Takes no postings until it is thawed. */
    FROZEN,
    CLOSED
}
