package vesper.console;

import vesper.batch.operator.OperationRefusedException;

/** How pages tell that an action was refused. */
public final class Refused {
    private Refused() {}

    /** {@code There is no run 7. Nothing was changed.} */
    public static String sentence(OperationRefusedException refused) {
        String message = String.valueOf(refused.getMessage());
        return Character.toUpperCase(message.charAt(0)) + message.substring(1) + ". Nothing was changed.";
    }
}
