package vesper.console.mail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskedTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ada.nilsson@customer.example | a***@customer.example",
                "a@customer.example | a***@customer.example",
                "550 5.1.1 <ada@customer.example>: no such user | 550 5.1.1 <a***@customer.example>: no such user",
                "RCPT TO:ada@x.example; bob@y.example | RCPT TO:a***@x.example; b***@y.example",
                "ada%home@relay@x.example | a***@relay@x.example",
                "the customer has no mail address | the customer has no mail address",
                "'' | ''",
            })
    void addressesKeepTheirFirstLetterAndTheirDomain(String text, String masked) {
        assertThat(Masked.addresses(text)).isEqualTo(masked);
    }
}
