package vesper.bank.servicing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import vesper.bank.TestBank;
import vesper.bank.account.Account;
import vesper.bank.account.LedgerCode;
import vesper.bank.lending.DelinquencyBuckets;
import vesper.bank.lending.DelinquencyBuckets.Bucket;
import vesper.bank.lending.LoanState;
import vesper.bank.lending.LoanStatus;
import vesper.bank.lending.LoanTerms;
import vesper.bank.money.Money;
import vesper.bank.servicing.LoanArrears.Aged;
import vesper.bank.servicing.LoanArrears.Late;

/** What the night makes of loans with SQL over many is what the pure functions make of each. */
class LoanNightTest {
    private static final DelinquencyBuckets BUCKETS = new DelinquencyBuckets(List.of(
            new Bucket("1-30", 1, 30, BigDecimal.valueOf(5)),
            new Bucket("31-60", 31, 60, BigDecimal.valueOf(20)),
            new Bucket("61-90", 61, 90, BigDecimal.valueOf(50)),
            new Bucket("over 90", 91, null, BigDecimal.valueOf(100))));

    private final TestBank test = new TestBank();
    private final LoanAccounts loans = test.bank().loans();

    @AfterEach
    void close() {
        test.close();
    }

    private LoanAccount loan(LoanTerms terms) {
        return loanFrom(test.current(100_000_00), terms);
    }

    private LoanAccount loanFrom(Account linked, LoanTerms terms) {
        return loans.openAndPayOut(new LoanOpening(UUID.randomUUID(), linked.customerId(), linked.id(), "loan", terms));
    }

    private LoanTerms random(Random random) {
        return LoanTerms.of(
                        new Money(1_000_00 + random.nextInt(90_000_00), "USD"),
                        TestBank.DAY,
                        BigDecimal.valueOf(random.nextInt(2_000), 2),
                        1 + random.nextInt(6))
                .repaidEvery(1 + random.nextInt(40), LoanTerms.Unit.DAYS)
                .build();
    }

    private void night(LocalDate day) {
        test.bank().transaction().executeWithoutResult(status -> {
            test.bank().loanAccrual().recognise(day, 0, Long.MAX_VALUE, loan -> {});
        });
        test.bank().transaction().executeWithoutResult(status -> {
            test.bank().loanCharging().charge(day, 0, Long.MAX_VALUE, 1_000);
        });
        test.bank().transaction().executeWithoutResult(status -> {
            test.bank().loanRating().rate(day, 0, Long.MAX_VALUE);
        });
    }

    private void open(LocalDate day) {
        test.bank()
                .jdbc()
                .sql("update business_date set business_date = :day, accepting_date = :day")
                .param("day", day)
                .update();
    }

    private long own(LedgerCode code) {
        long id = test.bank().accounts().ledgerAccount(code, "USD").id();
        return test.bank().accounts().byId(id).orElseThrow().balanceMinor();
    }

    private long column(LoanAccount loan, String name) {
        return test.bank()
                .jdbc()
                .sql("select * from loan_account where account_id = :account")
                .param("account", loan.accountId())
                .query((row, n) -> row.getLong(name))
                .single();
    }

    private LoanState state(LoanAccount loan) {
        return loans.find(loan.accountId()).orElseThrow().loan().state();
    }

    private static long interest(LoanState state) {
        return state.rows().stream()
                .mapToLong(row -> row.charged().interestMinor())
                .sum();
    }

    @Test
    @DisplayName("Loans repaid from one account are collected together, the older first, however the work is divided")
    void loansOfOneLinkedAccountAreNotParted() {
        LoanTerms terms = LoanTerms.of(new Money(1_000_00, "USD"), TestBank.DAY, BigDecimal.TEN, 12)
                .build();
        Account poor = test.current(0);
        LoanAccount first = loanFrom(poor, terms);
        LoanAccount other = loan(terms);
        LoanAccount second = loanFrom(poor, terms);
        LocalDate due = test.bank()
                .jdbc()
                .sql("select collect_on from loan_account where account_id = :account")
                .param("account", first.accountId())
                .query(LocalDate.class)
                .single();
        open(due);
        // What the loans paid out is spent, but for an instalment and a half.
        long instalment = state(first).rows().get(0).charged().totalMinor();
        test.bank()
                .jdbc()
                .sql(
                        "update account set overdraft_limit_minor = 0, minimum_balance_minor = balance_minor - :left where id = :account")
                .param("left", instalment * 3 / 2)
                .param("account", poor.id())
                .update();

        LoanCollection collection = test.bank().loanCollection();
        assertThat(collection.splits(due, 2)).hasSize(1);
        assertThat(collection.due(due, 0, Long.MAX_VALUE)).isEqualTo(3);
        LoanCollection.Chunk chunk = collect(collection, due, 0);
        assertThat(chunk.upTo()).isEqualTo(poor.id());
        assertThat(chunk.loans())
                .extracting(LoanCollection.Collected::accountId)
                .containsExactly(first.accountId(), second.accountId());
        assertThat(chunk.loans())
                .extracting(LoanCollection.Collected::collectedMinor)
                .containsExactly(instalment, instalment * 3 / 2 - instalment);
        assertThat(collect(collection, due, chunk.upTo()).loans())
                .extracting(LoanCollection.Collected::accountId)
                .containsExactly(other.accountId());
    }

    private LoanCollection.Chunk collect(LoanCollection collection, LocalDate day, long after) {
        return Objects.requireNonNull(
                test.bank().transaction().execute(status -> collection.collect(day, after, Long.MAX_VALUE, 1)));
    }

    @Test
    @DisplayName("Every night a loan has earned its days' share of the running instalment, is rated and provided for")
    void everyNightTheRowsAreThoseOfThePureFunctions() {
        Random random = new Random(7);
        List<LoanAccount> all = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            all.add(loan(random(random)));
        }
        for (int n = 0; n < 150; n++) {
            LocalDate day = TestBank.DAY.plusDays(n);
            open(day);
            for (LoanAccount each : all) {
                LoanState state = state(each);
                if (state.status() == LoanStatus.ACTIVE && random.nextInt(12) == 0) {
                    long most = Math.max(1, state.overdueMinor(day.plusDays(1 + random.nextInt(30))));
                    loans.repay(new Repayment(
                            UUID.randomUUID(),
                            each.accountId(),
                            null,
                            new Money(1 + random.nextLong(most), "USD"),
                            null));
                }
            }
            night(day);
            assertRowsAreThePureFunctions(all, day);
            List<?> before = test.bank()
                    .jdbc()
                    .sql("select * from loan_account order by 1")
                    .query()
                    .listOfRows();
            long entries = entries();
            night(day);
            assertThat(test.bank()
                            .jdbc()
                            .sql("select * from loan_account order by 1")
                            .query()
                            .listOfRows())
                    .as("the night of " + day + " done twice")
                    .isEqualTo(before);
            assertThat(entries()).isEqualTo(entries);
        }
        assertThat(test.bank().proof().check().breaks()).isEmpty();
    }

    private long entries() {
        return test.bank()
                .jdbc()
                .sql("select count(*) from journal_entry")
                .query(Long.class)
                .single();
    }

    private void assertRowsAreThePureFunctions(List<LoanAccount> all, LocalDate day) {
        long recognised = 0;
        long provisioned = 0;
        for (LoanAccount each : all) {
            LoanState state = state(each);
            String when = each.accountId() + " on " + day;
            long earned = state.status() == LoanStatus.ACTIVE
                    ? AccrualWindow.of(state, day).earnedMinor(day)
                    : interest(state);
            assertThat(column(each, "interest_recognised_minor"))
                    .as("earned by " + when)
                    .isEqualTo(earned);
            long provision = BUCKETS.provisionMinor(state, day);
            assertThat(column(each, "provisioned_minor"))
                    .as("provision of " + when)
                    .isEqualTo(provision);
            Bucket bucket = BUCKETS.of(state, day);
            assertThat(test.bank()
                            .jdbc()
                            .sql("select bucket from loan_account where account_id = :account")
                            .param("account", each.accountId())
                            .query((row, n) -> "" + row.getString(1))
                            .single())
                    .as("bucket of " + when)
                    .isEqualTo("" + (bucket == null ? null : bucket.name()));
            recognised += earned;
            provisioned += provision;
        }
        assertArrearsAreThePureFunctions(all, day);
        assertThat(own(LedgerCode.INTEREST_INCOME)).isEqualTo(recognised);
        assertThat(own(LedgerCode.LOAN_ALLOWANCE)).isEqualTo(provisioned);
        assertThat(own(LedgerCode.PROVISION_EXPENSE)).isEqualTo(-provisioned);
    }

    private void assertArrearsAreThePureFunctions(List<LoanAccount> all, LocalDate day) {
        Map<String, Aged> aged = new HashMap<>();
        int latest = 0;
        for (LoanAccount each : all) {
            LoanState state = state(each);
            Bucket bucket = BUCKETS.of(state, day);
            if (bucket != null) {
                long principal = state.rows().stream()
                        .mapToLong(row -> row.outstanding().principalMinor())
                        .sum();
                Aged before = aged.getOrDefault(bucket.name(), new Aged("USD", bucket.name(), 0, 0, 0));
                aged.put(
                        bucket.name(),
                        new Aged(
                                "USD",
                                bucket.name(),
                                before.loans() + 1,
                                before.principalMinor() + principal,
                                before.provisionedMinor() + BUCKETS.provisionMinor(state, day)));
                latest = Math.max(latest, state.daysOverdue(day));
            }
        }
        assertThat(test.bank().loanArrears().buckets()).containsExactlyInAnyOrderElementsOf(aged.values());
        List<Late> late = test.bank().loanArrears().oldest(1_000);
        assertThat(late)
                .hasSize(aged.values().stream()
                        .mapToInt(each -> (int) each.loans())
                        .sum());
        assertThat(late.isEmpty() ? 0 : late.get(0).days()).isEqualTo(latest);
    }

    @Test
    @DisplayName("A loan paid on its days has earned what its schedule charges, and nothing is receivable at its end")
    void allInterestIsEarnedByTheEnd() {
        // 1,000.00 at 12 % over 3 months: interest of 10.00, 6.70, 3.37.
        LoanAccount loan = loan(LoanTerms.of(new Money(1_000_00, "USD"), TestBank.DAY, BigDecimal.valueOf(12), 3)
                .build());
        for (LocalDate day = TestBank.DAY; day.isBefore(TestBank.DAY.plusMonths(4)); day = day.plusDays(1)) {
            open(day);
            night(day);
            if (day.equals(LocalDate.parse("2023-06-15"))) {
                // Ten of thirty days.
                assertThat(own(LedgerCode.INTEREST_INCOME)).isEqualTo(3_33);
            }
            LocalDate today = day;
            test.bank().transaction().executeWithoutResult(status -> {
                test.bank().loanCollection().collect(today, 0, Long.MAX_VALUE, 10);
            });
        }
        assertThat(state(loan).status()).isEqualTo(LoanStatus.CLOSED);
        assertThat(own(LedgerCode.INTEREST_INCOME)).isEqualTo(20_07);
        assertThat(own(LedgerCode.LOAN_INTEREST)).isZero();
        assertThat(own(LedgerCode.LOAN_FEES)).isZero();
    }

    @Test
    @DisplayName(
            "A missed instalment is charged for once, after the days of grace, and the charges are income and owed")
    void aMissedInstalmentIsChargedForOnce() {
        // Instalments of 100.00 a month without interest; 5 days of grace, 5.00 and 1 %.
        LoanAccount loan = loan(LoanTerms.of(new Money(300_00, "USD"), TestBank.DAY, BigDecimal.ZERO, 3)
                .build());
        LocalDate due = TestBank.DAY.plusMonths(1);
        open(due.plusDays(5));
        night(due.plusDays(5));
        assertThat(state(loan).charges()).isEmpty();

        open(due.plusDays(6));
        night(due.plusDays(6));
        assertThat(state(loan).charges())
                .extracting(line -> line.charge().name() + " " + line.charge().amountMinor())
                .containsExactly("Overdue fee 500", "Overdue penalty 100");
        assertThat(own(LedgerCode.FEE_INCOME)).isEqualTo(5_00);
        assertThat(own(LedgerCode.PENALTY_INCOME)).isEqualTo(1_00);
        assertThat(own(LedgerCode.LOAN_FEES)).isEqualTo(-5_00);
        assertThat(own(LedgerCode.LOAN_PENALTIES)).isEqualTo(-1_00);

        open(due.plusDays(7));
        night(due.plusDays(7));
        assertThat(state(loan).charges()).hasSize(2);

        loans.repay(new Repayment(UUID.randomUUID(), loan.accountId(), null, new Money(306_00, "USD"), null));
        assertThat(state(loan).status()).isEqualTo(LoanStatus.CLOSED);
        assertThat(own(LedgerCode.LOAN_FEES)).isZero();
        assertThat(own(LedgerCode.LOAN_PENALTIES)).isZero();
    }
}
