package vesper.bank.sanctions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Names that people judged are among the cases ({@code sanctions_names.json}); here are the rules, each by itself. */
class NameMatcherTest {
    @ParameterizedTest
    @DisplayName("Order, case, accents, titles, particles, legal forms and scripts do not matter")
    @CsvSource(
            delimiter = '|',
            value = {
                "PERSON|SMITH, John|john smith",
                "PERSON|Jose Garcia|José García",
                "PERSON|Dr. John Smith|John Smith",
                "PERSON|Ahmad al Hasan|Ahmad Hasan",
                "PERSON|Иван Петров|Ivan Petrov",
                "PERSON|Γιώργος Παπαδόπουλος|Giorgos Papadopoulos",
                "PERSON|خالد محمود|Khaled Mahmoud",
                "PERSON|John Smith|John William Smith",
                "PERSON|J Smith|John Smith",
                "PERSON|Johnsmith|John Smith",
                "PERSON|Jonh Smith|John Smith",
                "ORGANISATION|Acme GmbH|Acme Limited",
                "ORGANISATION|The First Bank|1st Bank",
                "ORGANISATION|A.B.C. Trading|ABC Trading",
                "ORGANISATION|Brigade Forty-Four|Brigade 44",
                "VESSEL|MV Blue Star|Blue Star"
            })
    void sameNamesMatch(NameKind kind, String name, String listed) {
        assertThat(NameMatcher.score(name, listed, kind)).isGreaterThanOrEqualTo(NameMatcher.MATCH);
        assertThat(NameMatcher.matches(name, listed, kind)).isTrue();
    }

    @ParameterizedTest
    @DisplayName("Another word, initial, number or kind of company is another name")
    @CsvSource(
            delimiter = '|',
            value = {
                "PERSON|John Smith|Peter Smith",
                "PERSON|Peter J Smith|Peter William Smith",
                "PERSON|Olga Baranova|Oleg Baranov",
                "ORGANISATION|Acme Trust Bank|Acme Bank",
                "ORGANISATION|Acme GmbH|Acme AG",
                "ORGANISATION|Brigade 44|Brigade 45",
                "VESSEL|Lady Anne|Lady Jane"
            })
    void otherNamesDoNot(NameKind kind, String name, String listed) {
        assertThat(NameMatcher.matches(name, listed, kind))
                .as("%.2f", NameMatcher.score(name, listed, kind))
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("Any text is answered, and a name is always itself")
    void anyTextIsAnswered(NameKind kind) {
        Random random = new Random(3);
        for (int n = 0; n < 300; n++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(20); length > 0; length--) {
                text.appendCodePoint(random.nextInt(4) == 0 ? ' ' : 1 + random.nextInt(0x3000));
            }
            assertThat(NameMatcher.score(text.toString(), "John Smith", kind)).isBetween(-1.0, 1.0);
        }
        assertThat(NameMatcher.score("", "", kind)).isLessThanOrEqualTo(1);
    }

    @Test
    @DisplayName("Neighbouring letters that changed places are one slip")
    void distanceCountsSwaps() {
        assertThat(WordSimilarity.distance("lukashenko", "luakshenko")).isEqualTo(1);
        assertThat(WordSimilarity.distance("abc", "")).isEqualTo(3);
        assertThat(WordSimilarity.distance("kitten", "sitting")).isEqualTo(3);
    }
}
