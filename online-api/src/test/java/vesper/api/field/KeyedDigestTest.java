package vesper.api.field;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class KeyedDigestTest {
    /** RFC 4231, test case 2. */
    @Test
    void digestIsThatOfTheStandardAndEachComputationItsOwn() {
        KeyedDigest digest = new KeyedDigest("Jefe".getBytes(StandardCharsets.US_ASCII));
        digest.start().update((byte) 1);

        assertThat(HexFormat.of()
                        .formatHex(digest.start()
                                .doFinal("what do ya want for nothing?".getBytes(StandardCharsets.US_ASCII))))
                .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }
}
