package vesper.api.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreferenceTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wait=5                        | 5  | false",
                "respond-async                 | 0  | true",
                "Respond-Async;foo=1           | 0  | true",
                "respond-async, wait=10        | 10 | true",
                "wait = 4 , respond-async      | 4  | true",
                "respond-async=no              | 0  | false",
                "WAIT=7; foo=bar               | 7  | false",
                "wait=\"3\"                    | 3  | false",
                "wait=2, wait=9                | 2  | false",
                "foo=\"a, wait=9\"             | 0  | false",
                "foo=\"a; b\", wait=6          | 6  | false",
                "foo=\"never ends, wait=6      | 0  | false",
                "wait=31                       | 30 | false",
                "wait=999999999                | 30 | false",
                "wait=0                        | 0  | false",
                "wait=-1                       | 0  | false",
                "wait=soon                     | 0  | false",
                "wait=99999999999999           | 0  | false",
                "return=minimal                | 0  | false",
                "''                            | 0  | false",
                ",;=,                          | 0  | false",
            })
    void whatIsUnderstoodIsReadAndTheRestIgnored(String header, int seconds, boolean async) {
        assertThat(Preference.of(Collections.enumeration(List.of(header)))).isEqualTo(new Preference(seconds, async));
    }

    @Test
    void ofWhatIsSaidTwiceTheFirstCounts() {
        assertThat(Preference.of(Collections.enumeration(List.of("wait=3", "wait=9, respond-async"))))
                .isEqualTo(new Preference(3, true));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "nothing",
            value = {
                "0, false, false, nothing",
                "0, true,  false, respond-async",
                "5, false, false, wait=5",
                "5, false, true,  wait=5",
                "5, true,  true,  wait=5",
            })
    void appliedIsWhatMadeADifference(int seconds, boolean async, boolean inTime, String applied) {
        assertThat(new Preference(seconds, async).applied(inTime)).isEqualTo(applied);
    }

    @Test
    void waitThatRanOutWasAnsweredAsynchronously() {
        assertThat(new Preference(5, true).applied(false)).isEqualTo("respond-async, wait=5");
    }
}
