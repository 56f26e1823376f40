package vesper.embedded;

import java.time.Duration;

/** The pause between two looks at something that is under way. */
final class Pauses {
    private Pauses() {}

    /** @throws EmbeddedServerException if the thread is interrupted, which is then still marked on it */
    static void pause(Duration length) {
        try {
            Thread.sleep(length.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedServerException("interrupted while a server was starting or stopping", e);
        }
    }
}
