package vesper.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vesper.bank.Bank;
import vesper.bank.TestBank;
import vesper.bank.account.Account;
import vesper.bank.account.AccountStatus;
import vesper.bank.account.Accounts;
import vesper.bank.account.LedgerCode;
import vesper.bank.deposit.CapitalisationPeriod;
import vesper.bank.deposit.TaxRates;
import vesper.bank.interest.DailyInterest;
import vesper.bank.ledger.EntryKind;
import vesper.bank.ledger.EntryRequest;
import vesper.bank.money.Money;
import vesper.batch.interest.Capitalisation;
import vesper.batch.interest.InterestAccrual;
import vesper.batch.task.Chunk;
import vesper.batch.task.Task;
import vesper.batch.task.Totals;

/** What the SQL of the night says of interest is what the arithmetic says, on random books. */
class InterestPropertiesTest {
    private static final List<String> CURRENCIES = List.of("USD", "JPY", "KWD");
    private static final LocalDate MONTH_END = LocalDate.parse("2023-06-30");

    private final TestBank test = new TestBank();
    private final Bank bank = test.bank();

    /** A product's rates by the day from which they are valid. */
    private final Map<String, NavigableMap<LocalDate, Rates>> rates = new HashMap<>();

    /** What was booked on each account, by booking date. */
    private final Map<Account, NavigableMap<LocalDate, Long>> booked = new HashMap<>();

    @AfterEach
    void close() {
        test.close();
    }

    /** Yearly rates in basis points on a positive and on a negative balance. */
    private record Rates(int creditBps, int overdraftBps) {
        int of(long balanceMinor) {
            return balanceMinor < 0 ? overdraftBps : creditBps;
        }
    }

    /** One row of {@code interest_accrual}. */
    private record Accrual(
            long accountId, LocalDate day, String currency, long balanceMinor, int rateBps, BigDecimal amountMinor) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void accrualsAreThoseOfThePureFunctionOnTheBalanceAtTheEndOfTheDay(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 8; i++) {
            product("saver-" + i, random);
        }
        for (int i = 0; i < 200; i++) {
            open("saver-" + random.nextInt(8), CURRENCIES.get(random.nextInt(CURRENCIES.size())));
        }
        List<Accrual> expected = new ArrayList<>();
        for (int n = 0; n < 4; n++) {
            LocalDate day = TestBank.DAY.plusDays(n);
            post(random, day);
            bank.businessDates().cutOff(day);
            post(random, day.plusDays(1));
            bank.businessDates().startClosing(day);

            Totals totals = run(new InterestAccrual(bank, 7), day);

            List<Accrual> ofDay = expected(day);
            expected.addAll(ofDay);
            assertThat(accruals()).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(totals.done()).isEqualTo(ofDay.size());
            assertThat(totals.sums()).isEqualTo(sums(ofDay));
            assertThat(run(new InterestAccrual(bank, 1000), day)).isEqualTo(Totals.NONE);
            bank.businessDates().advance(day);
        }
        assertThat(expected).hasSizeGreaterThan(200);
        assertThat(accruals()).containsExactlyInAnyOrderElementsOf(expected);
    }

    private void product(String code, Random random) {
        bank.jdbc()
                .sql("insert into product values (:code, 'SAVINGS', 'Saver')")
                .param("code", code)
                .update();
        NavigableMap<LocalDate, Rates> byDay = new TreeMap<>();
        byDay.put(LocalDate.EPOCH, new Rates(random.nextInt(-100, 1000), random.nextInt(2) * 1290));
        // Some of these come into force during the days of the test, some only later.
        byDay.put(
                TestBank.DAY.plusDays(random.nextInt(8)),
                new Rates(random.nextInt(-10_000, 100_001), random.nextInt(100_001)));
        byDay.put(
                TestBank.DAY.plusDays(random.nextInt(8)),
                new Rates(random.nextInt(3) == 0 ? 0 : random.nextInt(500), random.nextInt(2_000)));
        byDay.forEach((from, rate) -> bank.jdbc()
                .sql("insert into product_rate values (:code, :from, :credit, :overdraft)")
                .param("code", code)
                .param("from", from)
                .param("credit", rate.creditBps())
                .param("overdraft", rate.overdraftBps())
                .update());
        rates.put(code, byDay);
    }

    private void open(String product, String currency) {
        long customer =
                bank.customers().register(null, "Ada Nilsson", null, "", "en").id();
        Account account =
                bank.accounts().open(new Accounts.Opening(customer, product, currency, 0, product, TestBank.DAY));
        booked.put(account, new TreeMap<>());
    }

    /** Books an amount of any size on about half of the accounts, out of or into the bank's cash. */
    private void post(Random random, LocalDate day) {
        List<EntryRequest> entries = new ArrayList<>();
        booked.forEach((account, byDay) -> {
            if (random.nextBoolean()) {
                long amount = 1 + (long) Math.pow(10, random.nextDouble() * 14);
                long signed = random.nextInt(4) == 0 ? -amount : amount;
                long cash = bank.accounts()
                        .ledgerAccount(LedgerCode.CASH, account.currency())
                        .id();
                entries.add(EntryRequest.move(
                        UUID.randomUUID(),
                        EntryKind.DEPOSIT,
                        day,
                        "Random",
                        cash,
                        account.id(),
                        signed,
                        account.currency(),
                        false));
                byDay.merge(day, signed, Math::addExact);
            }
        });
        bank.ledger().book(entries);
    }

    private List<Accrual> expected(LocalDate day) {
        List<Accrual> expected = new ArrayList<>();
        booked.forEach((account, byDay) -> {
            long balance = byDay.headMap(day, true).values().stream()
                    .mapToLong(amount -> amount)
                    .sum();
            int rate =
                    rates.get(account.productCode()).floorEntry(day).getValue().of(balance);
            if (balance != 0 && rate != 0) {
                BigDecimal amount = DailyInterest.accrued(DailyInterest.weight(balance, rate));
                expected.add(new Accrual(account.id(), day, account.currency(), balance, rate, amount));
            }
        });
        return expected;
    }

    private static Map<String, BigDecimal> sums(List<Accrual> accruals) {
        Map<String, BigDecimal> sums = new TreeMap<>();
        accruals.forEach(accrual -> sums.merge(
                accrual.currency(),
                accrual.amountMinor().movePointLeft(Money.decimals(accrual.currency())),
                BigDecimal::add));
        return sums;
    }

    private List<Accrual> accruals() {
        return bank.jdbc()
                .sql("""
                        select account_id, business_date, currency, balance_minor, rate_bps, amount_minor
                          from interest_accrual
                        """)
                .query((row, n) -> new Accrual(
                        row.getLong(1),
                        row.getObject(2, LocalDate.class),
                        row.getString(3),
                        row.getLong(4),
                        row.getInt(5),
                        row.getBigDecimal(6)))
                .list();
    }

    /**
     * The accruals of a month on one account.
     *
     * @param half whether they come to a half of a minor unit exactly: each day is a half or one and a half, of an odd number
     */
    private static List<Accrual> month(long accountId, Random random, boolean half) {
        List<Accrual> days = new ArrayList<>();
        for (int day = 1; day <= (half ? 15 : 30); day++) {
            long balance = half ? 18_250 : (long) Math.pow(10, random.nextDouble() * 15);
            int rate = half ? (random.nextBoolean() ? 100 : 300) : random.nextInt(-20, 200);
            BigDecimal amount = DailyInterest.accrued(DailyInterest.weight(balance, rate));
            days.add(new Accrual(accountId, MONTH_END.withDayOfMonth(day), "USD", balance, rate, amount));
        }
        return days;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void aCapitalisationPostsTheExactSumOfTheDaysRoundedOnceHalfToEven(long seed) {
        Random random = new Random(seed);
        Map<Account, BigDecimal> exact = new HashMap<>();
        for (int i = 0; i < 40; i++) {
            Account account = test.account("savings", 0);
            List<Accrual> month = month(account.id(), random, i % 4 == 0);
            store(month);
            BigDecimal weight = month.stream()
                    .map(day -> BigDecimal.valueOf(day.balanceMinor()).multiply(BigDecimal.valueOf(day.rateBps())))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            exact.put(account, weight);
        }
        assertThat(exact.values())
                .as("halves to be rounded up and down")
                .extracting(weight ->
                        weight.remainder(BigDecimal.valueOf(7_300_000)).intValue())
                .contains(1_825_000, 5_475_000);

        run(new Capitalisation(bank, 7, CapitalisationPeriod.MONTH), MONTH_END);

        exact.forEach((account, weight) -> {
            BigDecimal minorUnit = BigDecimal.valueOf(3_650_000);
            BigDecimal posted = weight.divide(minorUnit, 0, RoundingMode.HALF_EVEN);
            assertThat(BigDecimal.valueOf(test.balance(account)))
                    .as("%s", weight)
                    .isEqualTo(posted);
            assertThat(capitalisations(account))
                    .containsExactly(new Capitalised(
                            MONTH_END,
                            weight.divide(minorUnit, 10, RoundingMode.HALF_EVEN),
                            posted.longValueExact(),
                            posted.signum() == 0 ? "NOTHING" : "BOOKED"));
        });
        assertThat(run(new Capitalisation(bank, 1000, CapitalisationPeriod.MONTH), MONTH_END))
                .isEqualTo(Totals.NONE);
        assertThat(bank.proof().check().breaks()).isEmpty();
    }

    @Test
    void whatAFrozenAccountEarnedIsPostedWithTheNextMonth() {
        Account account = test.account("savings", 0);
        LocalDate july = MONTH_END.plusMonths(1);
        // 0.6 of a minor unit in each month.
        store(List.of(accrual(account, MONTH_END, 2_190), accrual(account, july, 2_190)));
        bank.accounts().setStatus(account.id(), AccountStatus.FROZEN);
        assertThat(run(new Capitalisation(bank, 10, CapitalisationPeriod.MONTH), MONTH_END))
                .isEqualTo(Totals.failed(1));
        bank.accounts().setStatus(account.id(), AccountStatus.OPEN);

        run(new Capitalisation(bank, 10, CapitalisationPeriod.MONTH), july);

        assertThat(capitalisations(account))
                .containsExactly(
                        new Capitalised(MONTH_END, new BigDecimal("0.6000000000"), 1, "FAILED"),
                        new Capitalised(july, new BigDecimal("1.2000000000"), 1, "BOOKED"));
        assertThat(test.balance(account)).isEqualTo(1);
    }

    @Test
    void aProductThatPostsByQuarterOrYearPostsWhatAccruedSinceTogether() {
        bank.jdbc().sql("""
                        insert into product (code, kind, name, capitalised)
                        values ('quarterly', 'SAVINGS', 'Saver', 'QUARTER'), ('yearly', 'SAVINGS', 'Saver', 'YEAR')
                        """).update();
        Account monthly = test.account("savings", 0);
        Account quarterly = test.account("quarterly", 0);
        Account yearly = test.account("yearly", 0);
        for (Account account : List.of(monthly, quarterly, yearly)) {
            // 0.6 of a minor unit in each month.
            store(List.of(
                    accrual(account, MONTH_END.minusDays(60), 2_190),
                    accrual(account, MONTH_END.minusDays(30), 2_190),
                    accrual(account, MONTH_END, 2_190)));
        }
        Task byMonth = new Capitalisation(bank, 2, CapitalisationPeriod.MONTH);
        for (LocalDate end : List.of(MONTH_END.minusDays(60), MONTH_END.minusDays(30), MONTH_END)) {
            assertThat(run(byMonth, end)).isEqualTo(Totals.one("USD", 1));
        }
        Task byQuarter = new Capitalisation(bank, 2, CapitalisationPeriod.QUARTER);
        assertThat(byQuarter.items(MONTH_END)).isEqualTo(1);
        assertThat(run(byQuarter, MONTH_END)).isEqualTo(Totals.one("USD", 2));

        // Three months rounded each, and together: 1.8.
        assertThat(test.balance(monthly)).isEqualTo(3);
        assertThat(test.balance(quarterly)).isEqualTo(2);
        assertThat(test.balance(yearly)).isZero();
        assertThat(bank.jdbc()
                        .sql(
                                "select narrative from journal_entry where kind = 'CAPITALISATION' order by seq desc limit 1")
                        .query(String.class)
                        .single())
                .isEqualTo("Interest for 2nd quarter 2023");
    }

    @Test
    void taxIsKeptBackOfWhatIsEarnedTogetherWithItOrNotAtAll() {
        Account account = test.account("savings", 0);
        Account elsewhere = test.account("savings", 0);
        LocalDate july = MONTH_END.plusMonths(1);
        taxed(MONTH_END, 2637, true);
        taxed(MONTH_END, 9999, false);
        taxed(july.plusDays(1), 5000, true);
        bank.jdbc()
                .sql("insert into tax_residence (customer_id, country) values (:taxed, 'DE'), (:other, 'FR')")
                .param("taxed", account.customerId())
                .param("other", elsewhere.customerId())
                .update();
        // 10.00 earned in each month.
        store(List.of(
                accrual(account, MONTH_END, 3_650_000),
                accrual(elsewhere, MONTH_END, 3_650_000),
                accrual(account, july, 3_650_000)));
        block(account, true);
        assertThat(run(new Capitalisation(bank, 10, CapitalisationPeriod.MONTH), MONTH_END))
                .isEqualTo(Totals.one("USD", 10_00).plus(Totals.failed(1)));
        assertThat(test.balance(account)).isZero();
        assertThat(test.balance(elsewhere)).isEqualTo(10_00);

        block(account, false);
        run(new Capitalisation(bank, 10, CapitalisationPeriod.MONTH), july);
        // Of 20.00 are 26.37 per cent 5.274.
        assertThat(test.balance(account)).isEqualTo(20_00 - 5_27);
        assertThat(bank.jdbc()
                        .sql("select sum(amount_minor) from posting where account_id = :tax")
                        .param(
                                "tax",
                                bank.accounts()
                                        .ledgerAccount(LedgerCode.WITHHOLDING_TAX, "USD")
                                        .id())
                        .query(Long.class)
                        .single())
                .isEqualTo(5_27);
        assertThat(bank.proof().check().breaks()).isEmpty();
    }

    private void taxed(LocalDate from, int rateBps, boolean approved) {
        int version = bank.taxRates().propose(new TaxRates.Rate("DE", from, rateBps), TestBank.staff("ann"));
        bank.taxRates().check("DE", version, approved, TestBank.staff("bea"));
    }

    private void block(Account account, boolean blocked) {
        bank.jdbc()
                .sql("update account set debit_blocked = :blocked where id = :id")
                .param("blocked", blocked)
                .param("id", account.id())
                .update();
    }

    @Test
    void whatIsOwedOnAnOverdraftIsPostedApartFromWhatIsEarned() {
        Account account = test.account("current", 0);
        LocalDate july = MONTH_END.plusMonths(1);
        // 10.4 earned and 20.5 owed in June, 0.6 owed in July.
        store(List.of(
                accrual(account, MONTH_END.minusDays(1), 37_960),
                accrual(account, MONTH_END, -74_825),
                accrual(account, july, -2_190)));
        block(account, true);
        Totals june = run(new Capitalisation(bank, 10, CapitalisationPeriod.MONTH), MONTH_END);
        block(account, false);

        run(new Capitalisation(bank, 10, CapitalisationPeriod.MONTH), july);

        assertThat(june).isEqualTo(Totals.one("USD", 10).plus(Totals.failed(1)));
        assertThat(capitalisations(account))
                .containsExactly(
                        new Capitalised(MONTH_END, new BigDecimal("10.4000000000"), 10, "BOOKED"),
                        new Capitalised(MONTH_END, new BigDecimal("-20.5000000000"), -20, "FAILED"),
                        new Capitalised(july, new BigDecimal("-21.1000000000"), -21, "BOOKED"));
        assertThat(bank.jdbc()
                        .sql("""
                                select e.kind, g.number from journal_entry e
                                  join posting p on p.entry_seq = e.seq and p.account_id <> :id
                                  join account g on g.id = p.account_id order by e.seq
                                """)
                        .param("id", account.id())
                        .query((row, n) -> row.getString(1) + " " + row.getString(2))
                        .list())
                .containsExactly("CAPITALISATION 5010-USD", "OVERDRAFT_INTEREST 4010-USD");
        assertThat(test.balance(account)).isEqualTo(-11);
    }

    private static Accrual accrual(Account account, LocalDate day, long balanceMinor) {
        BigDecimal amount = DailyInterest.accrued(DailyInterest.weight(balanceMinor, 1000));
        return new Accrual(account.id(), day, "USD", balanceMinor, 1000, amount);
    }

    private void store(List<Accrual> accruals) {
        bank.jdbcTemplate()
                .batchUpdate(
                        "insert into interest_accrual values (?, ?, ?, ?, ?, ?)",
                        accruals.stream()
                                .map(accrual -> new Object[] {
                                    accrual.accountId(),
                                    accrual.day(),
                                    accrual.currency(),
                                    accrual.balanceMinor(),
                                    accrual.rateBps(),
                                    accrual.amountMinor()
                                })
                                .toList());
    }

    /** One row of {@code interest_capitalisation}. */
    private record Capitalised(LocalDate periodEnd, BigDecimal accruedMinor, long amountMinor, String state) {}

    private List<Capitalised> capitalisations(Account account) {
        return bank.jdbc()
                .sql("""
                        select period_end, accrued_minor, amount_minor, state from interest_capitalisation
                         where account_id = :account order by period_end, side
                        """)
                .param("account", account.id())
                .query((row, n) -> new Capitalised(
                        row.getObject(1, LocalDate.class), row.getBigDecimal(2), row.getLong(3), row.getString(4)))
                .list();
    }

    /** Does the task as the night does, each chunk in a transaction of its own. */
    private Totals run(Task task, LocalDate businessDate) {
        Totals totals = Totals.NONE;
        long after = Task.START;
        while (true) {
            long from = after;
            Chunk chunk = bank.transaction().execute(status -> task.work(businessDate, from));
            totals = totals.plus(chunk.totals());
            if (chunk.last()) {
                return totals;
            }
            after = chunk.upTo();
        }
    }
}
