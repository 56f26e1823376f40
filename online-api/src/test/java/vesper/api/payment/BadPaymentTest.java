package vesper.api.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vesper.api.TestApi;
import vesper.api.TestApi.Answer;
import vesper.bank.account.Account;
import vesper.bank.account.AccountStatus;

/** Bad input is refused with a problem that names the field, and nothing is sent. */
class BadPaymentTest {
    private static final String RECENT = "payments:write";

    private final TestApi api = TestApi.shared();
    private Account account;
    private String card;
    private long balanceBefore = 100_00;

    @BeforeEach
    void openAccount() {
        account = api.testBank().current(balanceBefore);
        card = api.card(account);
    }

    @AfterEach
    void nothingWasBooked() {
        assertThat(api.testBank().balance(account)).isEqualTo(balanceBefore);
    }

    @ParameterizedTest(name = "{0}={1}: {2}")
    @CsvSource(
            delimiter = '|',
            nullValues = "missing",
            value = {
                "type      | missing                | missing_field",
                "type      | loan                   | unknown_value",
                "card      | missing                | missing_field",
                "card      | 4000                   | invalid_card",
                "card      | 4000-0012-3456-7899    | invalid_card",
                "card      | 4999999999999999       | unknown_card",
                "merchant  | missing                | missing_field",
                "merchant  | ''                     | invalid_text",
                "from      | GB71VESP00000000000042 | field_not_allowed",
                "to        | GB71VESP00000000000042 | field_not_allowed",
                "amount    | missing                | missing_field",
                "amount    | 0                      | amount_not_positive",
                "amount    | 0.00                   | amount_not_positive",
                "amount    | -1.00                  | amount_not_positive",
                "amount    | 1.001                  | amount_decimals",
                "amount    | 1e3                    | invalid_amount",
                "amount    | 12,34                  | invalid_amount",
                "amount    | NaN                    | invalid_amount",
                "amount    | .5                     | invalid_amount",
                "amount    | 1000000000000.01       | amount_too_large",
                "amount    | 99999999999999999999999999999999999 | amount_too_large",
                "currency  | missing                | missing_field",
                "currency  | usd                    | unknown_currency",
                "currency  | ABC                    | unknown_currency",
                "currency  | XXX                    | unknown_currency",
                "currency  | EUR                    | currency_mismatch",
                "time      | yesterday              | invalid_time",
                "time      | 2023-06-05T10:00:00    | invalid_time",
                "latitude  | 90.1                   | invalid_number",
                "longitude | -180.5                 | invalid_number",
                "ip        | 81.2.69.256            | invalid_text",
                "ip        | shop.example.com       | invalid_text",
            })
    void cardPaymentNamesTheFieldThatIsWrong(String field, String value, String code) {
        Map<String, Object> request = cardPayment();
        if (value == null) {
            request.remove(field);
        } else {
            request.put(field, value);
        }

        Answer answer = api.post("/v1/payments", request);

        assertProblem(answer, 422, code);
        assertThat(answer.json().path("errors").path(0).path("field").asString())
                .isEqualTo(field);
        assertThat(answer.json().path("errors").path(0).path("code").asString()).isEqualTo(code);
    }

    @ParameterizedTest(name = "{0} from {1} to {2}: {3} {4}")
    @CsvSource(
            delimiter = '|',
            nullValues = "missing",
            value = {
                "transfer | missing                | MINE                   | missing_field   | from",
                "transfer | MINE                   | missing                | missing_field   | to",
                "transfer | MINE                   | MINE                   | same_account    | to",
                "transfer | MINE                   | GB79VESP99999999999942 | unknown_account | to",
                "transfer | GB79VESP99999999999942 | MINE                   | unknown_account | from",
                "transfer | MINE                   | 1010-USD               | invalid_account | to",
                "transfer | MINE                   | LOAN                   | account_not_payable | to",
                "deposit  | missing                | GB79VESP99999999999942 | unknown_account | to",
                "deposit  | MINE                   | OTHER                  | field_not_allowed | from",
            })
    void transferAndDepositNameTheAccountThatIsWrong(String type, String from, String to, String code, String field) {
        Map<String, Object> request = new LinkedHashMap<>(Map.of("type", type, "amount", "1.00", "currency", "USD"));
        if (from != null) {
            request.put("from", number(from));
        }
        if (to != null) {
            request.put("to", number(to));
        }

        Answer answer = api.post("/v1/payments", request);

        assertProblem(answer, 422, code);
        assertThat(answer.json().path("errors").path(0).path("field").asString())
                .isEqualTo(field);
    }

    private String number(String word) {
        return switch (word) {
            case "MINE" -> account.number();
            case "OTHER" -> api.testBank().current(0).number();
            case "LOAN" -> api.testBank().account("loan", 0).number();
            default -> word;
        };
    }

    @Test
    void allWrongFieldsAreNamedAtOnce() {
        Map<String, Object> request = cardPayment();
        request.put("amount", "-1");
        request.put("time", "noon");
        request.put("reference", "x".repeat(141));

        Answer answer = api.post("/v1/payments", request);

        assertProblem(answer, 422, "several_errors");
        assertThat(answer.json().path("errors").findValuesAsString("field"))
                .containsExactly("amount", "time", "reference");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "a\nb", "a\u001bb", "a\u202eb", "a\u2028b", "a\u0085b"})
    void textsWithControlCharactersAreRefused(String text) {
        Map<String, Object> request = cardPayment();
        request.put("reference", text);

        assertProblem(api.post("/v1/payments", request), 422, "invalid_text");
    }

    @Test
    void halfOfACharacterIsRefused() {
        String body = "{\"type\":\"deposit\",\"to\":\"" + account.number()
                + "\",\"amount\":\"1\",\"currency\":\"USD\",\"reference\":\"a\\ud83db\"}";

        assertProblem(api.post("/v1/payments", body), 422, "invalid_text");
        assertThat(api.post("/v1/payments", body.replace("1\"", "0\"").replace("\\ud83d", "\\ud83d\\ude00"))
                        .field("code"))
                .isEqualTo("amount_not_positive");
    }

    @ParameterizedTest(name = "{0} with {2}: {1}")
    @CsvSource({
        "2023-04-05T23:59:59Z, 422, payments:write",
        "2023-06-07T00:00:00Z, 422, payments:write",
        "1999-12-31T23:59:59Z, 422, payments:write payments:history",
        "+999999999-01-01T00:00:00Z, 422, payments:write payments:history",
        "2025-01-01T00:00:00-99:00, 422, payments:write payments:history",
    })
    void timesFarOffAreRefused(String time, int status, String scopes) {
        Map<String, Object> request = cardPayment();
        request.put("time", time);

        Answer answer = api.post("/v1/payments", request, "Authorization", "Bearer " + api.token("shop", scopes));

        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.json().path("errors").path(0).path("field").asString())
                .isEqualTo("time");
    }

    @Test
    void timesWithinTheLimitsAreTaken() {
        Account other = api.testBank().current(0);
        String dayAfterToday = LocalDate.now(java.time.ZoneOffset.UTC).plusDays(1) + "T00:00:00Z";
        for (String[] timeAndScopes : new String[][] {
            {"2023-04-06T00:00:00Z", RECENT},
            {"2023-06-06T23:59:59+00:00", RECENT},
            {"2000-01-01T00:00:00Z", "payments:write payments:history"},
            {dayAfterToday, "payments:write payments:history"}
        }) {
            Answer answer = api.post(
                    "/v1/payments",
                    Map.of(
                            "type",
                            "deposit",
                            "to",
                            other.number(),
                            "amount",
                            "1",
                            "currency",
                            "USD",
                            "time",
                            timeAndScopes[0]),
                    "Authorization",
                    "Bearer " + api.token("shop", timeAndScopes[1]));
            assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        }
    }

    @ParameterizedTest
    @CsvSource({"FROZEN, account_frozen", "CLOSED, account_closed"})
    void accountThatTakesNoPaymentsIsNamed(AccountStatus status, String code) {
        if (status == AccountStatus.CLOSED) {
            api.testBank().payOut(account);
            balanceBefore = 0;
        }
        api.bank().accounts().setStatus(account.id(), status);

        assertProblem(api.post("/v1/payments", cardPayment()), 422, code);
    }

    @Test
    void blockedCardIsNamed() {
        api.bank()
                .jdbc()
                .sql("update card set status = 'BLOCKED' where account_id = :id")
                .param("id", account.id())
                .update();

        assertProblem(api.post("/v1/payments", cardPayment()), 422, "card_blocked");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "''                        | malformed_json | line 1, column 1",
                "{                         | malformed_json | line 1",
                "{\"type\": \"deposit\",}  | malformed_json | line 1, column 20",
                "[]                        | malformed_json | JSON object",
                "null                      | malformed_json | JSON object",
                "\"deposit\"               | malformed_json | JSON object",
                "{} {}                     | malformed_json | line 1",
                "{\"type\":\"deposit\",\"type\":\"deposit\"} | malformed_json | line 1",
                "{\"typo\":\"deposit\"}    | unknown_field  | typo",
                "{\"4000001234567899\":1}  | unknown_field  | ?",
                "{\"amount\":12.34}        | wrong_type     | amount",
                "{\"amount\":{}}           | wrong_type     | amount",
                "{\"card\":4000001234567899} | wrong_type   | card",
                "{\"latitude\":\"north\"}  | wrong_type     | latitude",
            })
    void bodyThatIsNoSuchObjectIsRefusedSayingWhere(String body, String code, String where) {
        Answer answer = api.post("/v1/payments", body);

        assertProblem(answer, 400, code);
        assertThat(answer.field("detail")).contains(where);
        assertThat(answer.text()).doesNotContain("4000001234567899");
    }

    @Test
    void bodyOver64KiBIsRefusedWithoutReadingItToItsEnd() {
        AtomicLong read = new AtomicLong();
        InputStream endless = new InputStream() {
            private final InputStream start = new ByteArrayInputStream("{\"type\":\"".getBytes());

            @Override
            public int read() {
                throw new UnsupportedOperationException("read a block");
            }

            @Override
            public int read(byte[] bytes, int from, int length) {
                long total = read.addAndGet(length);
                java.util.Arrays.fill(bytes, from, from + length, (byte) 'a');
                return total > 1_000_000 ? -1 : length;
            }
        };

        Answer chunked = api.send(api.request("/v1/payments").POST(BodyPublishers.ofInputStream(() -> endless)));
        Answer declared = api.post("/v1/payments", "x".repeat(65_537));
        Answer largest = api.post("/v1/payments", "x".repeat(65_536));

        assertProblem(chunked, 413, "body_too_large");
        assertProblem(declared, 413, "body_too_large");
        assertProblem(largest, 400, "malformed_json");
    }

    @Test
    void otherMediaTypesAreRefused() {
        assertProblem(
                api.post("/v1/payments", "type=deposit", "Content-Type", "application/x-www-form-urlencoded"),
                415,
                "unsupported_media_type");
        assertProblem(
                api.post("/v1/payments", cardPayment(), "Content-Encoding", "gzip"), 415, "unsupported_media_type");
        assertProblem(api.post("/v1/payments", cardPayment(), "Accept", "text/html"), 406, "not_acceptable");
    }

    @Test
    void otherMethodsAndPathsAreRefused() {
        Answer method = api.send(api.request("/v1/payments").DELETE());

        assertProblem(method, 405, "method_not_allowed");
        assertThat(method.header("Allow")).isEqualTo("POST");
        assertProblem(api.get("/v1/nothing"), 404, "not_found");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 256})
    void keyThatIsNoKeyIsRefused(int length) {
        assertProblem(
                api.post("/v1/payments", cardPayment(), "Idempotency-Key", "k".repeat(length)),
                400,
                "invalid_idempotency_key");
    }

    private Map<String, Object> cardPayment() {
        return new LinkedHashMap<>(Map.of(
                "type", "card_payment",
                "card", card,
                "merchant", "Harbour Books",
                "amount", "12.34",
                "currency", "USD",
                "time", "2023-06-05T10:00:00Z"));
    }

    private static void assertProblem(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.field("code")).isEqualTo(code);
        assertThat(answer.field("type")).isEqualTo("urn:vesper:problem:" + code);
        assertThat(answer.json().path("status").asInt()).isEqualTo(status);
        assertThat(answer.field("title")).isNotBlank();
        assertThat(answer.field("detail")).isNotBlank();
    }
}
