package vesper.bank.ledger;

/** Why the ledger refused a request. The names are stable: they are stored and shown to callers. */
public enum Refusal {
    /** Fewer than two legs, an amount of zero, a hold that is not positive, or a currency code that is not three letters. */
    MALFORMED,
    /** The legs do not sum to zero in each currency, or their sum overflows. */
    UNBALANCED,
    UNKNOWN_ACCOUNT,
    /** A leg's currency is not the account's. */
    CURRENCY_MISMATCH,
    ACCOUNT_CLOSED,
    ACCOUNT_FROZEN,
    /** The holder has not used the account for long: it must be woken before it is debited. */
    ACCOUNT_DORMANT,
    DEBIT_BLOCKED,
    CREDIT_BLOCKED,
    /** Less is available: balance, less what is held and the minimum balance, plus the overdraft limit. */
    INSUFFICIENT_FUNDS,
    /** A balance would reach 2^62 minor units, on either side of zero. */
    BALANCE_OVERFLOW,
    /** The id was used before for another request. */
    ID_REUSED,
    /** The value date is further from the booking date than the bank allows. */
    VALUE_DATE_OUT_OF_RANGE,
    /** Another request of those that are booked all or none was refused. */
    LINKED_REFUSED,
    /** The entry to be reversed is not in the books. */
    UNKNOWN_ENTRY,
    /** The entry was reversed before: an entry is reversed at most once. */
    ALREADY_REVERSED,
    UNKNOWN_HOLD,
    /** The hold was captured, or the entry does not debit its account. */
    HOLD_NOT_USABLE,
    /** The entry takes more than is left of the hold. */
    CAPTURE_EXCEEDS_HOLD
}
