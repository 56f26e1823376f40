package vesper.bank.ledger;

import org.jspecify.annotations.Nullable;
import vesper.bank.account.AccountKind;

/** Whether a hold can be placed or released, and what that does to its account. */
final class HoldCheck {
    private HoldCheck() {}

    /** Places the hold in the standing, which must be a draft. */
    static @Nullable Refusal place(HoldRequest request, Standing draft) {
        if (request.amountMinor() <= 0 || request.currency().length() != 3) {
            return Refusal.MALFORMED;
        }
        AccountState account = draft.account(request.accountId());
        if (account == null || account.internal() || account.kind() == AccountKind.LOAN) {
            return Refusal.UNKNOWN_ACCOUNT;
        }
        if (!account.currency().equals(request.currency())) {
            return Refusal.CURRENCY_MISMATCH;
        }
        Refusal shut = EntryCheck.shut(account, true);
        if (shut != null || account.debitBlocked()) {
            return shut != null ? shut : Refusal.DEBIT_BLOCKED;
        }
        // What is left after the hold; below the smallest long it is certainly too little.
        long left;
        try {
            left = Math.subtractExact(account.unheldMinor(), request.amountMinor());
        } catch (ArithmeticException e) {
            return Refusal.INSUFFICIENT_FUNDS;
        }
        if (left < account.floorMinor()) {
            return Refusal.INSUFFICIENT_FUNDS;
        }
        draft.put(account.withHeld(account.heldMinor() + request.amountMinor()));
        draft.put(new HoldState(
                request.id(),
                request.accountId(),
                request.amountMinor(),
                0,
                request.currency(),
                HoldState.Phase.ACTIVE));
        return null;
    }

    /** Ends the hold in the standing, which must be a draft. */
    static @Nullable Refusal release(ReleaseRequest request, Standing draft) {
        HoldState hold = draft.hold(request.id());
        if (hold == null) {
            return Refusal.UNKNOWN_HOLD;
        }
        if (!hold.active()) {
            return hold.phase() == HoldState.Phase.CAPTURED ? Refusal.HOLD_NOT_USABLE : null;
        }
        AccountState account = draft.account(hold.accountId());
        if (account == null) {
            return Refusal.UNKNOWN_ACCOUNT;
        }
        draft.put(account.withHeld(account.heldMinor() - hold.reservedMinor()));
        draft.put(hold.ended(request.expired() ? HoldState.Phase.EXPIRED : HoldState.Phase.RELEASED));
        return null;
    }
}
