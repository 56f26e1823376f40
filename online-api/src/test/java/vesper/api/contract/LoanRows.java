package vesper.api.contract;

import java.util.Map;
import vesper.api.contract.OperationMatrix.Call;
import vesper.api.contract.OperationMatrix.Whose;

/** Loans. */
final class LoanRows extends MatrixRows {
    LoanRows(People people) {
        super(people);
    }

    @Override
    void add() {
        loans();
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

    private String applied(String token) {
        return sent("/v1/loans/applications", application(account()), token);
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
}
