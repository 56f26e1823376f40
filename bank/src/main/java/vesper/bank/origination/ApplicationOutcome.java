package vesper.bank.origination;

/** What came of an application or a command: the application as it is then, or a refusal that changed nothing else. */
public sealed interface ApplicationOutcome {
    /**
     * @param repeated whether it had been done before, so that nothing happened now
     */
    record Done(LoanApplication application, boolean repeated) implements ApplicationOutcome {}

    /**
     * @param detail in words, for the one who asked
     */
    record Refused(OriginationRefusal reason, String detail) implements ApplicationOutcome {}
}
