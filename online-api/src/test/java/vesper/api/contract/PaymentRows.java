package vesper.api.contract;

import java.util.Map;
import vesper.api.contract.OperationMatrix.Call;
import vesper.api.contract.OperationMatrix.Whose;
import vesper.api.identity.TestTokens;
import vesper.bank.account.Account;

/** Payments and disputes of them. */
final class PaymentRows extends MatrixRows {
    PaymentRows(People people) {
        super(people);
    }

    @Override
    void add() {
        payments();
        streams();
        customersPayments();
        disputes();
        confirmations();
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

    private void streams() {
        row("streamPayments", Whose.OWN, () -> new Call("/v1/payments/stream", "", 200));
        customerRow("streamPayments", Whose.OWN, () -> new Call("/v1/payments/stream", "", 200));
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

    private void confirmations() {
        String path = "/v1/disputes/confirmations";
        row("confirmPayment", Whose.OWN, () -> new Call(path, confirmation(booked(adas)), 200));
        row("confirmPayment", Whose.MISSING, () -> new Call(path, confirmation(NOWHERE), 422));
        customerRow("confirmPayment", Whose.OWN, () -> new Call(path, confirmation(booked(adas)), 200));
        customerRow("confirmPayment", Whose.OTHERS, () -> new Call(path, confirmation(booked(others())), 422));
        customerRow("confirmPayment", Whose.MISSING, () -> new Call(path, confirmation(NOWHERE), 422));
    }

    private static String confirmation(String payment) {
        return json(Map.of("payment", payment));
    }

    private String disputed(Account from) {
        return sent("/v1/disputes", dispute(booked(from)), api.token());
    }

    private static String dispute(String payment) {
        return json(Map.of("payment", payment, "reason", "not_received"));
    }
}
