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
        NOT_RESTARTABLE
    }

    OperationRefusedException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
