package vesper.bank.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vesper.bank.TestBank;
import vesper.bank.account.Account;
import vesper.bank.transfer.StandingOrder.Frequency;

class StandingOrdersTest {
    private static TestBank bank;
    private static StandingOrders orders;

    @BeforeAll
    static void openBank() {
        bank = new TestBank();
        orders = bank.bank().standingOrders();
    }

    @AfterAll
    static void closeBank() {
        bank.close();
    }

    private static StandingOrder order(Frequency frequency, String firstOn, String lastOn) {
        Account from = bank.current(100_00);
        return orders.add(new StandingOrders.Order(
                from.customerId(),
                from.id(),
                bank.current(0).id(),
                25_00,
                "USD",
                "Rent",
                frequency,
                LocalDate.parse(firstOn),
                lastOn == null ? null : LocalDate.parse(lastOn)));
    }

    /** As the night does with the transfer that waits. */
    private static void settle(StandingOrder order, String state) {
        bank.bank()
                .jdbc()
                .sql("""
                        update scheduled_transfer set state = :state, reason = case :state when 'FAILED' then 'NO_FUNDS' end,
                               entry_id = case :state when 'BOOKED' then gen_random_uuid() end
                         where standing_order_id = :id and state = 'PENDING'
                        """)
                .param("state", state)
                .param("id", order.id())
                .update();
    }

    private static List<String> due(StandingOrder order) {
        return bank.bank()
                .jdbc()
                .sql("""
                        select due_on || ' ' || amount_minor || ' ' || state from scheduled_transfer
                         where standing_order_id = :id order by occurrence
                        """)
                .param("id", order.id())
                .query(String.class)
                .list();
    }

    @ParameterizedTest
    @CsvSource({
        "MONTHLY, 2023-01-31, , 2023-01-31 2023-02-28 2023-03-31 2023-04-30",
        "MONTHLY, 2024-01-31, 2024-03-30, 2024-01-31 2024-02-29",
        "WEEKLY, 2023-06-05, 2023-06-19, 2023-06-05 2023-06-12 2023-06-19",
        "ONCE, 2023-06-05, , 2023-06-05",
    })
    void datesCountFromTheFirst(Frequency frequency, String firstOn, String lastOn, String dates) {
        StandingOrder order = order(frequency, firstOn, lastOn);

        assertThat(order.nextDates(4)).map(LocalDate::toString).containsExactly(dates.split(" "));
        for (String date : dates.split(" ")) {
            assertThat(orders.find(order.id()).orElseThrow().nextDates(1)).containsExactly(LocalDate.parse(date));
            settle(order, date.endsWith("28") ? "FAILED" : "BOOKED");
        }
        if (lastOn != null || frequency == Frequency.ONCE) {
            assertThat(orders.find(order.id()).orElseThrow().nextDates(4)).isEmpty();
        }
    }

    @Test
    void databaseComputesTheSameDates() {
        SplittableRandom random = new SplittableRandom(7);
        for (int n = 0; n < 300; n++) {
            LocalDate first = LocalDate.of(2020, 1, 1).plusDays(random.nextInt(4000));
            Frequency frequency = random.nextBoolean() ? Frequency.WEEKLY : Frequency.MONTHLY;
            int occurrence = random.nextInt(200);
            assertThat(bank.bank()
                            .jdbc()
                            .sql("select standing_order_date(:frequency, :first, :occurrence)")
                            .param("frequency", frequency.name())
                            .param("first", first)
                            .param("occurrence", occurrence)
                            .query(LocalDate.class)
                            .single())
                    .as(frequency + " " + first + " " + occurrence)
                    .isEqualTo(StandingOrder.date(frequency, first, occurrence));
        }
    }

    @Test
    void changeCountsFromTheTransferThatWaits() {
        StandingOrder order = order(Frequency.MONTHLY, "2023-06-05", null);
        settle(order, "BOOKED");
        StandingOrder now = orders.find(order.id()).orElseThrow();

        assertThat(orders.change(now, 30_00, "Higher rent", null)).isTrue();
        settle(order, "BOOKED");

        assertThat(due(order))
                .containsExactly("2023-06-05 2500 BOOKED", "2023-07-05 3000 BOOKED", "2023-08-05 3000 PENDING");
    }

    @Test
    void skippedDateIsLeftOutAndStoppedOrderHasNoMore() {
        StandingOrder order = order(Frequency.WEEKLY, "2023-06-05", null);

        assertThat(orders.skip(order)).isTrue();
        StandingOrder next = orders.find(order.id()).orElseThrow();
        assertThat(orders.stop(next)).isTrue();

        assertThat(due(order)).containsExactly("2023-06-05 2500 SKIPPED", "2023-06-12 2500 STOPPED");
        StandingOrder stopped = orders.find(order.id()).orElseThrow();
        assertThat(stopped.stopped()).isTrue();
        assertThat(stopped.nextDates(5)).isEmpty();
        assertThat(orders.skip(stopped)).isFalse();
    }

    @Test
    void changeOfWhatIsOtherwiseByNowIsNotMade() {
        StandingOrder order = order(Frequency.WEEKLY, "2023-06-05", null);
        settle(order, "BOOKED");

        assertThat(orders.skip(order)).isFalse();
        assertThat(orders.stop(order)).isFalse();
        assertThat(orders.change(order, 1_00, "x", null)).isFalse();
        assertThat(due(order)).containsExactly("2023-06-05 2500 BOOKED", "2023-06-12 2500 PENDING");
    }
}
