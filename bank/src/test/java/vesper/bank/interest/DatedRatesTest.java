package vesper.bank.interest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import vesper.bank.interest.RateTiers.Reach;
import vesper.bank.interest.RateTiers.Tier;

class DatedRatesTest {
    private static final LocalDate JANUARY = LocalDate.of(2026, 1, 1);
    private static final LocalDate MARCH = LocalDate.of(2026, 3, 1);
    private static final List<Tier> TIERS =
            List.of(new Tier(0, new BigDecimal("0.01")), new Tier(1_000_000, new BigDecimal("0.02")));

    @Test
    void valueHoldsFromItsDateUntilTheNext() {
        Dated<String> rates = Dated.of(Map.of(JANUARY, "old", MARCH, "new"));
        assertThat(rates.on(MARCH.minusDays(1))).isEqualTo("old");
        assertThat(rates.on(MARCH)).isEqualTo("new");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rates.on(JANUARY.minusDays(1)))
                .withMessageContaining("2025-12-31");
    }

    @Test
    void periodIsCutWhereTheValueChanges() {
        Dated<String> rates = Dated.of(Map.of(JANUARY, "old", MARCH, "new"));
        assertThat(rates.between(JANUARY.plusDays(5), MARCH.plusDays(5)))
                .containsExactly(
                        new Dated.Stretch<>(JANUARY.plusDays(5), MARCH, "old"),
                        new Dated.Stretch<>(MARCH, MARCH.plusDays(5), "new"));
        assertThat(rates.between(MARCH, MARCH)).isEmpty();
        assertThat(rates.between(JANUARY, MARCH)).hasSize(1);
    }

    @Test
    void tierPaysOnItsSliceOrOnTheWhole() {
        BigDecimal balance = new BigDecimal("1500000");
        assertThat(new RateTiers(TIERS, Reach.SLICE, null, null).ofYear(balance))
                .isEqualByComparingTo("20000");
        assertThat(new RateTiers(TIERS, Reach.WHOLE_BALANCE, null, null).ofYear(balance))
                .isEqualByComparingTo("30000");
    }

    @Test
    void tierBeginsWithItsAmount() {
        RateTiers whole = new RateTiers(TIERS, Reach.WHOLE_BALANCE, null, null);
        assertThat(whole.ofYear(new BigDecimal("999999"))).isEqualByComparingTo("9999.99");
        assertThat(whole.ofYear(new BigDecimal("1000000"))).isEqualByComparingTo("20000");
        assertThat(whole.ofYear(new BigDecimal("-5"))).isEqualByComparingTo("0");
    }

    @Test
    void floorAndCapBoundEveryTier() {
        RateTiers limited =
                new RateTiers(TIERS, Reach.SLICE, null, null).limited(new BigDecimal("0.015"), new BigDecimal("0.018"));
        assertThat(limited.ofYear(new BigDecimal("1500000"))).isEqualByComparingTo("24000");
        RateTiers negative = RateTiers.flat(new BigDecimal("-0.005"));
        assertThat(negative.ofYear(new BigDecimal("1000"))).isEqualByComparingTo("-5");
        assertThat(negative.limited(BigDecimal.ZERO, null).ofYear(new BigDecimal("1000")))
                .isEqualByComparingTo("0");
    }

    @Test
    void senselessTiersAreRejected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RateTiers(List.of(new Tier(1, BigDecimal.ONE)), Reach.SLICE, null, null))
                .withMessageContaining("first tier");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RateTiers(List.of(TIERS.get(0), TIERS.get(0)), Reach.SLICE, null, null))
                .withMessageContaining("rise");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RateTiers.flat(BigDecimal.ONE).limited(BigDecimal.ONE, BigDecimal.ZERO))
                .withMessageContaining("floor");
        assertThatIllegalArgumentException().isThrownBy(() -> Dated.of(Map.of()));
    }
}
