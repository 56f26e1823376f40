package vesper.bank.account;

/** Whether an account takes postings. */
public enum AccountStatus {
    OPEN,
    /** Takes no postings until it is thawed. */
    FROZEN,
    CLOSED
}
