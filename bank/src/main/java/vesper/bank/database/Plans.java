package vesper.bank.database;

/** How the database plans the statements of a transaction. */
public final class Plans {
    /**
     * An expression that, selected, has each statement of the rest of the transaction planned once for all parameters, and that plan
     * kept by the connection. Left to itself the database plans a statement anew for the parameters of each time as long as it
     * takes that to be cheaper. So only for transactions whose statements find their rows the same way whatever their parameters.
     */
    public static final String KEPT = "set_config('plan_cache_mode', 'force_generic_plan', true)";

    private Plans() {}
}
