package vesper.bank.identifier;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
    private static IpAddress address(String text) {
        return IpAddress.parse(text).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "81.2.69.142, 81.2.69.142",
        "255.255.255.255, 255.255.255.255",
        "::ffff:81.2.69.142, 81.2.69.142",
        "2001:470:0:0:0:0:0:1, 2001:470:0:0:0:0:0:1",
        "2001:470::1, 2001:470:0:0:0:0:0:1"
    })
    void isReadAndWrittenOneWay(String text, String written) {
        assertThat(address(text).text()).isEqualTo(written);
        assertThat(address(text))
                .isEqualTo(address(written))
                .hasToString(address(written).toString());
        assertThat(address(text).toString()).doesNotContain("81", "2001");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.256",
                "1.2.3.04",
                "1.2.3.4 ",
                "1..3.4",
                ".1.2.3",
                "1.2.3.-4",
                "0x1.2.3.4",
                "example.com",
                "81.2.69.142:443",
                ":",
                ":::",
                "2001:470::1%eth0",
                "[2001:470::1]",
                "2001:470::1::2",
                "fe80:cafe",
                ".::1"
            })
    void whatIsNoneIsRefused(String text) {
        assertThat(IpAddress.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "81.2.69.142, true",
        "172.15.0.1, true",
        "172.16.0.1, false",
        "192.167.0.1, true",
        "192.168.0.1, false",
        "10.1.2.3, false",
        "100.63.0.1, true",
        "100.64.0.1, false",
        "127.0.0.1, false",
        "169.254.1.1, false",
        "224.0.0.1, false",
        "0.0.0.0, false",
        "2001:470::1, true",
        "2001:db8::1, false",
        "fd00::1, false",
        "fe80::1, false",
        "::1, false",
        "ff02::1, false"
    })
    void onlyTheInternetsOwnArePublic(String text, boolean isPublic) {
        assertThat(address(text).isPublic()).isEqualTo(isPublic);
    }

    @ParameterizedTest
    @CsvSource({
        "81.2.69.142, 81.2.69.143, false",
        "2001:470:1:2::1, 2001:470:1:2:ffff:1:2:3, true",
        "2001:470:1:2::1, 2001:470:1:3::1, false"
    })
    void anIpv6NetworkIsOne(String one, String other, boolean same) {
        assertThat(address(one).network() == address(other).network()).isEqualTo(same);
    }
}
