package vesper.bank.lending;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vesper.bank.lending.LoanState.Row;
import vesper.bank.lending.LoanTerms.Amortisation;
import vesper.bank.lending.LoanTerms.Grace;
import vesper.bank.lending.LoanTerms.InterestMethod;
import vesper.bank.lending.LoanTerms.InterestPeriod;
import vesper.bank.lending.LoanTerms.Recalculation;
import vesper.bank.lending.LoanTerms.Recalculation.Compounding;
import vesper.bank.lending.LoanTerms.Recalculation.Excess;
import vesper.bank.lending.LoanTerms.Recalculation.Settlement;
import vesper.bank.lending.LoanTerms.ScheduleKind;
import vesper.bank.money.Money;

/** What a payment above the instalment changes, chosen for that payment. */
class PartPrepaymentTest {
    private static final LocalDate DAY = RandomTerms.START;
    private static final List<Excess> CHOICES = List.of(Excess.SHORTER_TERM, Excess.SMALLER_INSTALMENTS);

    static IntStream seeds() {
        return IntStream.range(0, 300);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    @DisplayName("A choice does what terms that always say so do")
    void choiceIsThatOfOtherTerms(int seed) {
        Random random = new Random(seed);
        ScheduleKind kind = RandomTerms.pick(random, ScheduleKind.values());
        int instalments = 2 + random.nextInt(40);
        LoanTermsBuilder terms = terms(random, kind, instalments);
        Excess choice = CHOICES.get(seed % 2);
        LoanTerms otherwise = following(terms, RandomTerms.pick(random, Excess.values()));
        LoanTerms always = following(terms, choice);
        int paid = random.nextInt(instalments);
        LocalDate on = DAY.plusMonths(paid).plusDays(random.nextInt(31));
        long amount = 1 + random.nextLong(otherwise.principalMinor());

        Loan chosen = prepaid(otherwise, new PartPrepayment(on, amount, choice));
        Loan said = prepaid(always, new PartPrepayment(on, amount));

        assertThat(chosen.state().rows()).isEqualTo(said.state().rows());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    @DisplayName("Whatever is chosen from one payment to the next, what is lent is repaid and nothing is left")
    void principalPartsSumToTheLoan(int seed) {
        Random random = new Random(seed);
        ScheduleKind kind = RandomTerms.pick(random, ScheduleKind.values());
        int instalments = 2 + random.nextInt(40);
        LoanTerms terms = following(terms(random, kind, instalments), RandomTerms.pick(random, Excess.values()));
        LoanProjection life = LoanProjection.of(terms, List.of(new DatedAmount(DAY, terms.principalMinor())));
        LocalDate on = DAY;
        for (int i = 0; i < 4; i++) {
            on = on.plusDays(random.nextInt(100));
            life = life.paidUntil(DAY, on);
            long owed = life.state().outstandingMinor();
            if (owed > 1) {
                Excess choice = random.nextInt(4) == 0 ? null : RandomTerms.pick(random, Excess.values());
                life = life.pay(new PartPrepayment(on, 1 + random.nextLong(owed / 2), choice));
            }
        }
        for (int i = 0; i < 3; i++) {
            life = life.paidUntil(DAY, LocalDate.MAX);
        }

        LoanState state = life.state();
        assertThat(state.outstandingMinor()).isZero();
        long principal = 0;
        for (Row row : state.instalments()) {
            assertThat(row.charged().principalMinor()).isNotNegative();
            assertThat(row.charged().interestMinor()).isNotNegative();
            principal += row.charged().principalMinor();
        }
        assertThat(principal).isEqualTo(terms.principalMinor());
        assertThat(state.instalments().get(state.instalments().size() - 1).balanceMinor())
                .isZero();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    @DisplayName(
            "A shorter term keeps the instalment, smaller instalments keep the term, and the first costs less interest")
    void eachKeepsTheOther(int seed) {
        Random random = new Random(seed);
        int instalments = 12 + random.nextInt(40);
        LoanTerms terms = following(terms(random, ScheduleKind.CUMULATIVE, instalments), Excess.NEXT_INSTALMENTS);
        Loan loan = LoanPropertiesTest.disbursed(terms, terms.principalMinor());
        long third = loan.terms().principalMinor() / 3;
        LocalDate on = DAY.plusMonths(random.nextInt(instalments / 3)).plusDays(random.nextInt(28));

        Prepayment shorter = loan.prepayment(DAY, new PartPrepayment(on, third, Excess.SHORTER_TERM));
        Prepayment smaller = loan.prepayment(DAY, new PartPrepayment(on, third, Excess.SMALLER_INSTALMENTS));

        List<Row> before = shorter.before().rows();
        List<Row> kept = shorter.after().rows();
        assertThat(kept).hasSizeLessThan(before.size());
        // The running one is paid in part, the last one takes the rest.
        for (int i = 1; i < kept.size() - 1; i++) {
            assertThat(level(terms, kept.get(i))).isEqualTo(level(terms, before.get(i)));
        }
        assertThat(smaller.after().lastDueOn()).isEqualTo(smaller.before().lastDueOn());
        for (int i = 1; i < smaller.after().rows().size(); i++) {
            assertThat(smaller.after().rows().get(i).outstandingMinor())
                    .isLessThan(before.get(i).outstandingMinor());
        }
        assertThat(shorter.savedMinor()).isGreaterThanOrEqualTo(smaller.savedMinor());
        assertThat(smaller.savedMinor()).isNotNegative();
    }

    /** What the terms keep equal; in grace there is only interest, which follows the balance. */
    private static long level(LoanTerms terms, Row row) {
        long principal = row.outstanding().principalMinor();
        return terms.amortisation() == Amortisation.EQUAL_PRINCIPAL || principal == 0
                ? principal
                : row.outstandingMinor();
    }

    @Test
    void smallerInstalmentsKeepATermThatWasShortenedBefore() {
        // 12,000.00 without interest over 12 months: after 3,000.00 in advance there are nine left with this one.
        LoanTerms terms = following(
                LoanTerms.of(new Money(12_000_00, "EUR"), DAY, new BigDecimal("0"), 12)
                        .interest(InterestMethod.DECLINING_BALANCE, InterestPeriod.DAILY, false),
                Excess.NEXT_INSTALMENTS);
        Loan loan = LoanPropertiesTest.disbursed(terms, terms.principalMinor());
        loan = pay(loan, new PartPrepayment(DAY.plusDays(1), 4_000_00, Excess.SHORTER_TERM));
        assertThat(owed(loan)).containsOnly(1_000_00L).hasSize(8);

        loan = pay(loan, new PartPrepayment(DAY.plusMonths(1).plusDays(1), 4_500_00, Excess.SMALLER_INSTALMENTS));

        // 1,000.00 of it is the instalment of the month, the rest leaves 3,500.00 for the seven after it.
        assertThat(owed(loan)).containsOnly(500_00L).hasSize(7);
    }

    @Test
    void whereInterestDoesNotFollowThePaymentsThereIsNothingToChoose() {
        LoanTerms terms = LoanTerms.of(new Money(900_00, "EUR"), DAY, new BigDecimal("5"), 9)
                .build();
        Loan loan = LoanPropertiesTest.disbursed(terms, terms.principalMinor());
        LoanCommand payment =
                new LoanCommand.Pay(TransactionType.REPAYMENT, DAY, new Money(500_00, "EUR"), Excess.SHORTER_TERM);
        assertThat(loan.apply(payment, DAY)).isEqualTo(new LoanOutcome.Refused(LoanRefusal.NO_CHOICE_OF_EXCESS));
    }

    private static List<Long> owed(Loan loan) {
        return loan.state().instalments().stream()
                .map(Row::outstandingMinor)
                .filter(owed -> owed > 0)
                .toList();
    }

    private static Loan pay(Loan loan, PartPrepayment payment) {
        LoanCommand command = new LoanCommand.Pay(
                TransactionType.REPAYMENT, payment.on(), new Money(payment.amountMinor(), "EUR"), payment.excess());
        return LoanPropertiesTest.done(loan.apply(command, payment.on()));
    }

    private static Loan prepaid(LoanTerms terms, PartPrepayment payment) {
        LoanProjection life = LoanProjection.of(terms, List.of(new DatedAmount(DAY, terms.principalMinor())))
                .paidUntil(DAY, payment.on());
        return life.pay(payment).loan();
    }

    private static LoanTermsBuilder terms(Random random, ScheduleKind kind, int instalments) {
        LoanTermsBuilder terms = LoanTerms.of(
                        new Money(500_000 + random.nextInt(50_000_000), "EUR"),
                        DAY,
                        BigDecimal.valueOf(1 + random.nextInt(1_500), 2),
                        instalments)
                .interest(InterestMethod.DECLINING_BALANCE, InterestPeriod.DAILY, false)
                .kind(kind);
        if (kind == ScheduleKind.CUMULATIVE && random.nextInt(3) == 0) {
            terms.grace(new Grace(random.nextInt(instalments / 2), 0, 0));
        }
        return kind == ScheduleKind.CUMULATIVE && random.nextInt(3) == 0
                ? terms.amortisation(Amortisation.EQUAL_PRINCIPAL)
                : terms;
    }

    private static LoanTerms following(LoanTermsBuilder terms, Excess excess) {
        return terms.recalculation(new Recalculation(excess, Compounding.NONE, Settlement.UNTIL_DAY))
                .build();
    }
}
