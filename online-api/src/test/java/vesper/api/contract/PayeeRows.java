package vesper.api.contract;

import java.util.Map;
import vesper.api.contract.OperationMatrix.Call;
import vesper.api.contract.OperationMatrix.Whose;
import vesper.api.identity.TestTokens;
import vesper.api.signin.Sessions.Session;

/** Payees, and payments to them. */
final class PayeeRows extends MatrixRows {
    private static final String HERE = "/v1/payees";

    PayeeRows(People people) {
        super(people);
    }

    @Override
    void add() {
        customerRow("confirmName", Whose.OWN, () -> new Call(HERE + "/confirmations", named(account()), 200));
        customerRow("addPayee", Whose.OWN, () -> new Call(HERE, named(account()), 201));
        customerRow("listPayees", Whose.OWN, () -> new Call(HERE, "", 200));
        ofPayee("getPayee", "", "", 200);
        ofPayee("removePayee", "", "", 204);
        ofPayee("payPayee", "/payments", payment(), 202);
        row("payPayee", Whose.OWN, () -> new Call(added(ada) + "/payments", payment(), 404));
        row("payPayee", Whose.MISSING, () -> new Call(HERE + "/" + NOWHERE + "/payments", payment(), 404));
    }

    private void ofPayee(String operation, String rest, String body, int status) {
        customerRow(operation, Whose.OWN, () -> new Call(added(ada) + rest, body, status));
        customerRow(operation, Whose.OTHERS, () -> new Call(added(eve) + rest, body, 404));
        customerRow(operation, Whose.MISSING, () -> new Call(HERE + "/" + NOWHERE + rest, body, 404));
    }

    private String added(Session by) {
        return sent(HERE, named(account()), new TestTokens(api, "payees", by).sound());
    }

    private static String named(String account) {
        return json(Map.of("name", "Ada Nilsson", "account", account));
    }

    private String payment() {
        return json(Map.of("from", adas.number(), "amount", "1.00", "currency", "USD"));
    }
}
