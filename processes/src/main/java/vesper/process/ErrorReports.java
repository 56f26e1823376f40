package vesper.process;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import io.sentry.Sentry;
import io.sentry.SentryEvent;
import io.sentry.SentryLevel;
import io.sentry.SentryOptions;
import io.sentry.protocol.Message;
import io.sentry.protocol.SentryException;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;

/**
 * Reports what is logged as an error to Sentry, or to a server that speaks as it does. Nothing that may be about a person leaves the
 * process: of a message its pattern without what was filled in, of an exception its class and where it was thrown without its
 * message; no request, no user, no context, no name of a host.
 */
final class ErrorReports implements AutoCloseable {
    private static final long FLUSH_MS = 2_000;

    private final Logger root;
    private final Errors errors = new Errors();

    /**
     * Begins to report.
     *
     * @param dsn where to, as Sentry names it: {@code https://KEY@HOST/PROJECT}
     * @param environment such as {@code production}
     * @param process main class of the process
     */
    ErrorReports(String dsn, String environment, String process) {
        SentryOptions options = new SentryOptions();
        options.setDsn(dsn);
        options.setEnvironment(environment);
        options.setTag("process", process);
        options.setAttachServerName(false);
        options.setMaxBreadcrumbs(0);
        options.setEnableUncaughtExceptionHandler(false);
        options.setBeforeSend((event, hint) -> impersonal(event));
        Sentry.init(options);
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        errors.setContext(context);
        errors.start();
        root.addAppender(errors);
    }

    /** Hands errors on. */
    private static final class Errors extends AppenderBase<ILoggingEvent> {
        @Override
        protected void append(ILoggingEvent logged) {
            if (!logged.getLevel().isGreaterOrEqual(Level.ERROR)) {
                return;
            }
            SentryEvent event = new SentryEvent();
            event.setLevel(SentryLevel.ERROR);
            event.setLogger(logged.getLoggerName());
            Message pattern = new Message();
            pattern.setMessage(logged.getMessage());
            event.setMessage(pattern);
            if (logged.getThrowableProxy() instanceof ThrowableProxy thrown) {
                event.setThrowable(thrown.getThrowable());
            }
            Sentry.captureEvent(event);
        }
    }

    /** What the SDK has added goes, and what exceptions say. */
    private static SentryEvent impersonal(SentryEvent event) {
        List<SentryException> exceptions = event.getExceptions();
        if (exceptions != null) {
            exceptions.forEach(exception -> exception.setValue(null));
        }
        event.setUser(null);
        event.setRequest(null);
        event.setServerName(null);
        event.setBreadcrumbs(List.of());
        event.setExtras(Map.of());
        return event;
    }

    /** Sends what is not sent yet. */
    @Override
    public void close() {
        root.detachAppender(errors);
        errors.stop();
        Sentry.flush(FLUSH_MS);
        Sentry.close();
    }
}
