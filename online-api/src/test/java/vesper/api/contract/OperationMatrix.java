package vesper.api.contract;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;
import vesper.api.TestApi;
import vesper.api.TestApi.Answer;

/**
 * What to send to each operation so that it is about an object of the caller's, of somebody else's, and about none that
 * exists; with the status that each is answered with. A row for every operation of the OpenAPI document, or the test fails.
 */
final class OperationMatrix {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String NOWHERE = "00000000-0000-4000-8000-000000000000";
    private static final String NO_ACCOUNT = "GB65VESP99999999999942";

    private final TestApi api;
    private final Map<String, Map<Whose, Supplier<Call>>> rows = new LinkedHashMap<>();

    /** Whose object a call is about. */
    enum Whose {
        OWN,
        OTHERS,
        MISSING
    }

    /** A request, and the status of its answer if the caller may make it. */
    record Call(String path, String body, int status) {}

    OperationMatrix(TestApi api) {
        this.api = api;
        payments();
        accounts();
        onboarding();
        loans();
    }

    Map<String, Map<Whose, Supplier<Call>>> rows() {
        return rows;
    }

    private void payments() {
        row("submitPayment", Whose.OWN, () -> new Call("/v1/payments", deposit(account()), 202));
        row("submitPayment", Whose.MISSING, () -> new Call("/v1/payments", deposit(NO_ACCOUNT), 422));
        row(
                "submitPayments",
                Whose.OWN,
                () -> new Call(
                        "/v1/payments/batch", "{\"payments\": [{\"payment\": " + deposit(account()) + "}]}", 200));
        row("getPayment", Whose.OWN, () -> new Call(payment(api.token()), "", 200));
        row("getPayment", Whose.OTHERS, () -> new Call(payment(strangersToken()), "", 404));
        row("getPayment", Whose.MISSING, () -> new Call("/v1/payments/" + NOWHERE, "", 404));
    }

    /** Clients act for the bank's own channels: a client with the scope reads the account of any customer. */
    private void accounts() {
        row("getAccount", Whose.OWN, () -> new Call("/v1/accounts/" + account(), "", 200));
        row("getAccount", Whose.MISSING, () -> new Call("/v1/accounts/" + NO_ACCOUNT, "", 404));
        row("listTransactions", Whose.OWN, () -> new Call("/v1/accounts/" + account() + "/transactions", "", 200));
        row("listTransactions", Whose.MISSING, () -> new Call("/v1/accounts/" + NO_ACCOUNT + "/transactions", "", 404));
    }

    private void onboarding() {
        row("openCardAccount", Whose.OWN, () -> new Call("/v1/card-accounts", cardAccount(), 201));
        row(
                "openCardAccounts",
                Whose.OWN,
                () -> new Call("/v1/card-accounts/batch", "{\"cardAccounts\": [" + cardAccount() + "]}", 200));
    }

    private void loans() {
        row(
                "quoteLoan",
                Whose.OWN,
                () -> new Call(
                        "/v1/loans/quotes",
                        json(Map.of(
                                "principal",
                                "5000.00",
                                "currency",
                                "USD",
                                "ratePct",
                                "5.9",
                                "instalments",
                                24,
                                "disbursedOn",
                                "2023-06-05")),
                        200));
        row("listLoanProducts", Whose.OWN, () -> new Call("/v1/loans/products", "", 200));
        row("applyForLoan", Whose.OWN, () -> new Call("/v1/loans/applications", application(account()), 201));
        row("applyForLoan", Whose.MISSING, () -> new Call("/v1/loans/applications", application(NO_ACCOUNT), 422));
        ofApplication("getLoanApplication", "");
        ofApplication("getLoanOffer", "/offer");
        ofApplication("acceptLoanOffer", "/acceptance");
        ofApplication("withdrawLoanApplication", "/withdrawal");
    }

    private void ofApplication(String operation, String rest) {
        row(operation, Whose.OWN, () -> new Call(applied(api.token()) + rest, "", 200));
        row(operation, Whose.OTHERS, () -> new Call(applied(strangersToken()) + rest, "", 404));
        row(operation, Whose.MISSING, () -> new Call("/v1/loans/applications/" + NOWHERE + rest, "", 404));
    }

    private void row(String operation, Whose whose, Supplier<Call> call) {
        rows.computeIfAbsent(operation, any -> new LinkedHashMap<>()).put(whose, call);
    }

    private String strangersToken() {
        return api.token("stranger", TestApi.ALL_SCOPES);
    }

    private String account() {
        return api.testBank().current(50_000_00).number();
    }

    private String payment(String token) {
        return sent("/v1/payments", deposit(account()), token);
    }

    private String applied(String token) {
        return sent("/v1/loans/applications", application(account()), token);
    }

    /** Sends it and returns where the thing is that it made. */
    private String sent(String path, String body, String token) {
        Answer answer = api.post(path, body, "Authorization", "Bearer " + token);
        if (answer.status() / 100 != 2) {
            throw new IllegalStateException(answer.text());
        }
        return answer.header("Location");
    }

    private static String deposit(String to) {
        return json(Map.of("type", "deposit", "to", to, "amount", "1.00", "currency", "USD"));
    }

    private static String cardAccount() {
        return json(Map.of("card", TestApi.newCardNumber(), "currency", "USD"));
    }

    private static String application(String account) {
        return json(Map.of(
                "product", "personal-usd",
                "account", account,
                "amount", "5000.00",
                "instalments", 24,
                "purpose", "home",
                "monthlyIncome", "4000.00",
                "monthlyOutgoings", "1200.00"));
    }

    private static String json(Map<String, ?> body) {
        return JSON.writeValueAsString(body);
    }
}
