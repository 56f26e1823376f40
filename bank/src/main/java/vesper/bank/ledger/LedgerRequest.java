package vesper.bank.ledger;

import java.util.UUID;

/** What somebody asks the ledger to do, once: asking again with the same id has no further effect. */
public sealed interface LedgerRequest permits EntryRequest, HoldRequest, ReleaseRequest {
    UUID id();
}
