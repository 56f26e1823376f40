package vesper.bank.cases;

import tools.jackson.databind.JsonNode;

/** Lives of loans, step by step. */
final class LoanLifecycleCases implements CaseFamily {
    @Override
    public String name() {
        return "loan_lifecycle";
    }

    @Override
    public double bar() {
        return 0.9;
    }

    @Override
    public void check(JsonNode testCase) {
        LoanSteps steps = new LoanSteps(testCase.path("settings"), testCase.path("loan"));
        int number = 0;
        for (JsonNode step : testCase.path("steps")) {
            steps.take(number++, step);
        }
    }
}
