package vesper.bank.identifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.iban4j.Iban;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class IdentifierKindTest {
    @ParameterizedTest
    @DisplayName("What people type is read as it is stored")
    @CsvSource({
        "IBAN, gb82 west 1234 5698 7654 32, GB82WEST12345698765432",
        "BIC, DEUTDEFF500, DEUTDEFF500",
        "CARD_NUMBER, 4111-1111 1111 1111, 4111111111111111",
        "CREDITOR_REFERENCE, rf18 5390 0754 7034, RF18539007547034"
    })
    void validOnesAreNormalised(IdentifierKind kind, String typed, String stored) {
        assertThat(kind.check(typed)).isEqualTo(new CheckedIdentifier(stored, null));
    }

    @ParameterizedTest
    @DisplayName("Each fault is named")
    @CsvSource({
        "IBAN, GB82WEST1234569876543, length",
        "IBAN, GB83WEST12345698765432, check digit",
        "IBAN, XX82WEST12345698765432, country",
        "IBAN, GB01BARC20714583608387, between 02 and 98",
        "IBAN, GB82WEST1234569876543Ї, digits",
        "IBAN, '', Empty",
        "BIC, DEUTDEF, length",
        "BIC, DEUTXXFF, Country",
        "BIC, deutdeff, upper case",
        "CARD_NUMBER, 4111111111111112, check digit",
        "CARD_NUMBER, 41111111111, 12 to 19",
        "CARD_NUMBER, ４１１１１１１１１１１１１１１１, digits only",
        "CREDITOR_REFERENCE, RF19539007547034, check digits",
        "CREDITOR_REFERENCE, 18539007547034RF, RF",
        "CREDITOR_REFERENCE, RF18539007547034-OTHER, RF"
    })
    void invalidOnesAreExplained(IdentifierKind kind, String typed, String reason) {
        CheckedIdentifier checked = kind.check(typed);
        assertThat(checked.valid()).isFalse();
        assertThat(checked.fault()).contains(reason);
    }

    @Test
    @DisplayName("One wrong digit anywhere makes an IBAN invalid")
    void oneWrongDigitIsFound() {
        Random random = new Random(7);
        for (int n = 0; n < 500; n++) {
            String iban = Iban.random().toString();
            assertThat(IdentifierKind.IBAN.check(iban).valid()).as(iban).isTrue();
            int at = 4 + random.nextInt(iban.length() - 4);
            if (Character.isDigit(iban.charAt(at))) {
                char other = (char) ('0' + (iban.charAt(at) - '0' + 1 + random.nextInt(9)) % 10);
                String wrong = iban.substring(0, at) + other + iban.substring(at + 1);
                assertThat(IdentifierKind.IBAN.check(wrong).valid()).as(wrong).isFalse();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("Any text is answered, none with an exception")
    void anyTextIsAnswered(IdentifierKind kind) {
        Random random = new Random(11);
        String alphabet = "GBDERF0189 -aZÄї\u0000\t\uD83D\uDE00";
        for (int n = 0; n < 5_000; n++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(30); length > 0; length--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            assertThat(kind.check(text.toString())).isNotNull();
        }
    }
}
