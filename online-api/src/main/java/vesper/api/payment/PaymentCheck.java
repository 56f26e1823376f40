package vesper.api.payment;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vesper.api.field.FieldChecks;
import vesper.api.problem.ProblemCode;
import vesper.bank.event.PaymentKind;

/** Checks a payment request by itself: no look-ups, no clock. */
final class PaymentCheck {
    private static final int TEXT = 64;
    private static final int MERCHANT = 200;
    private static final int REFERENCE = 140;

    private PaymentCheck() {}

    /**
     * The request with its values read.
     *
     * @throws vesper.api.problem.ProblemException naming every field that is wrong
     */
    static CheckedPayment check(PaymentRequest request, long maxAmountMajor) {
        FieldChecks fields = new FieldChecks();
        PaymentKind kind = kind(request.type(), fields);
        String card = null;
        String from = null;
        String to = null;
        String merchant = fields.optional("merchant", request.merchant(), MERCHANT);
        if (kind == PaymentKind.CARD_PAYMENT) {
            card = fields.card("card", request.card());
            if (request.merchant() == null) {
                fields.error("merchant", ProblemCode.MISSING_FIELD, "is required for a card payment");
            }
            fields.absent("from", request.from(), "a card payment is paid from the card's account");
            fields.absent("to", request.to(), "a card payment is settled with the card scheme");
        } else if (kind != null) {
            fields.absent("card", request.card(), "only a card payment has a card");
            to = fields.account("to", request.to());
            if (kind == PaymentKind.TRANSFER) {
                from = fields.account("from", request.from());
                if (from != null && from.equals(to)) {
                    fields.error("to", ProblemCode.SAME_ACCOUNT, "must be another account than from");
                }
            } else {
                fields.absent("from", request.from(), "a deposit comes from outside the bank");
            }
        }
        String category = fields.optional("category", request.category(), TEXT);
        String currency = fields.currency("currency", request.currency());
        Long amount = fields.amount("amount", request.amount(), currency, maxAmountMajor, false);
        Instant time = fields.time("time", request.time());
        String reference = fields.optional("reference", request.reference(), REFERENCE);
        BigDecimal latitude = fields.number("latitude", request.latitude(), -90, 90);
        BigDecimal longitude = fields.number("longitude", request.longitude(), -180, 180);
        String country = fields.optional("country", request.country(), TEXT);
        String device = fields.optional("device", request.device(), TEXT);
        String channel = fields.optional("channel", request.channel(), TEXT);
        String ip = fields.ip("ip", request.ip());
        fields.finish();
        return new CheckedPayment(
                Objects.requireNonNull(kind),
                card,
                from,
                to,
                merchant,
                category,
                Objects.requireNonNull(amount),
                Objects.requireNonNull(currency),
                time,
                reference,
                latitude,
                longitude,
                country,
                device,
                channel,
                ip);
    }

    private static @Nullable PaymentKind kind(@Nullable String type, FieldChecks fields) {
        if (type == null) {
            fields.error("type", ProblemCode.MISSING_FIELD, "is required");
            return null;
        }
        return switch (type) {
            case "card_payment" -> PaymentKind.CARD_PAYMENT;
            case "transfer" -> PaymentKind.TRANSFER;
            case "deposit" -> PaymentKind.DEPOSIT;
            default -> {
                fields.error("type", ProblemCode.UNKNOWN_VALUE, "must be card_payment, transfer or deposit");
                yield null;
            }
        };
    }
}
