package vesper.api.graph;

import graphql.analysis.FieldComplexityCalculator;
import graphql.analysis.FieldComplexityEnvironment;

/**
 * What a field of a query costs: 1 and what is asked of it, as often as that may come; what reads the books costs 10 more. A page of 50
 * transactions of six fields: 1 + 10 + 50 x (1 + 6) = 361, and in each of a customer's accounts ten times that.
 */
final class QueryCost implements FieldComplexityCalculator {
    /** Accounts that a customer is taken to have. */
    private static final int ACCOUNTS = 10;

    private static final int SEARCH = 10;

    @Override
    public int calculate(FieldComplexityEnvironment field, int inside) {
        long cost = switch (field.getField().getName()) {
            case "accounts" -> 1 + (long) ACCOUNTS * inside;
            case "transactions" ->
                field.getArguments().get("first") instanceof Integer first
                        ? 1 + SEARCH + (long) Math.max(1, first) * inside
                        : 1 + inside;
            case "balances", "account", "payment", "customer" -> 1 + SEARCH + inside;
            default -> 1 + inside;
        };
        return (int) Math.min(cost, Integer.MAX_VALUE / 1_000);
    }
}
