package vesper.bank.ledger;

/** Why the ledger refused an entry. The names are stable: they are stored and shown to callers. */
public enum Refusal {
    /** Fewer than two legs, a leg of zero, or a currency code that is not three letters. */
    MALFORMED,
    /** The legs do not sum to zero in each currency, or their sum overflows. */
    UNBALANCED,
    UNKNOWN_ACCOUNT,
    /** A leg's currency is not the account's. */
    CURRENCY_MISMATCH,
    ACCOUNT_CLOSED,
    ACCOUNT_FROZEN,
    INSUFFICIENT_FUNDS,
    /** A balance would no longer fit a long. */
    BALANCE_OVERFLOW,
    /** The id was used before for another entry. */
    ID_REUSED
}
