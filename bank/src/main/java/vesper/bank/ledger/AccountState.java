package vesper.bank.ledger;

import vesper.bank.account.AccountKind;
import vesper.bank.account.AccountStatus;

/**
 * What the ledger must know of an account to decide on a request.
 *
 * @param floorMinor how low what is available may fall: minimum balance less overdraft limit
 * @param balanceMinor as locked; not used for the bank's own accounts, which have no limit and are not locked
 * @param heldMinor reserved by active holds
 */
record AccountState(
        long id,
        AccountKind kind,
        AccountStatus status,
        String currency,
        long floorMinor,
        boolean debitBlocked,
        boolean creditBlocked,
        long balanceMinor,
        long heldMinor) {

    boolean internal() {
        return kind == AccountKind.INTERNAL;
    }

    /** Balance that no hold reserves, in minor units. */
    long unheldMinor() {
        return balanceMinor - heldMinor;
    }

    AccountState withBalance(long newBalanceMinor) {
        return with(newBalanceMinor, heldMinor);
    }

    AccountState withHeld(long newHeldMinor) {
        return with(balanceMinor, newHeldMinor);
    }

    private AccountState with(long balance, long held) {
        return new AccountState(id, kind, status, currency, floorMinor, debitBlocked, creditBlocked, balance, held);
    }
}
