package vesper.api.contract;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;
import vesper.api.TestApi;
import vesper.api.TestApi.Answer;
import vesper.api.contract.OperationMatrix.Call;
import vesper.api.contract.OperationMatrix.Whose;
import vesper.api.signin.Sessions.Session;
import vesper.api.signin.TestCustomer;
import vesper.bank.account.Account;

/** The rows of some operations, and what rows are made of. */
abstract class MatrixRows {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    static final String NOWHERE = "00000000-0000-4000-8000-000000000000";
    static final String NO_ACCOUNT = "GB79VESP99999999999942";

    final TestApi api;
    final Session ada;
    final Session eve;
    final Account adas;
    private final Map<String, Map<Whose, Supplier<Call>>> clientRows;
    private final Map<String, Map<Whose, Supplier<Call>>> customerRows;

    MatrixRows(People people) {
        api = people.api();
        ada = people.ada();
        eve = people.eve();
        adas = people.adas();
        clientRows = people.clientRows();
        customerRows = people.customerRows();
    }

    /**
     * Who calls, and the rows that there are of what they send.
     *
     * @param ada a customer, who calls
     * @param eve another
     * @param adas an account of Ada's with money on it
     */
    record People(
            TestApi api,
            Session ada,
            Session eve,
            Account adas,
            Map<String, Map<Whose, Supplier<Call>>> clientRows,
            Map<String, Map<Whose, Supplier<Call>>> customerRows) {

        static People of(TestApi api) {
            Account adas = api.testBank().current(50_000_00);
            return new People(
                    api,
                    TestCustomer.signedIn(api, Objects.requireNonNull(adas.customerId())),
                    TestCustomer.signedIn(
                            api,
                            Objects.requireNonNull(api.testBank().current(0).customerId())),
                    adas,
                    new LinkedHashMap<>(),
                    new LinkedHashMap<>());
        }
    }

    /** Adds them. */
    abstract void add();

    final void row(String operation, Whose whose, Supplier<Call> call) {
        clientRows.computeIfAbsent(operation, any -> new LinkedHashMap<>()).put(whose, call);
    }

    final void customerRow(String operation, Whose whose, Supplier<Call> call) {
        customerRows.computeIfAbsent(operation, any -> new LinkedHashMap<>()).put(whose, call);
    }

    final void ofAnyAccount(String operation, String rest, String body, int status) {
        row(operation, Whose.OWN, () -> new Call("/v1/accounts/" + account() + rest, body, status));
        row(operation, Whose.MISSING, () -> new Call("/v1/accounts/" + NO_ACCOUNT + rest, body, 404));
        customerRow(operation, Whose.OWN, () -> new Call("/v1/accounts/" + adas.number() + rest, body, status));
        customerRow(operation, Whose.OTHERS, () -> new Call("/v1/accounts/" + account() + rest, body, 404));
        customerRow(operation, Whose.MISSING, () -> new Call("/v1/accounts/" + NO_ACCOUNT + rest, body, 404));
    }

    final String account() {
        return api.testBank().current(50_000_00).number();
    }

    final Account others() {
        return api.testBank().current(500_00);
    }

    final String newCustomer() {
        String reference = UUID.randomUUID().toString();
        api.bank().customers().register(reference, "Ada Nilsson", null, "", "en");
        return reference;
    }

    final String strangersToken() {
        return api.token("stranger", TestApi.ALL_SCOPES);
    }

    static String deposit(String to) {
        return json(Map.of("type", "deposit", "to", to, "amount", "1.00", "currency", "USD"));
    }

    final String transfer(Account from) {
        return json(Map.of(
                "type", "transfer", "from", from.number(), "to", account(), "amount", "1.00", "currency", "USD"));
    }

    final String payment(String token) {
        return sent("/v1/payments", deposit(account()), token);
    }

    /** A transfer from the account that is in the books. */
    final String booked(Account from) {
        return api.post("/v1/payments", transfer(from), "Prefer", "wait=10").field("id");
    }

    /** Sends it and returns where the thing is that it made. */
    final String sent(String path, String body, String token) {
        Answer answer = api.post(path, body, "Authorization", "Bearer " + token);
        if (answer.status() / 100 != 2) {
            throw new IllegalStateException(answer.text());
        }
        return answer.header("Location");
    }

    static String json(Map<String, ?> body) {
        return JSON.writeValueAsString(body);
    }
}
