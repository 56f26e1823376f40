package vesper.bank.ledger;

import java.time.LocalDate;
import java.util.UUID;

/**
 * Reserves funds on a customer's account: they stay on it, but no later debit of the holder's can use them. It is taken by
 * entries that capture it ({@link EntryRequest#capturing}), in one or several parts, or ends by a {@link ReleaseRequest} or
 * by itself.
 *
 * @param id names the hold for ever
 * @param amountMinor positive; must be available
 * @param narrative what the account holder reads
 * @param expiresOn the close of this business date ends it; not before the open day
 */
public record HoldRequest(
        UUID id, long accountId, long amountMinor, String currency, String narrative, LocalDate expiresOn)
        implements LedgerRequest {}
