package vesper.bank.simulator;

import java.math.BigInteger;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vesper.bank.account.AccountStatus;
import vesper.bank.ledger.EntryRequest;
import vesper.bank.ledger.HoldRequest;
import vesper.bank.ledger.LedgerRequest;
import vesper.bank.ledger.Leg;
import vesper.bank.ledger.Refusal;
import vesper.bank.ledger.ReleaseRequest;

/** The ledger's rules in memory, as plainly as they can be said: a request is tried on a copy of everything. */
final class Oracle {
    private static final long BOUND = 1L << 62;

    private World world = new World(new HashMap<>(), new LinkedHashMap<>(), new HashMap<>());
    private LocalDate businessDate;
    private LocalDate acceptingDate;
    private boolean shut;

    Oracle(LocalDate day) {
        businessDate = day;
        acceptingDate = day;
    }

    /** What became of a request; it is granted if there is no refusal. */
    record Answer(@Nullable Refusal refusal, boolean repeated) {}

    /** An account; of the bank's own only the kind and the currency mean anything. */
    record Account(
            boolean own,
            String currency,
            AccountStatus status,
            long floor,
            boolean debitBlocked,
            boolean creditBlocked,
            long balance,
            long held) {
        Account with(long newBalance, long newHeld) {
            return new Account(own, currency, status, floor, debitBlocked, creditBlocked, newBalance, newHeld);
        }

        long free() {
            return balance - held;
        }
    }

    /** An entry in the books, with the hold that it took funds from. */
    record Entry(
            EntryRequest request,
            LocalDate bookingDate,
            LocalDate valueDate,
            @Nullable UUID took) {}

    /** A hold: what is left of it is reserved while it is active. */
    record Hold(HoldRequest request, long captured, String state) {
        boolean active() {
            return state.equals("ACTIVE");
        }

        long left() {
            return active() ? request.amountMinor() - captured : 0;
        }
    }

    /** All there is. */
    record World(Map<Long, Account> accounts, Map<UUID, Entry> entries, Map<UUID, Hold> holds) {
        World copy() {
            return new World(new HashMap<>(accounts), new LinkedHashMap<>(entries), new HashMap<>(holds));
        }
    }

    private static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1;
        private final Refusal reason;

        RefusedException(Refusal reason) {
            this.reason = reason;
        }
    }

    World world() {
        return world;
    }

    LocalDate businessDate() {
        return businessDate;
    }

    LocalDate acceptingDate() {
        return acceptingDate;
    }

    void cutOff() {
        acceptingDate = businessDate.plusDays(1);
    }

    void advance() {
        businessDate = acceptingDate;
        shut = false;
    }

    void shut() {
        shut = true;
    }

    void put(long id, Account account) {
        world.accounts().put(id, account);
    }

    List<Answer> apply(List<? extends LedgerRequest> batch) {
        World before = world.copy();
        // The bank's own accounts have no limit: their balance is only watched within a batch.
        world.accounts().replaceAll((id, account) -> account.own() ? account.with(0, 0) : account);
        Answer[] answers = new Answer[batch.size()];
        for (int first = 0; first < batch.size(); first++) {
            if (answers[first] == null) {
                decide(batch, unit(batch, first), before, answers);
            }
        }
        return List.of(answers);
    }

    private static List<Integer> unit(List<? extends LedgerRequest> batch, int first) {
        String link = link(batch.get(first));
        List<Integer> places = new ArrayList<>();
        for (int place = first; place < batch.size(); place++) {
            if (place == first || (link != null && link.equals(link(batch.get(place))))) {
                places.add(place);
            }
        }
        return places;
    }

    private static @Nullable String link(LedgerRequest request) {
        return request instanceof EntryRequest entry ? entry.relation().link() : null;
    }

    private void decide(List<? extends LedgerRequest> batch, List<Integer> unit, World before, Answer[] answers) {
        World draft = world.copy();
        int at = unit.get(0);
        try {
            for (int place : unit) {
                at = place;
                apply(batch.get(place), draft);
                answers[place] = new Answer(null, repeated(batch.get(place), before));
            }
            world = draft;
        } catch (RefusedException e) {
            for (int place : unit) {
                LedgerRequest request = batch.get(place);
                boolean booked =
                        request instanceof EntryRequest && world.entries().containsKey(request.id());
                if (place == at) {
                    answers[place] = new Answer(e.reason, false);
                } else if (booked) {
                    answers[place] = new Answer(null, repeated(request, before));
                } else {
                    answers[place] = new Answer(Refusal.LINKED_REFUSED, false);
                }
            }
        }
    }

    private static boolean repeated(LedgerRequest request, World before) {
        if (request instanceof EntryRequest) {
            return before.entries().containsKey(request.id());
        }
        Hold hold = before.holds().get(request.id());
        return hold != null && (request instanceof HoldRequest || !hold.active());
    }

    private void apply(LedgerRequest request, World draft) throws RefusedException {
        if (request instanceof EntryRequest entry) {
            book(entry, draft);
        } else if (request instanceof HoldRequest hold) {
            place(hold, draft);
        } else {
            release((ReleaseRequest) request, draft);
        }
    }

    private void book(EntryRequest entry, World draft) throws RefusedException {
        Entry same = draft.entries().get(entry.id());
        if (same != null) {
            refuseIf(!content(same.request()).equals(content(entry)), Refusal.ID_REUSED);
            return;
        }
        UUID target = entry.relation().reverses();
        if (target != null) {
            refuseIf(
                    draft.entries().values().stream()
                            .anyMatch(other ->
                                    target.equals(other.request().relation().reverses())),
                    Refusal.ALREADY_REVERSED);
            refuseIf(!draft.entries().containsKey(target), Refusal.UNKNOWN_ENTRY);
        }
        checkShape(entry);
        World untouched = draft.copy();
        for (Leg leg : entry.legs()) {
            post(leg, entry.enforceFunds(), draft);
        }
        UUID took = capture(entry, draft);
        if (entry.enforceFunds()) {
            for (Leg leg : entry.legs()) {
                Account was = untouched.accounts().get(leg.accountId());
                Account is = draft.accounts().get(leg.accountId());
                refuseIf(!is.own() && is.free() < was.free() && is.free() < is.floor(), Refusal.INSUFFICIENT_FUNDS);
            }
        }
        LocalDate wished = entry.bookingDate();
        LocalDate booked = wished.equals(businessDate) && !shut ? businessDate : acceptingDate;
        LocalDate value = Objects.requireNonNullElse(entry.valueDate(), booked);
        draft.entries().put(entry.id(), new Entry(entry, booked, value, took));
    }

    private static List<@Nullable Object> content(EntryRequest entry) {
        List<@Nullable Object> content = new ArrayList<>();
        content.add(entry.kind());
        content.add(entry.legs());
        content.add(entry.relation().reverses());
        content.add(entry.relation().captures());
        return content;
    }

    private static void checkShape(EntryRequest entry) throws RefusedException {
        refuseIf(entry.legs().size() < 2, Refusal.MALFORMED);
        Set<String> currencies = new HashSet<>();
        for (Leg leg : entry.legs()) {
            refuseIf(leg.amountMinor() == 0 || leg.currency().length() != 3, Refusal.MALFORMED);
            currencies.add(leg.currency());
        }
        for (String currency : currencies) {
            BigInteger sum = entry.legs().stream()
                    .filter(leg -> leg.currency().equals(currency))
                    .map(leg -> BigInteger.valueOf(leg.amountMinor()))
                    .reduce(BigInteger.ZERO, BigInteger::add);
            refuseIf(sum.signum() != 0, Refusal.UNBALANCED);
        }
        LocalDate value = entry.valueDate();
        refuseIf(
                value != null && Math.abs(ChronoUnit.DAYS.between(entry.bookingDate(), value)) > 366,
                Refusal.VALUE_DATE_OUT_OF_RANGE);
    }

    private static void post(Leg leg, boolean byHolder, World draft) throws RefusedException {
        Account account = draft.accounts().get(leg.accountId());
        refuseIf(account == null, Refusal.UNKNOWN_ACCOUNT);
        boolean debit = leg.amountMinor() < 0;
        refuseIf(!account.currency().equals(leg.currency()), Refusal.CURRENCY_MISMATCH);
        refuseIfShut(account, debit && byHolder);
        refuseIf(debit && account.debitBlocked(), Refusal.DEBIT_BLOCKED);
        refuseIf(!debit && account.creditBlocked(), Refusal.CREDIT_BLOCKED);
        BigInteger after = BigInteger.valueOf(account.balance()).add(BigInteger.valueOf(leg.amountMinor()));
        BigInteger bound = BigInteger.valueOf(BOUND);
        refuseIf(
                after.abs().compareTo(bound) >= 0
                        || BigInteger.valueOf(leg.amountMinor()).abs().compareTo(bound) >= 0,
                Refusal.BALANCE_OVERFLOW);
        draft.accounts().put(leg.accountId(), account.with(after.longValueExact(), account.held()));
    }

    private static void refuseIfShut(Account account, boolean holderDebits) throws RefusedException {
        refuseIf(account.status() == AccountStatus.CLOSED, Refusal.ACCOUNT_CLOSED);
        refuseIf(account.status() == AccountStatus.FROZEN, Refusal.ACCOUNT_FROZEN);
        refuseIf(account.status() == AccountStatus.DORMANT && holderDebits, Refusal.ACCOUNT_DORMANT);
    }

    private static @Nullable UUID capture(EntryRequest entry, World draft) throws RefusedException {
        UUID id = entry.relation().captures();
        if (id == null) {
            return null;
        }
        Hold hold = draft.holds().get(id);
        refuseIf(hold == null, Refusal.UNKNOWN_HOLD);
        refuseIf(hold.state().equals("CAPTURED"), Refusal.HOLD_NOT_USABLE);
        if (!hold.active()) {
            return null;
        }
        long holder = hold.request().accountId();
        long taken = 0;
        for (Leg leg : entry.legs()) {
            taken -= leg.accountId() == holder ? leg.amountMinor() : 0;
        }
        refuseIf(taken <= 0, Refusal.HOLD_NOT_USABLE);
        refuseIf(taken > hold.left(), Refusal.CAPTURE_EXCEEDS_HOLD);
        long captured = hold.captured() + taken;
        boolean over = entry.relation().endsHold() || captured == hold.request().amountMinor();
        Hold after = new Hold(hold.request(), captured, over ? "CAPTURED" : "ACTIVE");
        reserve(holder, after.left() - hold.left(), draft);
        draft.holds().put(id, after);
        return id;
    }

    private static void reserve(long account, long delta, World draft) {
        Account was = draft.accounts().get(account);
        draft.accounts().put(account, was.with(was.balance(), was.held() + delta));
    }

    private static void place(HoldRequest request, World draft) throws RefusedException {
        Hold same = draft.holds().get(request.id());
        if (same != null) {
            refuseIf(
                    same.request().accountId() != request.accountId()
                            || same.request().amountMinor() != request.amountMinor()
                            || !same.request().currency().equals(request.currency()),
                    Refusal.ID_REUSED);
            return;
        }
        refuseIf(request.amountMinor() <= 0, Refusal.MALFORMED);
        Account account = draft.accounts().get(request.accountId());
        refuseIf(account == null || account.own(), Refusal.UNKNOWN_ACCOUNT);
        refuseIf(!account.currency().equals(request.currency()), Refusal.CURRENCY_MISMATCH);
        refuseIfShut(account, true);
        refuseIf(account.debitBlocked(), Refusal.DEBIT_BLOCKED);
        refuseIf(request.amountMinor() > account.free() - account.floor(), Refusal.INSUFFICIENT_FUNDS);
        draft.holds().put(request.id(), new Hold(request, 0, "ACTIVE"));
        reserve(request.accountId(), request.amountMinor(), draft);
    }

    private static void release(ReleaseRequest request, World draft) throws RefusedException {
        Hold hold = draft.holds().get(request.id());
        refuseIf(hold == null, Refusal.UNKNOWN_HOLD);
        refuseIf(hold.state().equals("CAPTURED"), Refusal.HOLD_NOT_USABLE);
        if (hold.active()) {
            reserve(hold.request().accountId(), -hold.left(), draft);
            draft.holds()
                    .put(
                            request.id(),
                            new Hold(hold.request(), hold.captured(), request.expired() ? "EXPIRED" : "RELEASED"));
        }
    }

    private static void refuseIf(boolean broken, Refusal reason) throws RefusedException {
        if (broken) {
            throw new RefusedException(reason);
        }
    }

    /** The customers' accounts, by rising id. */
    Set<Long> customers() {
        Set<Long> ids = new TreeSet<>(world.accounts().keySet());
        ids.removeIf(id -> world.accounts().get(id).own());
        return ids;
    }
}
