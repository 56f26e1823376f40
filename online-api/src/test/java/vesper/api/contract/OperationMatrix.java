package vesper.api.contract;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import vesper.api.TestApi;
import vesper.api.TestApi.Answer;
import vesper.api.identity.TestTokens;
import vesper.api.signin.Sessions.Session;
import vesper.api.signin.TestCustomer;
import vesper.bank.TestBank;
import vesper.bank.account.Account;
import vesper.bank.account.Accounts;
import vesper.reporting.Reporting;
import vesper.reporting.statement.Period;

/**
 * What to send to each operation so that it is about an object of the caller's, of somebody else's, and about none that
 * exists; with the status that each is answered with. A row for every operation of the OpenAPI document, and one for each
 * kind of caller who may have its scope, or the test fails.
 */
final class OperationMatrix {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String NOWHERE = "00000000-0000-4000-8000-000000000000";
    private static final String NO_ACCOUNT = "GB65VESP99999999999942";

    private final TestApi api;
    private final Session ada;
    private final Session eve;
    private final Account adas;
    private final Map<String, Map<Whose, Supplier<Call>>> clientRows = new LinkedHashMap<>();
    private final Map<String, Map<Whose, Supplier<Call>>> customerRows = new LinkedHashMap<>();

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
        adas = api.testBank().current(50_000_00);
        ada = TestCustomer.signedIn(api, Objects.requireNonNull(adas.customerId()));
        eve = TestCustomer.signedIn(
                api, Objects.requireNonNull(api.testBank().current(0).customerId()));
        payments();
        accounts();
        onboarding();
        loans();
        sessions();
        disputes();
        customersPayments();
    }

    /** What the client {@code shop} sends. */
    Map<String, Map<Whose, Supplier<Call>>> clientRows() {
        return clientRows;
    }

    /** What the customer sends whose session is {@link #customer}. */
    Map<String, Map<Whose, Supplier<Call>>> customerRows() {
        return customerRows;
    }

    Session customer() {
        return ada;
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
        ofAccount("getAccount", "");
        ofAccount("listTransactions", "/transactions");
        row("listAccounts", Whose.OWN, () -> new Call("/v1/accounts?customerReference=" + newCustomer(), "", 200));
        row("listAccounts", Whose.MISSING, () -> new Call("/v1/accounts?customerReference=nobody", "", 422));
        customerRow("listAccounts", Whose.OWN, () -> new Call("/v1/accounts", "", 200));
        ofAnyAccount("getBalances", "/balances", "", 200);
        ofAnyAccount("listHolds", "/holds", "", 200);
        ofAnyAccount("getStatement", "/statement?from=2023-06-01&to=2023-06-30&format=json", "", 200);
        ofAnyAccount("listDocuments", "/documents", "", 200);
        row("getDocument", Whose.OWN, () -> new Call(issued(others()), "", 200));
        row("getDocument", Whose.MISSING, () -> new Call(documents(adas) + NOWHERE, "", 404));
        customerRow("getDocument", Whose.OWN, () -> new Call(issued(adas), "", 200));
        customerRow("getDocument", Whose.OTHERS, () -> new Call(issued(others()), "", 404));
        customerRow("getDocument", Whose.MISSING, () -> new Call(documents(adas) + NOWHERE, "", 404));
        ofAnyAccount("getNickname", "/nickname", "", 200);
        ofAnyAccount("changeNickname", "/nickname", "{\"nickname\": \"Holidays\"}", 428);
        row("openAccount", Whose.OWN, () -> new Call("/v1/accounts", opening(newCustomer()), 201));
        row("openAccount", Whose.MISSING, () -> new Call("/v1/accounts", opening("nobody"), 422));
        customerRow("openAccount", Whose.OWN, () -> new Call("/v1/accounts", opening(null), 201));
        row("closeAccount", Whose.OWN, () -> closing(api.testBank().current(0).number(), 200));
        row("closeAccount", Whose.MISSING, () -> closing(NO_ACCOUNT, 404));
        customerRow("closeAccount", Whose.OWN, () -> closing(anotherOfAda(), 200));
        customerRow("closeAccount", Whose.OTHERS, () -> closing(account(), 404));
        customerRow("closeAccount", Whose.MISSING, () -> closing(NO_ACCOUNT, 404));
    }

    private static String documents(Account account) {
        return "/v1/accounts/" + account.number() + "/documents/";
    }

    /** A statement that the bank has issued. */
    private String issued(Account account) {
        Reporting reporting = api.bean(Reporting.class);
        Period day = new Period(TestBank.DAY, TestBank.DAY);
        reporting.statementRun().renderAndQueue(List.of(account.id()), day, TestBank.DAY);
        return documents(account)
                + reporting.documents().ofAccount(account.id()).get(0).id();
    }

    private void disputes() {
        row("disputePayment", Whose.OWN, () -> new Call("/v1/disputes", dispute(booked(adas)), 201));
        row("disputePayment", Whose.MISSING, () -> new Call("/v1/disputes", dispute(NOWHERE), 422));
        customerRow("disputePayment", Whose.OWN, () -> new Call("/v1/disputes", dispute(booked(adas)), 201));
        customerRow("disputePayment", Whose.OTHERS, () -> new Call("/v1/disputes", dispute(booked(others())), 422));
        customerRow("disputePayment", Whose.MISSING, () -> new Call("/v1/disputes", dispute(NOWHERE), 422));
        row("getDispute", Whose.OWN, () -> new Call(disputed(adas), "", 200));
        row("getDispute", Whose.MISSING, () -> new Call("/v1/disputes/" + NOWHERE, "", 404));
        customerRow("getDispute", Whose.OWN, () -> new Call(disputed(adas), "", 200));
        customerRow("getDispute", Whose.OTHERS, () -> new Call(disputed(others()), "", 404));
        customerRow("getDispute", Whose.MISSING, () -> new Call("/v1/disputes/" + NOWHERE, "", 404));
    }

    /** Customers transfer from own accounts, and follow what they sent. */
    private void customersPayments() {
        customerRow("submitPayment", Whose.OWN, () -> new Call("/v1/payments", transfer(adas), 202));
        customerRow("submitPayment", Whose.OTHERS, () -> new Call("/v1/payments", transfer(others()), 422));
        customerRow(
                "submitPayments",
                Whose.OWN,
                () -> new Call("/v1/payments/batch", "{\"payments\": [{\"payment\": " + transfer(adas) + "}]}", 200));
        customerRow(
                "getPayment",
                Whose.OWN,
                () -> new Call(
                        sent("/v1/payments", transfer(adas), new TestTokens(api, "payments:write", ada).sound()),
                        "",
                        200));
        customerRow("getPayment", Whose.OTHERS, () -> new Call(payment(api.token()), "", 404));
        customerRow("getPayment", Whose.MISSING, () -> new Call("/v1/payments/" + NOWHERE, "", 404));
    }

    private Account others() {
        return api.testBank().current(500_00);
    }

    private String transfer(Account from) {
        return json(Map.of(
                "type", "transfer", "from", from.number(), "to", account(), "amount", "1.00", "currency", "USD"));
    }

    /** A transfer from the account that is in the books. */
    private String booked(Account from) {
        return api.post("/v1/payments", transfer(from), "Prefer", "wait=10").field("id");
    }

    private String disputed(Account from) {
        return sent("/v1/disputes", dispute(booked(from)), api.token());
    }

    private static String dispute(String payment) {
        return json(Map.of("payment", payment, "reason", "not_received"));
    }

    private static String opening(@Nullable String customer) {
        Map<String, String> opening = new LinkedHashMap<>(Map.of("product", "savings", "currency", "USD"));
        if (customer != null) {
            opening.put("customerReference", customer);
        }
        return json(opening);
    }

    private static Call closing(String account, int status) {
        return new Call("/v1/accounts/" + account + "/closing", "{}", status);
    }

    private String anotherOfAda() {
        return api.bank()
                .accounts()
                .open(new Accounts.Opening(ada.customerId(), "savings", "USD", 0, "Savings", TestBank.DAY))
                .number();
    }

    private void ofAnyAccount(String operation, String rest, String body, int status) {
        row(operation, Whose.OWN, () -> new Call("/v1/accounts/" + account() + rest, body, status));
        row(operation, Whose.MISSING, () -> new Call("/v1/accounts/" + NO_ACCOUNT + rest, body, 404));
        customerRow(operation, Whose.OWN, () -> new Call("/v1/accounts/" + adas.number() + rest, body, status));
        customerRow(operation, Whose.OTHERS, () -> new Call("/v1/accounts/" + account() + rest, body, 404));
        customerRow(operation, Whose.MISSING, () -> new Call("/v1/accounts/" + NO_ACCOUNT + rest, body, 404));
    }

    private void ofAccount(String operation, String rest) {
        customerRow(operation, Whose.OWN, () -> new Call("/v1/accounts/" + adas.number() + rest, "", 200));
        customerRow(operation, Whose.OTHERS, () -> new Call("/v1/accounts/" + account() + rest, "", 404));
        customerRow(operation, Whose.MISSING, () -> new Call("/v1/accounts/" + NO_ACCOUNT + rest, "", 404));
    }

    private void onboarding() {
        row("openCardAccount", Whose.OWN, () -> new Call("/v1/card-accounts", cardAccount(), 201));
        row(
                "openCardAccounts",
                Whose.OWN,
                () -> new Call("/v1/card-accounts/batch", "{\"cardAccounts\": [" + cardAccount() + "]}", 200));
    }

    private void sessions() {
        row("inviteCustomer", Whose.OWN, () -> new Call("/v1/customers/" + newCustomer() + "/enrolments", "", 201));
        row("inviteCustomer", Whose.MISSING, () -> new Call("/v1/customers/nobody/enrolments", "", 404));
        customerRow("listSessions", Whose.OWN, () -> new Call("/v1/sessions", "", 200));
        customerRow("endSession", Whose.OWN, () -> new Call("/v1/sessions/" + another(ada), "", 204));
        customerRow("endSession", Whose.OTHERS, () -> new Call("/v1/sessions/" + eve.id(), "", 404));
        customerRow("endSession", Whose.MISSING, () -> new Call("/v1/sessions/" + NOWHERE, "", 404));
    }

    private String newCustomer() {
        String reference = UUID.randomUUID().toString();
        api.bank().customers().register(reference, "Ada Nilsson", null, "", "en");
        return reference;
    }

    private UUID another(Session session) {
        return TestCustomer.anotherSession(api, session).id();
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
        clientRows.computeIfAbsent(operation, any -> new LinkedHashMap<>()).put(whose, call);
    }

    private void customerRow(String operation, Whose whose, Supplier<Call> call) {
        customerRows.computeIfAbsent(operation, any -> new LinkedHashMap<>()).put(whose, call);
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
