package vesper.bank.lending;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import vesper.bank.lending.LoanTerms.InterestMethod;
import vesper.bank.lending.LoanTerms.InterestPeriod;
import vesper.bank.lending.LoanTerms.Recalculation;
import vesper.bank.lending.LoanTerms.Recalculation.Compounding;
import vesper.bank.lending.LoanTerms.Recalculation.Excess;
import vesper.bank.lending.LoanTerms.Recalculation.Settlement;
import vesper.bank.lending.LoanTerms.ScheduleKind;
import vesper.bank.money.Money;

/**
 * How long a schedule of 360 monthly instalments takes to make (at most 50 us), and the replay of 700 daily payments on such a
 * loan, or on one of 24 instalments (at most 5 ms).
 *
 * <p>{@code mvn -q test-compile exec:exec -Dquick -pl bank -Plending-benchmark}
 */
public class LendingBenchmark {
    private static final LocalDate START = LocalDate.of(2024, 1, 15);
    private static final int DAYS = 700;

    /** A kind of loan. */
    public enum Kind {
        TEXTBOOK,
        ACTUAL_DAYS,
        ACTUAL_DAYS_RECALCULATED,
        PROGRESSIVE,
        PROGRESSIVE_ACTUAL_DAYS,
        PROGRESSIVE_RECALCULATED;

        LoanTerms terms(int instalments) {
            LoanTermsBuilder terms = LoanTerms.of(
                            new Money(25_000_000, "EUR"), START, new BigDecimal("4.25"), instalments)
                    .interest(InterestMethod.DECLINING_BALANCE, InterestPeriod.DAILY, false);
            boolean progressive =
                    this == PROGRESSIVE || this == PROGRESSIVE_ACTUAL_DAYS || this == PROGRESSIVE_RECALCULATED;
            terms.kind(progressive ? ScheduleKind.PROGRESSIVE : ScheduleKind.CUMULATIVE)
                    .conventions(
                            switch (this) {
                                case TEXTBOOK, PROGRESSIVE -> LoanConventions.TEXTBOOK;
                                case ACTUAL_DAYS, ACTUAL_DAYS_RECALCULATED -> LoanConventions.FINERACT;
                                case PROGRESSIVE_ACTUAL_DAYS, PROGRESSIVE_RECALCULATED ->
                                    LoanConventions.FINERACT_PROGRESSIVE;
                            })
                    .allocation(
                            progressive
                                    ? RandomTerms.interestBearing()
                                    : AllocationTerms.of(RepaymentStrategy.DUE_PENALTY_FEE_INTEREST_PRINCIPAL));
            if (this == ACTUAL_DAYS_RECALCULATED || this == PROGRESSIVE_RECALCULATED) {
                terms.recalculation(new Recalculation(
                        progressive ? Excess.LAST_UNPAID_INSTALMENT : Excess.SMALLER_INSTALMENTS,
                        Compounding.NONE,
                        Settlement.UNTIL_DAY));
            }
            return terms.build();
        }
    }

    /** One kind of loan with all its instalments to come. */
    @State(Scope.Benchmark)
    public static class Agreed {
        @Param
        Kind kind;

        LoanTerms terms;

        @Setup(Level.Trial)
        public void agree() {
            terms = kind.terms(360);
        }
    }

    /** One kind of loan on which something was paid every day. */
    @State(Scope.Benchmark)
    public static class Lived {
        @Param
        Kind kind;

        @Param({"24", "360"})
        int instalments;

        Loan loan;

        @Setup(Level.Trial)
        public void live() {
            List<LoanTransaction> transactions = new ArrayList<>();
            LoanTerms terms = kind.terms(instalments);
            transactions.add(LoanTransaction.of(1, TransactionType.DISBURSEMENT, START, START, terms.principalMinor()));
            long daily = 12 * Schedule.of(terms).instalments().get(0).totalMinor() / 365;
            for (int day = 1; day <= DAYS; day++) {
                LocalDate on = START.plusDays(day);
                transactions.add(LoanTransaction.of(day + 1, TransactionType.REPAYMENT, on, on, daily + day % 7));
            }
            Loan agreed = Loan.appliedFor(terms).asApproved();
            loan = agreed.withTransactions(transactions);
        }
    }

    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    @OutputTimeUnit(TimeUnit.MICROSECONDS)
    public Schedule schedule(Agreed agreed) {
        return Schedule.of(agreed.terms);
    }

    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    @OutputTimeUnit(TimeUnit.MICROSECONDS)
    public LoanState replay(Lived lived) {
        return lived.loan.state();
    }

    /** @param arguments a pattern of the benchmarks to run: {@code schedule} */
    public static void main(String[] arguments) throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include("LendingBenchmark." + arguments[0])
                        .forks(1)
                        .warmupIterations(4)
                        .warmupTime(TimeValue.seconds(1))
                        .measurementIterations(5)
                        .measurementTime(TimeValue.seconds(1))
                        .build())
                .run();
    }
}
