package vesper.api.payment;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Streams of payments, prefix {@code vesper.api.streams}.
 *
 * @param perCaller most that one caller may have open with this process
 * @param most most that this process has open
 * @param heartbeat how often something is sent where there is nothing to tell, so that all between see a living connection
 * @param goOnWithin how far back a stream that was broken off may go on; what is older callers read payment by payment
 * @param held most events that may wait for a caller who reads slowly before the stream is ended
 */
@ConfigurationProperties("vesper.api.streams")
record StreamSettings(
        @DefaultValue("4") int perCaller,
        @DefaultValue("500") int most,
        @DefaultValue("15s") Duration heartbeat,
        @DefaultValue("15m") Duration goOnWithin,
        @DefaultValue("2000") int held) {

    StreamSettings {
        if (perCaller < 1 || most < perCaller || held < 1) {
            throw new IllegalArgumentException(
                    "vesper.api.streams.per-caller and held must be positive, and most no smaller than per-caller");
        }
        if (heartbeat.toMillis() < 50 || heartbeat.compareTo(Duration.ofMinutes(5)) > 0) {
            throw new IllegalArgumentException("vesper.api.streams.heartbeat must be from 50ms to 5m");
        }
        if (goOnWithin.isNegative() || goOnWithin.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("vesper.api.streams.go-on-within must be at most 1h");
        }
    }
}
