package vesper.bank.savings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.junit.jupiter.api.Test;

class TermDepositTest {
    private static final BigDecimal SIX_PERCENT = new BigDecimal("0.06");

    @Test
    void quarterlyCompoundingGrowsByTheQuarter() {
        TermDeposit deposit = new TermDeposit(1_000_000, new BigDecimal("0.05"), 12, 3, 0);
        assertThat(deposit.maturityValueMinor()).isEqualByComparingTo("1050945.3369140625");
        assertThat(deposit.maturityMinor(RoundingMode.HALF_EVEN)).isEqualTo(1_050_945);
    }

    @Test
    void monthsBeyondTheLastCompoundingEarnSimply() {
        TermDeposit deposit = new TermDeposit(1_000_000, SIX_PERCENT, 8, 6, 0);
        // 1.03 x 1.01
        assertThat(deposit.maturityValueMinor()).isEqualByComparingTo("1040300");
    }

    @Test
    void interestPaidOutDoesNotCompound() {
        assertThat(new TermDeposit(1_000_000, SIX_PERCENT, 12, 0, 0).maturityValueMinor())
                .isEqualByComparingTo("1060000");
    }

    @Test
    void brokenDepositLosesThePenalty() {
        TermDeposit deposit = new TermDeposit(1_000_000, SIX_PERCENT, 12, 0, 3);
        TermDeposit.Breakage broken = deposit.broken(6, RoundingMode.HALF_EVEN);
        assertThat(broken).isEqualTo(new TermDeposit.Breakage(30_000, 15_000));
        assertThat(broken.netMinor()).isEqualTo(15_000);
        assertThat(deposit.broken(1, RoundingMode.HALF_EVEN).netMinor())
                .as("the penalty eats into the principal")
                .isEqualTo(-10_000);
    }

    @Test
    void senselessTermsAreRejectedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TermDeposit(0, SIX_PERCENT, 12, 0, 0))
                .withMessageContaining("principal");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TermDeposit(1, SIX_PERCENT, 0, 0, 0))
                .withMessageContaining("term");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TermDeposit(1, SIX_PERCENT, 12, 0, 0).broken(12, RoundingMode.HALF_EVEN))
                .withMessageContaining("months");
    }
}
