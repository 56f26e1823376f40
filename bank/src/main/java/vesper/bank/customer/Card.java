package vesper.bank.customer;

import java.util.UUID;

/**
 * A payment card, without its number.
 *
 * @param accountId the account that its payments debit
 * @param last4 last four digits, for people
 */
public record Card(UUID id, long accountId, String last4, boolean active) {}
