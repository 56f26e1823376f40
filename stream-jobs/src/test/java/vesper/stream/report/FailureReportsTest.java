package vesper.stream.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.sentry.Sentry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.zip.GZIPInputStream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobInfoImpl;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.core.failure.FailureEnricher;
import org.apache.flink.core.failure.FailureEnricherFactory;
import org.apache.flink.core.plugin.DefaultPluginManager;
import org.apache.flink.core.plugin.DirectoryBasedPluginFinder;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.runtime.failure.DefaultFailureEnricherContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a job manager that has the plugin tells a server of error reports. */
class FailureReportsTest {
    @TempDir
    private Path plugins;

    @Test
    void aFailureOfAJobIsReportedByThePluginWithoutAnythingAboutAPerson() throws Exception {
        List<String> received = new CopyOnWriteArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/1/envelope/", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
            try (InputStream in =
                    zipped ? new GZIPInputStream(new ByteArrayInputStream(body)) : new ByteArrayInputStream(body)) {
                received.add(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        try {
            Configuration configuration = new Configuration();
            configuration.set(
                    FailureReports.DSN,
                    "http://key@127.0.0.1:" + server.getAddress().getPort() + "/1");
            configuration.set(FailureReports.ENVIRONMENT, "staging");
            FailureEnricher reports = plugin(configuration).createFailureEnricher(configuration);
            assertThat(reports.getClass().getName())
                    .as("what the chart names")
                    .isEqualTo(FailureReports.class.getName());

            assertThat(reports.processFailure(
                            new IllegalStateException(
                                    "Key (email)=(grace@customer.example) exists", new IOException("Grace")),
                            DefaultFailureEnricherContext.forTaskFailure(
                                    new JobInfoImpl(new JobID(), "booking"),
                                    new UnregisteredMetricsGroup(),
                                    Runnable::run,
                                    getClass().getClassLoader())))
                    .isCompletedWithValueMatching(labels -> labels.isEmpty());
            Awaitility.await("a report")
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> received.stream().anyMatch(envelope -> envelope.contains("\"type\":\"event\"")));
        } finally {
            server.stop(0);
        }

        assertThat(String.join("\n", received))
                .contains("the job booking failed: TASK", "IllegalStateException", "IOException", "staging", "flink")
                .contains("aFailureOfAJobIsReportedByThePluginWithoutAnythingAboutAPerson")
                .doesNotContain("grace", "Grace", "customer.example");
    }

    /** As Flink finds it: from a folder that has our jar and Sentry's. */
    private FailureEnricherFactory plugin(Configuration configuration) throws Exception {
        Path folder = Files.createDirectories(plugins.resolve("error-reports"));
        Path classes = Path.of("target/classes");
        try (OutputStream file = Files.newOutputStream(folder.resolve("stream-jobs.jar"));
                JarOutputStream jar = new JarOutputStream(file);
                var found = Files.walk(classes)) {
            for (Path entry : found.filter(Files::isRegularFile)
                    .filter(path -> path.startsWith(classes.resolve("vesper/stream/report"))
                            || path.startsWith(classes.resolve("META-INF/services")))
                    .toList()) {
                jar.putNextEntry(new JarEntry(classes.relativize(entry).toString()));
                Files.copy(entry, jar);
                jar.closeEntry();
            }
        }
        Files.copy(
                Path.of(Sentry.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI()),
                folder.resolve("sentry.jar"));
        Iterator<FailureEnricherFactory> factories = new DefaultPluginManager(
                        new DirectoryBasedPluginFinder(plugins).findPlugins(),
                        CoreOptions.getPluginParentFirstLoaderPatterns(configuration))
                .load(FailureEnricherFactory.class);
        return factories.next();
    }
}
