package vesper.api.contract;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import vesper.api.contract.OperationMatrix.Call;
import vesper.api.contract.OperationMatrix.Whose;
import vesper.bank.TestBank;
import vesper.bank.account.Account;
import vesper.bank.lending.LoanTerms;
import vesper.bank.money.Money;
import vesper.bank.servicing.LoanOpening;

/** Loans. */
final class LoanRows extends MatrixRows {
    LoanRows(People people) {
        super(people);
    }

    @Override
    void add() {
        loans();
        ofLoan("getLoan", "", "", 200);
        ofLoan("listLoanTransactions", "/transactions", "", 200);
        ofLoan("quoteLoanSettlement", "/settlement", "", 200);
        ofLoan("previewLoanPrepayment", "/prepayment?amount=100.00", "", 200);
        ofLoan("repayLoan", "/repayments", json(Map.of("amount", "1.00", "currency", "USD")), 200);
    }

    private void ofLoan(String operation, String rest, String body, int status) {
        row(operation, Whose.OWN, () -> new Call(loan(others()) + rest, body, status));
        row(operation, Whose.MISSING, () -> new Call("/v1/loans/accounts/" + NO_ACCOUNT + rest, body, 404));
        customerRow(operation, Whose.OWN, () -> new Call(loan(adas) + rest, body, status));
        customerRow(operation, Whose.OTHERS, () -> new Call(loan(others()) + rest, body, 404));
        customerRow(operation, Whose.MISSING, () -> new Call("/v1/loans/accounts/" + adas.number() + rest, body, 404));
    }

    /** A loan that was paid out to the account. */
    private String loan(Account linked) {
        LoanTerms terms = LoanTerms.of(new Money(1_000_00, "USD"), TestBank.DAY, BigDecimal.valueOf(12), 3)
                .build();
        return "/v1/loans/accounts/"
                + api.bank()
                        .loans()
                        .openAndPayOut(new LoanOpening(
                                UUID.randomUUID(),
                                Objects.requireNonNull(linked.customerId()),
                                linked.id(),
                                "loan",
                                terms))
                        .number();
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
