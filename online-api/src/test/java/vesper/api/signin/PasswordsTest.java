package vesper.api.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vesper.bank.signin.Base32;

class PasswordsTest {
    private final Passwords passwords = new Passwords(new CommonPasswords());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "passwordpassword",
                "P@ssw0rd12345",
                "iloveyou2024!",
                "qwertyuiop123",
                "123456789012",
                "!!!!!!!!!!!!",
                "Sunshine-Monkey-1",
                "thomas.football.7"
            })
    void passwordMadeOfWhatIsTriedFirstIsRefused(String password) {
        assertThat(passwords.objection(password, "ada.nilsson")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nine blue herons wade", "Tr4mpolin-Eichhorn", "пять синих цапель", "x7#kQ9!vLp2m"})
    void otherPasswordsOfTwelveCharactersAreFine(String password) {
        assertThat(passwords.objection(password, "ada.nilsson")).isEmpty();
    }

    @Test
    void nameIsNoPartOfAPassword() {
        assertThat(passwords.objection("Ada.Nilsson goes home", "ada.nilsson")).isPresent();
    }

    @Test
    void samePasswordMatchesHoweverItWasTypedAndNobodysNever() {
        String hash = passwords.hash("caf\u00e9 am hafen 12");

        assertThat(hash).startsWith("$argon2id$");
        assertThat(passwords.hash("caf\u00e9 am hafen 12")).isNotEqualTo(hash);
        assertThat(passwords.matches("cafe\u0301 am hafen 12", Optional.of(hash)))
                .isTrue();
        assertThat(passwords.matches("cafe am hafen 12", Optional.of(hash))).isFalse();
        assertThat(passwords.matches("caf\u00e9 am hafen 12", Optional.empty())).isFalse();
    }

    @Test
    void serverOfBreachedPasswordsIsToldFiveDigitsOfTheHashAndNothingElse() throws Exception {
        // SHA-1 of "nine blue herons wade", told by another program: sha1sum.
        String hash = "81EADA13D010CCBBBDAC44EA47CBE7B70CF5960F";
        List<String> asked = new CopyOnWriteArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/range/", exchange -> {
            asked.add(exchange.getRequestURI().getPath());
            byte[] list = ("0018A45C4D1DEF81644B54AB7F969B88D65:1\r\n" + hash.substring(5) + ":37\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(200, list.length);
            exchange.getResponseBody().write(list);
            exchange.close();
        });
        server.start();
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/range/");
        PasswordRange range = new PasswordRange(address);
        try {
            assertThat(range.contains("nine blue herons wade")).isTrue();
            assertThat(asked).containsExactly("/range/" + hash.substring(0, 5));
            assertThat(range.contains("nine blue herons stand")).isFalse();
        } finally {
            server.stop(0);
        }
        assertThat(range.contains("nine blue herons stand")).isFalse();
        assertThat(range.contains("passwordpassword")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"'', ''", "f, MY", "fo, MZXQ", "foo, MZXW6", "foob, MZXW6YQ", "fooba, MZXW6YTB", "foobar, MZXW6YTBOI"})
    void base32IsThatOfRfc4648(String text, String encoded) {
        assertThat(Base32.encode(text.getBytes(StandardCharsets.US_ASCII))).isEqualTo(encoded);
    }
}
