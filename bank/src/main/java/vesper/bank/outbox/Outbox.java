package vesper.bank.outbox;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Messages for Kafka that become true with the surrounding transaction. A relay polls the table and publishes them. There
 * is no NOTIFY on purpose: it takes a lock that would make concurrent commits wait for each other's flush to disk.
 */
public final class Outbox {
    private final JdbcTemplate jdbc;

    public Outbox(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** One message: an UTF-8 key and the bytes of an event. */
    public record Message(String key, byte[] payload) {}

    /** Adds the messages, to be published in this order, as part of the surrounding transaction. */
    public void add(String topic, List<Message> messages) {
        if (messages.isEmpty()) {
            return;
        }
        String[] keys = messages.stream().map(Message::key).toArray(String[]::new);
        byte[][] payloads = messages.stream().map(Message::payload).toArray(byte[][]::new);
        jdbc.update((Connection connection) -> {
            Array keyArray = connection.createArrayOf("text", keys);
            Array payloadArray = connection.createArrayOf("bytea", payloads);
            PreparedStatement statement =
                    connection.prepareStatement("insert into outbox (topic, keys, payloads) values (?, ?, ?)");
            statement.setString(1, topic);
            statement.setArray(2, keyArray);
            statement.setArray(3, payloadArray);
            return statement;
        });
    }
}
