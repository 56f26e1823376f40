package vesper.bank.ledger;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vesper.bank.account.AccountKind;
import vesper.bank.account.AccountStatus;

/**
 * The decision on a batch of entries, made without any I/O: which are accepted, in the order given, each seeing the
 * balances that the ones before it left. A refused entry changes nothing.
 */
final class BookingPlan {
    /** One accepted entry and, leg by leg, the balance after it (null on the bank's own accounts). */
    record Accepted(EntryRequest request, byte[] fingerprint, List<@Nullable Long> balancesAfter) {}

    /** An entry known before this batch. */
    record Known(long seq, byte[] fingerprint) {}

    private final Map<Long, AccountState> accounts;
    private final Map<UUID, Known> known;
    private final Map<UUID, Accepted> accepted = new LinkedHashMap<>();
    private final Map<UUID, Refusal> refused = new HashMap<>();
    private final Map<Long, Long> deltas = new TreeMap<>();

    private BookingPlan(Map<Long, AccountState> accounts, Map<UUID, Known> known) {
        this.accounts = new HashMap<>(accounts);
        this.known = known;
    }

    static BookingPlan of(List<EntryRequest> requests, Map<Long, AccountState> accounts, Map<UUID, Known> known) {
        BookingPlan plan = new BookingPlan(accounts, known);
        requests.forEach(plan::add);
        return plan;
    }

    /** The entries to insert, in order. Entries known before, and repeats within the batch, are not among them. */
    List<Accepted> accepted() {
        return List.copyOf(accepted.values());
    }

    /** Null unless the entry with this id, as this request has it, is refused. */
    @Nullable
    Refusal refusalOf(EntryRequest request) {
        Accepted same = accepted.get(request.id());
        if (same != null) {
            return Arrays.equals(same.fingerprint(), request.fingerprint()) ? null : Refusal.ID_REUSED;
        }
        Known before = known.get(request.id());
        if (before != null) {
            return Arrays.equals(before.fingerprint(), request.fingerprint()) ? null : Refusal.ID_REUSED;
        }
        return refused.get(request.id());
    }

    /** What to add to each touched account's balance, by rising account id; each account once. */
    Map<Long, Long> deltas() {
        return deltas;
    }

    private void add(EntryRequest request) {
        if (known.containsKey(request.id()) || accepted.containsKey(request.id())) {
            return;
        }
        Refusal malformed = checkShape(request);
        if (malformed != null) {
            refused.put(request.id(), malformed);
            return;
        }
        Map<Long, AccountState> after = new HashMap<>();
        List<@Nullable Long> balancesAfter = new ArrayList<>(request.legs().size());
        for (Leg leg : request.legs()) {
            AccountState state =
                    after.containsKey(leg.accountId()) ? after.get(leg.accountId()) : accounts.get(leg.accountId());
            Refusal refusal = checkLeg(leg, state);
            if (refusal != null || state == null) {
                refused.put(request.id(), refusal == null ? Refusal.UNKNOWN_ACCOUNT : refusal);
                return;
            }
            long balance;
            try {
                balance = Math.addExact(state.balanceMinor(), leg.amountMinor());
            } catch (ArithmeticException e) {
                refused.put(request.id(), Refusal.BALANCE_OVERFLOW);
                return;
            }
            after.put(leg.accountId(), state.withBalance(balance));
            balancesAfter.add(state.internal() ? null : Long.valueOf(balance));
        }
        if (request.enforceFunds() && after.values().stream().anyMatch(this::overdrawn)) {
            refused.put(request.id(), Refusal.INSUFFICIENT_FUNDS);
            return;
        }
        accounts.putAll(after);
        request.legs().forEach(leg -> deltas.merge(leg.accountId(), leg.amountMinor(), Math::addExact));
        refused.remove(request.id());
        accepted.put(request.id(), new Accepted(request, request.fingerprint(), balancesAfter));
    }

    private static @Nullable Refusal checkShape(EntryRequest request) {
        if (request.legs().size() < 2) {
            return Refusal.MALFORMED;
        }
        Map<String, Long> sums = new HashMap<>();
        for (Leg leg : request.legs()) {
            if (leg.amountMinor() == 0 || leg.currency().length() != 3) {
                return Refusal.MALFORMED;
            }
            try {
                sums.merge(leg.currency(), leg.amountMinor(), Math::addExact);
            } catch (ArithmeticException e) {
                return Refusal.UNBALANCED;
            }
        }
        return sums.values().stream().allMatch(sum -> sum == 0) ? null : Refusal.UNBALANCED;
    }

    private static @Nullable Refusal checkLeg(Leg leg, @Nullable AccountState state) {
        if (state == null) {
            return Refusal.UNKNOWN_ACCOUNT;
        }
        if (!state.currency().equals(leg.currency())) {
            return Refusal.CURRENCY_MISMATCH;
        }
        if (state.status() == AccountStatus.CLOSED) {
            return Refusal.ACCOUNT_CLOSED;
        }
        return state.status() == AccountStatus.FROZEN ? Refusal.ACCOUNT_FROZEN : null;
    }

    /** Whether this entry debits a customer's account below its limit. A credit to an overdrawn account is always welcome. */
    private boolean overdrawn(AccountState after) {
        if (after.internal() || after.kind() == AccountKind.LOAN) {
            return false;
        }
        AccountState before = accounts.get(after.id());
        boolean debited = before != null && after.balanceMinor() < before.balanceMinor();
        return debited && after.balanceMinor() < -after.overdraftLimitMinor();
    }
}
