package vesper.bank.screening;

import java.util.UUID;
import vesper.bank.event.PaymentSubmitted;

/**
 * What screening looks at in a payment.
 *
 * @param timeMs event time, milliseconds since 1970: when the customer paid, but never later than when the bank accepted
 *     the payment, so that a clock that runs ahead cannot push a card's history out of its windows
 * @param amountMinor positive, minor units of the account's currency
 * @param idHash 64 bits of the payment id, which hold its random part
 * @param requestHash 32 bits of the keyed hash of the request: tells a repeat from a reused key
 * @param merchantHash stable hash of the merchant's name, or of the creditor where no merchant is named
 * @param categoryHash stable hash of the merchant category; of the kind of payment where none is named
 * @param card whether a card paid, rather than a transfer
 */
public record ScreenedPayment(
        long timeMs, long amountMinor, long idHash, int requestHash, int merchantHash, int categoryHash, boolean card) {

    public static ScreenedPayment of(PaymentSubmitted payment) {
        String merchant = payment.getMerchant();
        String category = payment.getCategory();
        return new ScreenedPayment(
                Math.min(
                        payment.getOccurredAt().toEpochMilli(),
                        payment.getAcceptedAt().toEpochMilli()),
                payment.getAmountMinor(),
                hash(payment.getId()),
                payment.getRequestHash().hashCode(),
                merchant == null ? Long.hashCode(payment.getCreditorAccountId()) : merchant.hashCode(),
                category == null ? payment.getKind().name().hashCode() : category.hashCode(),
                payment.getCardId() != null);
    }

    /** Hour of the day in UTC, 0 to 23. */
    int hour() {
        return (int) Math.floorMod(Math.floorDiv(timeMs, 3_600_000L), 24L);
    }

    private static long hash(UUID id) {
        return id.getLeastSignificantBits() ^ Long.rotateLeft(id.getMostSignificantBits(), 32);
    }
}
