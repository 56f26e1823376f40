package vesper.bank.ledger;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
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
    private final List<@Nullable Refusal> refusals;
    private final Map<UUID, HoldState> moved = new LinkedHashMap<>();
    private final Map<Long, Long> deltas = new TreeMap<>();
    private final Map<Long, Long> heldDeltas = new TreeMap<>();

    private BookingPlan(int requests, Before before) {
        this.before = before;
        refusals = new ArrayList<>(Collections.nCopies(requests, null));
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
        BookingPlan plan = new BookingPlan(requests.size(), before);
        units(requests).forEach(plan::decide);
        return plan;
    }

    /** A request and its place in the batch; an id may be asked for several times. */
    private record Asked(int place, LedgerRequest request) {}

    /** The requests that stand or fall together, each unit where its first one is. */
    private static List<List<Asked>> units(List<? extends LedgerRequest> requests) {
        List<List<Asked>> units = new ArrayList<>(requests.size());
        Map<String, List<Asked>> linked = new HashMap<>();
        for (int place = 0; place < requests.size(); place++) {
            LedgerRequest request = requests.get(place);
            String link =
                    request instanceof EntryRequest entry ? entry.relation().link() : null;
            List<Asked> unit = link == null ? null : linked.get(link);
            if (unit == null) {
                unit = new ArrayList<>(link == null ? 1 : 4);
                units.add(unit);
                if (link != null) {
                    linked.put(link, unit);
                }
            }
            unit.add(new Asked(place, request));
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

    /** Null unless the request at this place of the batch, counted from zero, is refused. */
    @Nullable
    Refusal refusalAt(int place) {
        return refusals.get(place);
    }

    /** What to add to each touched account's balance, by rising account id; each account once. */
    Map<Long, Long> deltas() {
        return deltas;
    }

    /** What to add to what is held on each account, by rising account id; each account once. */
    Map<Long, Long> heldDeltas() {
        return heldDeltas;
    }

    /** What the requests of a unit come to, if all of them are accepted. */
    private static final class Draft {
        private final Standing standing;
        private final Map<UUID, Accepted> entries = new LinkedHashMap<>(2);
        private final List<HoldRequest> holds = new ArrayList<>(1);

        Draft(Standing standing) {
            this.standing = standing;
        }
    }

    private void decide(List<Asked> unit) {
        Draft draft = new Draft(standing.draft());
        for (Asked asked : unit) {
            Refusal refusal = decide(asked.request(), draft);
            if (refusal != null) {
                refuse(unit, asked, refusal);
                return;
            }
        }
        accept(draft);
    }

    private @Nullable Refusal decide(LedgerRequest request, Draft draft) {
        if (request instanceof EntryRequest entry) {
            return decide(entry, draft);
        }
        if (request instanceof HoldRequest hold) {
            return decide(hold, draft);
        }
        return HoldCheck.release((ReleaseRequest) request, draft.standing);
    }

    private @Nullable Refusal decide(EntryRequest entry, Draft draft) {
        byte[] fingerprint = entry.fingerprint();
        byte[] known = knownFingerprint(entry.id(), draft);
        if (known != null) {
            return Arrays.equals(known, fingerprint) ? null : Refusal.ID_REUSED;
        }
        Refusal refusal = checkReversal(entry, draft);
        if (refusal != null) {
            return refusal;
        }
        List<@Nullable Long> balancesAfter = new ArrayList<>(entry.legs().size());
        @Nullable UUID captures = captured(entry, draft.standing);
        refusal = EntryCheck.apply(entry, draft.standing, balancesAfter);
        draft.entries.put(entry.id(), new Accepted(entry, fingerprint, balancesAfter, captures));
        return refusal;
    }

    private @Nullable Refusal decide(HoldRequest hold, Draft draft) {
        if (placed.containsKey(hold.id()) || before.holds().containsKey(hold.id())) {
            return isSame(hold) ? null : Refusal.ID_REUSED;
        }
        draft.holds.add(hold);
        return HoldCheck.place(hold, draft.standing);
    }

    /** Refuses all of the unit but what is in the books under its id already. */
    private void refuse(List<Asked> unit, Asked wrong, Refusal refusal) {
        for (Asked asked : unit) {
            if (asked.place() == wrong.place()) {
                refusals.set(asked.place(), refusal);
            } else if (!isBooked(asked.request())) {
                refusals.set(asked.place(), Refusal.LINKED_REFUSED);
            }
        }
    }

    private boolean isBooked(LedgerRequest request) {
        return request instanceof EntryRequest entry
                && (accepted.containsKey(entry.id()) || before.fingerprints().containsKey(entry.id()));
    }

    private void accept(Draft draft) {
        accepted.putAll(draft.entries);
        for (Accepted entry : draft.entries.values()) {
            entry.request().legs().forEach(leg -> deltas.merge(leg.accountId(), leg.amountMinor(), Math::addExact));
        }
        draft.holds.forEach(hold -> placed.put(hold.id(), hold));
        draft.standing.changedHolds().forEach((id, state) -> {
            HoldState was = standing.hold(id);
            long reserved = was == null ? 0 : was.reservedMinor();
            heldDeltas.merge(state.accountId(), state.reservedMinor() - reserved, Math::addExact);
            if (state.capturedMinor() > 0 || !state.active()) {
                moved.put(id, state);
            }
        });
        draft.standing.keep();
    }

    /** The hold that the entry takes funds from, if it still reserves any. */
    private static @Nullable UUID captured(EntryRequest entry, Standing draft) {
        UUID id = entry.relation().captures();
        HoldState hold = id == null ? null : draft.hold(id);
        return hold != null && hold.active() ? id : null;
    }

    private @Nullable Refusal checkReversal(EntryRequest entry, Draft draft) {
        UUID target = entry.relation().reverses();
        if (target == null) {
            return null;
        }
        boolean again = accepted.values().stream().anyMatch(other -> target.equals(reverses(other)))
                || draft.entries.values().stream().anyMatch(other -> target.equals(reverses(other)));
        if (again || before.reversedBy().get(target) != null) {
            return Refusal.ALREADY_REVERSED;
        }
        boolean booked = before.reversedBy().containsKey(target)
                || accepted.containsKey(target)
                || draft.entries.containsKey(target);
        return booked ? null : Refusal.UNKNOWN_ENTRY;
    }

    private static @Nullable UUID reverses(Accepted entry) {
        return entry.request().relation().reverses();
    }

    private byte @Nullable [] knownFingerprint(UUID entryId, Draft draft) {
        Accepted same = accepted.getOrDefault(entryId, draft.entries.get(entryId));
        return same != null ? same.fingerprint() : before.fingerprints().get(entryId);
    }

    private boolean isSame(HoldRequest hold) {
        HoldState known = standing.hold(hold.id());
        return known != null
                && known.accountId() == hold.accountId()
                && known.amountMinor() == hold.amountMinor()
                && known.currency().equals(hold.currency());
    }
}
