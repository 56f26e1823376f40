package vesper.stream.report;

import io.sentry.IScopes;
import io.sentry.Sentry;
import io.sentry.SentryEvent;
import io.sentry.SentryLevel;
import io.sentry.protocol.Message;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.failure.FailureEnricher;
import org.apache.flink.core.failure.FailureEnricherFactory;

/**
 * A plugin of Flink's job manager that reports every failure of a job, also those that a restart heals. Flink has it if
 * {@code jobmanager.failure-enrichers} names it; {@link #DSN} says where it reports.
 */
public final class FailureReports implements FailureEnricher {
    static final ConfigOption<String> DSN =
            ConfigOptions.key("vesper.error-reports.dsn").stringType().noDefaultValue();

    static final ConfigOption<String> ENVIRONMENT =
            ConfigOptions.key("vesper.error-reports.environment").stringType().defaultValue("production");

    private final IScopes reports;

    private FailureReports(IScopes reports) {
        this.reports = reports;
    }

    /** By which Flink finds and makes it. */
    public static final class Factory implements FailureEnricherFactory {
        @Override
        public FailureEnricher createFailureEnricher(Configuration configuration) {
            String dsn = configuration
                    .getOptional(DSN)
                    .orElseThrow(() -> new IllegalArgumentException(DSN.key() + " is not set"));
            Sentry.init(ImpersonalReports.options(dsn, configuration.get(ENVIRONMENT), "flink"));
            return new FailureReports(Sentry.getCurrentScopes());
        }
    }

    /** Nothing is added to what Flink knows of a failure. */
    @Override
    public Set<String> getOutputKeys() {
        return Set.of();
    }

    @Override
    public CompletableFuture<Map<String, String>> processFailure(Throwable failure, Context context) {
        SentryEvent event = new SentryEvent(failure);
        event.setLevel(SentryLevel.ERROR);
        Message what = new Message();
        what.setMessage("the job " + context.getJobInfo().getJobName() + " failed: " + context.getFailureType());
        event.setMessage(what);
        reports.captureEvent(event);
        return CompletableFuture.completedFuture(Map.of());
    }
}
