package vesper.stream;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import vesper.bank.event.PaymentKind;
import vesper.bank.event.PaymentSubmitted;

/** Events to begin with; change what matters to the test. */
final class Events {
    static final Instant NOON = Instant.parse("2023-06-05T12:00:00Z");

    private Events() {}

    static UUID id(long number) {
        return new UUID(0x5000_0000_0000_4000L, 0x8000_0000_0000_0000L | number);
    }

    static PaymentSubmitted.Builder cardPayment(long number, long amountMinor) {
        return PaymentSubmitted.newBuilder()
                .setId(id(number))
                .setClientId("shop")
                .setKind(PaymentKind.CARD_PAYMENT)
                .setDebtorAccountId(100)
                .setCreditorAccountId(7)
                .setCardId(new UUID(1, 1))
                .setAmountMinor(amountMinor)
                .setCurrency("USD")
                .setMerchant("Kirlin and Sons")
                .setCategory("grocery_pos")
                .setOccurredAt(NOON)
                .setAcceptedAt(NOON.plusSeconds(1))
                .setBusinessDate(LocalDate.parse("2023-06-05"))
                .setRequestHash(hash((byte) 1));
    }

    static ByteBuffer hash(byte first) {
        byte[] hash = new byte[32];
        hash[0] = first;
        return ByteBuffer.wrap(hash);
    }
}
