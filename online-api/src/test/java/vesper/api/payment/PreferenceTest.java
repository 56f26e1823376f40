package vesper.api.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreferenceTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wait=5                        | 5",
                "respond-async, wait=10        | 10",
                "WAIT=7; foo=bar               | 7",
                "wait=\"3\"                    | 3",
                "wait=31                       | 30",
                "wait=999999999                | 30",
                "wait=0                        | 0",
                "wait=-1                       | 0",
                "wait=soon                     | 0",
                "wait=99999999999999           | 0",
                "return=minimal                | 0",
                "''                            | 0",
            })
    void waitIsReadCappedAndIgnoredIfItIsNoNumber(String header, int seconds) {
        assertThat(Preference.waitSeconds(Collections.enumeration(List.of(header))))
                .isEqualTo(seconds);
    }
}
