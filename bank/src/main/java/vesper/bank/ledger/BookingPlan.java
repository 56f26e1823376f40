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

/**
 * The decision on a batch of requests, made without any I/O: which are accepted, in the order given, each seeing what the
 * ones before it left. A refused request changes nothing; of requests that are linked, all are accepted or none.
 */
final class BookingPlan {
    /**
     * One accepted entry.
     *
     * @param balancesAfter leg by leg, the balance after it; null on the bank's own accounts
     * @param captures the hold that it took funds from
     */
    record Accepted(
            EntryRequest request,
            byte[] fingerprint,
            List<@Nullable Long> balancesAfter,
            @Nullable UUID captures) {}

    private final Before before;
    private final Standing standing;
    private final Map<UUID, Accepted> accepted = new LinkedHashMap<>();
    private final Map<UUID, HoldRequest> placed = new LinkedHashMap<>();
    private final Map<UUID, Refusal> refused = new HashMap<>();
    private final Map<UUID, HoldState> moved = new LinkedHashMap<>();
    private final Map<Long, Long> deltas = new TreeMap<>();
    private final Map<Long, Long> heldDeltas = new TreeMap<>();

    private BookingPlan(Before before) {
        this.before = before;
        standing = new Standing(before.accounts(), before.holds());
    }

    /**
     * What was so before the batch.
     *
     * @param accounts those that the requests name
     * @param holds those that the requests name
     * @param fingerprints of the entries that are in the books under an id of the requests
     * @param reversedBy of entries to be reversed that are in the books: the entry that did so before, or null
     */
    record Before(
            Map<Long, AccountState> accounts,
            Map<UUID, HoldState> holds,
            Map<UUID, byte[]> fingerprints,
            Map<UUID, @Nullable UUID> reversedBy) {}

    static BookingPlan of(List<? extends LedgerRequest> requests, Before before) {
        BookingPlan plan = new BookingPlan(before);
        units(requests).forEach(plan::decide);
        return plan;
    }

    /** The requests that stand or fall together, each unit where its first one is. */
    private static List<List<LedgerRequest>> units(List<? extends LedgerRequest> requests) {
        List<List<LedgerRequest>> units = new ArrayList<>(requests.size());
        Map<String, List<LedgerRequest>> linked = new HashMap<>();
        for (LedgerRequest request : requests) {
            String link =
                    request instanceof EntryRequest entry ? entry.relation().link() : null;
            List<LedgerRequest> unit = link == null ? null : linked.get(link);
            if (unit == null) {
                unit = new ArrayList<>(link == null ? 1 : 4);
                units.add(unit);
                if (link != null) {
                    linked.put(link, unit);
                }
            }
            unit.add(request);
        }
        return units;
    }

    /** The entries to insert, in order. Entries known before, and repeats within the batch, are not among them. */
    List<Accepted> accepted() {
        return List.copyOf(accepted.values());
    }

    /** The holds to insert as they are asked for, in order; what the batch then does to them is in {@link #movedHolds}. */
    List<HoldRequest> placed() {
        return List.copyOf(placed.values());
    }

    /** Holds, old and new, that the batch leaves in another state or with more captured; in the order of first change. */
    List<HoldState> movedHolds() {
        return List.copyOf(moved.values());
    }

    /** Null unless the request is refused. */
    @Nullable
    Refusal refusalOf(LedgerRequest request) {
        if (request instanceof EntryRequest entry) {
            byte[] same = knownFingerprint(entry.id());
            if (same != null) {
                return Arrays.equals(same, entry.fingerprint()) ? null : Refusal.ID_REUSED;
            }
        }
        if (request instanceof HoldRequest hold && isKnown(hold)) {
            return isSame(hold) ? null : Refusal.ID_REUSED;
        }
        return refused.get(request.id());
    }

    /** What to add to each touched account's balance, by rising account id; each account once. */
    Map<Long, Long> deltas() {
        return deltas;
    }

    /** What to add to what is held on each account, by rising account id; each account once, zero left out. */
    Map<Long, Long> heldDeltas() {
        Map<Long, Long> nonZero = new TreeMap<>(heldDeltas);
        nonZero.values().removeIf(delta -> delta == 0);
        return nonZero;
    }

    private void decide(List<LedgerRequest> unit) {
        Standing draft = standing.draft();
        List<Accepted> entries = new ArrayList<>(unit.size());
        List<HoldRequest> holds = new ArrayList<>(1);
        for (LedgerRequest request : unit) {
            Refusal refusal = null;
            if (request instanceof EntryRequest entry) {
                if (knownFingerprint(entry.id()) != null
                        || entries.stream().anyMatch(same -> same.request().id().equals(entry.id()))) {
                    continue;
                }
                refusal = checkReversal(entry, entries);
                if (refusal == null) {
                    List<@Nullable Long> balancesAfter =
                            new ArrayList<>(entry.legs().size());
                    @Nullable UUID captures = captured(entry, draft);
                    refusal = EntryCheck.apply(entry, draft, balancesAfter);
                    entries.add(new Accepted(entry, entry.fingerprint(), balancesAfter, captures));
                }
            } else if (request instanceof HoldRequest hold) {
                if (isKnown(hold)) {
                    continue;
                }
                refusal = HoldCheck.place(hold, draft);
                holds.add(hold);
            } else if (request instanceof ReleaseRequest release) {
                refusal = HoldCheck.release(release, draft);
            }
            if (refusal != null) {
                refuse(unit, request, refusal);
                return;
            }
        }
        accept(draft, entries, holds);
    }

    private void refuse(List<LedgerRequest> unit, LedgerRequest wrong, Refusal refusal) {
        for (LedgerRequest request : unit) {
            refused.put(request.id(), request == wrong ? refusal : Refusal.LINKED_REFUSED);
        }
    }

    private void accept(Standing draft, List<Accepted> entries, List<HoldRequest> holds) {
        for (Accepted entry : entries) {
            accepted.put(entry.request().id(), entry);
            refused.remove(entry.request().id());
            entry.request().legs().forEach(leg -> deltas.merge(leg.accountId(), leg.amountMinor(), Math::addExact));
        }
        for (HoldRequest hold : holds) {
            placed.put(hold.id(), hold);
            refused.remove(hold.id());
        }
        draft.changedHolds().forEach((id, state) -> {
            HoldState was = standing.hold(id);
            long reserved = was == null ? 0 : was.reservedMinor();
            heldDeltas.merge(state.accountId(), state.reservedMinor() - reserved, Math::addExact);
            if (was != null || state.capturedMinor() > 0 || !state.active()) {
                moved.put(id, state);
            }
        });
        draft.keep();
    }

    /** The hold that the entry takes funds from, if it still reserves any. */
    private static @Nullable UUID captured(EntryRequest entry, Standing draft) {
        UUID id = entry.relation().captures();
        HoldState hold = id == null ? null : draft.hold(id);
        return hold != null && hold.active() ? id : null;
    }

    private @Nullable Refusal checkReversal(EntryRequest entry, List<Accepted> unit) {
        UUID target = entry.relation().reverses();
        if (target == null) {
            return null;
        }
        boolean again = accepted.values().stream().anyMatch(other -> target.equals(reverses(other)))
                || unit.stream().anyMatch(other -> target.equals(reverses(other)));
        if (again || before.reversedBy().get(target) != null) {
            return Refusal.ALREADY_REVERSED;
        }
        return before.reversedBy().containsKey(target) ? null : Refusal.UNKNOWN_ENTRY;
    }

    private static @Nullable UUID reverses(Accepted entry) {
        return entry.request().relation().reverses();
    }

    private byte @Nullable [] knownFingerprint(UUID entryId) {
        Accepted same = accepted.get(entryId);
        return same != null ? same.fingerprint() : before.fingerprints().get(entryId);
    }

    private boolean isKnown(HoldRequest hold) {
        return placed.containsKey(hold.id()) || before.holds().containsKey(hold.id());
    }

    private boolean isSame(HoldRequest hold) {
        HoldState known = standing.hold(hold.id());
        return known != null
                && known.accountId() == hold.accountId()
                && known.amountMinor() == hold.amountMinor()
                && known.currency().equals(hold.currency());
    }
}
