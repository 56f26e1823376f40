package vesper.api.contract;

import java.util.Map;
import vesper.api.contract.OperationMatrix.Call;
import vesper.api.contract.OperationMatrix.Whose;
import vesper.api.identity.TestTokens;
import vesper.api.signin.Sessions.Session;
import vesper.bank.account.Account;

/** Standing orders. */
final class TransferRows extends MatrixRows {
    private static final String HERE = "/v1/standing-orders";

    TransferRows(People people) {
        super(people);
    }

    @Override
    void add() {
        customerRow("orderTransfer", Whose.OWN, () -> new Call(HERE, standingOrder(adas), 201));
        customerRow("orderTransfer", Whose.OTHERS, () -> new Call(HERE, standingOrder(others()), 422));
        customerRow("listStandingOrders", Whose.OWN, () -> new Call(HERE, "", 200));
        ofOrder("getStandingOrder", "", "", 200);
        ofOrder("listOccurrences", "/occurrences", "", 200);
        ofOrder("changeStandingOrder", "", "{\"amount\": \"2.00\", \"reference\": \"Rent\"}", 428);
        ofOrder("skipNextDate", "/skip", "", 428);
        ofOrder("stopStandingOrder", "", "", 204);
    }

    private void ofOrder(String operation, String rest, String body, int status) {
        customerRow(operation, Whose.OWN, () -> new Call(ordered(adas, ada) + rest, body, status));
        Account eves = api.bank().accounts().ofCustomer(eve.customerId()).get(0);
        customerRow(operation, Whose.OTHERS, () -> new Call(ordered(eves, eve) + rest, body, 404));
        customerRow(operation, Whose.MISSING, () -> new Call(HERE + "/" + NOWHERE + rest, body, 404));
    }

    private String ordered(Account from, Session by) {
        return sent(HERE, standingOrder(from), new TestTokens(api, "standing-orders", by).sound());
    }

    private String standingOrder(Account from) {
        return json(Map.of(
                "from", from.number(),
                "to", account(),
                "amount", "1.00",
                "currency", "USD",
                "reference", "Rent",
                "rhythm", "monthly",
                "firstOn", "2023-06-30"));
    }
}
