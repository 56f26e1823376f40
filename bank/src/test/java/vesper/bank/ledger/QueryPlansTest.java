package vesper.bank.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import vesper.bank.Bank;
import vesper.bank.TestBank;
import vesper.bank.account.Account;
import vesper.bank.account.LedgerCode;
import vesper.bank.ledger.AccountHistory.Position;
import vesper.bank.money.Money;

/**
 * No query of the day reads the journal or the accounts from end to end, however many they are: each statement that the bank sends
 * is explained on 20,000 accounts and a journal of 200,000 postings; of 5,000,000 with {@code -Dplans.postings=5000000}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QueryPlansTest {
    private static final int POSTINGS = Integer.getInteger("plans.postings", 200_000);
    private static final int ACCOUNTS = 20_000;
    private static final int DAYS = 700;
    private static final Pattern PARAMETER = Pattern.compile("\\?");
    /** Of a table, or of all of an index that has a row for each of the table's. */
    private static final String SCAN_OF_ALL =
            "(?:Seq Scan|Index (?:Only )?Scan using \\w+_(?:pkey|key)) on (?:%s)\\b[^\n]*\n(?!\\s*Index Cond)";

    private static final Pattern JOURNAL = Pattern.compile(SCAN_OF_ALL.formatted("posting|journal_entry"));
    private static final Pattern JOURNAL_OR_ACCOUNTS =
            Pattern.compile(SCAN_OF_ALL.formatted("posting|journal_entry|account"));

    private final TestBank test = new TestBank();
    private final Set<String> sent = new LinkedHashSet<>();
    private final Bank bank = new Bank(listening(test.dataSource()));
    private Account account;

    @BeforeAll
    void fill() {
        account = test.current(1_000_00);
        long cash = test.bank()
                .accounts()
                .ledgerAccount(LedgerCode.CARD_SETTLEMENT, "USD")
                .id();
        test.bank().transaction().executeWithoutResult(status -> {
            sql("set local session_replication_role = replica");
            sql("""
                    insert into account (number, kind, product_code, customer_id, currency, name, opened_on)
                    select 'T' || n, 'CURRENT', 'current', %d + n, 'USD', 'Current account', date '%s'
                      from generate_series(1, %d) n
                    """.formatted(account.customerId(), TestBank.DAY.minusDays(DAYS), ACCOUNTS));
            sql("""
                    insert into journal_entry (seq, id, kind, booking_date, value_date, recorded_at, narrative, fingerprint)
                    select nextval('journal_entry_seq'), gen_random_uuid(), 'TRANSFER', day, day, day + time '12:00', 'Rent', '\\x00'
                      from (select date '%1$s' + (n::bigint * %2$d / %3$d)::integer as day from generate_series(0, %3$d - 1) n) days
                    """.formatted(TestBank.DAY.minusDays(DAYS), DAYS, POSTINGS / 2));
            sql("""
                    insert into posting (account_id, entry_seq, leg, amount_minor, currency, booking_date, value_date)
                    select case leg when 0 then first.id + e.seq %% %d else %d end, e.seq, leg, 1 - 2 * leg, 'USD', booking_date,
                           value_date
                      from journal_entry e, generate_series(0, 1) leg, (select min(id) as id from account where number like 'T%%') first
                     where e.kind = 'TRANSFER'
                    """.formatted(ACCOUNTS, cash));
        });
        sql("analyze");
    }

    @AfterAll
    void close() {
        test.close();
    }

    private void sql(String statement) {
        test.bank().jdbcTemplate().execute(statement);
    }

    /** The same data source, whose connections tell what is prepared on them. */
    private DataSource listening(DataSource source) {
        return (DataSource) proxy(DataSource.class, source, (name, result, arguments) -> {
            return result instanceof Connection connection
                    ? proxy(Connection.class, connection, (call, made, with) -> {
                        if (call.equals("prepareStatement")) {
                            Arrays.stream(((String) with[0]).split(";\n")).forEach(sent::add);
                        }
                        return made;
                    })
                    : result;
        });
    }

    private interface After {
        Object called(String method, Object result, Object[] arguments);
    }

    private static Object proxy(Class<?> type, Object target, After after) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
            try {
                return after.called(method.getName(), method.invoke(target, arguments), arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> queriesOfTheDayUseTheirIndexes() {
        UUID entry = UUID.randomUUID();
        UUID hold = UUID.randomUUID();
        long settlement =
                bank.accounts().ledgerAccount(LedgerCode.CARD_SETTLEMENT, "USD").id();
        LocalDate before = TestBank.DAY.minusDays(100);
        return Stream.of(
                explained(
                        "book",
                        () -> bank.ledger()
                                .book(List.of(EntryRequest.move(
                                        entry,
                                        EntryKind.TRANSFER,
                                        TestBank.DAY,
                                        "Rent",
                                        account.id(),
                                        settlement,
                                        1_00,
                                        "USD",
                                        true)))),
                explained(
                        "hold",
                        () -> bank.ledger()
                                .book(List.of(new HoldRequest(
                                        hold, account.id(), 1_00, "USD", "Hotel", TestBank.DAY.plusDays(7))))),
                explained(
                        "capture",
                        () -> bank.ledger()
                                .book(List.of(EntryRequest.move(
                                                UUID.randomUUID(),
                                                EntryKind.CARD_PAYMENT,
                                                TestBank.DAY,
                                                "Hotel",
                                                account.id(),
                                                settlement,
                                                1_00,
                                                "USD",
                                                true)
                                        .capturing(hold, true)))),
                explained("reverse", () -> bank.journal().reversal(UUID.randomUUID(), entry, TestBank.DAY, "")),
                explained("history", () -> bank.history().before(account.id(), Position.END, 50)),
                explained("balance at a close", () -> bank.balancesInTime().atClose(account.id(), before)),
                explained("balance by value", () -> bank.balancesInTime().onValueDate(account.id(), before)),
                explained(
                        "balance at an instant",
                        () -> bank.balancesInTime()
                                .asOf(
                                        account.id(),
                                        Instant.from(before.atStartOfDay().atOffset(ZoneOffset.UTC)))),
                explained("account by number", () -> bank.accounts().byNumber(account.number())),
                explained("accounts of a customer", () -> bank.accounts().ofCustomer(account.customerId())),
                explained("holds", () -> bank.holds().active(account.id(), 10)),
                explained("loan", () -> bank.loans().find(account.id())),
                explained(
                        "disburse",
                        () -> bank.loans().disburse(UUID.randomUUID(), account.id(), new Money(1_000_00, "USD"))),
                explained(
                        "interest due",
                        () -> bank.capitalisations().due(account.id() - 1, account.id(), TestBank.DAY, 1)),
                // Of as many accounts as have such entries, so perhaps of most.
                explained(
                        "back-dated entries",
                        JOURNAL,
                        () -> bank.interestAdjustments().preview()));
    }

    private DynamicTest explained(String name, Runnable work) {
        return explained(name, JOURNAL_OR_ACCOUNTS, work);
    }

    private DynamicTest explained(String name, Pattern whole, Runnable work) {
        return DynamicTest.dynamicTest(name, () -> {
            sent.clear();
            work.run();
            Set<String> statements = Set.copyOf(sent);
            assertThat(statements).isNotEmpty();
            for (String statement : statements) {
                if (statement.strip().matches("(?is)(select|insert|update|with)\\b.*")) {
                    assertThat(plan(statement)).as(statement).doesNotContainPattern(whole);
                }
            }
        });
    }

    @Test
    void aQueryWithoutAnIndexIsSeen() {
        assertThat(plan("select count(*) from posting where amount_minor = ?")).containsPattern(JOURNAL);
        assertThat(plan("select id from account where id = ? or id in (select account_id from hold) order by id"))
                .containsPattern(JOURNAL_OR_ACCOUNTS);
    }

    /** As the server would carry it out for any parameters. */
    private String plan(String statement) {
        AtomicInteger n = new AtomicInteger();
        String numbered =
                PARAMETER.matcher(statement).replaceAll(match -> Matcher.quoteReplacement("$" + n.incrementAndGet()));
        // In the simple protocol the driver leaves the parameters to the server.
        try (Connection connection =
                        DriverManager.getConnection(test.dataSource().getJdbcUrl() + "&preferQueryMode=simple");
                Statement explain = connection.createStatement();
                ResultSet lines = explain.executeQuery("explain (generic_plan) " + numbered)) {
            StringBuilder plan = new StringBuilder();
            while (lines.next()) {
                plan.append(lines.getString(1)).append('\n');
            }
            return plan.toString();
        } catch (SQLException e) {
            throw new IllegalStateException(statement, e);
        }
    }
}
