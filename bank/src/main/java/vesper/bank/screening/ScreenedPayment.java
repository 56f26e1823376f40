package vesper.bank.screening;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vesper.bank.event.PaymentSubmitted;

/**
 * What screening looks at in a payment.
 *
 * @param timeMs event time, milliseconds since 1970: when the customer paid, but never later than when the bank accepted
 *     the payment, so that a clock that runs ahead cannot push a card's history out of its windows
 * @param amountMinor positive, minor units of the account's currency
 * @param idHash 64 bits of the payment id, which hold its random part
 * @param requestHash 32 bits of the keyed hash of the request: tells a repeat from a reused key
 * @param payerHash stable hash of the card, or of the account that pays
 * @param merchantHash stable hash of the merchant's name, or of the creditor where no merchant is named
 * @param categoryHash stable hash of the merchant category; of the kind of payment where none is named
 * @param card whether a card paid, rather than a transfer
 * @param place where and on what the customer paid
 * @param accountAgeDays days from the opening of the payer's account to the payment, 0 to {@value #OLDEST}
 */
public record ScreenedPayment(
        long timeMs,
        long amountMinor,
        long idHash,
        int requestHash,
        int payerHash,
        int merchantHash,
        int categoryHash,
        boolean card,
        Place place,
        int accountAgeDays)
        implements Evidence {
    /** Before its encoding. */
    static final int KIND = 1;

    /** Days that an account counts at most, and where it is unknown when it was opened. */
    static final int OLDEST = 3_650;

    public static ScreenedPayment of(PaymentSubmitted payment) {
        UUID card = payment.getCardId();
        String merchant = payment.getMerchant();
        String category = payment.getCategory();
        long timeMs = timeMs(payment);
        return new ScreenedPayment(
                timeMs,
                payment.getAmountMinor(),
                hash(payment.getId()),
                payment.getRequestHash().hashCode(),
                card == null ? Long.hashCode(payment.getDebtorAccountId()) : card.hashCode(),
                merchant == null ? Long.hashCode(payment.getCreditorAccountId()) : merchant.hashCode(),
                category == null ? payment.getKind().name().hashCode() : category.hashCode(),
                card != null,
                Place.of(payment),
                accountAge(payment.getAccountOpenedOn(), timeMs));
    }

    /** When a payment counts as made. */
    static long timeMs(PaymentSubmitted payment) {
        return Math.min(
                payment.getOccurredAt().toEpochMilli(), payment.getAcceptedAt().toEpochMilli());
    }

    private static int accountAge(@Nullable LocalDate openedOn, long timeMs) {
        return openedOn == null
                ? OLDEST
                : (int) Math.max(0, Math.min(OLDEST, DailyTotals.day(timeMs) - openedOn.toEpochDay()));
    }

    /** Hour of the day in UTC, 0 to 23. */
    int hour() {
        return (int) Math.floorMod(Math.floorDiv(timeMs, 3_600_000L), 24L);
    }

    /** Day of the week in UTC, 1 (Monday) to 7. */
    int weekday() {
        return Math.floorMod(DailyTotals.day(timeMs) + 3, 7) + 1;
    }

    private static long hash(UUID id) {
        return id.getLeastSignificantBits() ^ Long.rotateLeft(id.getMostSignificantBits(), 32);
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
        out.writeByte(KIND);
        out.writeLong(timeMs);
        out.writeLong(amountMinor);
        out.writeLong(idHash);
        out.writeInt(requestHash);
        out.writeInt(payerHash);
        out.writeInt(merchantHash);
        out.writeInt(categoryHash);
        out.writeBoolean(card);
        place.writeTo(out);
        out.writeShort(accountAgeDays);
    }

    /** Reads what {@link #writeTo} wrote after the kind. */
    static ScreenedPayment readFrom(DataInput in) throws IOException {
        return new ScreenedPayment(
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readInt(),
                in.readInt(),
                in.readInt(),
                in.readInt(),
                in.readBoolean(),
                Place.readFrom(in),
                in.readUnsignedShort());
    }
}
