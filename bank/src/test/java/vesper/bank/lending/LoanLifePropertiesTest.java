package vesper.bank.lending;

import static org.assertj.core.api.Assertions.assertThat;
import static vesper.bank.lending.LoanPropertiesTest.eur;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vesper.bank.lending.LoanJournal.LoanPosting;
import vesper.bank.lending.LoanState.Row;
import vesper.bank.lending.LoanTransaction.ReAge;

/** What must hold of every loan, whatever is done to it and in which order. */
class LoanLifePropertiesTest {
    private static final LocalDate START = RandomTerms.START;
    private static final LocalDate LATER = START.plusYears(200);
    private static final TransactionType[] PAYMENTS = {
        TransactionType.REPAYMENT,
        TransactionType.REPAYMENT,
        TransactionType.REPAYMENT,
        TransactionType.GOODWILL_CREDIT,
        TransactionType.MERCHANT_ISSUED_REFUND,
        TransactionType.PAYOUT_REFUND,
        TransactionType.REFUND
    };

    static IntStream seeds() {
        return IntStream.range(0, 300);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    @DisplayName("Whatever is paid out is charged as principal, in however many tranches it comes")
    void allTranchesAreRepaid(int seed) {
        Random random = new Random(seed);
        LoanTerms terms = terms(random);
        Loan loan = Loan.appliedFor(terms).asApproved();
        long lent = 0;
        for (int i = 1 + random.nextInt(5); i > 0; i--) {
            long amount = 1 + random.nextLong(terms.principalMinor() / 5);
            LocalDate on = lent == 0 ? START : START.plusDays(random.nextInt(900));
            if (loan.apply(new LoanCommand.Disburse(on, eur(amount)), on) instanceof LoanOutcome.Done done) {
                loan = done.loan();
                lent += amount;
            }
        }
        LoanState state = loan.state();
        long principal = 0;
        for (Row row : state.instalments()) {
            principal += row.charged().principalMinor();
            assertThat(row.charged().principalMinor()).as("" + row).isNotNegative();
            assertThat(row.charged().interestMinor()).as("" + row).isNotNegative();
        }
        assertThat(principal).isEqualTo(lent);
        assertThat(state.instalments().get(state.instalments().size() - 1).balanceMinor())
                .isZero();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    @DisplayName("Terms agreed anew move principal between instalments, and make or lose none of it")
    void changesOfTermsKeepThePrincipal(int seed) {
        Random random = new Random(seed);
        LoanTerms terms = terms(random);
        Loan loan = LoanPropertiesTest.disbursed(terms, terms.principalMinor());
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            loan = changed(random, loan);
        }
        long principal = 0;
        for (Row row : loan.state().instalments()) {
            principal += row.charged().principalMinor();
            assertThat(row.charged().principalMinor()).as("" + row).isNotNegative();
            assertThat(row.charged().interestMinor()).as("" + row).isNotNegative();
        }
        assertThat(principal).isEqualTo(terms.principalMinor());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    @DisplayName(
            "Nothing is owed twice or below zero, every entry balances, and the order of recording does not matter")
    void everyLifeAddsUp(int seed) {
        Random random = new Random(seed);
        LoanTerms terms = terms(random);
        Loan loan = LoanPropertiesTest.disbursed(terms, 1 + terms.principalMinor() / 2);
        for (int i = 0; i < 15; i++) {
            loan = lived(random, loan);
            assertAddsUp(loan.state());
        }
        List<LoanTransaction> shuffled = new ArrayList<>(loan.transactions());
        Collections.shuffle(shuffled, random);
        assertThat(loan.withTransactions(shuffled).state()).isEqualTo(loan.state());
    }

    private static void assertAddsUp(LoanState state) {
        long owed = 0;
        for (Row row : state.instalments()) {
            Portions left = row.outstanding();
            for (Part part : Part.ALL) {
                assertThat(left.of(part)).as(part + " of " + row).isNotNegative();
            }
            assertThat(left.totalMinor())
                    .as("" + row)
                    .isEqualTo(
                            row.charged().totalMinor() - row.paidMinor() - row.waivedMinor() - row.writtenOffMinor());
            owed += left.totalMinor();
        }
        assertThat(state.outstandingMinor()).isEqualTo(owed);
        assertThat(state.instalments().stream()
                        .mapToLong(row -> row.charged().principalMinor())
                        .sum())
                .as("principal charged")
                .isEqualTo(lentMinor(state));
        assertThat(state.overpaidMinor()).isNotNegative();
        for (TransactionLine line : state.transactions()) {
            long entry = 0;
            for (LoanPosting leg : LoanJournal.of(line, false)) {
                entry += leg.debitMinor() - leg.creditMinor();
            }
            assertThat(entry).as("entry of " + line).isZero();
        }
    }

    /** Principal that is to be repaid: paid out, and owed again. */
    private static long lentMinor(LoanState state) {
        long lent = 0;
        for (TransactionLine line : state.transactions()) {
            lent += line.undone()
                    ? 0
                    : switch (line.transaction().type()) {
                        case DISBURSEMENT -> line.amountMinor();
                        case CHARGEBACK, CREDIT_BALANCE_REFUND ->
                            line.portions().principalMinor() == 0 ? 0 : line.amountMinor();
                        default -> 0;
                    };
        }
        return lent;
    }

    private static LoanTerms terms(Random random) {
        return random.nextInt(3) == 0 ? RandomTerms.recalculated(random) : RandomTerms.any(random);
    }

    private static Loan lived(Random random, Loan loan) {
        LocalDate on = START.plusDays(random.nextInt(700));
        long amount = 1 + random.nextLong(loan.terms().principalMinor() / 6);
        long any = 1 + random.nextLong(loan.lastId());
        LoanCommand command = switch (random.nextInt(14)) {
            case 0 -> new LoanCommand.AddCharge("Late payment", random.nextBoolean(), on, eur(1 + amount / 50));
            case 1 -> new LoanCommand.WaiveCharge(any);
            case 2 -> new LoanCommand.Chargeback(any, eur(amount));
            case 3 -> new LoanCommand.RefundCredit(on, eur(1 + amount / 20));
            case 4 -> new LoanCommand.Undo(any);
            case 5 -> new LoanCommand.Disburse(on, eur(amount));
            case 6 -> new LoanCommand.ReAmortise();
            case 7 ->
                new LoanCommand.ReAgeFrom(new ReAge(
                        on.plusDays(1 + random.nextInt(40)), 1 + random.nextInt(12), 1, LoanTerms.Unit.MONTHS));
            case 8 -> random.nextInt(8) == 0 ? new LoanCommand.WriteOff(on) : new LoanCommand.ChargeOff(on);
            case 9 -> new LoanCommand.UndoChargeOff();
            default -> new LoanCommand.Pay(RandomTerms.pick(random, PAYMENTS), on, eur(amount));
        };
        return command instanceof LoanCommand.Chargeback && !repayment(loan, any)
                ? loan
                : loan.apply(command, on.plusDays(random.nextInt(60))) instanceof LoanOutcome.Done done
                        ? done.loan()
                        : loan;
    }

    private static boolean repayment(Loan loan, long id) {
        return loan.transactions().stream()
                .anyMatch(each -> each.id() == id && each.type() == TransactionType.REPAYMENT);
    }

    private static Loan changed(Random random, Loan loan) {
        List<Row> rows = loan.state().instalments();
        Row from = rows.get(random.nextInt(rows.size()));
        TermChange change = switch (random.nextInt(4)) {
            case 0 -> new TermChange(from.dueOn(), from.dueOn().plusDays(random.nextInt(5)), 0, 0, 0, null);
            case 1 -> new TermChange(from.dueOn(), null, 1 + random.nextInt(2), 0, 0, null);
            case 2 -> new TermChange(from.dueOn(), null, 0, 0, 1 + random.nextInt(6), null);
            default -> new TermChange(from.dueOn(), null, 0, 0, 0, BigDecimal.valueOf(random.nextInt(200), 2));
        };
        return loan.apply(new LoanCommand.Reschedule(change), LATER) instanceof LoanOutcome.Done done
                ? done.loan()
                : loan;
    }
}
