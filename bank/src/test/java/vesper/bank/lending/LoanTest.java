package vesper.bank.lending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static vesper.bank.lending.LoanPropertiesTest.disbursed;
import static vesper.bank.lending.LoanPropertiesTest.done;
import static vesper.bank.lending.LoanPropertiesTest.eur;
import static vesper.bank.lending.LoanPropertiesTest.pay;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import vesper.bank.lending.DelinquencyBuckets.Bucket;
import vesper.bank.lending.LoanState.Row;
import vesper.bank.lending.LoanTerms.InterestMethod;
import vesper.bank.lending.LoanTerms.InterestPeriod;
import vesper.bank.lending.LoanTerms.ScheduleKind;
import vesper.bank.money.Money;

class LoanTest {
    private static final LocalDate START = RandomTerms.START;
    private static final LocalDate LATER = START.plusYears(1);

    @Test
    @DisplayName("What a loan cannot do is refused with a code")
    void refusals() {
        Loan applied = Loan.appliedFor(monthly(120_000, "12", 12).build());
        assertRefused(applied, new LoanCommand.Disburse(START, eur(120_000)), LoanRefusal.NOT_APPROVED);
        Loan approved = done(applied.apply(new LoanCommand.Approve(), START));
        assertRefused(approved, repay(START, 100), LoanRefusal.NOT_DISBURSED);
        assertRefused(approved, new LoanCommand.Disburse(START, new Money(120_000, "USD")), LoanRefusal.WRONG_CURRENCY);
        assertRefused(approved, new LoanCommand.Disburse(START, eur(0)), LoanRefusal.AMOUNT_NOT_POSITIVE);

        Loan loan = disbursed(applied.terms(), 120_000);
        assertRefused(loan, repay(START.minusDays(1), 100), LoanRefusal.BEFORE_DISBURSEMENT);
        assertRefused(loan, repay(LATER.plusDays(1), 100), LoanRefusal.IN_THE_FUTURE);
        assertRefused(loan, new LoanCommand.RefundCredit(START, eur(1)), LoanRefusal.MORE_THAN_OVERPAID);
        assertRefused(loan, new LoanCommand.Undo(99), LoanRefusal.UNKNOWN_TRANSACTION);
        assertRefused(loan, new LoanCommand.UndoChargeOff(), LoanRefusal.NOT_CHARGED_OFF);
        assertRefused(
                loan,
                new LoanCommand.Reschedule(new TermChange(START.plusDays(3), null, 0, 0, 1, null)),
                LoanRefusal.NO_SUCH_INSTALMENT);
        Loan closed = pay(loan, START, loan.settlement(START).totalMinor());
        assertRefused(closed, repay(START, 100), LoanRefusal.CLOSED);
        assertRefused(closed, new LoanCommand.WriteOff(START), LoanRefusal.CLOSED);
        assertRefused(closed, new LoanCommand.ChargeOff(START), LoanRefusal.CLOSED);
        assertRefused(closed, new LoanCommand.ReAmortise(), LoanRefusal.CLOSED);
    }

    @Test
    @DisplayName("Nobody takes back more than was paid, or does what lies outside of the loan's days")
    void refusalsOfWhatTakesBackAndOfDays() {
        Loan loan = pay(disbursed(monthly(120_000, "0", 12).build(), 120_000), START, 10_000);
        long disbursement = loan.transactions().get(0).id();
        long payment = loan.transactions().get(1).id();
        assertRefused(loan, new LoanCommand.Chargeback(disbursement, eur(1)), LoanRefusal.NOT_ALLOWED_FOR_TYPE);
        assertRefused(loan, new LoanCommand.Chargeback(99, eur(1)), LoanRefusal.UNKNOWN_TRANSACTION);
        assertRefused(loan, new LoanCommand.Chargeback(payment, eur(10_001)), LoanRefusal.MORE_THAN_PAID);
        Loan part = done(loan.apply(new LoanCommand.Chargeback(payment, eur(4_000)), LATER));
        assertRefused(part, new LoanCommand.Chargeback(payment, eur(6_001)), LoanRefusal.MORE_THAN_PAID);
        done(part.apply(new LoanCommand.Chargeback(payment, eur(6_000)), LATER));
        Loan undone = done(loan.apply(new LoanCommand.Undo(payment), LATER));
        assertRefused(undone, new LoanCommand.Chargeback(payment, eur(1)), LoanRefusal.ALREADY_UNDONE);
        assertRefused(loan, refund(10_001), LoanRefusal.MORE_THAN_PAID);
        done(loan.apply(refund(10_000), LATER));

        assertRefused(loan, new LoanCommand.WriteOff(LATER.plusDays(1)), LoanRefusal.IN_THE_FUTURE);
        assertRefused(loan, new LoanCommand.ChargeOff(START.minusDays(1)), LoanRefusal.BEFORE_DISBURSEMENT);
        assertRefused(
                loan,
                new LoanCommand.AddCharge("Fee", false, START.minusDays(1), eur(1)),
                LoanRefusal.BEFORE_DISBURSEMENT);
        assertThatThrownBy(() -> new LoanTransaction.ReAge(START, 0, 1, LoanTerms.Unit.MONTHS))
                .hasMessageContaining("instalments");
    }

    private static LoanCommand refund(long minor) {
        return new LoanCommand.Pay(TransactionType.REFUND, LATER, eur(minor));
    }

    private static void assertRefused(Loan loan, LoanCommand command, LoanRefusal reason) {
        assertThat(loan.apply(command, LATER)).isEqualTo(new LoanOutcome.Refused(reason));
    }

    private static LoanCommand repay(LocalDate on, long minor) {
        return new LoanCommand.Pay(TransactionType.REPAYMENT, on, eur(minor));
    }

    @Test
    @DisplayName("A charge may be a percentage of what was lent, of the interest, or of what is overdue")
    void chargesByPercentage() {
        Loan loan = disbursed(monthly(120_025, "12", 12).build(), 120_025);
        long interest = loan.state().instalments().stream()
                .mapToLong(row -> row.charged().interestMinor())
                .sum();
        Row first = loan.state().instalments().get(0);
        LocalDate late = first.dueOn().plusDays(1);
        assertThat(share(loan, late, "2", ChargeBasis.DISBURSED)).isEqualTo(2_401);
        assertThat(share(loan, late, "100", ChargeBasis.INTEREST)).isEqualTo(interest);
        assertThat(share(loan, late, "100", ChargeBasis.DISBURSED_AND_INTEREST)).isEqualTo(120_025 + interest);
        assertThat(share(loan, late, "100", ChargeBasis.OVERDUE)).isEqualTo(first.outstandingMinor());
        assertRefused(loan, shareCharge(late, "0", ChargeBasis.DISBURSED), LoanRefusal.PERCENTAGE_OUT_OF_RANGE);
        assertRefused(loan, shareCharge(late, "100.01", ChargeBasis.DISBURSED), LoanRefusal.PERCENTAGE_OUT_OF_RANGE);
        assertThat(loan.apply(shareCharge(late, "5", ChargeBasis.OVERDUE), first.dueOn()))
                .as("nothing is overdue on the due date")
                .isEqualTo(new LoanOutcome.Refused(LoanRefusal.AMOUNT_NOT_POSITIVE));
    }

    private static long share(Loan loan, LocalDate on, String pct, ChargeBasis basis) {
        Loan charged = done(loan.apply(shareCharge(on, pct, basis), on));
        assertThat(charged.state().outstandingMinor() - loan.state().outstandingMinor())
                .isEqualTo(charged.charges().get(0).amountMinor());
        return charged.charges().get(0).amountMinor();
    }

    private static LoanCommand shareCharge(LocalDate on, String pct, ChargeBasis basis) {
        return new LoanCommand.AddShareCharge("Late payment", true, on, new BigDecimal(pct), basis);
    }

    @Test
    @DisplayName("A payment with an older value date counts before those that were recorded earlier")
    void backDatedPaymentsCountInTheirPlace() {
        Loan loan = disbursed(monthly(120_000, "0", 12).build(), 120_000);
        loan = pay(loan, START.plusMonths(1).plusDays(5), 10_000);
        assertThat(loan.state().instalments().get(0).paidLateMinor()).isEqualTo(10_000);
        loan = pay(loan, START.plusMonths(1), 10_000);
        Row first = loan.state().instalments().get(0);
        assertThat(first.paidLateMinor()).isZero();
        assertThat(first.metOn()).isEqualTo(START.plusMonths(1));
        assertThat(loan.state().instalments().get(1).paidInAdvanceMinor()).isEqualTo(10_000);
    }

    @Test
    @DisplayName("A payment holiday adds as many instalments at the end")
    void paymentHolidayAddsInstalments() {
        Loan loan = disbursed(monthly(120_000, "0", 12).build(), 120_000);
        LocalDate third = START.plusMonths(3);
        loan = done(loan.apply(new LoanCommand.Reschedule(new TermChange(third, null, 2, 0, 0, null)), START));
        List<Row> rows = loan.state().instalments();
        assertThat(rows).hasSize(14);
        assertThat(rows.get(2).charged().totalMinor()).isZero();
        assertThat(rows.get(3).charged().totalMinor()).isZero();
        assertThat(rows.get(13).balanceMinor()).isZero();
    }

    @Test
    @DisplayName("More instalments, and grace, on a progressive loan: what is owed is spread anew from there on")
    void progressiveLoansAreRescheduled() {
        for (String rate : List.of("12", "0")) {
            Loan loan = disbursed(
                    monthly(1_200_000, rate, 12)
                            .kind(ScheduleKind.PROGRESSIVE)
                            .interest(InterestMethod.DECLINING_BALANCE, InterestPeriod.DAILY, false)
                            .allocation(RandomTerms.interestBearing())
                            .build(),
                    1_200_000);
            List<Row> before = loan.state().instalments();
            loan = pay(loan, before.get(0).dueOn(), before.get(0).outstandingMinor());
            LocalDate fourth = before.get(3).dueOn();

            // Two without principal, as many more, and three on top: from the sixth on twelve that repay.
            loan = done(loan.apply(new LoanCommand.Reschedule(new TermChange(fourth, null, 2, 0, 3, null)), START));

            List<Row> after = loan.state().instalments();
            assertThat(after).hasSize(17);
            assertThat(after.subList(0, 3))
                    .extracting(Row::charged)
                    .isEqualTo(before.subList(0, 3).stream().map(Row::charged).toList());
            assertThat(after.subList(3, 5)).allMatch(row -> row.charged().principalMinor() == 0);
            long left = before.get(2).balanceMinor();
            Schedule anew = Schedule.of(monthly(left, rate, 12)
                    .kind(ScheduleKind.PROGRESSIVE)
                    .interest(InterestMethod.DECLINING_BALANCE, InterestPeriod.DAILY, false)
                    .build());
            assertThat(after.get(5).charged().totalMinor())
                    .as(rate)
                    .isCloseTo(anew.instalments().get(0).totalMinor(), within(1L));
            assertThat(after.get(16).balanceMinor()).isZero();
            for (Row row : after.subList(1, 17)) {
                if (row.outstandingMinor() > 0) {
                    loan = pay(loan, row.dueOn(), row.outstandingMinor());
                }
            }
            assertThat(loan.state().status()).isEqualTo(LoanStatus.CLOSED);
        }
    }

    @Test
    @DisplayName("A new rate counts from its instalment on, in both kinds of schedule")
    void rateChangeCountsFromItsInstalment() {
        for (ScheduleKind kind : ScheduleKind.values()) {
            LoanTermsBuilder terms = monthly(1_200_000, "12", 12).kind(kind);
            if (kind == ScheduleKind.PROGRESSIVE) {
                terms.interest(InterestMethod.DECLINING_BALANCE, InterestPeriod.DAILY, false)
                        .allocation(RandomTerms.interestBearing());
            }
            Loan loan = disbursed(terms.build(), 1_200_000);
            List<Row> before = loan.state().instalments();
            LocalDate from = before.get(6).dueOn();
            loan = done(loan.apply(
                    new LoanCommand.Reschedule(new TermChange(from, null, 0, 0, 0, new BigDecimal("6"))), LATER));
            List<Row> after = loan.state().instalments();
            assertThat(after.subList(0, 6))
                    .extracting(Row::charged)
                    .as(kind.name())
                    .isEqualTo(before.subList(0, 6).stream().map(Row::charged).toList());
            int changed = kind == ScheduleKind.CUMULATIVE ? 6 : 7;
            assertThat(after.get(changed).charged().interestMinor() * 2)
                    .as(kind.name())
                    .isBetween(
                            before.get(changed).charged().interestMinor() - 400,
                            before.get(changed).charged().interestMinor() + 400);
            assertThat(after.get(11).balanceMinor()).isZero();
        }
    }

    @Test
    @DisplayName("A written-off loan owes nothing and takes no repayment")
    void writtenOff() {
        Loan loan = disbursed(monthly(120_000, "12", 12).build(), 120_000);
        long owed = loan.state().outstandingMinor();
        loan = done(loan.apply(new LoanCommand.WriteOff(LATER), LATER));
        LoanState state = loan.state();
        assertThat(state.status()).isEqualTo(LoanStatus.WRITTEN_OFF);
        assertThat(state.outstandingMinor()).isZero();
        assertThat(state.transactions().get(1).amountMinor()).isEqualTo(owed);
        assertRefused(loan, repay(LATER, 100), LoanRefusal.CLOSED);
    }

    @Test
    @DisplayName("Interest is accrued by the day and adds up to what is due")
    void dailyAccrualsAddUp() {
        Loan loan = disbursed(monthly(120_000, "12", 2).build(), 120_000);
        LocalDate end = loan.state().instalments().get(1).dueOn();
        for (LocalDate day = START.plusDays(1); !day.isAfter(end.plusDays(1)); day = day.plusDays(1)) {
            loan = done(loan.apply(new LoanCommand.AccrueDay(false), day));
        }
        long accrued = loan.state().transactions().stream()
                .filter(line -> line.transaction().type() == TransactionType.ACCRUAL)
                .mapToLong(TransactionLine::amountMinor)
                .sum();
        assertThat(accrued)
                .isEqualTo(loan.state().instalments().stream()
                        .mapToLong(row -> row.charged().interestMinor())
                        .sum());
    }

    @Test
    @DisplayName("The oldest overdue instalment says the bucket and what is set aside")
    void delinquencyBuckets() {
        DelinquencyBuckets buckets = new DelinquencyBuckets(List.of(
                new Bucket("early", 1, 30, new BigDecimal("5")),
                new Bucket("late", 31, 90, new BigDecimal("25")),
                new Bucket("lost", 91, null, new BigDecimal("100"))));
        LoanState state = disbursed(monthly(120_000, "0", 12).build(), 120_000).state();
        LocalDate due = START.plusMonths(1);
        assertThat(buckets.of(state, due)).isNull();
        assertThat(buckets.of(state, due.plusDays(1))).extracting(Bucket::name).isEqualTo("early");
        assertThat(buckets.of(state, due.plusDays(31))).extracting(Bucket::name).isEqualTo("late");
        assertThat(buckets.provisionMinor(state, due.plusDays(31))).isEqualTo(30_000);
        assertThat(buckets.provisionMinor(state, due.plusDays(91))).isEqualTo(120_000);
        assertThat(state.overdueMinor(due.plusDays(31))).isEqualTo(20_000);
    }

    @Test
    @DisplayName("A chargeback takes back the parts that its payment paid")
    void chargebackTakesBackParts() {
        AllocationTerms plain = RandomTerms.advanced(new Random(5));
        AllocationTerms byPart = new AllocationTerms(
                plain.strategy(),
                plain.processing(),
                plain.rules(),
                List.of(Part.PENALTY, Part.FEE, Part.INTEREST, Part.PRINCIPAL));
        Loan loan = disbursed(
                monthly(120_000, "0", 12)
                        .kind(ScheduleKind.PROGRESSIVE)
                        .allocation(byPart)
                        .build(),
                120_000);
        LocalDate due = START.plusMonths(1);
        loan = done(loan.apply(new LoanCommand.AddCharge("Late payment", true, due, eur(300)), due));
        loan = pay(loan, due, 10_300);
        long payment = loan.transactions().get(1).id();
        loan = done(loan.apply(new LoanCommand.Chargeback(payment, eur(500)), due.plusDays(2)));
        TransactionLine line = loan.state().transactions().get(2);
        assertThat(line.portions()).isEqualTo(new Portions(200, 0, 0, 300));
        assertThat(loan.state().outstandingMinor()).isEqualTo(110_500);
    }

    private static LoanTermsBuilder monthly(long principalMinor, String rate, int instalments) {
        return LoanTerms.of(eur(principalMinor), START, new BigDecimal(rate), instalments);
    }
}
