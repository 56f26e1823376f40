package vesper.bank.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import vesper.bank.TestBank;
import vesper.bank.account.Account;
import vesper.bank.account.AccountStatus;
import vesper.bank.account.LedgerCode;
import vesper.bank.event.EntryBooked;
import vesper.bank.event.EventCodec;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LedgerTest {
    private static final int CLIENTS = 16;
    private static final int ENTRIES_EACH = 500;

    private TestBank test;
    private Ledger ledger;

    @BeforeAll
    void open() {
        test = new TestBank();
        ledger = test.bank().ledger();
    }

    @AfterEach
    void booksAreProved() {
        assertThat(test.bank().proof().check().breaks()).isEmpty();
    }

    @AfterAll
    void close() {
        test.close();
    }

    private static EntryRequest transfer(UUID id, Account from, Account to, long amountMinor) {
        return EntryRequest.move(
                id, EntryKind.TRANSFER, TestBank.DAY, "Rent", from.id(), to.id(), amountMinor, "USD", true);
    }

    private static EntryRequest transfer(Account from, Account to, long amountMinor) {
        return transfer(UUID.randomUUID(), from, to, amountMinor);
    }

    private BookingOutcome book(EntryRequest request) {
        return ledger.book(List.of(request)).get(0);
    }

    private Refusal refusal(EntryRequest request) {
        return ((BookingOutcome.Refused) book(request)).reason();
    }

    @Test
    void entryMovesTheAmountFromDebtorToCreditor() {
        Account from = test.current(10_000);
        Account to = test.current(0);

        BookingOutcome.Booked booked = (BookingOutcome.Booked) book(transfer(from, to, 2_550));

        assertThat(booked.bookingDate()).isEqualTo(TestBank.DAY);
        assertThat(booked.repeated()).isFalse();
        assertThat(test.balance(from)).isEqualTo(7_450);
        assertThat(test.balance(to)).isEqualTo(2_550);
        List<AccountHistory.Transaction> lines = test.bank().history().before(to.id(), AccountHistory.Position.END, 10);
        assertThat(lines).singleElement().satisfies(line -> {
            assertThat(line.amountMinor()).isEqualTo(2_550);
            assertThat(line.balanceAfterMinor()).isEqualTo(2_550);
            assertThat(line.narrative()).isEqualTo("Rent");
        });
    }

    @Test
    void repeatedEntryHasOneEffect() {
        Account from = test.current(10_000);
        Account to = test.current(0);
        EntryRequest request = transfer(from, to, 100);

        BookingOutcome.Booked first = (BookingOutcome.Booked) book(request);
        BookingOutcome.Booked again = (BookingOutcome.Booked) book(request);
        List<BookingOutcome> twice = ledger.book(List.of(request, request));

        assertThat(again.repeated()).isTrue();
        assertThat(again.seq()).isEqualTo(first.seq());
        assertThat(twice).allSatisfy(outcome -> assertThat(outcome).isInstanceOf(BookingOutcome.Booked.class));
        assertThat(test.balance(to)).isEqualTo(100);
    }

    @Test
    void repeatWithinOneBatchHasOneEffect() {
        Account from = test.current(10_000);
        Account to = test.current(0);
        EntryRequest request = transfer(from, to, 100);

        assertThat(ledger.book(List.of(request, request)))
                .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(BookingOutcome.Booked.class));
        assertThat(test.balance(to)).isEqualTo(100);
    }

    @Test
    void idUsedForAnotherEntryIsRefused() {
        Account from = test.current(10_000);
        Account to = test.current(0);
        UUID id = UUID.randomUUID();
        book(transfer(id, from, to, 100));

        assertThat(refusal(transfer(id, from, to, 101))).isEqualTo(Refusal.ID_REUSED);
        assertThat(refusal(transfer(id, to, from, 100))).isEqualTo(Refusal.ID_REUSED);
        assertThat(test.balance(to)).isEqualTo(100);
    }

    @Test
    void overdrawnAccountRejectsDebitButTakesCredit() {
        Account poor = test.current(500);
        Account rich = test.current(10_000);

        assertThat(refusal(transfer(poor, rich, 501))).isEqualTo(Refusal.INSUFFICIENT_FUNDS);
        assertThat(book(transfer(poor, rich, 500))).isInstanceOf(BookingOutcome.Booked.class);
        assertThat(book(transfer(rich, poor, 1))).isInstanceOf(BookingOutcome.Booked.class);
    }

    @Test
    void entriesOfABatchSeeTheBalancesThatEarlierOnesLeft() {
        Account first = test.current(100);
        Account second = test.current(0);
        Account third = test.current(0);

        List<BookingOutcome> outcomes = ledger.book(List.of(
                transfer(second, third, 60), // nothing there yet
                transfer(first, second, 60),
                transfer(second, third, 60),
                transfer(first, third, 60))); // only 40 left

        assertThat(outcomes.stream().map(outcome -> outcome instanceof BookingOutcome.Booked))
                .containsExactly(false, true, true, false);
        assertThat(test.balance(third)).isEqualTo(60);
    }

    @Test
    void eachRefusalHasItsReason() {
        Account open = test.current(1_000);
        Account frozen = test.current(1_000);
        test.bank().accounts().setStatus(frozen.id(), AccountStatus.FROZEN);
        Account closed = test.current(0);
        test.bank().accounts().setStatus(closed.id(), AccountStatus.CLOSED);
        long euro = test.bank().accounts().ledgerAccount(LedgerCode.CASH, "EUR").id();

        assertThat(refusal(transfer(open, frozen, 1))).isEqualTo(Refusal.ACCOUNT_FROZEN);
        assertThat(refusal(transfer(frozen, open, 1))).isEqualTo(Refusal.ACCOUNT_FROZEN);
        assertThat(refusal(transfer(open, closed, 1))).isEqualTo(Refusal.ACCOUNT_CLOSED);
        assertThat(refusal(entry(new Leg(open.id(), -1, "USD"), new Leg(euro, 1, "USD"))))
                .isEqualTo(Refusal.CURRENCY_MISMATCH);
        assertThat(refusal(entry(new Leg(open.id(), -1, "USD"), new Leg(999_999_999, 1, "USD"))))
                .isEqualTo(Refusal.UNKNOWN_ACCOUNT);
        assertThat(refusal(entry(new Leg(open.id(), -1, "USD"), new Leg(open.id(), 2, "USD"))))
                .isEqualTo(Refusal.UNBALANCED);
        assertThat(refusal(entry(
                        new Leg(open.id(), Long.MAX_VALUE, "USD"),
                        new Leg(open.id(), Long.MAX_VALUE, "USD"),
                        new Leg(open.id(), 2, "USD"))))
                .isEqualTo(Refusal.UNBALANCED);
        assertThat(refusal(entry(new Leg(open.id(), 0, "USD"), new Leg(euro, 0, "EUR"))))
                .isEqualTo(Refusal.MALFORMED);
        assertThat(refusal(entry())).isEqualTo(Refusal.MALFORMED);
        assertThat(test.balance(open)).isEqualTo(1_000);
    }

    private static EntryRequest entry(Leg... legs) {
        return new EntryRequest(UUID.randomUUID(), EntryKind.TRANSFER, TestBank.DAY, null, "Odd", List.of(legs), true);
    }

    @Test
    void closedDayTakesNoMoreEntries() {
        Account from = test.current(1_000);
        Account to = test.current(0);
        EntryRequest late = EntryRequest.move(
                UUID.randomUUID(),
                EntryKind.TRANSFER,
                LocalDate.parse("2023-05-31"),
                "Late",
                from.id(),
                to.id(),
                10,
                "USD",
                true);

        assertThat(((BookingOutcome.Booked) book(late)).bookingDate()).isEqualTo(TestBank.DAY);
    }

    @Test
    void databaseRefusesUnbalancedPostingsAndChanges() {
        Account account = test.current(1_000);
        var jdbc = test.bank().jdbc();

        assertThatThrownBy(() -> jdbc.sql("""
                        insert into posting values (:account, 999999, 0, 5, 'USD', '2023-06-05', '2023-06-05', 5)
                        """).param("account", account.id()).update())
                .hasMessageContaining("off by 5 USD");
        assertThatThrownBy(() -> jdbc.sql("update posting set amount_minor = amount_minor + 1")
                        .update())
                .hasMessageContaining("append-only");
        assertThatThrownBy(() -> jdbc.sql("delete from journal_entry").update()).hasMessageContaining("append-only");
        assertThatThrownBy(() -> jdbc.sql("truncate posting").update()).hasMessageContaining("append-only");
    }

    @Test
    void bookedEntryIsInTheOutboxOfItsTransaction() throws Exception {
        Account from = test.current(1_000);
        Account to = test.current(0);
        EntryRequest request = transfer(from, to, 77);
        book(request);

        byte[] payload = test.bank()
                .jdbc()
                .sql("""
                        select payloads[array_position(keys, cast(:id as text))] from outbox
                         where topic = 'ledger.booked' and keys @> array[:id]::text[]
                        """)
                .param("id", request.id().toString())
                .query(byte[].class)
                .single();
        EntryBooked event = EventCodec.BOOKED.decode(payload);
        assertThat(event.getPostings()).hasSize(2);
        assertThat(event.getPostings().get(1).getAmountMinor()).isEqualTo(77);
    }

    @Test
    void concurrentTransfersInARingNeitherDeadlockNorLose() throws Exception {
        int size = 12;
        List<Account> ring = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            ring.add(test.current(1_000));
        }
        ExecutorService threads = Executors.newFixedThreadPool(6);
        List<Future<Integer>> results = new ArrayList<>();
        for (int t = 0; t < 6; t++) {
            Random random = new Random(t);
            Callable<Integer> work = () -> {
                int booked = 0;
                for (int round = 0; round < 25; round++) {
                    List<EntryRequest> batch = new ArrayList<>();
                    for (int i = 0; i < 20; i++) {
                        int from = random.nextInt(size);
                        batch.add(transfer(ring.get(from), ring.get((from + 1) % size), 1 + random.nextInt(400)));
                    }
                    booked += (int) ledger.book(batch).stream()
                            .filter(BookingOutcome.Booked.class::isInstance)
                            .count();
                }
                return booked;
            };
            results.add(threads.submit(work));
        }
        int booked = 0;
        for (Future<Integer> result : results) {
            booked += result.get();
        }
        threads.shutdown();

        assertThat(booked).isBetween(1, 6 * 25 * 20);
        assertThat(ring.stream().mapToLong(test::balance).sum()).isEqualTo(size * 1_000L);
        assertThat(ring.stream().mapToLong(test::balance)).allMatch(balance -> balance >= 0);
    }

    @Test
    void manyClientsAtOnceLoseNothingOfTheBanksOwnBalance() throws Exception {
        long cash = test.bank().accounts().ledgerAccount(LedgerCode.CASH, "USD").id();
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        List<Future<Integer>> results = new ArrayList<>();
        for (int client = 0; client < CLIENTS; client++) {
            Account account = test.current(0);
            Callable<Integer> work = () -> {
                for (int n = 1; n <= ENTRIES_EACH; n++) {
                    book(EntryRequest.move(
                            UUID.randomUUID(),
                            EntryKind.DEPOSIT,
                            TestBank.DAY,
                            "",
                            cash,
                            account.id(),
                            n,
                            "USD",
                            true));
                }
                return ENTRIES_EACH;
            };
            results.add(threads.submit(work));
        }
        for (Future<Integer> result : results) {
            assertThat(result.get()).isEqualTo(ENTRIES_EACH);
        }
        threads.shutdown();
        assertThat(test.bank().proof().check().breaks()).isEmpty();
    }
}
