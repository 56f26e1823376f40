package vesper.bank.deposit;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vesper.bank.Bank;
import vesper.bank.TestBank;
import vesper.bank.account.Account;
import vesper.bank.account.AccountStatus;
import vesper.bank.account.LedgerCode;
import vesper.bank.audit.Actor;
import vesper.bank.deposit.InterestAdjustments.Adjustment;
import vesper.bank.foureyes.FourEyes.Check;
import vesper.bank.interest.DailyInterest;
import vesper.bank.ledger.EntryKind;
import vesper.bank.ledger.EntryRequest;
import vesper.bank.ledger.Leg;

class InterestAdjustmentsTest {
    private static final Actor ACTOR = Actor.system("test");

    private final TestBank test = new TestBank();
    private final Bank bank = test.bank();
    private final InterestAdjustments adjustments = bank.interestAdjustments();

    @AfterEach
    void close() {
        test.close();
    }

    private LocalDate today() {
        return bank.businessDates().current().businessDate();
    }

    private void nextDays(int days) {
        for (int i = 0; i < days; i++) {
            LocalDate day = today();
            bank.businessDates().cutOff(day);
            bank.businessDates().startClosing(day);
            bank.businessDates().advance(day);
        }
    }

    private void rate(LocalDate from, int creditBps, int overdraftBps) {
        bank.jdbc()
                .sql("""
                        insert into product_rate (product_code, valid_from, rate_bps, overdraft_rate_bps)
                        values ('savings', :from, :credit, :overdraft)
                        on conflict (product_code, valid_from) do update
                           set rate_bps = excluded.rate_bps, overdraft_rate_bps = excluded.overdraft_rate_bps
                        """)
                .param("from", from)
                .param("credit", creditBps)
                .param("overdraft", overdraftBps)
                .update();
    }

    private void book(Account account, long amountMinor, @Nullable LocalDate valueDate) {
        long cash = bank.accounts().ledgerAccount(LedgerCode.CASH, "USD").id();
        bank.ledger()
                .book(List.of(new EntryRequest(
                        UUID.randomUUID(),
                        EntryKind.DEPOSIT,
                        today(),
                        valueDate,
                        "",
                        List.of(new Leg(cash, -amountMinor, "USD"), new Leg(account.id(), amountMinor, "USD")),
                        false)));
    }

    @Test
    void differenceIsShownFirstAndThenPostedOnceDatedToday() {
        Account account = test.account("savings", 500_00);
        rate(TestBank.DAY, 200, 0);
        nextDays(4);
        book(account, 1_000_00, TestBank.DAY);

        // Four days more on 1,000.00 at 2 %: 4 x 100,000 x 200 / 3,650,000 = 21.918 cents.
        Adjustment expected = new Adjustment(
                account.number(),
                "USD",
                TestBank.DAY,
                TestBank.DAY.plusDays(3),
                new BigDecimal("21.9178082192"),
                22,
                0,
                null);
        assertThat(adjustments.preview()).containsExactly(expected);
        assertThat(test.balance(account)).isEqualTo(1_500_00);
        assertThat(adjustments.post(ACTOR)).containsExactly(expected);

        assertThat(test.balance(account)).isEqualTo(1_500_22);
        assertThat(bank.history()
                        .before(account.id(), vesper.bank.ledger.AccountHistory.Position.END, 1)
                        .get(0)
                        .bookingDate())
                .isEqualTo(today());
        assertThat(adjustments.preview()).isEmpty();
        assertThat(adjustments.post(ACTOR)).isEmpty();
        assertThat(bank.proof().check().breaks()).isEmpty();
    }

    @Test
    void taxIsKeptBackOfWhatIsGainedAndGivenBackOfWhatIsTakenBackInTheYear() {
        Account account = test.account("savings", 5_000_00);
        rate(TestBank.DAY, 2000, 0);
        taxed(account, 2637);
        nextDays(4);
        book(account, 1_000_00, TestBank.DAY);

        // Four days more on 1,000.00 at 20 % are 219.178 cents; of 219 are 26.37 per cent 57.75.
        assertThat(adjustments.preview()).extracting(Adjustment::taxMinor).containsExactly(57L);
        assertThat(adjustments.post(ACTOR)).extracting(Adjustment::taxMinor).containsExactly(57L);
        assertThat(test.balance(account)).isEqualTo(6_002_19 - 57);
        assertThat(taxOwed()).isEqualTo(57);

        // Twice as much is taken back: of 438 are 115 the tax, but only 57 were kept back.
        book(account, -2_000_00, TestBank.DAY);
        assertThat(adjustments.post(ACTOR)).extracting(Adjustment::taxMinor).containsExactly(-57L);
        assertThat(test.balance(account)).isEqualTo(4_002_19 - 4_38);
        assertThat(taxOwed()).isZero();
        assertThat(bank.proof().check().breaks()).isEmpty();
    }

    private void taxed(Account account, int rateBps) {
        int version = bank.taxRates().propose(new TaxRates.Rate("DE", TestBank.DAY, rateBps), TestBank.staff("ann"));
        assertThat(bank.taxRates().check("DE", version, true, TestBank.staff("bea")))
                .isEqualTo(Check.DONE);
        bank.jdbc()
                .sql("insert into tax_residence (customer_id, country) values (:customer, 'DE')")
                .param("customer", account.customerId())
                .update();
    }

    private long taxOwed() {
        return test.balance(bank.accounts().ledgerAccount(LedgerCode.WITHHOLDING_TAX, "USD"));
    }

    @Test
    void whatTheLedgerRefusesIsTriedAgain() {
        Account account = test.account("savings", 500_00);
        rate(TestBank.DAY, 200, 0);
        nextDays(4);
        book(account, 1_000_00, TestBank.DAY);
        bank.accounts().setStatus(account.id(), AccountStatus.FROZEN);

        assertThat(adjustments.post(ACTOR)).extracting(Adjustment::refusal).containsExactly("ACCOUNT_FROZEN");
        bank.accounts().setStatus(account.id(), AccountStatus.OPEN);
        assertThat(adjustments.post(ACTOR)).extracting(Adjustment::refusal).containsOnlyNulls();

        assertThat(test.balance(account)).isEqualTo(1_500_22);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void withItAllDaysHaveEarnedOnWhatHadItsValueThen(int seed) {
        Random random = new Random(seed);
        Account account = test.account("savings", 500_00);
        rate(TestBank.DAY.minusDays(12), 200, 1_290);
        rate(TestBank.DAY.plusDays(17), -50, 900);
        for (int n = 0; n < 60; n++) {
            long amount = random.nextInt(1_000_00) - 500_00L;
            LocalDate valueDate = random.nextBoolean() ? null : today().minusDays(random.nextInt(12));
            book(account, amount == 0 ? 1 : amount, valueDate);
            if (random.nextInt(12) == 0) {
                adjustments.post(ACTOR);
            }
            nextDays(random.nextInt(3));
        }
        adjustments.post(ACTOR);

        BigInteger accrued = BigInteger.ZERO;
        BigInteger due = BigInteger.ZERO;
        for (LocalDate day = TestBank.DAY.minusDays(12); day.isBefore(today()); day = day.plusDays(1)) {
            accrued = accrued.add(weight(bank.balancesInTime().atClose(account.id(), day), day));
            due = due.add(weight(bank.balancesInTime().onValueDate(account.id(), day), day));
        }
        assertThat(bank.jdbc()
                        .sql("select sum(credit_weight + debit_weight) from interest_adjustment")
                        .query(BigDecimal.class)
                        .single()
                        .toBigIntegerExact())
                .isEqualTo(due.subtract(accrued));
        for (String side : List.of("credit", "debit")) {
            assertThat(bank.jdbc()
                            .sql("select sum(" + side + "_minor) from interest_adjustment")
                            .query(Long.class)
                            .single())
                    .isEqualTo(DailyInterest.posted(bank.jdbc()
                            .sql("select sum(" + side + "_weight) from interest_adjustment")
                            .query(BigDecimal.class)
                            .single()
                            .toBigIntegerExact()));
        }
        assertThat(bank.proof().check().breaks()).isEmpty();
    }

    private static BigInteger weight(long balanceMinor, LocalDate day) {
        boolean later = !day.isBefore(TestBank.DAY.plusDays(17));
        int credit = later ? -50 : 200;
        int overdraft = later ? 900 : 1_290;
        return DailyInterest.weight(balanceMinor, balanceMinor < 0 ? overdraft : credit);
    }
}
