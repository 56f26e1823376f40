package vesper.bank.ledger;

/**
 * One side of an entry to be booked.
 *
 * @param amountMinor positive credits the account, negative debits it; never zero
 * @param currency must be the account's
 */
public record Leg(long accountId, long amountMinor, String currency) {}
