package vesper.stream.report;

import io.sentry.SentryEvent;
import io.sentry.SentryOptions;
import io.sentry.protocol.SentryException;
import java.util.List;
import java.util.Map;

/**
 * Reports of errors from which nothing that may be about a person leaves the process: of an exception its class and where it was
 * thrown without its message; no request, no user, no context, no name of a host.
 */
public final class ImpersonalReports {
    private ImpersonalReports() {}

    /**
     * The settings of Sentry's SDK.
     *
     * @param dsn where to, as Sentry names it: {@code https://KEY@HOST/PROJECT}
     * @param environment such as {@code production}
     * @param process what the errors are of, such as the main class of a process
     */
    public static SentryOptions options(String dsn, String environment, String process) {
        SentryOptions options = new SentryOptions();
        options.setDsn(dsn);
        options.setEnvironment(environment);
        options.setTag("process", process);
        options.setAttachServerName(false);
        options.setMaxBreadcrumbs(0);
        options.setEnableUncaughtExceptionHandler(false);
        options.setBeforeSend((event, hint) -> impersonal(event));
        return options;
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
}
