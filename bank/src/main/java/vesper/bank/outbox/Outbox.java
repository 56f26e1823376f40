package vesper.bank.outbox;

import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import vesper.bank.database.RoundTrip;

/**
 * Messages for Kafka that become true with the surrounding transaction. A relay polls the table and publishes them. There
 * is no NOTIFY on purpose: it takes a lock that would make concurrent commits wait for each other's flush to disk.
 */
public final class Outbox {
    /** Takes what {@link #values} adds. */
    public static final String INSERT = "insert into outbox (topic, keys, payloads) values (?, ?, ?)";

    private final JdbcTemplate jdbc;

    public Outbox(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** One message: an UTF-8 key and the bytes of an event. */
    public record Message(String key, byte[] payload) {}

    /** Adds the messages, to be published in this order, as part of the surrounding transaction. */
    public void add(String topic, List<Message> messages) {
        RoundTrip trip = new RoundTrip();
        add(trip, topic, messages);
        trip.run(jdbc);
    }

    /** The same, together with the other statements of a round trip. */
    public void add(RoundTrip trip, String topic, List<Message> messages) {
        if (!messages.isEmpty()) {
            values(trip.add(INSERT), topic, messages);
        }
    }

    /** Gives a step that begins with {@link #INSERT} its values; there must be a message. */
    public static void values(RoundTrip.Step step, String topic, List<Message> messages) {
        step.value(topic)
                .texts(messages.stream().map(Message::key).toList())
                .byteArrays(messages.stream().map(Message::payload).toList());
    }
}
