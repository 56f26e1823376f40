package vesper.batch.operator;

/** How a run, or a step of it, stands. The names are stable: they are shown and sent. */
public enum RunStatus {
    /** Not begun: a step that comes later. */
    WAITING,
    RUNNING,
    /** Asked to stop; ends after the transaction that is under way. */
    STOPPING,
    /** Stopped by an operator; a restart goes on with it. */
    STOPPED,
    COMPLETED,
    /** Ended by an error; a restart goes on with it. */
    FAILED;

    /** Whether it is not over yet. */
    public boolean active() {
        return this == RUNNING || this == STOPPING;
    }

    /** Whether a restart can go on with it. */
    public boolean restartable() {
        return this == FAILED || this == STOPPED;
    }

    static RunStatus of(String batchStatus) {
        return switch (batchStatus) {
            case "STARTING", "STARTED" -> RUNNING;
            case "STOPPING" -> STOPPING;
            case "STOPPED" -> STOPPED;
            case "COMPLETED" -> COMPLETED;
            default -> FAILED;
        };
    }
}
