package vesper.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vesper.bank.Bank;
import vesper.bank.Ids;
import vesper.bank.TestBank;
import vesper.bank.TestDatabase;
import vesper.bank.account.Account;
import vesper.bank.account.AccountStatus;
import vesper.bank.account.LedgerCode;
import vesper.bank.directdebit.DirectDebits;
import vesper.bank.ledger.BookingOutcome;
import vesper.bank.ledger.HoldRequest;
import vesper.bank.lending.LoanTerms;
import vesper.bank.money.Money;
import vesper.bank.origination.LoanProduct;
import vesper.bank.origination.LoanProducts;
import vesper.bank.origination.LoanRequest;
import vesper.bank.origination.LoanRequest.Purpose;
import vesper.bank.servicing.LoanOpening;
import vesper.bank.transfer.Rhythm;
import vesper.bank.transfer.StandingOrder;
import vesper.bank.transfer.StandingOrder.WithoutFunds;
import vesper.batch.operator.Operations;
import vesper.batch.operator.RunStatus;
import vesper.batch.operator.RunView;

/**
 * The last day of a month, a quarter and a year, so that every step of a close is due on it. It has work of every kind, things that
 * cannot be done among it, and several chunks of two of each.
 */
final class MonthEnd {
    static final LocalDate DAY = LocalDate.parse("2024-12-31");
    static final int CHUNK = 2;
    private static final int DAYS_BEFORE = 25;
    static final List<String> STEPS_WITHOUT_ITEMS =
            List.of("pre-flight", "cut-off", "drain", "shut", "proof-of-books", "seal", "personal-data", "advance");
    static final List<String> STEPS_ON_ITEMS = List.of(
            "hold-expiry",
            "offer-expiry",
            "standing-orders",
            "scheduled-transfers",
            "direct-debits",
            "loan-interest",
            "loan-repayments",
            "loan-charges",
            "loan-provisions",
            "interest-accrual",
            "capitalisation",
            "quarterly-capitalisation",
            "yearly-capitalisation",
            "account-fees",
            "dormancy",
            "statements",
            "yearly-summaries",
            "retention");

    private static @Nullable MonthEnd only;

    private final HikariDataSource server = TestDatabase.create();
    private final String original;
    private final List<String> steps;
    private final Map<String, List<Map<String, Object>>> books;
    private final Map<String, List<Object>> totals;
    private final Map<String, Integer> chunks;
    private final long calls;
    private final List<String> mails;

    /** The bank of which copies are made, and what its close leaves; made once a process, like the database server. */
    static synchronized MonthEnd uninterrupted() {
        if (only == null) {
            only = new MonthEnd();
        }
        return only;
    }

    private MonthEnd() {
        try (Night night = new Night()) {
            populate(night);
            night.closeUntil(DAY.minusDays(1));
            assertThat(night.today()).isEqualTo(DAY);
            original = night.test.dataSource().getJdbcUrl();
        }
        Calls counted = Calls.counted();
        try (BankCopy copy = copy();
                Batch batch = copy.batch(counted)) {
            Operations operations = batch.operations();
            RunView run = operations.closeUntil(Night.OLGA, DAY, ended -> {}).get(0);
            calls = counted.count();
            assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
            steps = operations.run(run.id()).orElseThrow().steps().stream()
                    .map(step -> step.name())
                    .toList();
            books = copy.books();
            totals = totals(operations, run.id());
            chunks = steps.stream().collect(Collectors.toMap(step -> step, copy::chunksCommitted));
            mails = copy.sendMails();
        }
    }

    /** The bank on the morning of the day, in a database of its own. */
    BankCopy copy() {
        return BankCopy.of(server, original);
    }

    /** Names of the steps of the close, in order. */
    List<String> steps() {
        return steps;
    }

    /** What the close left. */
    Map<String, List<Map<String, Object>>> books() {
        return books;
    }

    /** In how many chunks the step did its work. */
    int chunks(String step) {
        return chunks.get(step);
    }

    /** How often the close called the database. */
    long calls() {
        return calls;
    }

    /** Sends the mails of another close of the day, and holds what was received, attachments and all, against those of this one. */
    void assertSameMails(BankCopy copy) {
        assertThat(copy.sendMails()).containsExactlyElementsOf(mails);
    }

    /** Holds books and run of another close of the day against those of the close that nothing interrupted. */
    void assertSame(BankCopy copy, Operations operations, long run) {
        assertThat(operations.run(run).orElseThrow().run().status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(totals(operations, run)).isEqualTo(totals);
        Map<String, List<Map<String, Object>>> others = copy.books();
        assertThat(others).containsOnlyKeys(books.keySet());
        books.forEach((table, rows) -> assertThat(others.get(table)).as(table).containsExactlyElementsOf(rows));
        assertThat(copy.bank().proof().check().breaks()).isEmpty();
    }

    /**
     * The same for a close whose steps work on ranges of accounts at once: in what order they book, and over how many loans an entry of
     * a sum is, are left open.
     */
    void assertSameButForOrder(BankCopy copy, Operations operations, long run) {
        assertThat(operations.run(run).orElseThrow().run().status()).isEqualTo(RunStatus.COMPLETED);
        Map<String, List<Object>> others = totals(operations, run);
        assertThat(others).containsOnlyKeys(totals.keySet());
        assertThat(withoutCounts(others)).isEqualTo(withoutCounts(totals));
        Map<String, List<Map<String, Object>>> expected = Books.withoutOrder(books);
        Map<String, List<Map<String, Object>>> found = Books.withoutOrder(copy.books());
        assertThat(found).containsOnlyKeys(expected.keySet());
        expected.forEach(
                (table, rows) -> assertThat(found.get(table)).as(table).containsExactlyInAnyOrderElementsOf(rows));
        assertThat(copy.bank().proof().check().breaks()).isEmpty();
    }

    private static Map<String, List<Object>> withoutCounts(Map<String, List<Object>> totals) {
        Map<String, List<Object>> others = new LinkedHashMap<>(totals);
        others.keySet().remove("seal");
        return others;
    }

    /** Of each step of a run, in order: how much of the items is behind it, and its control totals. */
    private static Map<String, List<Object>> totals(Operations operations, long run) {
        Map<String, List<Object>> totals = new LinkedHashMap<>();
        operations.run(run).orElseThrow().steps().forEach(step -> {
            totals.put(step.name(), List.of(step.behind(), step.done(), step.failed(), step.sums()));
        });
        return totals;
    }

    /** Fills a new bank with accounts and with what is due on the day. */
    static void populate(Night night) {
        Bank bank = night.test.bank();
        bank.jdbc()
                .sql("update business_date set business_date = :day, accepting_date = :day")
                .param("day", DAY.minusDays(DAYS_BEFORE))
                .update();
        // Else those that a step opens have other ids after a step that was killed and done again.
        for (LedgerCode code : LedgerCode.values()) {
            bank.accounts().ledgerAccount(code, "USD");
        }
        List<Account> savings = Stream.of(1_000_000_00L, 7_77L, 123_456_78L, 50_000_00L)
                .map(balance -> night.test.account("savings", balance))
                .toList();
        List<Account> current = Stream.of(2_000_00L, 10_00L, 3_333_33L, 0L)
                .map(night.test::current)
                .toList();
        bank.accounts().setStatus(savings.get(3).id(), AccountStatus.FROZEN);
        for (int i = 0; i < 3; i++) {
            lend(night, current.get(i), i, 600_00L * (i + 1), DAY);
        }
        Account empty = night.test.current(0);
        for (int i = 0; i < 3; i++) {
            // Those are charged for on the day, these are overdue for the first time.
            lend(night, empty, i, 90_00, DAY.minusDays(6));
            lend(night, empty, i, 120_00, DAY.minusDays(1));
        }
        night.batch
                .scheduledTransfers()
                .add(empty.id(), savings.get(0).id(), 630_00, "USD", night.today(), "Moving out");
        // Three holds that end with the day, one of which the first transfer below cannot do with, and one that goes
        // on.
        hold(night, current.get(0), 2_550_00, DAY);
        hold(night, current.get(2), 1_00, DAY);
        hold(night, savings.get(0), 2_00, DAY);
        hold(night, savings.get(0), 3_00, DAY.plusDays(1));
        current.subList(0, 3).forEach(account -> offerUntil(DAY.minusDays(1), night, account));
        transfer(night, current.get(0), savings.get(0), 100_00);
        standingOrder(night, current.get(0), savings.get(0), 1_00, WithoutFunds.RETRY);
        standingOrder(night, current.get(2), savings.get(0), 2_00, WithoutFunds.RETRY);
        standingOrder(night, empty, savings.get(0), 3_00, WithoutFunds.CANCEL);
        standingOrder(night, empty, savings.get(0), 4_00, WithoutFunds.RETRY);
        standingOrder(night, empty, savings.get(0), 5_00, WithoutFunds.SKIP);
        // Leaves too little for the instalment that is due on the same day.
        transfer(night, current.get(1), current.get(0), 1_200_00);
        transfer(night, current.get(3), savings.get(1), 5_00);
        transfer(night, current.get(2), savings.get(3), 1_00);
        transfer(night, savings.get(2), current.get(3), 45_67);
        directDebits(night, current.get(2), savings.get(0), empty);
        saveForLonger(night, "QUARTER");
        saveForLonger(night, "YEAR");
        // Opened long ago, and never used.
        for (int i = 0; i < 3; i++) {
            night.test.account("savings", 0);
        }
        night.test
                .bank()
                .jdbc()
                .sql("update account set opened_on = '2023-05-01' where kind in ('CURRENT', 'SAVINGS')")
                .update();
        // One account is frozen, and on the richest the fee is waived.
        night.test.bank().jdbc().sql("""
                        insert into product_fee values ('savings', 'USD', '2023-06-01', 150, 40000000, null),
                                                       ('current', 'USD', '2023-06-01', 300, null, 500000)
                        """).update();
        night.test
                .bank()
                .jdbc()
                .sql("insert into product_dormancy values ('savings', :today, 1)")
                .param("today", DAY)
                .update();
        // Over on the day, and not before.
        night.test
                .bank()
                .jdbc()
                .sql("insert into name_inquiry select id, :asked, 1 from customer order by id limit 3")
                .param("asked", DAY.minusDays(91))
                .update();
    }

    /** Three accounts of a product that posts its interest so often. */
    private static void saveForLonger(Night night, String capitalised) {
        String product = "saver-" + capitalised.toLowerCase(Locale.ROOT);
        night.test
                .bank()
                .jdbc()
                .sql(
                        "insert into product (code, kind, name, capitalised) values (:code, 'SAVINGS', 'Saver', :capitalised)")
                .param("code", product)
                .param("capitalised", capitalised)
                .update();
        night.test
                .bank()
                .jdbc()
                .sql("insert into product_rate (product_code, valid_from, rate_bps) values (:code, '1970-01-01', 300)")
                .param("code", product)
                .update();
        for (int i = 1; i <= 3; i++) {
            night.test.account(product, 1_000_00L * i);
        }
    }

    /** Two that are booked, one without funds, and one whose mandate was revoked. */
    private static void directDebits(Night night, Account debtor, Account creditor, Account empty) {
        DirectDebits directDebits = night.test.bank().directDebits();
        long mandate = mandate(directDebits, debtor, creditor, "gas");
        long ofPoor = mandate(directDebits, empty, creditor, "water");
        long revoked = mandate(directDebits, debtor, creditor, "paper");
        directDebits.revoke(revoked, DAY);
        present(directDebits, mandate, "June 1", 1_11);
        present(directDebits, mandate, "June 2", 2_22);
        present(directDebits, ofPoor, "June 1", 3_33);
        present(directDebits, revoked, "June 1", 4_44);
    }

    private static long mandate(DirectDebits directDebits, Account debtor, Account creditor, String reference) {
        return directDebits.grant(
                new DirectDebits.Mandate(creditor.id(), debtor.id(), reference, DAY.minusDays(20), null));
    }

    private static void present(DirectDebits directDebits, long mandate, String endToEndId, long amountMinor) {
        directDebits.present(
                mandate, new DirectDebits.Collection(endToEndId, amountMinor, "USD", DAY, "Bill of " + endToEndId));
    }

    private static void lend(Night night, Account linked, int n, long principalMinor, LocalDate firstDueOn) {
        LoanTerms terms = LoanTerms.of(new Money(principalMinor, "USD"), night.today(), new BigDecimal("6.90"), 3)
                .firstDueOn(firstDueOn)
                .build();
        UUID id = Ids.of("loan", linked.number(), firstDueOn.toString(), Integer.toString(n));
        night.test.bank().loans().openAndPayOut(new LoanOpening(id, linked.customerId(), linked.id(), "loan", terms));
    }

    private static void hold(Night night, Account account, long amountMinor, LocalDate lastDay) {
        HoldRequest hold = new HoldRequest(
                Ids.of("month-end-hold", account.id() + "-" + amountMinor),
                account.id(),
                amountMinor,
                "USD",
                "Hotel",
                lastDay);
        assertThat(night.test.bank().ledger().book(List.of(hold)).get(0)).isInstanceOf(BookingOutcome.HoldMoved.class);
    }

    /** An offer that nobody takes, of a loan product of its own. */
    private static void offerUntil(LocalDate lastDay, Night night, Account account) {
        LoanProducts products = night.test.bank().loanProducts();
        if (products.offered("patient").isEmpty()) {
            LoanProduct usual = products.offered("personal-usd").orElseThrow();
            int validDays = Math.toIntExact(ChronoUnit.DAYS.between(night.today(), lastDay));
            products.propose(
                    new LoanProduct(
                            "patient",
                            1,
                            "Patient loan",
                            usual.currency(),
                            usual.amountMinor(),
                            usual.instalments(),
                            usual.repayment(),
                            usual.prices(),
                            usual.fees(),
                            usual.delinquency(),
                            usual.policy(),
                            validDays),
                    TestBank.staff("ann"));
            products.check("patient", 1, true, TestBank.staff("bea"));
        }
        night.test
                .bank()
                .loanApplications()
                .apply(
                        "shop",
                        account.number(),
                        new LoanRequest("patient", account.number(), 900_00, 12, Purpose.OTHER, 4_000_00, 500_00, 0));
    }

    private static void standingOrder(
            Night night, Account from, Account to, long amountMinor, WithoutFunds withoutFunds) {
        night.test
                .bank()
                .standingOrders()
                .add(new StandingOrder.Order(
                        from.id(),
                        to.id(),
                        amountMinor,
                        "USD",
                        "Every month " + amountMinor,
                        Rhythm.LAST_BUSINESS_DAY,
                        DAY,
                        null,
                        null,
                        "WEEKENDS",
                        withoutFunds,
                        3));
    }

    private static void transfer(Night night, Account from, Account to, long amountMinor) {
        night.batch
                .scheduledTransfers()
                .add(from.id(), to.id(), amountMinor, "USD", DAY, "Standing order " + amountMinor);
    }
}
