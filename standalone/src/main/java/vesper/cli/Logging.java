package vesper.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** What the command logs to stderr: what {@code logback.xml} says, and more or less of it by command and option. */
public final class Logging {
    private static boolean verbose;

    private Logging() {}

    /**
     * Must come before anything logs: logging is begun once, here, and not anew by each application of Spring Boot; what libraries
     * tell the platform's own logging goes the same way.
     */
    public static void begin() {
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }

    /** Lets everything log what it does, step by step. */
    public static void verbose() {
        verbose = true;
        of(org.slf4j.Logger.ROOT_LOGGER_NAME, Level.INFO);
    }

    /** Lets the jobs of the night log only what is wrong: for commands that tell of each night themselves. */
    public static void calmNights() {
        if (!verbose) {
            of("vesper.batch", Level.WARN);
        }
    }

    private static void of(String name, Level level) {
        ((Logger) LoggerFactory.getLogger(name)).setLevel(level);
    }
}
