package vesper.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vesper.home.Home;
import vesper.home.Ports;

class EmbeddedFlinkTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private Home home;

    @BeforeEach
    void open() {
        home = Home.open(folder, Ports.anyFree().base());
    }

    @AfterEach
    void close() {
        home.close();
    }

    @Test
    void twoJobsRunAndStopIndependently() {
        try (EmbeddedFlink flink =
                EmbeddedFlink.start(home, FlinkSettings.defaults().withCheckpointInterval(Duration.ofSeconds(1)))) {
            StreamJob first = flink.submit("first", EmbeddedFlinkTest::ticking);
            StreamJob second = flink.submit("second", EmbeddedFlinkTest::ticking);
            first.awaitRunning(LIMIT);
            second.awaitRunning(LIMIT);
            assertThatThrownBy(() -> flink.submit("first", EmbeddedFlinkTest::ticking))
                    .isInstanceOf(IllegalStateException.class);

            first.stop();

            assertThat(first.status()).isEqualTo(JobStatus.CANCELED);
            assertThat(first.isRunning()).isFalse();
            assertThat(second.isRunning()).isTrue();
        }
    }

    @Test
    void stoppedJobGoesOnFromItsNewestCheckpointAndOldRunsAreCleanedUp() throws Exception {
        Path checkpoints = home.flink().resolve("ticking");
        CheckpointFolder kept = new CheckpointFolder(checkpoints);
        try (EmbeddedFlink flink =
                EmbeddedFlink.start(home, FlinkSettings.defaults().withCheckpointInterval(Duration.ofSeconds(1)))) {
            for (int run = 0; run < 3; run++) {
                StreamJob job = flink.submit("ticking", EmbeddedFlinkTest::ticking);
                assertThat(job.restoredFrom()).isEqualTo(kept.newestComplete());
                assertThat(job.restoredFrom().isPresent()).isEqualTo(run > 0);
                job.awaitRunning(LIMIT);
                Path restored = job.restoredFrom().orElse(checkpoints);
                await().atMost(LIMIT)
                        .until(() -> kept.newestComplete()
                                .filter(newest -> !newest.equals(restored))
                                .isPresent());
                job.stop();
            }
            try (Stream<Path> runs = Files.list(checkpoints)) {
                assertThat(runs).as("the last run and the one before it").hasSize(2);
            }
        }
    }

    @Test
    void jobThatFailsForGoodIsSeen() {
        try (EmbeddedFlink flink =
                EmbeddedFlink.start(home, FlinkSettings.defaults().withCheckpointInterval(Duration.ofSeconds(1)))) {
            StreamJob job = flink.submit(
                    "broken",
                    environment -> environment
                            .fromSequence(1, 10)
                            .uid("numbers")
                            .map((MapFunction<Long, Long>) number -> {
                                throw new SuppressRestartsException(new IllegalStateException("no way on"));
                            })
                            .uid("break")
                            .sinkTo(new DiscardingSink<>())
                            .uid("end"));

            await().atMost(LIMIT).until(() -> job.status() == JobStatus.FAILED);
            assertThat(job.isRunning()).isFalse();
            assertThat(job.failure()).hasValueSatisfying(why -> assertThat(why).contains("no way on"));
            assertThatThrownBy(() -> job.awaitRunning(LIMIT)).hasMessageContaining("no way on");
        }
    }

    @Test
    void jobThatKeepsRestartingIsNotHealthy() {
        try (EmbeddedFlink flink =
                EmbeddedFlink.start(home, FlinkSettings.defaults().withCheckpointInterval(Duration.ofSeconds(1)))) {
            StreamJob job = flink.submit(
                    "stumbling",
                    environment -> environment
                            .fromSequence(1, Long.MAX_VALUE)
                            .uid("numbers")
                            .map((MapFunction<Long, Long>) number -> {
                                throw new IllegalStateException("again");
                            })
                            .uid("stumble")
                            .sinkTo(new DiscardingSink<>())
                            .uid("end"));

            await().atMost(LIMIT).until(() -> job.failure().isPresent() && !job.isRunning());
            assertThat(job.status()).isNotEqualTo(JobStatus.FAILED);
        }
    }

    @Test
    void webPageAnswersOnLoopbackAndTakesNoJobs() throws Exception {
        try (EmbeddedFlink flink =
                EmbeddedFlink.start(home, FlinkSettings.defaults().withCheckpointInterval(Duration.ofSeconds(1)))) {
            assertThat(flink.ui())
                    .isEqualTo(URI.create("http://127.0.0.1:" + home.ports().flink()));
            HttpClient http = HttpClient.newHttpClient();
            HttpResponse<String> page = http.send(
                    HttpRequest.newBuilder(flink.ui().resolve("/")).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).contains("Apache Flink");
            HttpResponse<String> jars = http.send(
                    HttpRequest.newBuilder(flink.ui().resolve("/jars")).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(jars.statusCode()).isEqualTo(404);
        }
    }

    private static void ticking(StreamExecutionEnvironment environment) {
        DataGeneratorSource<Long> source = new DataGeneratorSource<>(
                number -> number, Long.MAX_VALUE, RateLimiterStrategy.perSecond(100), Types.LONG);
        environment
                .fromSource(source, WatermarkStrategy.noWatermarks(), "numbers")
                .uid("numbers")
                .sinkTo(new DiscardingSink<>())
                .uid("end");
    }
}
