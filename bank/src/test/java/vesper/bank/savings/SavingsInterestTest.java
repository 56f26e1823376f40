package vesper.bank.savings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import vesper.bank.interest.DailyInterest;
import vesper.bank.interest.Dated;
import vesper.bank.interest.DayCount;
import vesper.bank.interest.RateTiers;
import vesper.bank.interest.StandardDayCount;
import vesper.bank.savings.SavingsInterest.Movement;
import vesper.bank.savings.SavingsInterest.Outcome;
import vesper.bank.savings.SavingsInterest.Posting;
import vesper.bank.savings.SavingsTerms.Basis;

class SavingsInterestTest {
    private static final LocalDate NEW_YEAR = LocalDate.of(2026, 1, 1);
    private static final BigDecimal TINY = new BigDecimal("1e-20");

    /** Two percent act/365 on the daily balance, posted by the month, no tax, overdraft at ten percent. */
    private static SavingsTerms terms(Basis basis, Interval compounding, Interval posting) {
        return new SavingsTerms(
                StandardDayCount.ACT_365F,
                Dated.always(RateTiers.flat(new BigDecimal("0.02"))),
                basis,
                0,
                Dated.always(new BigDecimal("0.10")),
                compounding,
                posting,
                BigDecimal.ZERO,
                RoundingMode.HALF_EVEN);
    }

    private static SavingsTerms monthly() {
        return terms(Basis.DAILY_BALANCE, Interval.MONTH, Interval.MONTH);
    }

    private static LocalDate day(int month, int day) {
        return LocalDate.of(2026, month, day);
    }

    @Test
    void everyDayEarnsOnItsValueDatedBalance() {
        List<Movement> movements = List.of(new Movement(NEW_YEAR, 100_000), new Movement(day(1, 16), 100_000));
        Outcome outcome = SavingsInterest.of(monthly(), movements, NEW_YEAR, day(2, 1));
        // 15 days of 1,000.00 and 16 of 2,000.00: 4,700 x 2 % / 365 = 2.5753.
        assertThat(outcome.postings()).singleElement().satisfies(posting -> {
            assertThat(posting.valueDate()).isEqualTo(day(2, 1));
            assertThat(posting.creditMinor()).isEqualTo(258);
            assertThat(posting.accruedMinor())
                    .isCloseTo(new BigDecimal("257.53424657534246575"), within(new BigDecimal("1e-16")));
        });
        assertThat(outcome.balanceMinor()).isEqualTo(200_258);
        assertThat(outcome.accruedMinor()).isEqualByComparingTo("0");
    }

    @Test
    void monthAgreesWithTheDayWeightsOfTheBooks() {
        Random random = new Random(4);
        for (int n = 0; n < 100; n++) {
            List<Movement> movements = new ArrayList<>();
            for (int m = 0; m < 10; m++) {
                movements.add(new Movement(NEW_YEAR.plusDays(random.nextInt(-5, 31)), random.nextInt(0, 1_000_000)));
            }
            BigInteger weight = BigInteger.ZERO;
            for (LocalDate day = NEW_YEAR; day.isBefore(day(2, 1)); day = day.plusDays(1)) {
                LocalDate today = day;
                long balance = movements.stream()
                        .filter(movement -> !movement.valueDate().isAfter(today))
                        .mapToLong(Movement::amountMinor)
                        .sum();
                weight = weight.add(DailyInterest.weight(balance, 200));
            }
            Outcome outcome = SavingsInterest.of(monthly(), movements, NEW_YEAR, day(2, 1));
            assertThat(outcome.postings().get(0).creditMinor()).isEqualTo(DailyInterest.posted(weight));
        }
    }

    @Test
    void unfinishedIntervalIsAccruedAndNotPosted() {
        Outcome outcome = SavingsInterest.of(monthly(), List.of(new Movement(NEW_YEAR, 100_000)), NEW_YEAR, day(1, 11));
        assertThat(outcome.postings()).isEmpty();
        assertThat(outcome.balanceMinor()).isEqualTo(100_000);
        assertThat(outcome.accruedMinor())
                .isCloseTo(new BigDecimal("54.794520547945"), within(new BigDecimal("1e-11")));
    }

    @Test
    void postedInterestEarnsFromItsValueDate() {
        Outcome outcome =
                SavingsInterest.of(monthly(), List.of(new Movement(NEW_YEAR, 100_000_000)), NEW_YEAR, day(3, 1));
        // 31 days of 1,000,000.00, then 28 of 1,001,698.63.
        assertThat(outcome.postings()).extracting(Posting::creditMinor).containsExactly(169_863L, 153_685L);
    }

    @Test
    void intervalsFollowTheCalendar() {
        Movement movement = new Movement(NEW_YEAR, 100_000_000);
        for (Interval posting : Interval.values()) {
            Outcome outcome = SavingsInterest.of(
                    terms(Basis.DAILY_BALANCE, posting, posting),
                    List.of(movement),
                    NEW_YEAR,
                    LocalDate.of(2027, 1, 1));
            int expected = switch (posting) {
                case DAY -> 365;
                case MONTH -> 12;
                case QUARTER -> 4;
                case HALF_YEAR -> 2;
                case YEAR -> 1;
            };
            assertThat(outcome.postings()).hasSize(expected);
        }
        assertThat(Interval.QUARTER.endAfter(day(2, 14))).isEqualTo(day(4, 1));
        assertThat(Interval.HALF_YEAR.endAfter(day(12, 31))).isEqualTo(LocalDate.of(2027, 1, 1));
    }

    @Test
    void compoundingWithinThePostingEarnsOnWhatWasEarned() {
        Outcome outcome = SavingsInterest.of(
                terms(Basis.DAILY_BALANCE, Interval.DAY, Interval.YEAR),
                List.of(new Movement(NEW_YEAR, 100_000_000)),
                NEW_YEAR,
                LocalDate.of(2027, 1, 1));
        // 1,000,000.00 x ((1 + 0.02/365)^365 - 1)
        assertThat(outcome.postings().get(0).creditMinor()).isEqualTo(2_020_078);
    }

    @Test
    void averageBalanceEarnsLikeTheDailyOneAtOneRate() {
        List<Movement> movements = List.of(new Movement(NEW_YEAR, 100_000), new Movement(day(1, 20), -130_000));
        Outcome daily = SavingsInterest.of(monthly(), movements, NEW_YEAR, day(2, 1));
        Outcome average = SavingsInterest.of(
                terms(Basis.AVERAGE_BALANCE, Interval.MONTH, Interval.MONTH), movements, NEW_YEAR, day(2, 1));
        assertThat(average.postings().get(0).accruedMinor())
                .isCloseTo(daily.postings().get(0).accruedMinor(), within(TINY));
    }

    @Test
    void lowestBalanceEarnsForTheWholeInterval() {
        List<Movement> movements = List.of(
                new Movement(NEW_YEAR, 100_000), new Movement(day(1, 20), -30_000), new Movement(day(1, 21), 50_000));
        Outcome lowest = SavingsInterest.of(
                terms(Basis.LOWEST_BALANCE, Interval.MONTH, Interval.MONTH), movements, NEW_YEAR, day(2, 1));
        // 700.00 x 2 % x 31/365
        assertThat(lowest.postings().get(0).creditMinor()).isEqualTo(119);
    }

    @Test
    void balanceBelowTheMinimumEarnsNothing() {
        SavingsTerms terms = with(monthly(), 50_000, BigDecimal.ZERO);
        List<Movement> movements = List.of(new Movement(NEW_YEAR, 49_999), new Movement(day(1, 31), 1));
        Outcome outcome = SavingsInterest.of(terms, movements, NEW_YEAR, day(2, 1));
        // One day of 500.00.
        assertThat(outcome.postings().get(0).creditMinor()).isEqualTo(3);
    }

    @Test
    void taxIsWithheldFromWhatIsEarned() {
        SavingsTerms terms = with(monthly(), 0, new BigDecimal("0.25"));
        Outcome outcome = SavingsInterest.of(terms, List.of(new Movement(NEW_YEAR, 10_000_000)), NEW_YEAR, day(2, 1));
        Posting posting = outcome.postings().get(0);
        assertThat(posting.creditMinor()).isEqualTo(16_986);
        assertThat(posting.taxMinor()).isEqualTo(4_246);
        assertThat(posting.netMinor()).isEqualTo(12_740);
        assertThat(outcome.balanceMinor()).isEqualTo(10_012_740);
    }

    @Test
    void overdraftIsChargedByTheDay() {
        List<Movement> movements = List.of(new Movement(NEW_YEAR, 10_000), new Movement(day(1, 11), -110_000));
        Outcome outcome = SavingsInterest.of(monthly(), movements, NEW_YEAR, day(2, 1));
        Posting posting = outcome.postings().get(0);
        // 10 days of 100.00 at 2 %, 21 days of -1,000.00 at 10 %.
        assertThat(posting.creditMinor()).isEqualTo(5);
        assertThat(posting.debitMinor()).isEqualTo(575);
        assertThat(posting.netMinor()).isEqualTo(-570);
        assertThat(outcome.balanceMinor()).isEqualTo(-100_570);
    }

    @Test
    void rateChangesOnItsDate() {
        SavingsTerms terms = monthly();
        SavingsTerms changed = new SavingsTerms(
                terms.dayCount(),
                Dated.of(Map.of(
                        NEW_YEAR,
                        RateTiers.flat(new BigDecimal("0.02")),
                        day(1, 11),
                        RateTiers.flat(new BigDecimal("-0.01")))),
                terms.basis(),
                0,
                terms.debitRates(),
                terms.compounding(),
                terms.posting(),
                new BigDecimal("0.25"),
                terms.rounding());
        Outcome outcome = SavingsInterest.of(changed, List.of(new Movement(NEW_YEAR, 36_500_000)), NEW_YEAR, day(2, 1));
        // 10 days at 2 %: 200.00; 21 at -1 %: -210.00. Negative interest bears no tax.
        assertThat(outcome.postings().get(0).creditMinor()).isEqualTo(-1_000);
        assertThat(outcome.postings().get(0).taxMinor()).isZero();
    }

    @Test
    void outcomeDoesNotDependOnTheOrderOfMovements() {
        List<Movement> movements = new ArrayList<>();
        Random random = new Random(4);
        for (int n = 0; n < 50; n++) {
            movements.add(new Movement(NEW_YEAR.plusDays(random.nextInt(360)), random.nextInt(-100_000, 200_000)));
        }
        SavingsTerms terms = terms(Basis.DAILY_BALANCE, Interval.MONTH, Interval.QUARTER);
        Outcome outcome = SavingsInterest.of(terms, movements, NEW_YEAR, LocalDate.of(2027, 1, 1));
        Collections.shuffle(movements, random);
        assertThat(SavingsInterest.of(terms, movements, NEW_YEAR, LocalDate.of(2027, 1, 1)))
                .isEqualTo(outcome);
    }

    @Test
    void periodCutAtAPostingGivesTheSame() {
        List<Movement> movements = List.of(new Movement(NEW_YEAR, 123_456_789), new Movement(day(5, 5), -1_000_000));
        Outcome whole = SavingsInterest.of(monthly(), movements, NEW_YEAR, day(9, 1));
        Outcome first = SavingsInterest.of(monthly(), movements, NEW_YEAR, day(4, 1));
        List<Movement> carried = new ArrayList<>(movements);
        first.postings().forEach(posting -> carried.add(new Movement(posting.valueDate(), posting.netMinor())));
        Outcome second = SavingsInterest.of(monthly(), carried, day(4, 1), day(9, 1));
        assertThat(second.balanceMinor()).isEqualTo(whole.balanceMinor());
    }

    @Test
    void senselessTermsAreRejectedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> terms(Basis.DAILY_BALANCE, Interval.YEAR, Interval.MONTH))
                .withMessageContaining("compounding");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> terms(Basis.LOWEST_BALANCE, Interval.DAY, Interval.MONTH))
                .withMessageContaining("daily balance");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with(monthly(), 0, new BigDecimal("1.1")))
                .withMessageContaining("withholding tax");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with(monthly(), -1, BigDecimal.ZERO))
                .withMessageContaining("minimum balance");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SavingsInterest.of(monthly(), List.of(), day(2, 1), NEW_YEAR))
                .withMessageContaining("start");
    }

    private static SavingsTerms with(SavingsTerms terms, long minimumMinor, BigDecimal withholdingTax) {
        DayCount dayCount = terms.dayCount();
        return new SavingsTerms(
                dayCount,
                terms.creditRates(),
                terms.basis(),
                minimumMinor,
                terms.debitRates(),
                terms.compounding(),
                terms.posting(),
                withholdingTax,
                terms.rounding());
    }
}
