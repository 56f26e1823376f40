package vesper.api.payment;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter.SseEventBuilder;

/**
 * One open stream: what is told goes into a queue, and a thread is held only while it writes what is there. A caller who reads so
 * slowly that the queue fills is sent away, and goes on later from the last event that came through.
 */
final class PaymentStream {
    private final String caller;
    private final String token;
    private final SseEmitter emitter;
    private final Executor senders;
    private final int held;
    private final Queue<Event> waiting = new ArrayDeque<>();
    /** Until the past has been told, or while a thread writes. */
    private boolean busy = true;

    private boolean ended;

    /**
     * Something to tell.
     *
     * @param at the place in the stream; null: it has none
     * @param name null: a comment, which only shows that the connection lives
     * @param body a payment, or nothing
     */
    record Event(
            @Nullable Instant at,
            @Nullable String name,
            @Nullable Object body) {
        static final Event HEARTBEAT = new Event(null, null, null);

        static Event of(PaymentAnswer payment, Instant changedAt) {
            return new Event(changedAt, "payment", payment);
        }

        private SseEventBuilder message() {
            SseEventBuilder message = SseEmitter.event();
            if (at != null) {
                message.id(Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, at)));
            }
            if (name == null) {
                return message.comment("");
            }
            message.name(name);
            return body == null ? message.data("{}") : message.data(body, MediaType.APPLICATION_JSON);
        }
    }

    PaymentStream(String caller, String token, SseEmitter emitter, Executor senders, int held) {
        this.caller = caller;
        this.token = token;
        this.emitter = emitter;
        this.senders = senders;
        this.held = held;
    }

    String caller() {
        return caller;
    }

    String token() {
        return token;
    }

    SseEmitter emitter() {
        return emitter;
    }

    /** Tells the past, then all that was told meanwhile. */
    void begin(List<Event> past) {
        synchronized (this) {
            Queue<Event> meanwhile = new ArrayDeque<>(waiting);
            waiting.clear();
            waiting.addAll(past);
            waiting.addAll(meanwhile);
        }
        write();
    }

    /** Tells something, in its turn. */
    void tell(Event event) {
        boolean full;
        synchronized (this) {
            if (ended) {
                return;
            }
            full = waiting.size() >= held;
            if (!full) {
                waiting.add(event);
                if (busy) {
                    return;
                }
                busy = true;
            }
        }
        if (full) {
            end();
        } else {
            write();
        }
    }

    /** Shows that the connection lives, unless something is on its way that does. */
    void heartbeat() {
        synchronized (this) {
            if (ended || busy) {
                return;
            }
        }
        tell(Event.HEARTBEAT);
    }

    void end() {
        synchronized (this) {
            ended = true;
            waiting.clear();
        }
        emitter.complete();
    }

    private void write() {
        try {
            senders.execute(this::writeAll);
        } catch (RejectedExecutionException e) {
            end();
        }
    }

    private void writeAll() {
        try {
            for (Event event = next(); event != null; event = next()) {
                emitter.send(event.message());
            }
        } catch (IOException | IllegalStateException e) {
            // The caller has gone; the server ends the request.
            end();
        }
    }

    private synchronized @Nullable Event next() {
        Event event = ended ? null : waiting.poll();
        busy = event != null;
        return event;
    }
}
