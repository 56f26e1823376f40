package vesper.bank.ledger;

import java.util.UUID;

/**
 * Ends a hold: what no entry has taken of it is available again. Releasing one that has ended so before has no effect.
 *
 * @param id of the hold
 * @param expired whether it ends because its time is over
 */
public record ReleaseRequest(UUID id, boolean expired) implements LedgerRequest {}
