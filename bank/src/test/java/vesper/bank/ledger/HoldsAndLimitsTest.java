package vesper.bank.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import vesper.bank.TestBank;
import vesper.bank.account.Account;
import vesper.bank.account.AccountStatus;
import vesper.bank.account.LedgerCode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HoldsAndLimitsTest {
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

    private static HoldRequest hold(Account account, long amountMinor) {
        return new HoldRequest(UUID.randomUUID(), account.id(), amountMinor, "USD", "Hotel", TestBank.DAY.plusDays(7));
    }

    private static EntryRequest transfer(Account from, Account to, long amountMinor) {
        return EntryRequest.move(
                UUID.randomUUID(),
                EntryKind.TRANSFER,
                TestBank.DAY,
                "Rent",
                from.id(),
                to.id(),
                amountMinor,
                "USD",
                true);
    }

    private BookingOutcome book(LedgerRequest request) {
        return ledger.book(List.of(request)).get(0);
    }

    private Refusal refusal(LedgerRequest request) {
        return ((BookingOutcome.Refused) book(request)).reason();
    }

    private Account now(Account account) {
        return test.bank().accounts().byId(account.id()).orElseThrow();
    }

    private void set(Account account, String assignment) {
        test.bank()
                .jdbc()
                .sql("update account set " + assignment + " where id = :id")
                .param("id", account.id())
                .update();
    }

    @Test
    void heldFundsStayButCannotBeSpent() {
        Account from = test.current(10_000);
        Account to = test.current(0);
        HoldRequest hold = hold(from, 6_000);

        assertThat(book(hold)).isEqualTo(new BookingOutcome.HoldMoved(hold.id(), false));

        assertThat(now(from).balanceMinor()).isEqualTo(10_000);
        assertThat(now(from).availableMinor()).isEqualTo(4_000);
        assertThat(refusal(transfer(from, to, 4_001))).isEqualTo(Refusal.INSUFFICIENT_FUNDS);
        assertThat(refusal(hold(from, 4_001))).isEqualTo(Refusal.INSUFFICIENT_FUNDS);
        assertThat(book(transfer(from, to, 4_000))).isInstanceOf(BookingOutcome.Booked.class);
        assertThat(book(hold)).isEqualTo(new BookingOutcome.HoldMoved(hold.id(), true));
        assertThat(refusal(new HoldRequest(hold.id(), from.id(), 1, "USD", "Hotel", TestBank.DAY)))
                .isEqualTo(Refusal.ID_REUSED);
    }

    @Test
    void holdIsCapturedInPartsAndTheRestReleased() {
        Account from = test.current(10_000);
        Account to = test.current(0);
        HoldRequest hold = hold(from, 6_000);
        EntryRequest first = transfer(from, to, 2_500).capturing(hold.id(), false);

        ledger.book(List.of(hold, first));
        assertThat(now(from).heldMinor()).isEqualTo(3_500);
        assertThat(now(from).availableMinor()).isEqualTo(4_000);
        assertThat(refusal(transfer(from, to, 3_501).capturing(hold.id(), false)))
                .isEqualTo(Refusal.CAPTURE_EXCEEDS_HOLD);

        assertThat(book(transfer(from, to, 1_000).capturing(hold.id(), true)))
                .isInstanceOf(BookingOutcome.Booked.class);
        assertThat(now(from).heldMinor()).isZero();
        assertThat(now(from).balanceMinor()).isEqualTo(6_500);
        assertThat(refusal(transfer(from, to, 1).capturing(hold.id(), true))).isEqualTo(Refusal.HOLD_NOT_USABLE);
        assertThat(refusal(new ReleaseRequest(hold.id(), false))).isEqualTo(Refusal.HOLD_NOT_USABLE);
        assertThat(book(first)).matches(outcome -> outcome instanceof BookingOutcome.Booked b && b.repeated());
    }

    @Test
    void whatAHoldReservedCanBeTakenEvenWhenTheAccountIsOverdrawnMeanwhile() {
        Account from = test.current(5_000);
        Account to = test.current(0);
        HoldRequest hold = hold(from, 5_000);
        book(hold);
        EntryRequest fee = EntryRequest.move(
                UUID.randomUUID(), EntryKind.TRANSFER, TestBank.DAY, "Fee", from.id(), to.id(), 300, "USD", false);
        book(fee);

        assertThat(book(transfer(from, to, 5_000).capturing(hold.id(), true)))
                .isInstanceOf(BookingOutcome.Booked.class);
        assertThat(now(from).balanceMinor()).isEqualTo(-300);
    }

    @Test
    void releasedHoldReservesNothingAndIsAsIfThereHadBeenNone() {
        Account from = test.current(1_000);
        Account to = test.current(0);
        HoldRequest hold = hold(from, 900);
        book(hold);

        assertThat(book(new ReleaseRequest(hold.id(), true))).isEqualTo(new BookingOutcome.HoldMoved(hold.id(), false));
        assertThat(book(new ReleaseRequest(hold.id(), true))).isEqualTo(new BookingOutcome.HoldMoved(hold.id(), true));

        assertThat(now(from).availableMinor()).isEqualTo(1_000);
        assertThat(refusal(transfer(from, to, 1_001).capturing(hold.id(), true)))
                .isEqualTo(Refusal.INSUFFICIENT_FUNDS);
        assertThat(book(transfer(from, to, 1_000).capturing(hold.id(), true)))
                .isInstanceOf(BookingOutcome.Booked.class);
        assertThat(refusal(new ReleaseRequest(UUID.randomUUID(), false))).isEqualTo(Refusal.UNKNOWN_HOLD);
        assertThat(refusal(transfer(to, from, 1).capturing(UUID.randomUUID(), true)))
                .isEqualTo(Refusal.UNKNOWN_HOLD);
    }

    @Test
    void nothingIsHeldOnTheBanksOwnAccountsOrInAnotherCurrency() {
        Account cash = test.bank().accounts().ledgerAccount(LedgerCode.CASH, "USD");
        Account account = test.current(1_000);

        assertThat(refusal(hold(cash, 1))).isEqualTo(Refusal.UNKNOWN_ACCOUNT);
        assertThat(refusal(hold(account, 0))).isEqualTo(Refusal.MALFORMED);
        assertThat(refusal(new HoldRequest(UUID.randomUUID(), account.id(), 1, "EUR", "", TestBank.DAY)))
                .isEqualTo(Refusal.CURRENCY_MISMATCH);
    }

    @Test
    void entryIsReversedOnce() {
        Account from = test.current(10_000);
        Account to = test.current(0);
        EntryRequest wrong = transfer(from, to, 2_500);
        book(wrong);
        Journal journal = test.bank().journal();
        EntryRequest reversal = journal.reversal(UUID.randomUUID(), wrong.id(), TestBank.DAY, "Sent by mistake")
                .orElseThrow();

        assertThat(book(reversal)).isInstanceOf(BookingOutcome.Booked.class);
        assertThat(book(reversal)).matches(outcome -> outcome instanceof BookingOutcome.Booked b && b.repeated());

        assertThat(now(from).balanceMinor()).isEqualTo(10_000);
        assertThat(now(to).balanceMinor()).isZero();
        assertThat(refusal(journal.reversal(UUID.randomUUID(), wrong.id(), TestBank.DAY, "Again")
                        .orElseThrow()))
                .isEqualTo(Refusal.ALREADY_REVERSED);
        assertThat(journal.reversal(UUID.randomUUID(), UUID.randomUUID(), TestBank.DAY, ""))
                .isEmpty();
        EntryRequest unknown = transfer(to, from, 1).reversing(UUID.randomUUID());
        assertThat(refusal(unknown)).isEqualTo(Refusal.UNKNOWN_ENTRY);
    }

    @Test
    void entryIsReversedOnceWithinABatch() {
        Account from = test.current(10_000);
        Account to = test.current(0);
        EntryRequest wrong = transfer(from, to, 2_500);
        book(wrong);
        Journal journal = test.bank().journal();
        List<EntryRequest> two = List.of(
                journal.reversal(UUID.randomUUID(), wrong.id(), TestBank.DAY, "")
                        .orElseThrow(),
                journal.reversal(UUID.randomUUID(), wrong.id(), TestBank.DAY, "")
                        .orElseThrow());

        List<BookingOutcome> outcomes = ledger.book(two);

        assertThat(outcomes.get(0)).isInstanceOf(BookingOutcome.Booked.class);
        assertThat(outcomes.get(1))
                .isEqualTo(new BookingOutcome.Refused(two.get(1).id(), Refusal.ALREADY_REVERSED));
    }

    @Test
    void linkedEntriesAreBookedAllOrNone() {
        Account a = test.current(1_000);
        Account b = test.current(0);
        Account c = test.current(0);
        List<EntryRequest> chain = List.of(
                transfer(a, b, 800).linked("x"),
                transfer(a, c, 5),
                transfer(b, c, 900).linked("x"));

        List<BookingOutcome> outcomes = ledger.book(chain);

        assertThat(outcomes.get(0))
                .isEqualTo(new BookingOutcome.Refused(chain.get(0).id(), Refusal.LINKED_REFUSED));
        assertThat(outcomes.get(1)).isInstanceOf(BookingOutcome.Booked.class);
        assertThat(outcomes.get(2))
                .isEqualTo(new BookingOutcome.Refused(chain.get(2).id(), Refusal.INSUFFICIENT_FUNDS));
        assertThat(now(a).balanceMinor()).isEqualTo(995);
        assertThat(ledger.book(List.of(
                        transfer(a, b, 800).linked("y"), transfer(b, c, 700).linked("y"))))
                .allMatch(BookingOutcome.Booked.class::isInstance);
        assertThat(now(c).balanceMinor()).isEqualTo(705);
    }

    @Test
    void blocksDormancyAndMinimumBalanceKeepWhatTheyAreFor() {
        Account rich = test.current(10_000);
        Account account = test.current(1_000);

        set(account, "debit_blocked = true");
        assertThat(refusal(transfer(account, rich, 1))).isEqualTo(Refusal.DEBIT_BLOCKED);
        assertThat(refusal(hold(account, 1))).isEqualTo(Refusal.DEBIT_BLOCKED);
        assertThat(book(transfer(rich, account, 1))).isInstanceOf(BookingOutcome.Booked.class);

        set(account, "debit_blocked = false, credit_blocked = true");
        assertThat(refusal(transfer(rich, account, 1))).isEqualTo(Refusal.CREDIT_BLOCKED);

        set(account, "credit_blocked = false, minimum_balance_minor = 900");
        assertThat(refusal(transfer(account, rich, 102))).isEqualTo(Refusal.INSUFFICIENT_FUNDS);
        assertThat(book(transfer(account, rich, 101))).isInstanceOf(BookingOutcome.Booked.class);

        set(account, "minimum_balance_minor = 0");
        test.bank().accounts().setStatus(account.id(), AccountStatus.DORMANT);
        assertThat(refusal(transfer(account, rich, 1))).isEqualTo(Refusal.ACCOUNT_DORMANT);
        assertThat(book(transfer(rich, account, 1))).isInstanceOf(BookingOutcome.Booked.class);
    }

    @Test
    void exchangeGoesThroughThePositionOfEachCurrency() {
        Account dollars = test.current(10_000);
        Account cashEur = test.bank().accounts().ledgerAccount(LedgerCode.CASH, "EUR");
        Account positionUsd = test.bank().accounts().ledgerAccount(LedgerCode.POSITION, "USD");
        Account positionEur = test.bank().accounts().ledgerAccount(LedgerCode.POSITION, "EUR");
        long usdBefore = now(positionUsd).balanceMinor();
        EntryRequest exchange = new EntryRequest(
                UUID.randomUUID(),
                EntryKind.EXCHANGE,
                TestBank.DAY,
                null,
                "USD to EUR at 0.92",
                List.of(
                        new Leg(dollars.id(), -5_000, "USD"),
                        new Leg(positionUsd.id(), 5_000, "USD"),
                        new Leg(positionEur.id(), -4_600, "EUR"),
                        new Leg(cashEur.id(), 4_600, "EUR")),
                true);

        assertThat(book(exchange)).isInstanceOf(BookingOutcome.Booked.class);

        assertThat(now(positionUsd).balanceMinor() - usdBefore).isEqualTo(5_000);
        assertThat(now(dollars).balanceMinor()).isEqualTo(5_000);
    }

    @Test
    void valueDateFarFromTheBookingDateIsRefused() {
        Account from = test.current(10_000);
        Account to = test.current(0);
        EntryRequest good = transfer(from, to, 5);
        EntryRequest far = new EntryRequest(
                good.id(), good.kind(), TestBank.DAY, TestBank.DAY.minusDays(367), "", good.legs(), true);

        assertThat(refusal(far)).isEqualTo(Refusal.VALUE_DATE_OUT_OF_RANGE);
    }
}
