package vesper.process;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import io.sentry.Sentry;
import io.sentry.SentryEvent;
import io.sentry.SentryOptions;
import io.sentry.logback.SentryAppender;
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
    private final SentryAppender appender = new SentryAppender();

    /**
     * Begins to report.
     *
     * @param dsn where to, as Sentry names it: {@code https://KEY@HOST/PROJECT}
     * @param environment such as {@code production}
     * @param process main class of the process
     */
    ErrorReports(String dsn, String environment, String process) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        SentryOptions options = new SentryOptions();
        options.setDsn(dsn);
        options.setEnvironment(environment);
        options.setTag("process", process);
        options.setSendDefaultPii(false);
        options.setAttachServerName(false);
        options.setMaxBreadcrumbs(0);
        options.setEnableUncaughtExceptionHandler(false);
        options.setBeforeSend((event, hint) -> impersonal(event));
        appender.setContext(context);
        appender.setOptions(options);
        appender.setMinimumEventLevel(Level.ERROR);
        appender.setMinimumBreadcrumbLevel(Level.OFF);
        appender.start();
        root.addAppender(appender);
    }

    private static SentryEvent impersonal(SentryEvent event) {
        Message message = event.getMessage();
        if (message != null) {
            message.setFormatted(null);
            message.setParams(null);
        }
        List<SentryException> exceptions = event.getExceptions();
        if (exceptions != null) {
            exceptions.forEach(exception -> exception.setValue(null));
        }
        event.getContexts().remove("MDC");
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
        root.detachAppender(appender);
        appender.stop();
        Sentry.flush(FLUSH_MS);
        Sentry.close();
    }
}
