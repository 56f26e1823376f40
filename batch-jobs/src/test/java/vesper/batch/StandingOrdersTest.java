package vesper.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vesper.bank.account.Account;
import vesper.bank.calendar.HolidayCalendars;
import vesper.bank.exceptions.ExceptionItem;
import vesper.bank.exceptions.ExceptionSearch;
import vesper.bank.transfer.Rhythm;
import vesper.bank.transfer.StandingOrder;
import vesper.bank.transfer.StandingOrder.Order;
import vesper.bank.transfer.StandingOrder.WithoutFunds;
import vesper.bank.transfer.StandingOrders;

/** Standing orders: on which days they are made, when they end, and what becomes of an occurrence without funds. */
class StandingOrdersTest {
    private final Night night = new Night();
    private final Account payer = night.test.current(100_00);
    private final Account payee = night.test.current(0);

    @AfterEach
    void close() {
        night.close();
    }

    @ParameterizedTest
    @CsvSource({
        "WEEKLY, 2024-02-26, 2024-02-26 2024-03-04 2024-03-11",
        "ONCE, 2024-02-26, 2024-02-26 2024-02-26 2024-02-26",
        // Each from the first, so that the 31st comes back after a short month.
        "MONTHLY, 2024-01-31, 2024-01-31 2024-02-29 2024-03-31",
        "MONTHLY, 2023-11-15, 2023-11-15 2023-12-15 2024-01-15",
        // 29 March 2024 is Good Friday, and 31 March a Sunday.
        "LAST_BUSINESS_DAY, 2024-02-01, 2024-02-29 2024-03-28 2024-04-30"
    })
    void occurrencesFollowTheirRhythm(Rhythm rhythm, LocalDate first, String dates) {
        assertThat(IntStream.range(0, 3)
                        .mapToObj(n -> rhythm.occurrence(first, n, HolidayCalendars.TARGET)
                                .toString()))
                .containsExactly(dates.split(" "));
    }

    @Test
    void anOccurrenceOnAWeekendIsBookedOnTheNextBusinessDay() {
        // 2023-06-10 is a Saturday.
        add(order(Rhythm.WEEKLY, "2023-06-10", null, 2, WithoutFunds.SKIP, 10_00));

        night.closeUntil(LocalDate.parse("2023-06-30"));

        assertThat(booked()).containsExactly("2023-06-12 10.00", "2023-06-19 10.00");
        assertThat(night.rows("select state, made, next_on from standing_order"))
                .hasToString("[{state=ENDED, made=2, next_on=null}]");
    }

    @Test
    void anOrderEndsWithItsLastDay() {
        add(order(Rhythm.WEEKLY, "2023-06-06", "2023-06-20", null, WithoutFunds.SKIP, 10_00));

        night.closeUntil(LocalDate.parse("2023-07-05"));

        assertThat(booked()).containsExactly("2023-06-06 10.00", "2023-06-13 10.00", "2023-06-20 10.00");
    }

    @Test
    void anOccurrenceWithoutFundsIsTriedAgainOnBusinessDaysAndThenLeftToPeople() {
        // 2023-06-08 is a Thursday: tried on it, on Friday and on Monday.
        add(order(Rhythm.MONTHLY, "2023-06-08", null, 1, WithoutFunds.RETRY, 100_01));

        night.closeUntil(LocalDate.parse("2023-06-09"));
        ExceptionItem waits = night.batch
                .exceptions()
                .list(ExceptionSearch.OPEN, Long.MAX_VALUE, 10)
                .get(0);
        assertThat(waits.failed().triedAgain()).isTrue();
        assertThat(waits.tries()).isEqualTo(2);
        assertThat(waits.failed().item()).startsWith("standing order ").endsWith(" of 2023-06-08");
        night.closeUntil(LocalDate.parse("2023-06-14"));

        ExceptionItem left = night.batch
                .exceptions()
                .list(ExceptionSearch.WAITING, Long.MAX_VALUE, 10)
                .get(0);
        assertThat(left.id()).isEqualTo(waits.id());
        assertThat(left.tries()).isEqualTo(3);
        assertThat(night.rows("select state, tries from scheduled_transfer")).hasToString("[{state=FAILED, tries=3}]");
    }

    @Test
    void anOccurrenceThatIsFundedInTimeIsBookedOnceAndItsExceptionClosesItself() {
        add(order(Rhythm.MONTHLY, "2023-06-08", null, 1, WithoutFunds.RETRY, 150_00));
        night.closeUntil(LocalDate.parse("2023-06-08"));
        night.batch
                .scheduledTransfers()
                .add(fundedBy(), payer.id(), 50_00, "USD", LocalDate.parse("2023-06-09"), "Salary");

        night.closeUntil(LocalDate.parse("2023-06-14"));

        assertThat(booked()).containsExactly("2023-06-12 150.00");
        assertThat(night.batch.exceptions().list(ExceptionSearch.OPEN, Long.MAX_VALUE, 10))
                .isEmpty();
        assertThat(night.test.bank().proof().check().breaks()).isEmpty();
    }

    private long fundedBy() {
        return night.test.current(50_00).id();
    }

    @Test
    void anOccurrenceIsLeftOutIfItsHolderChoseSoAndTheNextIsMade() {
        add(order(Rhythm.WEEKLY, "2023-06-06", null, 2, WithoutFunds.SKIP, 150_00));
        night.closeUntil(LocalDate.parse("2023-06-06"));
        ExceptionItem told = night.batch
                .exceptions()
                .list(ExceptionSearch.WAITING, Long.MAX_VALUE, 10)
                .get(0);
        assertThat(told.failed().money()).isFalse();
        night.batch
                .scheduledTransfers()
                .add(fundedBy(), payer.id(), 50_00, "USD", LocalDate.parse("2023-06-07"), "Salary");

        night.closeUntil(LocalDate.parse("2023-06-14"));

        assertThat(booked()).containsExactly("2023-06-13 150.00");
    }

    @Test
    void anOrderIsCancelledByItsFirstOccurrenceWithoutFundsIfItsHolderChoseSo() {
        add(order(Rhythm.WEEKLY, "2023-06-06", null, null, WithoutFunds.CANCEL, 60_00));

        night.closeUntil(LocalDate.parse("2023-06-30"));

        assertThat(booked()).containsExactly("2023-06-06 60.00");
        assertThat(night.rows("select state, made from standing_order")).hasToString("[{state=CANCELLED, made=2}]");
    }

    @Test
    void aTransferOrderedOnceIsMadeOnce() {
        add(order(Rhythm.ONCE, "2023-06-08", null, null, WithoutFunds.SKIP, 10_00));

        night.closeUntil(LocalDate.parse("2023-06-20"));

        assertThat(booked()).containsExactly("2023-06-08 10.00");
        assertThat(night.rows("select state, made from standing_order")).hasToString("[{state=ENDED, made=1}]");
    }

    @Test
    void aSkippedOccurrenceIsNotBookedAndCountsAsOneOfTheTimes() {
        StandingOrders orders = night.test.bank().standingOrders();
        StandingOrder order = orders.add(order(Rhythm.WEEKLY, "2023-06-06", null, 3, WithoutFunds.SKIP, 10_00));
        night.closeUntil(LocalDate.parse("2023-06-06"));

        assertThat(orders.skip(order)).as("as it was before the night").isFalse();
        assertThat(orders.skip(orders.find(order.publicId()).orElseThrow())).isTrue();
        night.closeUntil(LocalDate.parse("2023-07-05"));

        assertThat(booked()).containsExactly("2023-06-06 10.00", "2023-06-20 10.00");
        assertThat(night.rows("select state, made from standing_order")).hasToString("[{state=ENDED, made=3}]");
        assertThat(night.batch.exceptions().list(ExceptionSearch.OPEN, Long.MAX_VALUE, 10))
                .isEmpty();
    }

    @Test
    void aChangeCountsFromTheNextOccurrenceOn() {
        StandingOrders orders = night.test.bank().standingOrders();
        StandingOrder order = orders.add(order(Rhythm.WEEKLY, "2023-06-06", null, null, WithoutFunds.SKIP, 10_00));
        night.closeUntil(LocalDate.parse("2023-06-06"));
        StandingOrder now = orders.find(order.publicId()).orElseThrow();

        assertThat(orders.change(
                        now,
                        now.order().changed(20_00, "Higher rent", LocalDate.parse("2023-06-14"), WithoutFunds.SKIP)))
                .isTrue();
        night.closeUntil(LocalDate.parse("2023-07-05"));

        assertThat(booked()).containsExactly("2023-06-06 10.00", "2023-06-13 20.00");
    }

    @Test
    void aBankThatIsBehindMakesEachOccurrenceInItsOwnNight() {
        add(order(Rhythm.WEEKLY, "2023-05-01", null, null, WithoutFunds.SKIP, 1_00));

        night.closeUntil(LocalDate.parse("2023-06-06"));

        // Those of 1 May to 5 June are made in the first night, the next is that of 12 June.
        assertThat(night.rows("select made, next_on::text as next from standing_order"))
                .hasToString("[{made=6, next=2023-06-12}]");
        assertThat(booked()).hasSize(6).allMatch(line -> line.equals("2023-06-05 1.00"));
    }

    @Test
    void anOrderWithoutAnOccurrenceIsRefused() {
        assertThatThrownBy(() ->
                        add(order(Rhythm.LAST_BUSINESS_DAY, "2023-06-01", "2023-06-29", null, WithoutFunds.SKIP, 1_00)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2023-06-30");
    }

    private void add(Order order) {
        night.test.bank().standingOrders().add(order);
    }

    private Order order(
            Rhythm rhythm,
            String first,
            @Nullable String last,
            @Nullable Integer times,
            WithoutFunds withoutFunds,
            long amountMinor) {
        return new Order(
                payer.id(),
                payee.id(),
                amountMinor,
                "USD",
                "Rent",
                rhythm,
                LocalDate.parse(first),
                last == null ? null : LocalDate.parse(last),
                times,
                "WEEKENDS",
                withoutFunds,
                3);
    }

    private List<String> booked() {
        return night
                .rows(
                        "select p.booking_date::text as day, (p.amount_minor / 100.0)::numeric(20, 2)::text as amount from posting p"
                                + " join journal_entry e on e.seq = p.entry_seq where p.account_id = " + payee.id()
                                + " and e.kind = 'TRANSFER' order by p.entry_seq")
                .stream()
                .map(row -> row.get("day") + " " + row.get("amount"))
                .toList();
    }
}
