package vesper.api.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vesper.api.TestApi;
import vesper.api.TestApi.Answer;
import vesper.bank.account.Account;
import vesper.reporting.Reporting;
import vesper.reporting.document.DocumentPreference;
import vesper.reporting.document.DocumentPreferences;
import vesper.reporting.mail.Delivery;

class DocumentPreferenceResourceTest {
    private final TestApi api = TestApi.shared();
    private final Account account = api.testBank().current(1);
    private final long customer = Objects.requireNonNull(account.customerId());
    private final DocumentPreferences preferences = api.bean(Reporting.class).documentPreferences();

    @Test
    void whatWasReadCanBeChanged() {
        Answer before = api.get(preference());
        assertThat(before.text())
                .isEqualTo("{\"language\":\"en\",\"delivery\":\"attachment\",\"accessible\":false,\"paper\":false}");

        String wishes = "{\"language\":\"de\",\"delivery\":\"link\",\"accessible\":true,\"paper\":true}";
        Answer changed = put(preference(), wishes, before.header("ETag"));
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.text()).isEqualTo(wishes);
        assertThat(preferences.of(customer)).isEqualTo(new DocumentPreference("de", Delivery.LINK, true, true));

        assertThat(put(preference(), wishes, before.header("ETag")).status()).isEqualTo(412);
        String silent = "{\"language\":\"fr\",\"delivery\":\"link\",\"accessible\":true}";
        assertThat(put(preference(), silent, changed.header("ETag")).text())
                .as("who does not know of paper leaves it as it is")
                .contains("\"language\":\"fr\"", "\"paper\":true");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"language\":\"xx\",\"delivery\":\"link\",\"accessible\":true}; language",
                "{\"language\":\"de\",\"delivery\":\"pigeon\",\"accessible\":true}; delivery",
                "{\"language\":\"de\",\"accessible\":true}; delivery",
                "{\"language\":\"de\",\"delivery\":\"link\"}; accessible"
            })
    void aWishThatIsNoneIsRefusedAndNamed(String wishes, String field) {
        Answer refused = put(preference(), wishes, "*");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("\"" + field + "\"");
        assertThat(preferences.of(customer)).isEqualTo(new DocumentPreference("en", Delivery.ATTACHMENT, false, false));
    }

    @Test
    void aPasswordIsChosenAndRemoved() {
        assertThat(put(password(), "{\"password\":\"correct horse\"}", "*").status())
                .isEqualTo(204);
        assertThat(preferences.hasPassword(customer)).isTrue();
        assertThat(put(password(), "{\"password\":\"short\"}", "*").status()).isEqualTo(422);
        assertThat(put(password(), "{}", "*").status()).isEqualTo(422);
        assertThat(preferences.hasPassword(customer)).isTrue();
        assertThat(send("DELETE", password(), "", "*").status()).isEqualTo(204);
        assertThat(preferences.hasPassword(customer)).isFalse();
    }

    private String preference() {
        return "/v1/accounts/" + account.number() + "/document-preference";
    }

    private String password() {
        return "/v1/accounts/" + account.number() + "/document-password";
    }

    private Answer put(String path, String body, String ifMatch) {
        return send("PUT", path, body, ifMatch);
    }

    private Answer send(String method, String path, String body, String ifMatch) {
        return api.send(HttpRequest.newBuilder(api.uri(path))
                .header("Authorization", "Bearer " + api.token())
                .header("Content-Type", "application/json")
                .header("If-Match", ifMatch)
                .method(method, BodyPublishers.ofString(body)));
    }
}
