package vesper.bank.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AllocationTest {
    @ParameterizedTest
    @EnumSource(Allocation.class)
    void partsSumToTheAmountAndAreWithinAUnitOfTheirShare(Allocation rule) {
        Random random = new Random(4);
        for (int n = 0; n < 1_000; n++) {
            long amount = random.nextLong(-1_000_000, 1_000_000);
            long[] weights = random.longs(random.nextInt(1, 20), 0, 1_000).toArray();
            long total = Arrays.stream(weights).sum();
            if (total > 0) {
                long[] parts = rule.allocate(amount, weights);
                assertThat(Arrays.stream(parts).sum()).isEqualTo(amount);
                for (int part = 0; part < parts.length; part++) {
                    assertThat(Math.abs(parts[part] * total - amount * weights[part]))
                            .isLessThanOrEqualTo(total);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Allocation.class)
    void negativeAmountIsSplitLikeThePositive(Allocation rule) {
        long[] parts = rule.allocate(1_003, 3, 1, 4, 1, 5);
        long[] negated = rule.allocate(-1_003, 3, 1, 4, 1, 5);
        assertThat(negated).isEqualTo(Arrays.stream(parts).map(part -> -part).toArray());
    }

    @ParameterizedTest
    @EnumSource(Allocation.class)
    void partWithoutWeightGetsNothing(Allocation rule) {
        assertThat(rule.allocate(1, 0, 1, 1)).isEqualTo(new long[] {0, 1, 0});
    }

    @ParameterizedTest
    @EnumSource(Allocation.class)
    void largestAmountIsSplitWithoutOverflow(Allocation rule) {
        assertThat(rule.allocate(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE))
                .isEqualTo(new long[] {Long.MAX_VALUE / 2 + 1, Long.MAX_VALUE / 2});
    }

    @Test
    void rulesDifferInWhomTheRestGoesTo() {
        assertThat(Allocation.TO_FIRST.allocate(2, 1, 2, 3)).isEqualTo(new long[] {1, 0, 1});
        assertThat(Allocation.TO_LARGEST_REMAINDER.allocate(2, 1, 2, 3)).isEqualTo(new long[] {0, 1, 1});
    }

    @Test
    void moneyIsSplitInItsCurrency() {
        assertThat(new Money(100, "EUR").allocate(Allocation.TO_FIRST, 1, 1, 1))
                .containsExactly(new Money(34, "EUR"), new Money(33, "EUR"), new Money(33, "EUR"));
    }

    @Test
    void senselessWeightsAreRejected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Allocation.TO_FIRST.allocate(1))
                .withMessageContaining("weights");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Allocation.TO_FIRST.allocate(1, 0, 0))
                .withMessageContaining("all zero");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Allocation.TO_FIRST.allocate(1, 2, -1))
                .withMessageContaining("negative");
    }
}
