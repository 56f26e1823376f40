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

/** A standing order as it stands. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "StandingOrder", description = "A standing order as it stands.")
record StandingOrderAnswer(
        @Schema(format = "uuid", example = "0197a3c8-2f6e-7c1d-9b1e-3f6d2f1d9a55")
        String id,

        @Schema(example = "GB65VESP00000000000042") String from,

        @Schema(example = "GB38VESP00000000000043") String to,

        @Schema(example = "250.00") String amount,

        @Schema(example = "USD") String currency,

        @Schema(allowableValues = {"once", "weekly", "monthly"})
        String frequency,

        @Schema(format = "date", example = "2026-02-01") String firstOn,

        @Schema(format = "date", example = "2026-12-31") @Nullable
        String lastOn,

        @Schema(example = "Rent") String reference,

        @Schema(
                description = "ended: stopped, or its last date is over",
                allowableValues = {"active", "ended"})
        String status,

        @Schema(
                description = "the next 12 at most; what falls on a day without close is booked by the next",
                example = "[\"2026-02-01\", \"2026-03-01\"]")
        List<String> nextDates) {
    private static final int DATES = 12;

    /** Without its contents: they are personal. */
    @Override
    public String toString() {
        return "StandingOrderAnswer";
    }

    static StandingOrderAnswer of(StandingOrder order, Account from, Account to) {
        List<String> dates =
                order.nextDates(DATES).stream().map(LocalDate::toString).toList();
        return new StandingOrderAnswer(
                order.id().toString(),
                from.number(),
                to.number(),
                new Money(order.amountMinor(), order.currency()).toDecimal().toPlainString(),
                order.currency(),
                order.frequency().name().toLowerCase(Locale.ROOT),
                order.firstOn().toString(),
                order.lastOn() == null ? null : order.lastOn().toString(),
                order.narrative(),
                dates.isEmpty() ? "ended" : "active",
                dates);
    }

    /** A customer's. */
    @Schema(name = "StandingOrderList", description = "Standing orders, newest first; the last 200.")
    record All(List<StandingOrderAnswer> standingOrders) {}
}
