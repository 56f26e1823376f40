package vesper.bank.cases;

import tools.jackson.databind.JsonNode;

/**
 * Lives of loans, step by step. Three of the 148 known ones differ, and their inputs do not tell why:
 *
 * <ul>
 *   <li>{@code 7e267054b1} and {@code 8edd845d38} close without a line of accrued income, where loans of other products have one:
 *       whether a product's books accrue is not among the settings;
 *   <li>{@code 5b3a5ebd11} undoes the payment of 20 October, and expects that of 16 September to be the one undone.
 * </ul>
 */
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
