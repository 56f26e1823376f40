package vesper.bank.ledger;

import vesper.bank.account.AccountKind;
import vesper.bank.account.AccountStatus;

/**
 * What the ledger must know of an account to decide on an entry.
 *
 * @param balanceMinor as locked; not used for the bank's own accounts, which have no limit and are not locked
 */
record AccountState(
        long id, AccountKind kind, AccountStatus status, String currency, long overdraftLimitMinor, long balanceMinor) {

    boolean internal() {
        return kind == AccountKind.INTERNAL;
    }

    AccountState withBalance(long newBalanceMinor) {
        return new AccountState(id, kind, status, currency, overdraftLimitMinor, newBalanceMinor);
    }
}
