package vesper.bank.ledger;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vesper.bank.account.AccountKind;
import vesper.bank.account.AccountStatus;

/** Whether one entry can be booked, and what it does to its accounts and its hold. */
final class EntryCheck {
    /** How far a value date may lie from the wished booking date. */
    private static final long MOST_VALUE_DAYS = 366;
    /** No balance reaches this on either side, so that sums of two of them fit a long. */
    private static final long BALANCE_BOUND = 1L << 62;

    private EntryCheck() {}

    /**
     * Applies the entry to the standing, which must be a draft: it is of no use after a refusal.
     *
     * @param balancesAfter receives, leg by leg, the balance after it; null on the bank's own accounts
     */
    static @Nullable Refusal apply(EntryRequest entry, Standing draft, List<@Nullable Long> balancesAfter) {
        Refusal refusal = checkShape(entry);
        Map<Long, AccountState> untouched = new HashMap<>();
        for (int n = 0; refusal == null && n < entry.legs().size(); n++) {
            Leg leg = entry.legs().get(n);
            AccountState state = draft.account(leg.accountId());
            refusal = checkLeg(leg, state, entry.enforceFunds());
            if (refusal == null && state != null) {
                untouched.putIfAbsent(state.id(), state);
                long balance = state.balanceMinor() + leg.amountMinor();
                if (outOfBounds(leg.amountMinor()) || outOfBounds(balance)) {
                    return Refusal.BALANCE_OVERFLOW;
                }
                draft.put(state.withBalance(balance));
                balancesAfter.add(state.internal() ? null : Long.valueOf(balance));
            }
        }
        if (refusal == null && entry.relation().captures() != null) {
            refusal = capture(entry, entry.relation().captures(), draft);
        }
        if (refusal == null && entry.enforceFunds()) {
            boolean overdrawn = untouched.values().stream().anyMatch(account -> overdrawn(account, draft));
            refusal = overdrawn ? Refusal.INSUFFICIENT_FUNDS : null;
        }
        return refusal;
    }

    private static boolean outOfBounds(long minor) {
        return minor <= -BALANCE_BOUND || minor >= BALANCE_BOUND;
    }

    private static @Nullable Refusal checkShape(EntryRequest entry) {
        if (entry.legs().size() < 2) {
            return Refusal.MALFORMED;
        }
        Map<String, Long> sums = new HashMap<>();
        for (Leg leg : entry.legs()) {
            if (leg.amountMinor() == 0 || leg.currency().length() != 3) {
                return Refusal.MALFORMED;
            }
            try {
                sums.merge(leg.currency(), leg.amountMinor(), Math::addExact);
            } catch (ArithmeticException e) {
                return Refusal.UNBALANCED;
            }
        }
        if (sums.values().stream().anyMatch(sum -> sum != 0)) {
            return Refusal.UNBALANCED;
        }
        if (entry.valueDate() == null) {
            return null;
        }
        long days = entry.bookingDate().until(entry.valueDate(), java.time.temporal.ChronoUnit.DAYS);
        return Math.abs(days) > MOST_VALUE_DAYS ? Refusal.VALUE_DATE_OUT_OF_RANGE : null;
    }

    private static @Nullable Refusal checkLeg(Leg leg, @Nullable AccountState state, boolean byHolder) {
        if (state == null) {
            return Refusal.UNKNOWN_ACCOUNT;
        }
        if (!state.currency().equals(leg.currency())) {
            return Refusal.CURRENCY_MISMATCH;
        }
        Refusal shut = shut(state, leg.amountMinor() < 0 && byHolder);
        if (shut != null) {
            return shut;
        }
        if (leg.amountMinor() < 0) {
            return state.debitBlocked() ? Refusal.DEBIT_BLOCKED : null;
        }
        return state.creditBlocked() ? Refusal.CREDIT_BLOCKED : null;
    }

    /** Why the account's status keeps it from being touched; null if it does not. */
    static @Nullable Refusal shut(AccountState state, boolean holderDebits) {
        if (state.status() == AccountStatus.CLOSED) {
            return Refusal.ACCOUNT_CLOSED;
        }
        if (state.status() == AccountStatus.FROZEN) {
            return Refusal.ACCOUNT_FROZEN;
        }
        return state.status() == AccountStatus.DORMANT && holderDebits ? Refusal.ACCOUNT_DORMANT : null;
    }

    private static @Nullable Refusal capture(EntryRequest entry, UUID holdId, Standing draft) {
        HoldState hold = draft.hold(holdId);
        if (hold == null) {
            return Refusal.UNKNOWN_HOLD;
        }
        if (hold.phase() == HoldState.Phase.CAPTURED) {
            return Refusal.HOLD_NOT_USABLE;
        }
        if (!hold.active()) {
            return null;
        }
        long taken = entry.legs().stream()
                .filter(leg -> leg.accountId() == hold.accountId())
                .mapToLong(leg -> -leg.amountMinor())
                .sum();
        AccountState account = draft.account(hold.accountId());
        if (taken <= 0 || account == null) {
            return Refusal.HOLD_NOT_USABLE;
        }
        if (taken > hold.reservedMinor()) {
            return Refusal.CAPTURE_EXCEEDS_HOLD;
        }
        HoldState after = hold.captured(taken, entry.relation().endsHold());
        draft.put(after);
        draft.put(account.withHeld(account.heldMinor() + after.reservedMinor() - hold.reservedMinor()));
        return null;
    }

    /**
     * Whether this entry takes more of a customer's account than is available. A credit to an overdrawn account is always
     * welcome, and so is taking what a hold reserved.
     */
    private static boolean overdrawn(AccountState before, Standing draft) {
        if (before.internal() || before.kind() == AccountKind.LOAN) {
            return false;
        }
        AccountState after = draft.account(before.id());
        return after != null && after.unheldMinor() < before.unheldMinor() && after.unheldMinor() < after.floorMinor();
    }
}
