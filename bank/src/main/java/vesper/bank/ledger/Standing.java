package vesper.bank.ledger;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Accounts and holds as the requests decided so far leave them; a draft on top of it is kept whole or forgotten. */
final class Standing {
    private final @Nullable Standing base;
    private final Map<Long, AccountState> accounts;
    private final Map<UUID, HoldState> holds;

    Standing(Map<Long, AccountState> accounts, Map<UUID, HoldState> holds) {
        base = null;
        this.accounts = new HashMap<>(accounts);
        this.holds = new HashMap<>(holds);
    }

    private Standing(Standing base) {
        this.base = base;
        accounts = new HashMap<>();
        holds = new HashMap<>();
    }

    Standing draft() {
        return new Standing(this);
    }

    @Nullable
    AccountState account(long id) {
        AccountState own = accounts.get(id);
        return own == null && base != null ? base.account(id) : own;
    }

    @Nullable
    HoldState hold(UUID id) {
        HoldState own = holds.get(id);
        return own == null && base != null ? base.hold(id) : own;
    }

    void put(AccountState account) {
        accounts.put(account.id(), account);
    }

    void put(HoldState hold) {
        holds.put(hold.id(), hold);
    }

    /** Of a draft: the holds that it changed or placed. */
    Map<UUID, HoldState> changedHolds() {
        return holds;
    }

    /** Of a draft: makes what it changed part of what it is a draft of. */
    void keep() {
        if (base != null) {
            base.accounts.putAll(accounts);
            base.holds.putAll(holds);
        }
    }
}
