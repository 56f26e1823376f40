package vesper.api.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import vesper.api.payment.PaymentStream.Event;

/** A stream whose writer never gets on, as if the caller did not read. */
class SlowReaderTest {
    private final Queue<Runnable> writing = new ArrayDeque<>();
    private final Sent sent = new Sent();
    private final PaymentStream stream = new PaymentStream("shop", "token", sent, writing::add, 3);

    private static final class Sent extends SseEmitter {
        private int events;
        private boolean complete;

        @Override
        public void send(SseEventBuilder event) {
            events++;
        }

        @Override
        public void complete() {
            complete = true;
        }
    }

    private static Event event() {
        return new Event(Instant.EPOCH, "payment", null);
    }

    @Test
    void whatIsToldMeanwhileComesAfterThePast() {
        stream.tell(event());
        stream.begin(List.of(event(), event()));
        assertThat(writing).hasSize(1);

        writing.remove().run();

        assertThat(sent.events).isEqualTo(3);
        assertThat(sent.complete).isFalse();
    }

    @Test
    void whoDoesNotReadIsSentAway() {
        stream.begin(List.of());
        for (int i = 0; i < 3; i++) {
            stream.tell(event());
        }
        assertThat(sent.complete).isFalse();

        stream.tell(event());
        writing.remove().run();

        assertThat(sent.complete).isTrue();
        assertThat(sent.events).isZero();
    }

    @Test
    void oneThreadWritesAtATimeAndHeartbeatsDoNotQueueUp() {
        stream.begin(List.of());
        stream.heartbeat();
        stream.heartbeat();
        assertThat(writing).hasSize(1);

        writing.remove().run();
        stream.heartbeat();
        stream.heartbeat();

        assertThat(writing).hasSize(1);
    }
}
