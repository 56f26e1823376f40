package vesper.bank.lending;

/** What came of a command: the loan as it is then, or a refusal. */
public sealed interface LoanOutcome {
    record Done(Loan loan) implements LoanOutcome {}

    record Refused(LoanRefusal reason) implements LoanOutcome {}
}
