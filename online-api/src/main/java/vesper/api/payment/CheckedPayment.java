package vesper.api.payment;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vesper.bank.event.PaymentKind;

/**
 * A request whose fields are well-formed; whether its card and accounts exist is not known yet.
 *
 * @param amountMinor positive, minor units of the currency
 * @param time null: now
 * @param ip written one way ({@link vesper.bank.identifier.IpAddress}); null: the caller told none
 */
record CheckedPayment(
        PaymentKind kind,
        @Nullable String card,
        @Nullable String from,
        @Nullable String to,
        @Nullable String merchant,
        @Nullable String category,
        long amountMinor,
        String currency,
        @Nullable Instant time,
        @Nullable String reference,
        @Nullable BigDecimal latitude,
        @Nullable BigDecimal longitude,
        @Nullable String country,
        @Nullable String device,
        @Nullable String channel,
        @Nullable String ip) {

    /** Without its contents: they hold a card number and an address. */
    @Override
    public String toString() {
        return "CheckedPayment[" + kind + "]";
    }
}
