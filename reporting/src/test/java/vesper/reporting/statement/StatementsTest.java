package vesper.reporting.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vesper.bank.TestBank;
import vesper.bank.account.Account;
import vesper.bank.account.LedgerCode;
import vesper.bank.calendar.BusinessDates;
import vesper.bank.ledger.EntryKind;
import vesper.bank.ledger.EntryRequest;
import vesper.bank.ledger.HoldRequest;
import vesper.bank.lending.LoanTerms;
import vesper.bank.lending.Portions;
import vesper.bank.money.Money;
import vesper.bank.servicing.LoanAccount;
import vesper.bank.servicing.LoanOpening;
import vesper.bank.servicing.LoanPeriod;
import vesper.bank.servicing.Repayment;
import vesper.bank.servicing.ServicingOutcome;
import vesper.reporting.statement.Statement.Entry;
import vesper.reporting.statement.Statement.Hold;

class StatementsTest {
    private static final LocalDate MONDAY = TestBank.DAY;
    private static final LocalDate TUESDAY = MONDAY.plusDays(1);
    private static final LocalDate WEDNESDAY = MONDAY.plusDays(2);

    private final TestBank test = new TestBank();
    private final BusinessDates dates = test.bank().businessDates();
    private Statements statements;
    private long cash;

    @BeforeEach
    void open() {
        statements = new Statements(
                test.bank().jdbc(),
                Letterhead.vesper(),
                Accruals.NONE,
                test.bank().loans());
        cash = test.bank().accounts().ledgerAccount(LedgerCode.CASH, "USD").id();
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void openingBalanceIsThatOfTheDayBeforeThePeriod() {
        Account account = test.current(10_000);
        book(account, MONDAY, EntryKind.CARD_PAYMENT, "Bakery", -250);
        nextDay(MONDAY);
        book(account, TUESDAY, EntryKind.TRANSFER, "Rent", -4_000);
        book(account, TUESDAY, EntryKind.CAPITALISATION, "", 12);
        nextDay(TUESDAY);
        book(account, WEDNESDAY, EntryKind.DEPOSIT, "After the period", 99_999);

        Statement statement = statement(account, TUESDAY, TUESDAY);

        assertThat(statement.openingMinor()).isEqualTo(9_750);
        assertThat(statement.entries()).extracting(Entry::text).containsExactly("Rent", "");
        assertThat(statement.closingMinor()).isEqualTo(5_762);
        assertThat(statement.interest().postedMinor()).isEqualTo(12);
        assertThat(statement.interest().rateBps()).isEqualTo(25);
        assertThat(statement.interest().overdraftRateBps()).isEqualTo(1290);
        assertThat(statement.holder().address()).containsExactly("1 Quay Street", "Port Amity");
        assertThat(statement.account().number()).isEqualTo(account.number());
    }

    @Test
    void entriesStandInTheOrderOfBookingDatesThoughBookedTheOtherWayRound() {
        Account account = test.current(10_000);
        dates.cutOff(MONDAY);
        book(account, TUESDAY, EntryKind.CARD_PAYMENT, "accepted after the cut-off", -100);
        book(account, MONDAY, EntryKind.CARD_PAYMENT, "still on its way at the cut-off", -30);

        Statement both = statement(account, MONDAY, TUESDAY);
        assertThat(both.entries())
                .extracting(Entry::text)
                .containsExactly("Opening deposit", "still on its way at the cut-off", "accepted after the cut-off");
        assertThat(both.entries()).extracting(Entry::balanceAfterMinor).containsExactly(10_000L, 9_970L, 9_870L);
        assertThat(statement(account, TUESDAY, TUESDAY).openingMinor()).isEqualTo(9_970);
    }

    @Test
    void consecutiveStatementsJoinWithoutAGap() {
        Account account = test.current(5_000);
        for (LocalDate day = MONDAY; day.isBefore(MONDAY.plusDays(6)); day = day.plusDays(1)) {
            book(account, day, EntryKind.CARD_PAYMENT, "lunch", -day.getDayOfMonth());
            nextDay(day);
        }
        long balance = 0;
        for (LocalDate day = MONDAY; day.isBefore(MONDAY.plusDays(6)); day = day.plusDays(2)) {
            Statement statement = statement(account, day, day.plusDays(1));
            assertThat(statement.openingMinor()).isEqualTo(balance);
            balance = statement.closingMinor();
        }
        assertThat(balance).isEqualTo(test.balance(account));
    }

    @Test
    void accruedInterestIsRoundedHalfEvenOnceForThePeriod() {
        Account account = test.current(100);
        Period day = new Period(MONDAY, MONDAY);
        for (String[] rounding : new String[][] {{"2.5", "2"}, {"3.5", "4"}, {"-2.5", "-2"}, {"0.4999", "0"}}) {
            Accruals accruals = (ids, period) -> Map.of(account.id(), new BigDecimal(rounding[0]));
            Statement statement = new Statements(
                            test.bank().jdbc(),
                            Letterhead.vesper(),
                            accruals,
                            test.bank().loans())
                    .ofAccount(account.number(), day, MONDAY)
                    .orElseThrow();
            assertThat(statement.interest().accruedMinor()).isEqualTo(Long.parseLong(rounding[1]));
        }
        assertThat(statement(account, MONDAY, MONDAY).interest().accruedMinor()).isNull();
    }

    @Test
    void aPeriodWithoutEntriesStandsStill() {
        Account account = test.current(777);
        nextDay(MONDAY);
        Statement after = statement(account, TUESDAY, TUESDAY);
        assertThat(after.entries()).isEmpty();
        assertThat(List.of(after.openingMinor(), after.closingMinor())).containsExactly(777L, 777L);
        Statement before = statement(account, MONDAY.minusYears(1), MONDAY.minusDays(1));
        assertThat(List.of(before.openingMinor(), before.closingMinor())).containsExactly(0L, 0L);
    }

    @Test
    void aLoanShowsWhatIsOwedWhatWasPaidByPartAndWhatIsNext() {
        // 1,000.00 at 12 % over 3 months: 340.02, 340.02, 340.03 with interest of 10.00, 6.70, 3.37.
        Account linked = test.current(1_000_00);
        LoanAccount loan = test.bank()
                .loans()
                .openAndPayOut(new LoanOpening(
                        UUID.randomUUID(),
                        linked.customerId(),
                        linked.id(),
                        "loan",
                        LoanTerms.of(new Money(1_000_00, "USD"), MONDAY, BigDecimal.valueOf(12), 3)
                                .build()));
        nextDay(MONDAY);
        repay(loan, 340_02);
        nextDay(TUESDAY);
        repay(loan, 100_00);

        Period first = new Period(MONDAY, TUESDAY);
        Statement statement =
                statements.ofAccount(loan.number(), first, WEDNESDAY).orElseThrow();
        assertThat(statement.loan())
                .isEqualTo(new LoanPeriod(
                        669_98, new Portions(330_02, 10_00, 0, 0), 0, LocalDate.parse("2023-08-05"), 340_02));
        assertThat(statement(account(loan), WEDNESDAY, WEDNESDAY).loan())
                .isEqualTo(new LoanPeriod(
                        576_68, new Portions(93_30, 6_70, 0, 0), 0, LocalDate.parse("2023-08-05"), 240_02));
        assertThat(statement(linked, MONDAY, TUESDAY).loan()).isNull();
    }

    @Test
    void theCardsOfAnAccountAreThoseThatPayFromIt() {
        Account with = test.current(1);
        Account without = test.current(1);
        for (String last4 : List.of("4242", "0002")) {
            test.bank()
                    .jdbc()
                    .sql(
                            "insert into card (id, account_id, number_mac, last4) values (gen_random_uuid(), :account, sha256(:mac), :last4)")
                    .param("account", with.id())
                    .param("mac", last4.getBytes(StandardCharsets.US_ASCII))
                    .param("last4", last4)
                    .update();
        }
        assertThat(statement(with, MONDAY, MONDAY).account().cards()).containsExactly("0002", "4242");
        assertThat(statement(without, MONDAY, MONDAY).account().cards()).isEmpty();
    }

    @Test
    void aPaymentSaysWhoAndWhatForAndAHoldWhatIsReserved() {
        Account payer = test.current(10_000);
        Account payee = test.current(0);
        rename(payee, "Zo\u00EB M\u00FCller");
        UUID card = book(payer, MONDAY, EntryKind.CARD_PAYMENT, "Harbour Books", -700);
        UUID transfer = UUID.randomUUID();
        test.bank()
                .ledger()
                .book(List.of(
                        EntryRequest.move(
                                transfer,
                                EntryKind.TRANSFER,
                                MONDAY,
                                "Rent",
                                payer.id(),
                                payee.id(),
                                4_000,
                                "USD",
                                true),
                        new HoldRequest(UUID.randomUUID(), payer.id(), 1_500, "USD", "Hotel", TUESDAY)));
        payment(card, "CARD_PAYMENT", payer.id(), cash, 700, "Harbour Books", "books");
        payment(transfer, "TRANSFER", payer.id(), payee.id(), 4_000, null, null);

        Statement paid = statement(payer, MONDAY, MONDAY);
        assertThat(paid.entries())
                .extracting(
                        Entry::text,
                        entry -> entry.parties().counterparty(),
                        entry -> entry.parties().category())
                .containsExactly(
                        tuple("Opening deposit", "", ""),
                        tuple("Harbour Books", "Harbour Books", "books"),
                        tuple("Rent", "Zo\u00EB M\u00FCller", ""));
        assertThat(paid.holds()).containsExactly(new Hold("Hotel", MONDAY, TUESDAY, 1_500));
        assertThat(statement(payee, MONDAY, MONDAY).entries())
                .extracting(entry -> entry.parties().counterparty())
                .containsExactly("Ada Nilsson");
        assertThat(statement(payer, MONDAY.minusDays(1), MONDAY.minusDays(1)).holds())
                .isEmpty();
    }

    private void rename(Account account, String name) {
        test.bank()
                .jdbc()
                .sql("update customer set name = :name where id = :id")
                .param("name", name)
                .param("id", account.customerId())
                .update();
    }

    private void payment(
            UUID id,
            String kind,
            long debtor,
            long creditor,
            long amountMinor,
            @Nullable String merchant,
            @Nullable String category) {
        test.bank()
                .jdbc()
                .sql("""
                        insert into payment (id, client_id, kind, debtor_account_id, creditor_account_id, amount_minor,
                               currency, merchant, category, occurred_at, accepted_at, business_date, request_hash, status,
                               score, decision)
                        values (:id, 'shop', :kind, :debtor, :creditor, :amount, 'USD', :merchant, :category, now(), now(),
                                :day, '', 'BOOKED', 0, '')
                        """)
                .param("id", id)
                .param("kind", kind)
                .param("debtor", debtor)
                .param("creditor", creditor)
                .param("amount", amountMinor)
                .param("merchant", merchant)
                .param("category", category)
                .param("day", MONDAY)
                .update();
    }

    private Account account(LoanAccount loan) {
        return test.bank().accounts().byId(loan.accountId()).orElseThrow();
    }

    private void repay(LoanAccount loan, long amountMinor) {
        assertThat(test.bank()
                        .loans()
                        .repay(new Repayment(
                                UUID.randomUUID(), loan.accountId(), null, new Money(amountMinor, "USD"), null)))
                .isInstanceOf(ServicingOutcome.Done.class);
    }

    @Test
    void manyAccountsAreReadAtOnceAndTheBanksOwnHaveNoStatement() {
        Account first = test.current(100);
        Account second = test.account("savings", 200);
        Period day = new Period(MONDAY, MONDAY);
        List<Statements.Read> read = statements.read(List.of(second.id(), cash, first.id(), 999_999L), day, MONDAY);
        assertThat(read).extracting(Statements.Read::accountId).containsExactly(first.id(), second.id());
        assertThat(read).extracting(r -> r.statement().closingMinor()).containsExactly(100L, 200L);
        assertThat(read.get(1).statement().interest().rateBps()).isEqualTo(200);
        assertThat(read.get(1).statement().interest().overdraftRateBps()).isNull();
        assertThat(statements.ofAccount("1010-USD", day, MONDAY)).isEmpty();
        assertThat(statements.ofAccount("GB00NONE", day, MONDAY)).isEmpty();
    }

    private Statement statement(Account account, LocalDate from, LocalDate to) {
        return statements.ofAccount(account.number(), new Period(from, to), to).orElseThrow();
    }

    private UUID book(Account account, LocalDate date, EntryKind kind, String text, long amountMinor) {
        UUID id = UUID.randomUUID();
        long from = amountMinor < 0 ? account.id() : cash;
        long to = amountMinor < 0 ? cash : account.id();
        test.bank()
                .ledger()
                .book(List.of(EntryRequest.move(id, kind, date, text, from, to, Math.abs(amountMinor), "USD", false)));
        return id;
    }

    private void nextDay(LocalDate day) {
        dates.cutOff(day);
        dates.startClosing(day);
        dates.advance(day);
    }
}
