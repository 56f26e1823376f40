package vesper.bank.servicing;

/** What became of a command on a loan. */
public sealed interface ServicingOutcome {
    /**
     * It is on the books.
     *
     * @param account the loan after it, or as it is now if the command came before
     * @param repeated whether it was carried out by an earlier call, and this one had no effect
     */
    record Done(LoanAccount account, boolean repeated) implements ServicingOutcome {}

    /**
     * It had no effect.
     *
     * @param reason stable code: a {@link vesper.bank.lending.LoanRefusal}, a {@link vesper.bank.ledger.Refusal},
     *     {@code UNKNOWN_LOAN}, or {@code ID_REUSED} for an id that another command had before
     */
    record Refused(String reason) implements ServicingOutcome {}
}
