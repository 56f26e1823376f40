package vesper.api.transfer;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vesper.bank.account.Account;
import vesper.bank.money.Money;
import vesper.bank.transfer.StandingOrder;
import vesper.bank.transfer.StandingOrder.Order;

/** A standing order as it stands. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "StandingOrder", description = "A standing order as it stands.")
record StandingOrderAnswer(
        @Schema(format = "uuid", example = "0197a3c8-2f6e-7c1d-9b1e-3f6d2f1d9a55")
        String id,

        @Schema(example = "GB71VESP00000000000042") String from,

        @Schema(example = "GB44VESP00000000000043") String to,

        @Schema(example = "250.00") String amount,

        @Schema(example = "USD") String currency,

        @Schema(example = "Rent") String reference,

        @Schema(allowableValues = {"once", "weekly", "monthly", "last_business_day"})
        String rhythm,

        @Schema(format = "date", example = "2026-02-01") String firstOn,

        @Schema(format = "date", example = "2026-12-31") @Nullable
        String lastOn,

        @Schema(example = "12") @Nullable Integer times,

        @Schema(allowableValues = {"retry", "skip", "cancel"})
        String withoutFunds,

        @Schema(
                description = "ended: its last date is over; cancelled: stopped, by you or for want of funds",
                allowableValues = {"active", "ended", "cancelled"})
        String status,

        @Schema(
                description = "the next 12 at most; what falls on no business day is booked on the next",
                example = "[\"2026-02-01\", \"2026-03-01\"]")
        List<String> nextDates) {
    private static final int DATES = 12;

    /** Without its contents: they are personal. */
    @Override
    public String toString() {
        return "StandingOrderAnswer";
    }

    static StandingOrderAnswer of(StandingOrder standing, Account from, Account to) {
        Order order = standing.order();
        return new StandingOrderAnswer(
                standing.publicId().toString(),
                from.number(),
                to.number(),
                new Money(order.amountMinor(), order.currency()).toDecimal().toPlainString(),
                order.currency(),
                order.narrative(),
                lower(order.rhythm()),
                order.first().toString(),
                order.last() == null ? null : order.last().toString(),
                order.times(),
                lower(order.withoutFunds()),
                lower(standing.state()),
                standing.nextDays(DATES).stream().map(LocalDate::toString).toList());
    }

    static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** Of all accounts of a customer. */
    @Schema(name = "StandingOrderList", description = "Standing orders, newest first; the last 200.")
    record All(List<StandingOrderAnswer> standingOrders) {}
}
