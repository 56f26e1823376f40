package vesper.cli;

import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns a failure into one message on stderr and an exit status; a stack trace is shown only when asked for. */
public final class Failures implements IExecutionExceptionHandler {
    /** Done. */
    public static final int DONE = 0;

    /** The command did its work and found something wrong. */
    public static final int FOUND_WRONG = 1;

    /** The command could not do its work. */
    public static final int COULD_NOT = 3;

    private final BooleanSupplier verbose;

    public Failures(BooleanSupplier verbose) {
        this.verbose = verbose;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine line, ParseResult parsed) {
        String message = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        line.getErr().println(line.getColorScheme().errorText("vesper: " + message));
        if (verbose.getAsBoolean()) {
            failure.printStackTrace(line.getErr());
        }
        return COULD_NOT;
    }
}
