package vesper.bank.exceptions;

/** Who may close an exception, and how. Pure. */
public final class ExceptionRules {
    private static final int LONGEST_NOTE = 500;

    private ExceptionRules() {}

    /** What a person wants. */
    public enum Command {
        /** Have the step try it again. */
        RETRY,
        /** Give it up, with a reason. */
        SKIP,
        /** Say that it was done by other means, and how. */
        FIX,
        /** Agree to what another has proposed. */
        APPROVE,
        /** Take back what was proposed. */
        REJECT
    }

    /** Why it is not to be. */
    public enum Refusal {
        /** It is closed already. */
        CLOSED,
        /** Something was proposed and is to be decided first. */
        PROPOSED,
        /** Nothing was proposed. */
        NOT_PROPOSED,
        /** Who proposed it may not approve it. */
        FOUR_EYES,
        /** A reason must be given, of at most 500 characters. */
        NOTE
    }

    /** What follows. */
    public sealed interface Verdict {
        record To(ExceptionState state) implements Verdict {}

        record Refused(Refusal reason) implements Verdict {}
    }

    /**
     * Decides. Who gives up money proposes it, and another approves; anything else one person closes.
     *
     * @param by user name of who asks
     * @param note the reason given; empty where none is asked for
     */
    public static Verdict decide(ExceptionItem item, Command command, String by, String note) {
        if (item.state().closed()) {
            return new Verdict.Refused(Refusal.CLOSED);
        }
        boolean proposed = item.state().proposed();
        return switch (command) {
            case RETRY -> proposed ? new Verdict.Refused(Refusal.PROPOSED) : new Verdict.To(ExceptionState.OPEN);
            case SKIP, FIX -> proposed ? new Verdict.Refused(Refusal.PROPOSED) : close(item, command, note);
            case REJECT -> proposed ? new Verdict.To(ExceptionState.OPEN) : new Verdict.Refused(Refusal.NOT_PROPOSED);
            case APPROVE -> proposed ? approve(item, by) : new Verdict.Refused(Refusal.NOT_PROPOSED);
        };
    }

    private static Verdict close(ExceptionItem item, Command command, String note) {
        if (note.isBlank() || note.length() > LONGEST_NOTE) {
            return new Verdict.Refused(Refusal.NOTE);
        }
        boolean skip = command == Command.SKIP;
        if (item.failed().money()) {
            return new Verdict.To(skip ? ExceptionState.SKIP_PROPOSED : ExceptionState.FIX_PROPOSED);
        }
        return new Verdict.To(skip ? ExceptionState.SKIPPED : ExceptionState.FIXED);
    }

    private static Verdict approve(ExceptionItem item, String by) {
        if (by.equals(item.proposedBy())) {
            return new Verdict.Refused(Refusal.FOUR_EYES);
        }
        return new Verdict.To(
                item.state() == ExceptionState.SKIP_PROPOSED ? ExceptionState.SKIPPED : ExceptionState.FIXED);
    }
}
