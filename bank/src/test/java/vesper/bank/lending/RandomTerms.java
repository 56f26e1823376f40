package vesper.bank.lending;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import vesper.bank.lending.AllocationTerms.Advance;
import vesper.bank.lending.AllocationTerms.Due;
import vesper.bank.lending.AllocationTerms.Processing;
import vesper.bank.lending.AllocationTerms.Rule;
import vesper.bank.lending.AllocationTerms.Step;
import vesper.bank.lending.LoanTerms.Amortisation;
import vesper.bank.lending.LoanTerms.Grace;
import vesper.bank.lending.LoanTerms.InterestMethod;
import vesper.bank.lending.LoanTerms.InterestPeriod;
import vesper.bank.lending.LoanTerms.Recalculation;
import vesper.bank.lending.LoanTerms.Recalculation.Compounding;
import vesper.bank.lending.LoanTerms.Recalculation.Excess;
import vesper.bank.lending.LoanTerms.Recalculation.Settlement;
import vesper.bank.lending.LoanTerms.ScheduleKind;
import vesper.bank.lending.LoanTerms.Unit;
import vesper.bank.money.Money;

/** Terms by a seeded hand: the same seed gives the same terms. */
final class RandomTerms {
    static final LocalDate START = LocalDate.of(2024, 1, 15);

    private RandomTerms() {}

    static LoanTerms any(Random random) {
        boolean progressive = random.nextBoolean();
        int instalments = 1 + random.nextInt(random.nextInt(10) == 0 ? 360 : 36);
        LoanTermsBuilder terms = base(random, instalments)
                .interest(
                        pick(random, InterestMethod.values()),
                        pick(random, InterestPeriod.values()),
                        random.nextBoolean())
                .amortisation(pick(random, Amortisation.values()))
                .repaidEvery(1 + random.nextInt(3), pick(random, Unit.DAYS, Unit.WEEKS, Unit.MONTHS))
                .downPayment(BigDecimal.valueOf(random.nextInt(3) * 10L), random.nextBoolean())
                .instalmentMultipleMinor(instalments > 60 ? 0 : pick(random, 0L, 0L, 1L, 100L))
                .conventions(pick(
                        random,
                        LoanConventions.FINERACT,
                        LoanConventions.FINERACT_PROGRESSIVE,
                        LoanConventions.TEXTBOOK));
        if (progressive) {
            terms.interest(InterestMethod.DECLINING_BALANCE, InterestPeriod.DAILY, false)
                    .amortisation(Amortisation.EQUAL_INSTALMENTS)
                    .kind(ScheduleKind.PROGRESSIVE)
                    .grace(
                            random.nextInt(3) > 0
                                    ? Grace.NONE
                                    : new Grace(
                                            random.nextInt(instalments),
                                            random.nextInt(instalments),
                                            random.nextInt(instalments)))
                    .allocation(random.nextInt(3) == 0 ? AllocationTerms.of(named(random)) : advanced(random));
        } else {
            terms.grace(new Grace(
                            random.nextInt(instalments), random.nextInt(instalments), random.nextInt(instalments)))
                    .allocation(AllocationTerms.of(named(random)));
        }
        LoanTerms without = moved(random, terms).build();
        return random.nextInt(4) > 0
                ? without
                : terms.balloonMinor(without.principalMinor() / (2 + random.nextInt(8)))
                        .build();
    }

    /** A first due date of its own, and days that instalments fall due on: not for those so near that two meet on one. */
    private static LoanTermsBuilder moved(Random random, LoanTermsBuilder terms) {
        return terms.build().unit() == Unit.DAYS
                ? terms
                : terms.firstDueOn(random.nextInt(4) > 0 ? null : START.plusDays(10L + random.nextInt(40)))
                        .calendar(pick(random, null, null, null, "TARGET", "USFED"));
    }

    private static RepaymentStrategy named(Random random) {
        return pick(
                random,
                RepaymentStrategy.PENALTY_FEE_INTEREST_PRINCIPAL,
                RepaymentStrategy.INTEREST_PRINCIPAL_PENALTY_FEE,
                RepaymentStrategy.DUE_PENALTY_FEE_INTEREST_PRINCIPAL,
                RepaymentStrategy.DUE_PENALTY_INTEREST_PRINCIPAL_FEE);
    }

    /** Interest by the day, and following the payments. */
    static LoanTerms recalculated(Random random) {
        boolean progressive = random.nextBoolean();
        LoanTermsBuilder terms = base(random, 1 + random.nextInt(36))
                .interest(InterestMethod.DECLINING_BALANCE, InterestPeriod.DAILY, false)
                .conventions(pick(random, LoanConventions.FINERACT, LoanConventions.TEXTBOOK))
                .recalculation(new Recalculation(
                        progressive
                                ? Excess.LAST_UNPAID_INSTALMENT
                                : pick(
                                        random,
                                        Excess.SMALLER_INSTALMENTS,
                                        Excess.SHORTER_TERM,
                                        Excess.NEXT_INSTALMENTS),
                        Compounding.NONE,
                        Settlement.UNTIL_DAY));
        if (progressive) {
            terms.kind(ScheduleKind.PROGRESSIVE).allocation(interestBearing());
        }
        return terms.build();
    }

    /** Long loans have low rates: else the interest of a long month is above the equal instalment. */
    private static LoanTermsBuilder base(Random random, int instalments) {
        int highestRate = instalments > 36 ? 200 : 2_500;
        return LoanTerms.of(
                new Money(50_000 + random.nextInt(50_000_000), "EUR"),
                START,
                BigDecimal.valueOf(random.nextInt(highestRate), 2),
                instalments);
    }

    static AllocationTerms advanced(Random random) {
        return new AllocationTerms(
                RepaymentStrategy.ADVANCED,
                pick(random, Processing.values()),
                List.of(
                        new Rule(TransactionType.REPAYMENT, pick(random, Advance.values()), steps()),
                        new Rule(TransactionType.GOODWILL_CREDIT, Advance.LAST_INSTALMENT, steps())),
                List.of());
    }

    static AllocationTerms interestBearing() {
        return new AllocationTerms(
                RepaymentStrategy.ADVANCED,
                Processing.HORIZONTAL,
                List.of(new Rule(TransactionType.REPAYMENT, Advance.NEXT_INSTALMENT, steps())),
                List.of());
    }

    private static List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        for (Due due : Due.values()) {
            for (Part part : List.of(Part.PENALTY, Part.FEE, Part.INTEREST, Part.PRINCIPAL)) {
                steps.add(new Step(due, part));
            }
        }
        return steps;
    }

    @SafeVarargs
    static <T> T pick(Random random, T... values) {
        return values[random.nextInt(values.length)];
    }
}
