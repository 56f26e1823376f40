package vesper.console.overview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import vesper.bank.TestBank;
import vesper.bank.account.Account;
import vesper.bank.event.DecisionKind;
import vesper.console.Payments;

class TodayTotalsTest {
    private static final String CARD = "4111111111111111";

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

    @Test
    void aPaymentCountsOnceAtAnyAgeAndOneThatComesToLightLateCountsInTheEnd() {
        try (TestBank test = new TestBank()) {
            Account account = test.current(500_000_00);
            Payments payments = new Payments(test.bank());
            recorded(test, payments.record(account, CARD, 1_00, "A", DecisionKind.APPROVE), 60_000);
            recorded(test, payments.record(account, CARD, 2_00, "B", DecisionKind.DECLINE), 1_000);
            payments.record(account, CARD, 3_00, "C", DecisionKind.REVIEW);
            payments.record(account, CARD, 4_00, "D", DecisionKind.APPROVE);
            TodayTotals totals = new TodayTotals(test.bank().jdbc(), Duration.ofMillis(500), Duration.ofSeconds(4));
            TodayTotals.Totals four = totals.read(TestBank.DAY);

            assertThat(four.all()).isEqualTo(4);
            assertThat(four.declined()).isEqualTo(1);
            assertThat(four.inReview()).isEqualTo(1);
            assertThat(totals.read(TestBank.DAY)).isEqualTo(four);

            recorded(test, payments.record(account, CARD, 5_00, "E", DecisionKind.DECLINE), 1_500);
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> totals.read(TestBank.DAY).declined() == 2);
            assertThat(totals.read(TestBank.DAY).all()).isEqualTo(5);
        }
    }

    /** Dates back when the payment was recorded. */
    private static void recorded(TestBank test, UUID payment, int millisAgo) {
        test.bank().jdbc().sql("""
                        update payment set recorded_at = clock_timestamp() - make_interval(secs => :ago / 1000.0) where id = :id
                        """).param("ago", millisAgo).param("id", payment).update();
    }
}
