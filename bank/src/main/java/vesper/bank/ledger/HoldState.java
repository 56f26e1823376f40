package vesper.bank.ledger;

import java.util.UUID;

/**
 * A hold as the ledger knows it.
 *
 * @param capturedMinor what entries have taken of it, zero to the amount
 */
record HoldState(UUID id, long accountId, long amountMinor, long capturedMinor, String currency, Phase phase) {
    /** Whether it still reserves funds, and how it ended. */
    enum Phase {
        ACTIVE,
        CAPTURED,
        RELEASED,
        EXPIRED
    }

    boolean active() {
        return phase == Phase.ACTIVE;
    }

    /** What it reserves, in minor units: zero once it has ended. */
    long reservedMinor() {
        return active() ? amountMinor - capturedMinor : 0;
    }

    HoldState captured(long takenMinor, boolean last) {
        long captured = capturedMinor + takenMinor;
        Phase next = last || captured == amountMinor ? Phase.CAPTURED : Phase.ACTIVE;
        return new HoldState(id, accountId, amountMinor, captured, currency, next);
    }

    HoldState ended(Phase by) {
        return new HoldState(id, accountId, amountMinor, capturedMinor, currency, by);
    }
}
