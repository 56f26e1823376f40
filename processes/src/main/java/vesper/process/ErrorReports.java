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
import io.sentry.protocol.Message;
import org.slf4j.LoggerFactory;
import vesper.stream.report.ImpersonalReports;

/**
 * Reports what is logged as an error to Sentry, or to a server that speaks as it does, as {@link ImpersonalReports} does: of a message
 * its pattern without what was filled in.
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
        Sentry.init(ImpersonalReports.options(dsn, environment, process));
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

    /** Sends what is not sent yet. */
    @Override
    public void close() {
        root.detachAppender(errors);
        errors.stop();
        Sentry.flush(FLUSH_MS);
        Sentry.close();
    }
}
