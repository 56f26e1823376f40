package vesper.api.graph;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.introspection.IntrospectionQuery;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import vesper.api.TestApi;
import vesper.api.TestApi.Answer;
import vesper.api.identity.TestTokens;
import vesper.api.signin.Sessions.Session;
import vesper.api.signin.TestCustomer;
import vesper.bank.Ids;
import vesper.bank.account.Account;
import vesper.bank.holder.Rights;

class GraphTest {
    private static final String TRANSACTIONS =
            "query ($number: String!, $first: Int!, $after: String) { account(number: $number) {"
                    + " transactions(first: $first, after: $after) { transactions { id amount narrative balanceAfter } next } } }";

    private final TestApi api = TestApi.shared();
    private Account account;
    private Account others;
    private long ada;
    private Session session;

    @BeforeEach
    void openAccounts() {
        account = api.testBank().current(1_000_00);
        others = api.testBank().current(7_00);
        ada = Objects.requireNonNull(account.customerId());
        session = TestCustomer.signedIn(api, ada);
    }

    private String customersToken(String scopes) {
        return new TestTokens(api, scopes, session).sound();
    }

    private Answer ask(String token, String query, Map<String, ?> variables) {
        return api.post(
                "/v1/graphql", Map.of("query", query, "variables", variables), "Authorization", "Bearer " + token);
    }

    private JsonNode data(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().path("errors").isMissingNode())
                .as(answer.text())
                .isTrue();
        return answer.json().path("data");
    }

    private void pay(String amount) {
        Map<String, String> payment = new HashMap<>(Map.of(
                "type",
                "transfer",
                "from",
                account.number(),
                "to",
                others.number(),
                "amount",
                amount,
                "currency",
                "USD"));
        assertThat(api.post("/v1/payments", payment, "Prefer", "wait=20").field("status"))
                .isEqualTo("booked");
    }

    @Test
    void customerReadsWhatTheOtherOperationsGive() {
        pay("12.00");
        String token = customersToken("accounts:read");
        JsonNode read = data(ask(
                        token,
                        "{ customer { accounts { number kind name status currency balance openedOn nickname"
                                + " balances { currency ledger held available }"
                                + " earlier: balances(asOf: \"2023-06-04\") { currency ledger asOf }"
                                + " transactions(first: 1) { transactions { id kind bookingDate valueDate recordedAt narrative"
                                + " amount currency balanceAfter } } } } }",
                        Map.of()))
                .path("customer")
                .path("accounts")
                .path(0);

        String bearer = "Bearer " + token;
        String path = "/v1/accounts/" + account.number();
        JsonNode rest = api.get(path, "Authorization", bearer).json();
        for (String field : List.of("number", "kind", "name", "status", "currency", "balance", "openedOn")) {
            assertThat(read.path(field)).as(field).isEqualTo(rest.path(field));
        }
        assertThat(read.path("balances"))
                .isEqualTo(api.get(path + "/balances", "Authorization", bearer).json());
        assertThat(read.path("earlier"))
                .isEqualTo(api.get(path + "/balances?asOf=2023-06-04", "Authorization", bearer)
                        .json());
        assertThat(read.path("transactions").path("transactions").path(0))
                .isEqualTo(api.get(path + "/transactions?limit=1", "Authorization", bearer)
                        .json()
                        .path("transactions")
                        .path(0));
    }

    @Test
    void transactionsAreReadPageByPage() {
        pay("1.00");
        pay("2.00");
        pay("3.00");
        String token = customersToken("accounts:read");
        List<String> amounts = new ArrayList<>();
        Map<String, Object> variables = new HashMap<>(Map.of("number", account.number(), "first", 2));
        for (int page = 0; page < 2; page++) {
            JsonNode read =
                    data(ask(token, TRANSACTIONS, variables)).path("account").path("transactions");
            amounts.addAll(read.path("transactions").findValuesAsString("amount"));
            variables.put("after", read.path("next").asString(null));
        }

        assertThat(amounts).containsExactly("-3.00", "-2.00", "-1.00", "1000.00");
        assertThat(variables.get("after")).isNull();
    }

    @Test
    void accountsOfOthersAreNotFoundAndTheRestIsGiven() {
        Answer answer = ask(
                customersToken("accounts:read"),
                "query ($own: String!, $other: String!, $none: String!) { own: account(number: $own) { balance }"
                        + " other: account(number: $other) { balance } none: account(number: $none) { balance } }",
                Map.of("own", account.number(), "other", others.number(), "none", "GB79VESP99999999999942"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("data").path("own").path("balance").asString())
                .isEqualTo("1000.00");
        assertThat(answer.json().path("data").path("other").isNull()).isTrue();
        JsonNode errors = answer.json().path("errors");
        assertThat(errors).hasSize(2);
        assertThat(errors.path(0).path("extensions").path("code").asString()).isEqualTo("not_found");
        assertThat(errors.path(0).path("path").path(0).asString()).isEqualTo("other");
        assertThat(errors.path(0).path("message")).isEqualTo(errors.path(1).path("message"));
        assertThat(answer.text()).doesNotContain(others.number());
    }

    @Test
    void whoMayOnlyLookReadsTheAccountAndHasItInTheList() {
        api.bank().holders().put(others, ada, Rights.VIEW_ONLY);

        JsonNode read = data(ask(customersToken("accounts:read"), "{ customer { accounts { number } } }", Map.of()));

        assertThat(read.findValuesAsString("number")).containsExactly(account.number(), others.number());
    }

    @Test
    void clientNamesTheCustomerAndACustomerNeedNot() {
        String reference = UUID.randomUUID().toString();
        api.bank().customers().register(reference, "Bo Larsen", null, "", "en");
        String query = "query ($reference: String) { customer(reference: $reference) { accounts { number } } }";

        assertThat(data(ask(api.token(), query, Map.of("reference", reference)))
                        .path("customer")
                        .path("accounts"))
                .isEmpty();
        assertThat(ask(api.token(), query, Map.of())
                        .json()
                        .path("errors")
                        .path(0)
                        .path("extensions")
                        .path("code")
                        .asString())
                .isEqualTo("unknown_customer");
        assertThat(data(ask(customersToken("accounts:read"), query, Map.of("reference", reference)))
                        .findValuesAsString("number"))
                .as("a customer's own, whoever is named")
                .containsExactly(account.number());
    }

    @Test
    void paymentIsReadByWhoSentItWithTheScopeForIt() {
        String both = customersToken("accounts:read payments:write");
        Map<String, String> transfer = Map.of(
                "type",
                "transfer",
                "from",
                account.number(),
                "to",
                others.number(),
                "amount",
                "5.00",
                "currency",
                "USD");
        Answer sent = api.post("/v1/payments", transfer, "Authorization", "Bearer " + both, "Prefer", "wait=20");
        String query = "query ($id: ID!) { payment(id: $id) { id status bookingDate acceptedAt businessDate } }";
        Map<String, String> id = Map.of("id", sent.field("id"));

        assertThat(data(ask(both, query, id)).path("payment")).isEqualTo(sent.json());
        assertThat(ask(customersToken("accounts:read"), query, id).text()).contains("missing_scope");
        assertThat(ask(api.token(), query, id).text()).contains("not_found");
        assertThat(ask(both, query, Map.of("id", Ids.next().toString())).text()).contains("not_found");
        assertThat(ask(both, query, Map.of("id", "none")).text()).contains("not_found");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1_000_000, 101})
    void pageHasAHundredAtMost(int first) {
        Answer answer = ask(api.token(), TRANSACTIONS, Map.of("number", account.number(), "first", first));

        assertThat(answer.json()
                        .path("errors")
                        .path(0)
                        .path("extensions")
                        .path("code")
                        .asString(""))
                .as(answer.text())
                .isEqualTo("invalid_parameter");
    }

    @Test
    void queryThatAsksForTooMuchIsRefusedBeforeAnythingIsRead() {
        String page = "transactions(first: 100) { transactions { id amount narrative } }";
        String once = "{ account(number: \"" + account.number() + "\") { " + page + " } }";
        String often = "{ account(number: \"" + account.number() + "\") { "
                + IntStream.range(0, 15).mapToObj(n -> "a" + n + ": " + page).collect(Collectors.joining(" ")) + " } }";

        assertThat(ask(api.token(), once, Map.of()).status()).isEqualTo(200);
        Answer refused = ask(api.token(), often, Map.of());
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.field("code")).isEqualTo("query_too_large");
    }

    @Test
    void deepQueryIsRefused() {
        String type = "kind ";
        for (int depth = 0; depth < 20; depth++) {
            type = "ofType { " + type + "} ";
        }

        assertThat(ask(api.token(), "{ __type(name: \"Account\") { fields { type { " + type + "} } } }", Map.of())
                        .field("code"))
                .isEqualTo("query_too_large");
    }

    @Test
    void usualQuestionForTheSchemaIsAnswered() {
        JsonNode schema = data(ask(api.token(), IntrospectionQuery.INTROSPECTION_QUERY, Map.of()))
                .path("__schema");

        assertThat(schema.path("types").findValuesAsString("name")).contains("Account", "Transaction", "Payment");
        assertThat(schema.path("mutationType").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ account(number: \"GB71VESP00000000000042\") { secret } }",
                "{ account { balance } }",
                "mutation { close(number: \"GB71VESP00000000000042\") { balance } }",
                "query ($n: String!) { account(number: $n) { balance } }",
                "{ account(number: \"GB71VESP00000000000042\" ",
                "query A { __typename } query B { __typename }",
                "subscription { payment(id: \"GB71VESP00000000000042\") { id } }",
            })
    void queryThatDoesNotFitTheSchemaIsAProblemThatRepeatsNothing(String query) {
        Answer answer = ask(api.token(), query, Map.of());

        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.field("code")).isEqualTo("invalid_query");
        assertThat(answer.text()).doesNotContain("GB71VESP").doesNotContain("secret");
    }
}
