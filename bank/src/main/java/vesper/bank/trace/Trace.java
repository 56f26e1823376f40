package vesper.bank.trace;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The trace of a payment across processes, as W3C Trace Context: each hop begins a step under the one before, whose header came
 * with the message. Nothing is recorded, and no header is written, unless the process has a tracer (OpenTelemetry's SDK, off by
 * default) and the trace is sampled: so without tracing it costs a look at a thread's context.
 */
public final class Trace {
    /** Name of the header, in HTTP and in Kafka's records. */
    public static final String HEADER = "traceparent";

    /** The header of a payment that is not traced. */
    public static final String NONE = "";

    private static final String TRACER = "vesper";
    private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();

    private Trace() {}

    /** The header for what this thread is doing now; {@link #NONE} if that is not traced. */
    public static String current() {
        return header(Context.current());
    }

    /**
     * Begins a step.
     *
     * @param name what is done, of few different values
     * @param parent header of the step before; {@link #NONE}: the step is not traced, but for a request, which may begin a trace
     */
    public static Step begin(String name, SpanKind kind, String parent) {
        if (parent.isEmpty() && kind != SpanKind.SERVER) {
            return Step.UNTRACED;
        }
        Context before = W3C.extract(Context.root(), parent, Header.ONLY);
        Span span = GlobalOpenTelemetry.getTracer(TRACER)
                .spanBuilder(name)
                .setParent(before)
                .setSpanKind(kind)
                .startSpan();
        return new Step(span, before.with(span));
    }

    private static String header(Context context) {
        if (!Span.fromContext(context).getSpanContext().isSampled()) {
            return NONE;
        }
        StringBuilder header = new StringBuilder();
        W3C.inject(context, header, (to, name, value) -> {
            if (to != null && name.equals(HEADER)) {
                to.append(value);
            }
        });
        return header.toString();
    }

    /** One hop's part of a trace; to be ended once, on any thread. */
    public static final class Step {
        static final Step UNTRACED = new Step(Span.getInvalid(), Context.root());

        private final Span span;
        private final Context context;

        private Step(Span span, Context context) {
            this.span = span;
            this.context = context;
        }

        /** The header for the next hop; {@link #NONE} if the step is not traced. */
        public String header() {
            return Trace.header(context);
        }

        /** 32 hexadecimal digits; empty if the step is not traced. */
        public String traceId() {
            return span.getSpanContext().isValid() ? span.getSpanContext().getTraceId() : "";
        }

        /** To be made a thread's own while the step is worked on. */
        public Context context() {
            return context;
        }

        public void rename(String name) {
            span.updateName(name);
        }

        public void end() {
            span.end();
        }
    }

    /** Reads the one header out of itself. */
    private enum Header implements TextMapGetter<String> {
        ONLY;

        @Override
        public Iterable<String> keys(String carrier) {
            return Map.of(HEADER, carrier).keySet();
        }

        @Override
        public @Nullable String get(@Nullable String carrier, String key) {
            return key.equals(HEADER) && carrier != null && !carrier.isEmpty() ? carrier : null;
        }
    }
}
