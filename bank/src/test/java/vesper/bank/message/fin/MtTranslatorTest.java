package vesper.bank.message.fin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;

/** Whole translations are held to the cases of others ({@code mt_to_mx.json}). */
class MtTranslatorTest {
    private static final String TRANSFER = """
            {1:F01BANKDEFFAXXX0000000000}{2:O1030905260301BANKGB2LXXXX00000000002603010905N}{3:{121:174c245f-2682-4291-ad67-2a41e530cd27}}{4:
            :20:REF1
            :23B:CRED
            :32A:260301EUR1234,50
            :50K:/GB94BARC10201530093459
            A Payer
            :59:/DE89370400440532013000
            A Payee
            Street 1
            :70:/ROC/ORDER 7
            :71A:SHA
            -}""";

    private static String value(String fin, String name) throws FinException {
        Document document = MtTranslator.translate(fin, Instant.parse("2026-03-01T12:00:00Z"));
        return document.getElementsByTagName(name).getLength() == 0
                ? ""
                : document.getElementsByTagName(name).item(0).getTextContent();
    }

    @Test
    @DisplayName("Amounts, dates, accounts and references keep their meaning")
    void valuesAreTranslated() throws FinException {
        assertThat(value(TRANSFER, "IntrBkSttlmAmt")).isEqualTo("1234.5");
        assertThat(value(TRANSFER, "IntrBkSttlmDt")).isEqualTo("2026-03-01");
        assertThat(value(TRANSFER, "IBAN")).isEqualTo("GB94BARC10201530093459");
        assertThat(value(TRANSFER, "EndToEndId")).isEqualTo("ORDER 7");
        assertThat(value(TRANSFER, "CreDt")).isEqualTo("2026-03-01T09:05:00+00:00");
        assertThat(value(TRANSFER, "BICFI")).isEqualTo("BANKGB2LXXX");
    }

    @Test
    @DisplayName("A message on its way in is from the bank of block 1, and made now")
    void inputMessagesAreFromUs() throws FinException {
        String input = TRANSFER.replaceFirst("\\{2:[^}]*}", "{2:I103BANKGB2LXXXXN}");
        assertThat(value(input, "BICFI")).isEqualTo("BANKDEFFXXX");
        assertThat(value(input, "CreDt")).isEqualTo("2026-03-01T12:00:00+00:00");
    }

    @ParameterizedTest
    @DisplayName("What cannot be translated is refused with the field or the type")
    @CsvSource(
            delimiter = '|',
            value = {
                ":20:REF1|:21:REF1|field 20",
                "260301EUR1234,50|2603|32A",
                "260301EUR1234,50|269901EUR1,|no date",
                "260301EUR1234,50|260301EUR1.50|no amount",
                "{2:O103|{2:O320|MT320",
                "{4:|{5:|blocks",
                "0905260301BANK|09X5260301BANK|date and time",
                "{1:F01BANKDEFFAXXX0000000000}|{1:F01}|no address",
                ":59:|:58:|field 59"
            })
    void faultsAreNamed(String from, String to, String reason) {
        assertThatExceptionOfType(FinException.class)
                .isThrownBy(() -> MtTranslator.translate(TRANSFER.replace(from, to), Instant.EPOCH))
                .withMessageContaining(reason);
    }

    @Test
    @DisplayName("A message with any characters changed is translated or refused, and never breaks")
    void brokenMessagesAreRefused() {
        Random random = new Random(5);
        int translated = 0;
        for (int n = 0; n < 3_000; n++) {
            StringBuilder text = new StringBuilder(TRANSFER);
            for (int change = 1 + random.nextInt(4); change > 0; change--) {
                text.setCharAt(random.nextInt(text.length()), "\n:/{}A0,-".charAt(random.nextInt(9)));
            }
            try {
                MtTranslator.translate(text.toString(), Instant.EPOCH);
                translated++;
            } catch (FinException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
        assertThat(translated).isBetween(1, 3_000);
    }
}
