package vesper.api.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vesper.api.TestApi;
import vesper.api.TestApi.Answer;
import vesper.bank.TestBank;
import vesper.bank.account.Account;
import vesper.reporting.Reporting;
import vesper.reporting.document.Document;
import vesper.reporting.statement.Period;

class DocumentResourceTest {
    private static final Map<String, String> FIRST_BYTES = Map.of(
            "pdf",
            "%PDF-1.7",
            "csv",
            "account,currency,",
            "json",
            "{\"account\":",
            "camt053",
            "<?xml ",
            "mt940",
            ":20:");

    private final TestApi api = TestApi.shared();
    private Account account;

    @BeforeEach
    void openAccount() {
        account = api.testBank().current(1234_56);
    }

    @ParameterizedTest
    @CsvSource({
        "pdf,application/pdf",
        "csv,text/csv;charset=UTF-8",
        "json,application/json",
        "camt053,application/xml",
        "mt940,text/plain;charset=US-ASCII"
    })
    void aStatementComesInEachFormat(String format, String mediaType) {
        Answer answer = api.get(statement("from=2023-06-01&to=2023-06-30&format=" + format));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type").replace(" ", "")).isEqualToIgnoringCase(mediaType);
        assertThat(answer.header("Content-Disposition")).contains("statement_" + account.number() + "_2023-06-01");
        assertThat(answer.text()).startsWith(FIRST_BYTES.get(format));
    }

    @Test
    void theFiguresAreThoseOfTheDaysAskedFor() {
        Answer with = api.get(statement("from=2023-06-01&to=2023-06-30&format=json"));
        assertThat(List.of(with.field("opening"), with.field("closing"))).containsExactly("0.00", "1234.56");
        assertThat(with.json().path("entries")).hasSize(1);

        Answer before = api.get(statement("from=2020-01-01&to=2020-01-31&format=json"));
        assertThat(List.of(before.field("opening"), before.field("closing"))).containsExactly("0.00", "0.00");
        Answer after = api.get(statement("from=2023-06-06&to=2023-06-06&format=json"));
        assertThat(List.of(after.field("opening"), after.field("closing"))).containsExactly("1234.56", "1234.56");
        assertThat(after.json().path("entries")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "from=2023-06-30&to=2023-06-01",
                "from=2023-06-31&to=2023-07-01",
                "from=2023-06-01&to=",
                "from=2023-06-01",
                "from=2023-06-01&to=2023-06-30&format=doc"
            })
    void daysAndFormatsThatAreNoneAreRefused(String query) {
        Answer answer = api.get(statement(query));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.field("code")).isEqualTo("invalid_parameter");
    }

    @Test
    void issuedDocumentsAreListedAndReadAsTheyWereIssued() {
        Account other = api.testBank().current(1);
        Reporting reporting = api.bean(Reporting.class);
        reporting
                .statementRun()
                .renderAndQueue(
                        List.of(account.id(), other.id()), new Period(TestBank.DAY, TestBank.DAY), TestBank.DAY);
        Document issued = reporting.documents().ofAccount(account.id()).get(0);

        Answer list = api.get("/v1/accounts/" + account.number() + "/documents");
        assertThat(list.json().path("documents")).hasSize(1);
        assertThat(list.json().path("documents").path(0).path("sha256").asString())
                .isEqualTo(issued.sha256());
        assertThat(list.text())
                .contains("\"kind\":\"statement\"", "\"version\":1")
                .doesNotContain("replaces");
        String href = list.json().path("documents").path(0).path("href").asString();
        assertThat(api.get(href).status()).isEqualTo(200);
        assertThat(api.get(href).header("Content-Length")).isEqualTo(Integer.toString(issued.bytes()));

        assertThat(api.get(href.replace(account.number(), other.number())).status())
                .isEqualTo(404);
        assertThat(api.get("/v1/accounts/" + account.number() + "/documents/" + UUID.randomUUID())
                        .status())
                .isEqualTo(404);
        assertThat(api.get("/v1/accounts/" + account.number() + "/documents/none")
                        .status())
                .isEqualTo(404);
    }

    private String statement(String query) {
        return "/v1/accounts/" + account.number() + "/statement?" + query;
    }
}
