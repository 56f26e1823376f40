package vesper.bank.cases;

import java.time.LocalDate;
import tools.jackson.databind.JsonNode;
import vesper.bank.lending.Loan;
import vesper.bank.lending.LoanCommand;
import vesper.bank.lending.LoanOutcome;
import vesper.bank.lending.LoanTerms;
import vesper.bank.money.Money;

/** Schedules after the first disbursement. */
final class LoanCoreCases implements CaseFamily {
    @Override
    public String name() {
        return "loan_core";
    }

    @Override
    public double bar() {
        return 1;
    }

    @Override
    public void check(JsonNode testCase) {
        LoanTerms terms = new LoanCaseTerms(testCase.path("settings"), testCase.path("loan")).terms(null);
        JsonNode disbursement = testCase.path("disbursement");
        LocalDate on = LocalDate.parse(disbursement.path("date").asString());
        Money amount = Money.parse(disbursement.path("amount").asString(), terms.currency());
        Loan loan = done(Loan.appliedFor(terms).apply(new LoanCommand.Approve(), on));
        loan = done(loan.apply(new LoanCommand.Disburse(on, amount), on));
        LoanChecks.schedule("after disbursement", testCase.path("expected_schedule"), loan.state());
    }

    static Loan done(LoanOutcome outcome) {
        if (outcome instanceof LoanOutcome.Refused refused) {
            throw new AssertionError("refused: " + refused.reason());
        }
        return ((LoanOutcome.Done) outcome).loan();
    }
}
