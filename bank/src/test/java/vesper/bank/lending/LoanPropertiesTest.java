package vesper.bank.lending;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vesper.bank.lending.LoanJournal.LoanPosting;
import vesper.bank.lending.LoanState.Row;
import vesper.bank.lending.Schedule.Instalment;
import vesper.bank.money.Money;

class LoanPropertiesTest {
    private static final LocalDate START = RandomTerms.START;
    private static final LocalDate LATER = START.plusYears(200);

    static IntStream seeds() {
        return IntStream.range(0, 400);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    @DisplayName("Principal parts sum to the loan, the balance ends at zero, and no part is negative")
    void scheduleRepaysTheLoan(int seed) {
        LoanTerms terms = RandomTerms.any(new Random(seed));
        List<Instalment> instalments = Schedule.of(terms).instalments();

        long principal = 0;
        for (Instalment each : instalments) {
            principal += each.principalMinor();
            assertThat(each.principalMinor()).as("principal of " + each).isNotNegative();
            assertThat(each.interestMinor()).as("interest of " + each).isNotNegative();
            assertThat(each.balanceMinor()).as("balance after " + each).isEqualTo(terms.principalMinor() - principal);
        }
        assertThat(principal).isEqualTo(terms.principalMinor());
        assertThat(instalments.get(instalments.size() - 1).balanceMinor()).isZero();

        assertThat(Loan.appliedFor(terms).state().instalments())
                .extracting(
                        row -> row.n() + " " + row.dueOn() + " " + row.charged().totalMinor())
                .as("what the loan shows before it is paid out")
                .isEqualTo(instalments.stream()
                        .map(each -> each.n() + " " + each.dueOn() + " " + each.totalMinor())
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    @DisplayName("Settling on the day of disbursement costs the principal, for any day what closes the loan")
    void settlementClosesTheLoan(int seed) {
        Random random = new Random(seed);
        LoanTerms terms = RandomTerms.recalculated(random);
        Loan loan = disbursed(terms, terms.principalMinor());
        assertThat(loan.settlement(START).totalMinor()).isEqualTo(terms.principalMinor());

        List<Row> rows = loan.state().instalments();
        loan = pay(loan, rows.get(0).dueOn(), rows.get(0).outstandingMinor());
        LocalDate on = rows.get(0).dueOn().plusDays(random.nextInt(400));
        long quote = loan.settlement(on).totalMinor();
        if (quote > 0) {
            loan = pay(loan, on, quote);
        }
        assertThat(loan.state().outstandingMinor()).isZero();
        assertThat(loan.state().overpaidMinor()).isZero();
        assertThat(loan.state().status()).isEqualTo(LoanStatus.CLOSED);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    @DisplayName("A loan that is paid as scheduled keeps its schedule and closes")
    void payingAsScheduledClosesTheLoan(int seed) {
        Random random = new Random(seed);
        LoanTerms terms = seed % 2 == 0 ? RandomTerms.any(random) : RandomTerms.recalculated(random);
        Loan loan = disbursed(terms, terms.principalMinor());
        List<Row> scheduled = loan.state().instalments();
        for (Row row : scheduled) {
            if (row.outstandingMinor() > 0) {
                loan = pay(loan, row.dueOn(), row.outstandingMinor());
            }
        }
        LoanState state = loan.state();
        assertThat(state.outstandingMinor()).isZero();
        assertThat(state.overpaidMinor()).isZero();
        assertThat(state.instalments())
                .extracting(Row::charged)
                .isEqualTo(scheduled.stream().map(Row::charged).toList());
        assertThat(state.instalments()).allMatch(row -> row.paidLateMinor() == 0 && row.metOn() != null);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    @DisplayName("The same transactions in any order of recording give the same loan")
    void replayDoesNotDependOnTheOrderOfRecording(int seed) {
        Random random = new Random(seed);
        Loan loan = lived(random, seed % 2 == 0 ? RandomTerms.any(random) : RandomTerms.recalculated(random));
        List<LoanTransaction> shuffled = new ArrayList<>(loan.transactions());
        Collections.shuffle(shuffled, random);
        assertThat(loan.withTransactions(shuffled).state()).isEqualTo(loan.state());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    @DisplayName("Every cent that came in has paid a part or is overpaid, and every entry balances")
    void moneyIsNeitherLostNorMade(int seed) {
        Random random = new Random(seed);
        Loan loan = lived(random, RandomTerms.any(random));
        LoanState state = loan.state();
        long paid = 0;
        long cameIn = 0;
        for (TransactionLine line : state.transactions()) {
            long entry = 0;
            for (LoanPosting leg : LoanJournal.of(line, false)) {
                entry += leg.debitMinor() - leg.creditMinor();
            }
            assertThat(entry).as("entry of " + line).isZero();
            if (line.transaction().type().repays() && !line.undone()) {
                cameIn += line.amountMinor();
                paid += line.portions().totalMinor();
                assertThat(line.portions().totalMinor() + line.overpaidMinor()).isEqualTo(line.amountMinor());
            }
        }
        assertThat(state.instalments().stream().mapToLong(Row::paidMinor).sum()).isEqualTo(paid);
        assertThat(cameIn - paid).isEqualTo(state.overpaidMinor());
        assertThat(state.outstandingMinor())
                .isEqualTo(state.instalments().stream()
                                .mapToLong(row -> row.charged().totalMinor())
                                .sum()
                        - paid);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    @DisplayName("An undone payment leaves the loan as if it had never come")
    void undoneIsAsIfItHadNeverBeen(int seed) {
        Random random = new Random(seed);
        Loan before = lived(random, RandomTerms.any(random));
        LocalDate on = START.plusDays(random.nextInt(500));
        Loan paid = pay(before, on, 1 + random.nextInt(100_000));
        LoanTransaction payment = paid.transactions().get(before.transactions().size());
        Loan undone = done(paid.apply(new LoanCommand.Undo(payment.id()), LATER));
        LoanState state = undone.state();
        assertThat(state.rows()).isEqualTo(before.state().rows());
        assertThat(state.transactions())
                .anyMatch(line -> line.undone() && line.transaction().equals(payment));
    }

    @Test
    @DisplayName("A charge is owed by the instalment of its day, and a waiver gives it up")
    void waivedChargesAreNotOwed() {
        LoanTerms terms = RandomTerms.any(new Random(1));
        Loan loan = disbursed(terms, terms.principalMinor());
        long owed = loan.state().outstandingMinor();
        loan = done(
                loan.apply(new LoanCommand.AddCharge("Letter", false, START.plusDays(3), eur(500)), START.plusDays(3)));
        assertThat(loan.state().outstandingMinor()).isEqualTo(owed + 500);
        loan = done(loan.apply(new LoanCommand.WaiveCharge(loan.charges().get(0).id()), START.plusDays(4)));
        assertThat(loan.state().outstandingMinor()).isEqualTo(owed);
    }

    /** Some payments of many sizes and kinds, in no order of date. */
    private static Loan lived(Random random, LoanTerms terms) {
        Loan loan = disbursed(terms, terms.principalMinor() / 2);
        loan = done(loan.apply(
                new LoanCommand.Disburse(START.plusDays(random.nextInt(20)), eur(terms.principalMinor() / 2)), LATER));
        for (int i = 0; i < 12; i++) {
            LocalDate on = START.plusDays(random.nextInt(500));
            if (random.nextInt(4) == 0) {
                loan = done(loan.apply(
                        new LoanCommand.AddCharge(
                                "Late payment", random.nextBoolean(), on, eur(1 + random.nextInt(3_000))),
                        LATER));
            }
            LoanStatus status = loan.state().status();
            if (status == LoanStatus.ACTIVE) {
                TransactionType type =
                        RandomTerms.pick(random, TransactionType.REPAYMENT, TransactionType.GOODWILL_CREDIT);
                Money amount = eur(1 + random.nextLong(terms.principalMinor() / 6));
                loan = done(loan.apply(new LoanCommand.Pay(type, on, amount), LATER));
            }
        }
        return loan;
    }

    static Loan disbursed(LoanTerms terms, long amountMinor) {
        Loan approved = done(Loan.appliedFor(terms).apply(new LoanCommand.Approve(), START));
        return done(approved.apply(new LoanCommand.Disburse(START, eur(amountMinor)), START));
    }

    static Loan pay(Loan loan, LocalDate on, long amountMinor) {
        return done(loan.apply(new LoanCommand.Pay(TransactionType.REPAYMENT, on, eur(amountMinor)), LATER));
    }

    static Loan done(LoanOutcome outcome) {
        assertThat(outcome).isInstanceOf(LoanOutcome.Done.class);
        return ((LoanOutcome.Done) outcome).loan();
    }

    static Money eur(long minor) {
        return new Money(minor, "EUR");
    }
}
