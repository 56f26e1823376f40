package vesper.bank.simulator;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import vesper.bank.ledger.EntryKind;
import vesper.bank.ledger.EntryRequest;
import vesper.bank.ledger.HoldRequest;
import vesper.bank.ledger.Journal;
import vesper.bank.ledger.LedgerRequest;
import vesper.bank.ledger.Leg;
import vesper.bank.ledger.ReleaseRequest;

/** Makes random requests to the ledger: sound ones, repeats, reused ids, and nonsense. */
final class Commands {
    private static final long UNKNOWN_ACCOUNT = 4_000_000_000L;

    private final Random random;
    private final Oracle oracle;
    private final Journal journal;
    private final Own own;
    private final List<LedgerRequest> asked = new ArrayList<>();

    /** The bank's own accounts by id: one of each currency for payments, and the positions between them. */
    record Own(long usd, long eur, long usdPosition, long eurPosition) {}

    Commands(Random random, Oracle oracle, Journal journal, Own own) {
        this.random = random;
        this.oracle = oracle;
        this.journal = journal;
        this.own = own;
    }

    /** Requests that name customers' accounts of this list only, and no entry or hold that was asked for before. */
    List<LedgerRequest> newBatch(List<Long> customers) {
        List<LedgerRequest> batch = new ArrayList<>();
        for (int n = 1 + random.nextInt(5); n > 0; n--) {
            batch.addAll(random.nextInt(5) == 0 ? linked(customers) : List.of(fresh(customers)));
        }
        asked.addAll(batch);
        return batch;
    }

    /** Requests of every kind. */
    List<LedgerRequest> batch(List<Long> customers) {
        List<LedgerRequest> batch = new ArrayList<>();
        for (int n = 1 + random.nextInt(6); n > 0; n--) {
            switch (random.nextInt(12)) {
                case 0 -> batch.addAll(linkedToOneBefore(customers));
                case 1, 2 -> one(asked).ifPresent(batch::add);
                case 3 -> one(asked).map(this::underTheSameId).ifPresent(batch::add);
                case 4, 5 -> batch.add(capture());
                case 6 -> batch.add(release());
                case 7 -> reversal().ifPresent(batch::add);
                default -> batch.add(fresh(customers));
            }
        }
        asked.addAll(batch);
        return batch;
    }

    private LedgerRequest fresh(List<Long> customers) {
        return switch (random.nextInt(16)) {
            case 0, 1, 2, 3 -> entry(EntryKind.CARD_PAYMENT, legs(customer(customers), own.usd(), amount()), true);
            case 4, 5, 6 -> entry(EntryKind.TRANSFER, legs(customer(customers), customer(customers), amount()), true);
            case 7, 8, 9 -> entry(EntryKind.DEPOSIT, legs(own.usd(), customer(customers), amount()), false);
            case 10 -> entry(EntryKind.DEPOSIT, legs(own.usd(), customer(customers), huge()), false);
            case 11 -> exchange(customer(customers));
            case 12, 13 -> hold(customer(customers));
            default -> nonsense(customer(customers));
        };
    }

    /** Two or three transfers that are booked all or none. */
    private List<EntryRequest> linked(List<Long> customers) {
        String link = "link " + id();
        List<EntryRequest> unit = new ArrayList<>();
        for (int n = 2 + random.nextInt(2); n > 0; n--) {
            unit.add(entry(EntryKind.TRANSFER, legs(customer(customers), customer(customers), amount()), true)
                    .linked(link));
        }
        return unit;
    }

    private List<EntryRequest> linkedToOneBefore(List<Long> customers) {
        List<EntryRequest> unit = linked(customers);
        String link = unit.get(0).relation().link();
        one(asked)
                .map(request -> random.nextInt(4) == 0 ? underTheSameId(request) : request)
                .filter(EntryRequest.class::isInstance)
                .map(EntryRequest.class::cast)
                .ifPresent(entry -> unit.add(random.nextInt(unit.size()), entry.linked(link)));
        return unit;
    }

    private EntryRequest exchange(long customer) {
        long dollars = amount();
        long euros = 1 + dollars * 9 / 10;
        return entry(
                EntryKind.EXCHANGE,
                List.of(
                        new Leg(customer, -dollars, "USD"),
                        new Leg(own.usdPosition(), dollars, "USD"),
                        new Leg(own.eurPosition(), -euros, "EUR"),
                        new Leg(own.eur(), euros, "EUR")),
                true);
    }

    private HoldRequest hold(long customer) {
        return new HoldRequest(
                id(), customer, amount(), "USD", "Hotel", oracle.businessDate().plusDays(random.nextInt(3)));
    }

    /** A debit that takes from a hold: part of it, all, or too much; of its account, seldom of another one. */
    private LedgerRequest capture() {
        Optional<Oracle.Hold> some = one(List.copyOf(oracle.world().holds().values()));
        UUID hold = some.map(known -> known.request().id()).orElseGet(this::id);
        long holder = some.map(known -> known.request().accountId()).orElse(own.usd());
        long debtor = random.nextInt(8) == 0 ? own.usd() : holder;
        long creditor = debtor == own.usd() ? holder : own.usd();
        long all = some.map(Oracle.Hold::left).filter(left -> left > 0).orElse(1L);
        long taken = random.nextInt(3) == 0 ? all : 1 + (long) (random.nextDouble() * all * 1.2);
        return entry(EntryKind.CARD_PAYMENT, legs(debtor, creditor, taken), true)
                .capturing(hold, random.nextBoolean());
    }

    private LedgerRequest release() {
        UUID hold = one(List.copyOf(oracle.world().holds().keySet())).orElseGet(this::id);
        return new ReleaseRequest(hold, random.nextBoolean());
    }

    private Optional<EntryRequest> reversal() {
        return one(List.copyOf(oracle.world().entries().keySet()))
                .flatMap(target -> journal.reversal(id(), target, oracle.businessDate(), "Taken back"));
    }

    private LedgerRequest nonsense(long customer) {
        long amount = amount();
        List<Leg> legs = legs(customer, own.usd(), amount);
        return switch (random.nextInt(9)) {
            case 0 -> entry(EntryKind.TRANSFER, legs.subList(0, 1), true);
            case 1 -> entry(EntryKind.TRANSFER, List.of(), true);
            case 2 -> entry(EntryKind.TRANSFER, List.of(legs.get(0), new Leg(own.usd(), amount + 1, "USD")), true);
            case 3 -> entry(EntryKind.TRANSFER, legs(customer, UNKNOWN_ACCOUNT, amount), true);
            case 4 ->
                entry(
                        EntryKind.TRANSFER,
                        List.of(new Leg(customer, -amount, "EUR"), new Leg(own.eur(), amount, "EUR")),
                        true);
            case 5 ->
                entry(EntryKind.TRANSFER, List.of(new Leg(customer, 0, "USD"), new Leg(own.usd(), 0, "USD")), true);
            case 6 ->
                valued(
                        entry(EntryKind.TRANSFER, legs, true),
                        oracle.businessDate().plusDays(367));
            case 7 -> new HoldRequest(id(), customer, -amount, "USD", "Hotel", oracle.businessDate());
            default -> new HoldRequest(id(), own.usd(), amount, "USD", "Hotel", oracle.businessDate());
        };
    }

    /** Another request that uses the id of one that was made before. */
    private LedgerRequest underTheSameId(LedgerRequest request) {
        if (request instanceof HoldRequest hold) {
            return new HoldRequest(
                    hold.id(),
                    hold.accountId(),
                    hold.amountMinor() + 1,
                    hold.currency(),
                    hold.narrative(),
                    hold.expiresOn());
        }
        return new EntryRequest(
                request.id(),
                EntryKind.DEPOSIT,
                oracle.businessDate(),
                null,
                "Another",
                legs(own.usd(), oracle.customers().iterator().next(), amount()),
                false);
    }

    private EntryRequest entry(EntryKind kind, List<Leg> legs, boolean enforceFunds) {
        // A wished date that is closed, the open one, or one that does not accept yet; a value date at most now and
        // then.
        LocalDate wished = oracle.businessDate().plusDays(random.nextInt(10) == 0 ? random.nextInt(4) - 1 : 0);
        EntryRequest entry = new EntryRequest(id(), kind, wished, null, kind.name(), legs, enforceFunds);
        return random.nextInt(8) == 0 ? valued(entry, wished.plusDays(random.nextInt(60) - 30)) : entry;
    }

    private static EntryRequest valued(EntryRequest entry, LocalDate valueDate) {
        return new EntryRequest(
                entry.id(),
                entry.kind(),
                entry.bookingDate(),
                valueDate,
                entry.narrative(),
                entry.legs(),
                entry.enforceFunds());
    }

    private static List<Leg> legs(long debtor, long creditor, long amountMinor) {
        return List.of(new Leg(debtor, -amountMinor, "USD"), new Leg(creditor, amountMinor, "USD"));
    }

    private long customer(List<Long> customers) {
        return customers.get(random.nextInt(customers.size()));
    }

    private long amount() {
        return 1 + random.nextInt(random.nextInt(4) == 0 ? 20_000 : 4_000);
    }

    /** Around what a balance can bear, and much that it can. */
    private long huge() {
        return List.of(Long.MAX_VALUE, 1L << 62, 1L << 50).get(random.nextInt(3));
    }

    private UUID id() {
        return new UUID(random.nextLong(), random.nextLong());
    }

    private <T> Optional<T> one(List<T> of) {
        return of.isEmpty() ? Optional.empty() : Optional.of(of.get(random.nextInt(of.size())));
    }
}
