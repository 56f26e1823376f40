package vesper.api.contract;

import java.util.Map;
import vesper.api.contract.OperationMatrix.Call;
import vesper.api.contract.OperationMatrix.Whose;
import vesper.api.identity.TestTokens;
import vesper.api.signin.Sessions.Session;
import vesper.bank.account.Account;
import vesper.bank.holder.Rights;

/** Holders of accounts, and payments that two of them sign. */
final class JointRows extends MatrixRows {
    private static final String HERE = "/v1/joint-payments";

    JointRows(People people) {
        super(people);
    }

    @Override
    void add() {
        ofAnyAccount("listHolders", "/holders", "", 200);
        String rights = "{\"rights\": \"view_only\"}";
        row("setHolder", Whose.OWN, () -> new Call(holding(newCustomer(), account()), rights, 200));
        row("setHolder", Whose.MISSING, () -> new Call(holding(newCustomer(), NO_ACCOUNT), rights, 404));
        row("removeHolder", Whose.OWN, () -> new Call(holding(newCustomer(), account()), "", 204));
        row("removeHolder", Whose.MISSING, () -> new Call(holding("nobody", account()), "", 404));
        customerRow("askForJointPayment", Whose.OWN, () -> new Call(HERE, payment(joint(ada)), 201));
        customerRow("askForJointPayment", Whose.OTHERS, () -> new Call(HERE, payment(joint(eve)), 422));
        customerRow("askForJointPayment", Whose.MISSING, () -> new Call(HERE, paymentFrom(NO_ACCOUNT), 422));
        customerRow("listJointPayments", Whose.OWN, () -> new Call(HERE, "", 200));
        ofPayment("getJointPayment", "", 200);
        ofPayment("approveJointPayment", "/approval", 409);
        ofPayment("rejectJointPayment", "/rejection", 200);
    }

    private void ofPayment(String operation, String rest, int status) {
        customerRow(operation, Whose.OWN, () -> new Call(asked(ada) + rest, "", status));
        customerRow(operation, Whose.OTHERS, () -> new Call(asked(eve) + rest, "", 404));
        customerRow(operation, Whose.MISSING, () -> new Call(HERE + "/" + NOWHERE + rest, "", 404));
    }

    private static String holding(String reference, String number) {
        return "/v1/customers/" + reference + "/accounts/" + number;
    }

    /** An account that the customer holds with another, both to sign. */
    private Account joint(Session session) {
        Account account = api.testBank().current(500_00);
        api.bank().holders().put(account, session.customerId(), Rights.BOTH_TO_SIGN);
        return account;
    }

    private String asked(Session by) {
        return sent(HERE, payment(joint(by)), new TestTokens(api, "joint-payments", by).sound());
    }

    private String payment(Account from) {
        return paymentFrom(from.number());
    }

    private String paymentFrom(String number) {
        return json(Map.of("from", number, "to", account(), "amount", "1.00", "currency", "USD", "reference", "Rent"));
    }
}
