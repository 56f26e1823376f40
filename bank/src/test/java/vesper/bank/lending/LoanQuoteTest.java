package vesper.bank.lending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
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
