package vesper.batch.operator;

/** What an operator asked for cannot be done now; the message says why and what to do. */
public final class OperationRefusedException extends RuntimeException {
    private final Reason reason;

    /** Stable codes. */
    public enum Reason {
        UNKNOWN_JOB,
        UNKNOWN_RUN,
        BAD_PARAMETER,
        /** Another run of the job is active. */
        ALREADY_RUNNING,
        /** The job has completed for this business date. */
        ALREADY_COMPLETED,
        /** An earlier run must be restarted first. */
        UNFINISHED_EARLIER,
        NOT_RUNNING,
        NOT_RESTARTABLE,
        UNKNOWN_EXCEPTION,
        /** The exception is closed, or waits for a decision, or does not wait for one. */
        EXCEPTION_STATE,
        /** Who proposed it may not approve it. */
        FOUR_EYES,
        /** A reason must be given, of at most 500 characters. */
        NOTE_MISSING
    }

    OperationRefusedException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
