package vesper.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import vesper.bank.TestPorts;
import vesper.home.Ports;

/**
 * A second listener of the broker, for the bank's processes: encrypted, and open only to who shows a certificate and signs in. The
 * first one is left to the tests themselves.
 */
final class SecuredKafka {
    private static final String USER = "vesper";
    private static final String KEYSTORE_PASSWORD = "of-the-keystores";
    private static final int ITERATIONS = 4096;

    private final int port = TestPorts.free();
    private final Path folder;
    private final Path secrets;

    /** @param secrets where the processes find their passwords */
    SecuredKafka(Path folder, Path secrets) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.secrets = secrets;
    }

    /** Draws the keys, and tells the broker of this home to listen there too. */
    void configure(Path home, Ports ports) throws IOException, InterruptedException {
        keys("broker");
        keys("client");
        Properties settings = new Properties();
        settings.putAll(Map.of(
                "listeners",
                "BROKER://127.0.0.1:" + ports.kafka() + ",CONTROLLER://127.0.0.1:" + ports.kafkaController()
                        + ",SECURED://127.0.0.1:" + port,
                "advertised.listeners",
                "BROKER://127.0.0.1:" + ports.kafka() + ",SECURED://127.0.0.1:" + port,
                "listener.security.protocol.map",
                "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT,SECURED:SASL_SSL",
                "listener.name.secured.sasl.enabled.mechanisms",
                "SCRAM-SHA-512",
                "listener.name.secured.scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;",
                "listener.name.secured.ssl.client.auth",
                "required",
                "listener.name.secured.ssl.truststore.type",
                "PEM",
                "listener.name.secured.ssl.truststore.location",
                folder.resolve("client.pem").toString()));
        settings.putAll(Map.of(
                "listener.name.secured.ssl.keystore.type",
                "PKCS12",
                "listener.name.secured.ssl.keystore.location",
                folder.resolve("broker.p12").toString(),
                "listener.name.secured.ssl.keystore.password",
                KEYSTORE_PASSWORD,
                "listener.name.secured.ssl.key.password",
                KEYSTORE_PASSWORD));
        Files.createDirectories(home);
        try (var out = Files.newOutputStream(home.resolve("kafka.properties"))) {
            settings.store(out, null);
        }
        Files.writeString(secrets.resolve("kafka-password"), "of-the-\"bank\"\n");
        Files.writeString(secrets.resolve("kafka-keystore-password"), KEYSTORE_PASSWORD + "\n");
    }

    /** Gives the bank its user, once the broker runs. */
    void register(String plainServers) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", plainServers))) {
            admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                            USER,
                            new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS),
                            Files.readString(secrets.resolve("kafka-password")).strip())))
                    .all()
                    .get();
        }
    }

    /** What the processes are told. */
    Map<String, String> environment() {
        return new HashMap<>(Map.of(
                "VESPER_KAFKA",
                "127.0.0.1:" + port,
                "VESPER_KAFKA_PROTOCOL",
                "SASL_SSL",
                "VESPER_KAFKA_USER",
                USER,
                "VESPER_KAFKA_CA",
                folder.resolve("broker.pem").toString(),
                "VESPER_KAFKA_KEYSTORE",
                folder.resolve("client.p12").toString()));
    }

    /** A key with a certificate that it has signed itself: NAME.p12 with both, NAME.pem with the certificate alone. */
    private void keys(String name) throws IOException, InterruptedException {
        Path key = folder.resolve(name + ".key");
        Path certificate = folder.resolve(name + ".pem");
        openssl(
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:prime256v1",
                "-nodes",
                "-days",
                "30",
                "-subj",
                "/CN=" + name,
                "-addext",
                "subjectAltName=IP:127.0.0.1",
                "-keyout",
                key.toString(),
                "-out",
                certificate.toString());
        openssl(
                "pkcs12",
                "-export",
                "-name",
                name,
                "-inkey",
                key.toString(),
                "-in",
                certificate.toString(),
                "-passout",
                "pass:" + KEYSTORE_PASSWORD,
                "-out",
                folder.resolve(name + ".p12").toString());
    }

    private static void openssl(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(said);
        }
    }
}
