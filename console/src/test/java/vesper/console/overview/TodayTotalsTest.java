package vesper.console.overview;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import vesper.bank.TestBank;

class TodayTotalsTest {
    @Test
    void aNewBusinessDateHoldsNoConnection() {
        try (TestBank test = new TestBank()) {
            TodayTotals totals = new TodayTotals(test.bank().jdbc());

            assertThat(totals.read(TestBank.DAY)).isEqualTo(TodayTotals.Totals.NONE);
            assertThat(totals.read(TestBank.DAY.plusDays(1))).isEqualTo(TodayTotals.Totals.NONE);

            assertThat(test.dataSource().getHikariPoolMXBean().getActiveConnections())
                    .isZero();
        }
    }
}
