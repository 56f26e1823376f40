package vesper.bank.lending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import vesper.bank.lending.LoanTerms.Amortisation;
import vesper.bank.lending.LoanTerms.InterestMethod;
import vesper.bank.lending.LoanTerms.InterestPeriod;
import vesper.bank.lending.LoanTerms.Recalculation;
import vesper.bank.lending.LoanTerms.Recalculation.Compounding;
import vesper.bank.lending.LoanTerms.Recalculation.Excess;
import vesper.bank.lending.LoanTerms.Recalculation.Settlement;
import vesper.bank.lending.LoanTerms.ScheduleKind;
import vesper.bank.lending.LoanTerms.Unit;
import vesper.bank.money.Money;

class LoanQuoteTest {
    private static final LocalDate DAY = LocalDate.of(2026, 1, 15);

    @Test
    void workedExampleHolds() {
        LoanQuote quote = LoanQuote.of(monthly("1000.00", "12", 12).build());

        assertThat(quote.instalments().get(0).totalMinor()).isEqualTo(88_85);
        assertThat(quote.interestMinor()).isEqualTo(66_19);
        assertThat(quote.totalMinor()).isEqualTo(1_066_19);
        assertThat(quote.aprcPct()).isEqualByComparingTo("12.68");
    }

    @Test
    void feesArePartOfTheTotalAndOfTheRate() {
        LoanTerms terms = monthly("1000.00", "12", 12).build();
        LoanQuote quote = LoanQuote.of(terms, 20_00);
        LoanQuote inTranches = LoanQuote.of(terms, List.of(new DatedAmount(DAY, 1_000_00)), List.of(), 20_00);

        assertThat(quote.totalMinor()).isEqualTo(1_086_19);
        // 980.00 come in, and eleven times 88.85 and once 88.84 go out: worth as much at this rate, to half of its last
        // digit.
        assertThat(worth(quote.aprcPct().doubleValue() - 0.005)).isGreaterThan(980);
        assertThat(worth(quote.aprcPct().doubleValue() + 0.005)).isLessThan(980);
        assertThat(inTranches.totalMinor()).isEqualTo(quote.totalMinor());
        assertThat(inTranches.aprcPct()).isEqualTo(quote.aprcPct());
        assertThatThrownBy(() -> LoanQuote.of(terms, List.of(new DatedAmount(DAY, 1_000_00)), List.of(), 1_000_00))
                .isInstanceOfSatisfying(
                        InvalidTermsException.class,
                        refusal -> assertThat(refusal.term()).isEqualTo("feesMinor"));
    }

    private static double worth(double aprcPct) {
        double worth = 0;
        for (int month = 1; month <= 12; month++) {
            worth += (month < 12 ? 88.85 : 88.84) / Math.pow(1 + aprcPct / 100, month / 12.0);
        }
        return worth;
    }

    @Test
    void aprcOfMonthlyPaymentsIsTheEffectiveRate() {
        SplittableRandom random = new SplittableRandom(4);
        for (int n = 0; n < 50; n++) {
            BigDecimal rate = BigDecimal.valueOf(random.nextInt(1, 3_000), 2);
            LoanQuote quote = LoanQuote.of(monthly("250000.00", rate.toString(), random.nextInt(2, 240))
                    .build());
            BigDecimal effective = rate.divide(BigDecimal.valueOf(1_200), MathContext.DECIMAL64)
                    .add(BigDecimal.ONE)
                    .pow(12)
                    .subtract(BigDecimal.ONE)
                    .movePointRight(2)
                    .setScale(2, RoundingMode.HALF_UP);
            // Rounding of instalments to cents moves it by a hundredth of a percent at most.
            assertThat(quote.aprcPct().subtract(effective).abs()).isLessThanOrEqualTo(new BigDecimal("0.01"));
        }
    }

    @Test
    void linesAddUpToTheTotals() {
        LoanQuote quote = LoanQuote.of(monthly("7300.00", "8.5", 18)
                .downPayment(new BigDecimal("20"), false)
                .repaidEvery(2, Unit.WEEKS)
                .build());

        assertThat(quote.instalments().stream()
                        .mapToLong(Schedule.Instalment::principalMinor)
                        .sum())
                .isEqualTo(7_300_00);
        assertThat(quote.instalments().stream()
                        .mapToLong(Schedule.Instalment::totalMinor)
                        .sum())
                .isEqualTo(quote.totalMinor())
                .isEqualTo(7_300_00 + quote.interestMinor());
        assertThat(quote.instalments().get(0).dueOn()).isEqualTo(DAY);
        assertThat(quote.instalments().get(0).principalMinor()).isEqualTo(1_460_00);
        assertThat(quote.instalments().get(quote.instalments().size() - 1).balanceMinor())
                .isZero();
    }

    @Test
    void loanWithoutInterestCostsNothing() {
        LoanQuote quote = LoanQuote.of(monthly("900.00", "0", 9).build());

        assertThat(quote.interestMinor()).isZero();
        assertThat(quote.aprcPct()).isEqualByComparingTo("0");
    }

    @Test
    void oneTrancheIsTheSameAsNone() {
        SplittableRandom random = new SplittableRandom(8);
        for (int n = 0; n < 60; n++) {
            LoanTerms terms = monthly("25000.00", "" + random.nextInt(1, 20), random.nextInt(1, 60))
                    .interest(InterestMethod.DECLINING_BALANCE, InterestPeriod.DAILY, false)
                    .kind(random.nextBoolean() ? ScheduleKind.CUMULATIVE : ScheduleKind.PROGRESSIVE)
                    .downPayment(BigDecimal.valueOf(random.nextInt(2) * 10L), false)
                    .build();
            LoanQuote whole = LoanQuote.of(terms);
            LoanQuote tranche = LoanQuote.of(terms, List.of(new DatedAmount(DAY, 25_000_00)), List.of(), 0);
            assertThat(tranche.instalments())
                    .extracting(Schedule.Instalment::dueOn, Schedule.Instalment::totalMinor)
                    .isEqualTo(whole.instalments().stream()
                            .map(each -> tuple(each.dueOn(), each.totalMinor()))
                            .toList());
            assertThat(tranche.aprcPct()).isEqualByComparingTo(whole.aprcPct());
            assertThat(tranche.totalMinor()).isEqualTo(whole.totalMinor());
        }
    }

    @Test
    void tranchesBearInterestFromTheirOwnDays() {
        // 1 % a month: half of the loan, one instalment later the other half.
        LoanTerms terms = monthly("2000.00", "12", 3)
                .amortisation(Amortisation.EQUAL_PRINCIPAL)
                .build();
        LoanQuote quote = LoanQuote.of(
                terms,
                List.of(new DatedAmount(DAY, 1_000_00), new DatedAmount(DAY.plusMonths(1), 1_000_00)),
                List.of(),
                0);
        assertThat(quote.instalments())
                .extracting(Schedule.Instalment::interestMinor)
                .startsWith(10_00L);
        assertThat(quote.totalMinor()).isEqualTo(2_000_00 + quote.interestMinor());
        assertThat(quote.interestMinor())
                .isLessThan(LoanQuote.of(terms).interestMinor())
                .isGreaterThan(0);
        assertThat(quote.aprcPct()).isBetween(new BigDecimal("12.5"), new BigDecimal("12.8"));
    }

    @Test
    void tranchesThatMakeNoLoanAreRefused() {
        LoanTerms terms = monthly("900.00", "5", 6).build();
        assertRefused("disbursements", terms, List.of(new DatedAmount(DAY, 899_99)), List.of());
        assertRefused("disbursements", terms, List.of(new DatedAmount(DAY.plusDays(1), 900_00)), List.of());
        assertRefused(
                "disbursements",
                terms,
                List.of(new DatedAmount(DAY, 500_00), new DatedAmount(DAY.plusMonths(6), 400_00)),
                List.of());
        assertRefused(
                "prepayments",
                terms,
                List.of(new DatedAmount(DAY, 900_00)),
                List.of(new PartPrepayment(DAY.minusDays(1), 1)));
        assertRefused(
                "prepayments",
                terms,
                List.of(new DatedAmount(DAY, 900_00)),
                List.of(new PartPrepayment(DAY.plusDays(40), 900_00)));
    }

    private static void assertRefused(
            String term, LoanTerms terms, List<DatedAmount> tranches, List<PartPrepayment> prepayments) {
        assertThatThrownBy(() -> LoanQuote.of(terms, tranches, prepayments, 0))
                .isInstanceOfSatisfying(
                        InvalidTermsException.class,
                        refusal -> assertThat(refusal.term()).isEqualTo(term));
    }

    @Test
    void prepaymentShortensTheTermOrLowersTheInstalments() {
        LoanQuote plain = LoanQuote.of(prepaid(Excess.SHORTER_TERM));
        LoanQuote shorter = quoted(prepaid(Excess.SHORTER_TERM));
        LoanQuote smaller = quoted(prepaid(Excess.SMALLER_INSTALMENTS));

        assertThat(shorter.instalments()).hasSizeLessThan(plain.instalments().size());
        assertThat(smaller.instalments()).hasSameSizeAs(plain.instalments());
        assertThat(smaller.instalments().get(10).totalMinor())
                .isLessThan(plain.instalments().get(10).totalMinor());
        assertThat(shorter.interestMinor()).isLessThan(smaller.interestMinor()).isLessThan(plain.interestMinor());
        assertThat(smaller.interestMinor()).isLessThan(plain.interestMinor());
        for (LoanQuote each : List.of(shorter, smaller)) {
            assertThat(each.totalMinor()).isEqualTo(10_000_00 + each.interestMinor());
            assertThat(each.aprcPct().subtract(plain.aprcPct()).abs()).isLessThan(new BigDecimal("0.1"));
        }
    }

    private static LoanTerms prepaid(Excess excess) {
        return monthly("10000.00", "6", 24)
                .interest(InterestMethod.DECLINING_BALANCE, InterestPeriod.DAILY, false)
                .recalculation(new Recalculation(excess, Compounding.NONE, Settlement.UNTIL_DAY))
                .build();
    }

    private static LoanQuote quoted(LoanTerms terms) {
        return LoanQuote.of(
                terms,
                List.of(new DatedAmount(DAY, 10_000_00)),
                List.of(new PartPrepayment(DAY.plusMonths(4).plusDays(10), 3_000_00)),
                0);
    }

    @Test
    void previewOfAPrepaymentIsWhatThePaymentThenDoes() {
        SplittableRandom random = new SplittableRandom(11);
        for (int seed = 0; seed < 200; seed++) {
            LoanTerms terms =
                    seed % 2 == 0 ? RandomTerms.recalculated(new Random(seed)) : RandomTerms.any(new Random(seed));
            Loan loan = LoanPropertiesTest.disbursed(terms, terms.principalMinor());
            LocalDate on = terms.disbursedOn().plusDays(random.nextInt(5));
            long amount = random.nextLong(1, terms.principalMinor() / 2);
            Prepayment preview = loan.prepayment(terms.disbursedOn(), new PartPrepayment(on, amount));
            for (LoanState.Row row : loan.state().instalments()) {
                if (!row.dueOn().isAfter(on) && row.outstandingMinor() > 0) {
                    loan = LoanPropertiesTest.pay(loan, row.dueOn(), row.outstandingMinor());
                }
            }
            if (loan.state().outstandingMinor() == 0) {
                continue;
            }
            LoanState paid = LoanPropertiesTest.pay(loan, on, amount).state();
            assertThat(preview.after().rows())
                    .as("seed " + seed)
                    .isEqualTo(paid.instalments().stream()
                            .filter(row -> row.outstandingMinor() > 0)
                            .toList());
            assertThat(preview.pays().totalMinor() + preview.overpaidMinor()).isEqualTo(amount);
        }
    }

    @Test
    void termThatMakesNoLoanIsNamed() {
        assertThatThrownBy(() -> LoanQuote.of(monthly("900.00", "5", 0).build()))
                .isInstanceOfSatisfying(
                        InvalidTermsException.class,
                        refusal -> assertThat(refusal.term()).isEqualTo("instalments"));
    }

    private static LoanTermsBuilder monthly(String principal, String ratePct, int instalments) {
        return LoanTerms.of(Money.parse(principal, "EUR"), DAY, new BigDecimal(ratePct), instalments);
    }
}
