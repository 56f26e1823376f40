package vesper.bank.lending;

/**
 * Named orders in which a payment pays the parts of instalments, oldest instalment first. Those that tell due from in advance pay
 * of an instalment that is not yet due first what has fallen due of it (charges whose date has come), then the rest in the
 * second order.
 */
public enum RepaymentStrategy {
    PENALTY_FEE_INTEREST_PRINCIPAL(Part.PENALTY, Part.FEE, Part.INTEREST, Part.PRINCIPAL),
    INTEREST_PRINCIPAL_PENALTY_FEE(Part.INTEREST, Part.PRINCIPAL, Part.PENALTY, Part.FEE),
    PRINCIPAL_INTEREST_PENALTY_FEE(Part.PRINCIPAL, Part.INTEREST, Part.PENALTY, Part.FEE),
    DUE_PENALTY_FEE_INTEREST_PRINCIPAL(Part.PENALTY, Part.FEE, Part.INTEREST, Part.PRINCIPAL),
    DUE_PENALTY_INTEREST_PRINCIPAL_FEE(Part.PENALTY, Part.INTEREST, Part.PRINCIPAL, Part.FEE),
    /** By {@link AllocationTerms.Rule}: each transaction type its own order of past due, due and in advance. */
    ADVANCED(Part.PENALTY, Part.FEE, Part.INTEREST, Part.PRINCIPAL);

    private final Part first;
    private final Part second;
    private final Part third;
    private final Part fourth;

    RepaymentStrategy(Part first, Part second, Part third, Part fourth) {
        this.first = first;
        this.second = second;
        this.third = third;
        this.fourth = fourth;
    }

    Part[] order() {
        return new Part[] {first, second, third, fourth};
    }

    /** Of what is not due yet. */
    Part[] orderInAdvance() {
        return principalFirstInAdvance() ? new Part[] {Part.PRINCIPAL, Part.PENALTY, Part.FEE, Part.INTEREST} : order();
    }

    /** Whether an instalment that is not yet due is paid in two rounds. */
    boolean tellsDueFromAdvance() {
        return this == DUE_PENALTY_FEE_INTEREST_PRINCIPAL || this == DUE_PENALTY_INTEREST_PRINCIPAL_FEE;
    }

    /** Whether principal is paid in advance before charges that are not due yet. */
    boolean principalFirstInAdvance() {
        return this == DUE_PENALTY_FEE_INTEREST_PRINCIPAL;
    }
}
