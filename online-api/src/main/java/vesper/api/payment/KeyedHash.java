package vesper.api.payment;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;
import vesper.api.field.KeyedDigest;

/**
 * HMAC-SHA256 of requests and card numbers under the API's own key. A plain hash of a request would let whoever reads it
 * try all card numbers; this one does not.
 */
final class KeyedHash {
    private final KeyedDigest digest;

    /** A hash under a key of 32 bytes. */
    KeyedHash(byte[] key) {
        digest = new KeyedDigest(key);
    }

    /**
     * Hash of what a payment asks for: of its values, not of its bytes, so that {@code 12.3} and {@code 12.30}, other white
     * space or another order of fields are the same request.
     */
    byte[] of(CheckedPayment payment) {
        Mac mac = digest.start();
        text(mac, "payment/1");
        text(mac, payment.kind().name());
        text(mac, payment.card());
        text(mac, payment.from());
        text(mac, payment.to());
        text(mac, payment.merchant());
        text(mac, payment.category());
        text(mac, Long.toString(payment.amountMinor()));
        text(mac, payment.currency());
        text(mac, payment.time() == null ? null : payment.time().toString());
        text(mac, payment.reference());
        text(
                mac,
                payment.latitude() == null
                        ? null
                        : payment.latitude().stripTrailingZeros().toString());
        text(
                mac,
                payment.longitude() == null
                        ? null
                        : payment.longitude().stripTrailingZeros().toString());
        text(mac, payment.country());
        text(mac, payment.device());
        text(mac, payment.channel());
        if (payment.ip() != null) {
            // Came later: a request without it has the hash that it had before.
            text(mac, payment.ip());
        }
        return mac.doFinal();
    }

    /** Hash of a card number, to hold it in memory without holding the number. */
    ByteBuffer ofCard(String number) {
        Mac mac = digest.start();
        text(mac, "card/1");
        text(mac, number);
        return ByteBuffer.wrap(mac.doFinal());
    }

    /** Length first, so that no two lists of texts give the same bytes. */
    private static void text(Mac mac, @Nullable String value) {
        if (value == null) {
            mac.update(ByteBuffer.allocate(4).putInt(0, -1));
            return;
        }
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        mac.update(ByteBuffer.allocate(4).putInt(0, bytes.length));
        mac.update(bytes);
    }
}
