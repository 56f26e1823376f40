package vesper.api.contract;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vesper.api.contract.OperationMatrix.Call;
import vesper.api.contract.OperationMatrix.Whose;
import vesper.bank.TestBank;
import vesper.bank.account.Account;
import vesper.bank.account.Accounts;
import vesper.reporting.Reporting;
import vesper.reporting.statement.Period;

/** Accounts and their documents. */
final class AccountRows extends MatrixRows {
    AccountRows(People people) {
        super(people);
    }

    @Override
    void add() {
        accounts();
        queries();
    }

    /** What of a query is not the caller's is told with the fields of the answer, whose status is that of the others. */
    private void queries() {
        row("query", Whose.OWN, () -> new Call("/v1/graphql", query(account()), 200));
        customerRow("query", Whose.OWN, () -> new Call("/v1/graphql", query(adas.number()), 200));
        customerRow("query", Whose.OTHERS, () -> new Call("/v1/graphql", query(account()), 200));
    }

    private static String query(String account) {
        return json(Map.of("query", "{ account(number: \"" + account + "\") { balance } }"));
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
        ofAnyAccount("getDocumentPreference", "/document-preference", "", 200);
        ofAnyAccount(
                "changeDocumentPreference",
                "/document-preference",
                "{\"language\": \"de\", \"delivery\": \"link\", \"accessible\": true}",
                428);
        ofAnyAccount("chooseDocumentPassword", "/document-password", "{\"password\": \"correct horse\"}", 204);
        ofAnyAccount("removeDocumentPassword", "/document-password", "", 204);
        ofAnyAccount("getNickname", "/nickname", "", 200);
        ofAnyAccount("changeNickname", "/nickname", "{\"nickname\": \"Holidays\"}", 428);
        ofAnyAccount(
                "tellOfJourney",
                "/travel-notice",
                "{\"country\": \"FR\", \"from\": \"2026-01-15\", \"until\": \"2026-01-22\"}",
                200);
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

    private void ofAccount(String operation, String rest) {
        customerRow(operation, Whose.OWN, () -> new Call("/v1/accounts/" + adas.number() + rest, "", 200));
        customerRow(operation, Whose.OTHERS, () -> new Call("/v1/accounts/" + account() + rest, "", 404));
        customerRow(operation, Whose.MISSING, () -> new Call("/v1/accounts/" + NO_ACCOUNT + rest, "", 404));
    }
}
