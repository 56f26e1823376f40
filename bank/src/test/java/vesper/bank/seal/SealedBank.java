package vesper.bank.seal;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import vesper.bank.Bank;
import vesper.bank.TestBank;
import vesper.bank.account.Account;
import vesper.bank.account.LedgerCode;
import vesper.bank.ledger.BookingOutcome;
import vesper.bank.ledger.EntryKind;
import vesper.bank.ledger.EntryRequest;
import vesper.bank.ledger.HoldRequest;
import vesper.bank.ledger.Leg;

/** A bank with random entries of every kind and shape, whose days are closed and sealed as a close does it. */
final class SealedBank implements AutoCloseable {
    final TestBank test = new TestBank();
    final Bank bank = test.bank();
    final SealKey key = SealKey.inMemory();
    final List<Account> accounts = new ArrayList<>();
    private final Random random;
    private final List<UUID> reversible = new ArrayList<>();

    SealedBank(long seed) {
        random = new Random(seed);
        for (int n = 0; n < 6; n++) {
            accounts.add(test.account(n % 3 == 0 ? "savings" : "current", 100_000_00));
        }
    }

    SealPublicKeys keys() {
        return new SealPublicKeys(List.of(key.publicKey()));
    }

    LocalDate today() {
        return bank.businessDates().current().businessDate();
    }

    /** Books so many random entries, one by one. */
    void book(int entries) {
        for (int n = 0; n < entries; n++) {
            bookOne();
        }
    }

    private void bookOne() {
        UUID id = new UUID(random.nextLong(), random.nextLong());
        int dice = random.nextInt(10);
        Account from = any();
        if (dice == 0 && !reversible.isEmpty()) {
            UUID target = reversible.remove(random.nextInt(reversible.size()));
            expectBooked(
                    bank.journal().reversal(id, target, today(), "taken back").orElseThrow());
        } else if (dice == 1) {
            UUID hold = new UUID(random.nextLong(), random.nextLong());
            bank.ledger().book(List.of(new HoldRequest(hold, from.id(), 5_00, "USD", "hold", today().plusDays(5))));
            expectBooked(move(id, from.id(), settlement(), 3_00, null).capturing(hold, random.nextBoolean()));
        } else {
            LocalDate valueDate = dice < 5 ? today().plusDays(random.nextInt(21) - 10L) : null;
            long to = random.nextBoolean() ? settlement() : any().id();
            if (to == from.id()) {
                to = settlement();
            }
            expectBooked(move(id, from.id(), to, 1 + random.nextInt(50_00), valueDate));
            reversible.add(id);
        }
    }

    private EntryRequest move(
            UUID id, long from, long to, long amountMinor, @org.jspecify.annotations.Nullable LocalDate valueDate) {
        return new EntryRequest(
                id,
                EntryKind.TRANSFER,
                today(),
                valueDate,
                random.nextInt(4) == 0 ? "" : "Überweisung " + random.nextInt(100),
                List.of(new Leg(from, -amountMinor, "USD"), new Leg(to, amountMinor, "USD")),
                false);
    }

    private Account any() {
        return accounts.get(random.nextInt(accounts.size()));
    }

    private long settlement() {
        return bank.accounts().ledgerAccount(LedgerCode.CARD_SETTLEMENT, "USD").id();
    }

    void expectBooked(EntryRequest entry) {
        BookingOutcome outcome = bank.ledger().book(List.of(entry)).get(0);
        if (!(outcome instanceof BookingOutcome.Booked)) {
            throw new AssertionError("not booked: " + outcome);
        }
    }

    /** Closes the open day, with entries for the next one between its cut-off and its seal. */
    void close(int entriesOfNextDay) {
        LocalDate day = today();
        bank.businessDates().cutOff(day);
        for (int n = 0; n < entriesOfNextDay; n++) {
            bookNext(day.plusDays(1));
        }
        bank.businessDates().startClosing(day);
        book(2);
        bank.businessDates().shut(day);
        bookNext(day);
        bank.seals().seal(day, key);
        bank.businessDates().advance(day);
    }

    /** Closes the open day as a bank that does not seal. */
    void closeUnsealed() {
        LocalDate day = today();
        bank.businessDates().cutOff(day);
        bank.businessDates().startClosing(day);
        bank.businessDates().advance(day);
    }

    private void bookNext(LocalDate wished) {
        expectBooked(EntryRequest.move(
                new UUID(random.nextLong(), random.nextLong()),
                EntryKind.TRANSFER,
                wished,
                "early",
                any().id(),
                settlement(),
                1_00,
                "USD",
                true));
    }

    /** Lets the surrounding transaction change what the database guards: past triggers and foreign keys. */
    void unguard() {
        bank.jdbc().sql("set local session_replication_role = replica").update();
    }

    SealVerification.Result verify() {
        return verify(LocalDate.of(1, 1, 1), LocalDate.of(9999, 12, 31));
    }

    SealVerification.Result verify(LocalDate from, LocalDate to) {
        return bank.sealVerification().verify(from, to, keys());
    }

    @Override
    public void close() {
        test.close();
    }
}
