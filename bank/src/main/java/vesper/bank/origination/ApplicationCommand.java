package vesper.bank.origination;

/**
 * What somebody wants to happen to an application.
 *
 * @param by {@code client:ID} or {@code staff:USERNAME}
 * @param reason why, in words; people who decide must give one
 */
public record ApplicationCommand(Action action, String by, String reason) {
    /** Longest reason, in characters. */
    public static final int LONGEST_REASON = 2_000;

    /** What can be asked for. */
    public enum Action {
        /** Of a person: the loan should be approved. */
        PROPOSE_APPROVAL,
        /** Of a person: the loan should be declined. */
        PROPOSE_DECLINE,
        /** Of a second person: what was proposed is right. */
        CONFIRM,
        /** Of a person: let others look at it. */
        REFER,
        /** Of the customer: the offer is taken. */
        ACCEPT,
        /** Of anyone: what was accepted is paid out. */
        DISBURSE,
        /** Of the customer: the loan is not wanted any more. */
        WITHDRAW,
        /** Of rules: the offer was not taken in time. */
        EXPIRE
    }

    public ApplicationCommand {
        reason = reason.strip();
    }

    /** A command of a member of staff. */
    public static ApplicationCommand ofStaff(Action action, String username, String reason) {
        return new ApplicationCommand(action, "staff:" + username, reason);
    }

    /** A command of the client that applied, for the customer. */
    public static ApplicationCommand ofClient(Action action, String clientId, String reason) {
        return new ApplicationCommand(action, "client:" + clientId, reason);
    }
}
