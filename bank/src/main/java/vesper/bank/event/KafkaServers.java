package vesper.bank.event;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where Kafka is, and how a client proves who it is and knows whom it talks to.
 *
 * @param bootstrapServers {@code host:port,...}
 * @param security settings of a Kafka client, such as {@code security.protocol}; none: neither encrypted nor signed in. Holds
 *     passwords, so it is never printed
 */
public record KafkaServers(String bootstrapServers, Map<String, String> security) implements Serializable {
    private static final String BOOTSTRAP_SERVERS = "bootstrap.servers";
    private static final String DEFAULT_MECHANISM = "SCRAM-SHA-512";
    private static final String SECRETS = "/run/secrets/vesper";

    /** How a connection is made; the names are Kafka's. */
    private enum Protocol {
        PLAINTEXT,
        SSL,
        SASL_PLAINTEXT,
        SASL_SSL;

        boolean encrypted() {
            return this == SSL || this == SASL_SSL;
        }

        boolean signedIn() {
            return this == SASL_PLAINTEXT || this == SASL_SSL;
        }
    }

    public KafkaServers {
        if (bootstrapServers.isBlank()) {
            throw new IllegalArgumentException("bootstrapServers is blank");
        }
        security = Map.copyOf(security);
    }

    /** Servers that encrypt nothing and ask nobody who he is: those of the same machine, or of a network of their own. */
    public static KafkaServers plain(String bootstrapServers) {
        return new KafkaServers(bootstrapServers, Map.of());
    }

    /**
     * The servers at an address, with the security that the environment asks for: {@code VESPER_KAFKA_PROTOCOL}
     * ({@code PLAINTEXT}, {@code SSL}, {@code SASL_PLAINTEXT} or {@code SASL_SSL}); {@code VESPER_KAFKA_CA}, a PEM file of the
     * certificates that a server's must descend from (else those that the virtual machine trusts); {@code VESPER_KAFKA_KEYSTORE}, a PKCS#12 file with the
     * client's own key and certificate; {@code VESPER_KAFKA_MECHANISM} (by default {@code SCRAM-SHA-512}) and
     * {@code VESPER_KAFKA_USER}. Passwords are the files {@code kafka-password} and {@code kafka-keystore-password} in the folder
     * {@code VESPER_SECRETS}.
     *
     * @throws IllegalArgumentException if a setting is missing or not known
     * @throws UncheckedIOException if a secret cannot be read
     */
    public static KafkaServers of(String bootstrapServers, Map<String, String> environment) {
        Protocol protocol = protocol(environment.getOrDefault("VESPER_KAFKA_PROTOCOL", ""));
        if (protocol == Protocol.PLAINTEXT) {
            return plain(bootstrapServers);
        }
        Map<String, String> security = new HashMap<>();
        security.put("security.protocol", protocol.name());
        if (protocol.encrypted()) {
            put(security, environment, "VESPER_KAFKA_CA", "ssl.truststore.location", "ssl.truststore.type", "PEM");
            if (put(
                    security,
                    environment,
                    "VESPER_KAFKA_KEYSTORE",
                    "ssl.keystore.location",
                    "ssl.keystore.type",
                    "PKCS12")) {
                String password = secret(environment, "kafka-keystore-password");
                security.put("ssl.keystore.password", password);
                security.put("ssl.key.password", password);
            }
        }
        if (protocol.signedIn()) {
            String mechanism = environment.getOrDefault("VESPER_KAFKA_MECHANISM", DEFAULT_MECHANISM);
            String user = environment.getOrDefault("VESPER_KAFKA_USER", "");
            if (user.isBlank()) {
                throw new IllegalArgumentException(
                        "VESPER_KAFKA_PROTOCOL is " + protocol + ", and VESPER_KAFKA_USER is not set");
            }
            security.put("sasl.mechanism", mechanism);
            security.put("sasl.jaas.config", login(mechanism, user, secret(environment, "kafka-password")));
        }
        return new KafkaServers(bootstrapServers, security);
    }

    /** Settings of a client, and how it reaches the servers. What it measures of itself it does not give to JMX, which nobody reads here. */
    public Map<String, Object> client(Map<String, ?> settings) {
        Map<String, Object> all = new HashMap<>();
        all.put("metric.reporters", List.of());
        all.putAll(settings);
        all.put(BOOTSTRAP_SERVERS, bootstrapServers);
        all.putAll(security);
        return all;
    }

    private static Protocol protocol(String name) {
        if (name.isBlank()) {
            return Protocol.PLAINTEXT;
        }
        for (Protocol protocol : Protocol.values()) {
            if (protocol.name().equals(name.strip())) {
                return protocol;
            }
        }
        throw new IllegalArgumentException(
                "VESPER_KAFKA_PROTOCOL is " + name + ", and there are PLAINTEXT, SSL, SASL_PLAINTEXT and SASL_SSL");
    }

    private static boolean put(
            Map<String, String> security,
            Map<String, String> environment,
            String variable,
            String setting,
            String typeSetting,
            String type) {
        String file = environment.getOrDefault(variable, "");
        if (file.isBlank()) {
            return false;
        }
        if (!Files.isReadable(Path.of(file))) {
            throw new IllegalArgumentException(variable + " names " + file + ", which cannot be read");
        }
        security.put(setting, file);
        security.put(typeSetting, type);
        return true;
    }

    private static String login(String mechanism, String user, String password) {
        String module = switch (mechanism) {
            case "PLAIN" -> "org.apache.kafka.common.security.plain.PlainLoginModule";
            case "SCRAM-SHA-256", "SCRAM-SHA-512" -> "org.apache.kafka.common.security.scram.ScramLoginModule";
            default ->
                throw new IllegalArgumentException("VESPER_KAFKA_MECHANISM is " + mechanism
                        + ", and there are PLAIN, SCRAM-SHA-256 and SCRAM-SHA-512");
        };
        return module + " required username=" + quoted(user) + " password=" + quoted(password) + ";";
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static String secret(Map<String, String> environment, String name) {
        Path file = Path.of(environment.getOrDefault("VESPER_SECRETS", SECRETS), name);
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the secret " + file, e);
        }
    }

    /** Without the passwords. */
    @Override
    public String toString() {
        return bootstrapServers + " (" + security.getOrDefault("security.protocol", Protocol.PLAINTEXT.name()) + ")";
    }
}
