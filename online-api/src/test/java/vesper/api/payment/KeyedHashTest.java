package vesper.api.payment;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vesper.bank.event.PaymentKind;

class KeyedHashTest {
    private final KeyedHash hash = new KeyedHash(new byte[32]);

    private static CheckedPayment payment(@Nullable String ip) {
        return new CheckedPayment(
                PaymentKind.CARD_PAYMENT,
                "4000001234567899",
                null,
                null,
                "Cafe",
                null,
                1234,
                "USD",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                ip);
    }

    /** Recorded payments hold hashes from before requests could name an address; computed apart from this program. */
    @Test
    void aRequestWithoutAnAddressHasTheHashThatItAlwaysHad() {
        assertThat(hash.of(payment(null)))
                .asHexString()
                .isEqualToIgnoringCase("d17b975c3c99a82ac47478bf81dcba94fb9f645c36258b8da8e0a8036d17a909");
        assertThat(hash.of(payment("81.2.69.142"))).isNotEqualTo(hash.of(payment(null)));
    }
}
