package vesper.embedded;

import java.nio.file.Path;
import java.time.Duration;
import vesper.home.Home;

/** Kafka, Flink and {@link NumberingJob} in a home, until somebody kills it. Says where it went on from. */
final class StreamingChild {
    private StreamingChild() {}

    public static void main(String[] arguments) throws Exception {
        Home home = Home.open(Path.of(arguments[0]), Integer.valueOf(arguments[1]));
        EmbeddedKafka kafka = EmbeddedKafka.start(home);
        EmbeddedFlink flink =
                EmbeddedFlink.start(home, FlinkSettings.defaults().withCheckpointInterval(Duration.ofSeconds(1)));
        StreamJob job = flink.submit(
                NumberingJob.NAME, environment -> NumberingJob.define(environment, kafka.bootstrapServers()));
        job.awaitRunning(Duration.ofSeconds(60));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            flink.close();
            kafka.close();
            home.close();
        }));
        System.out.println(job.restoredFrom().map(Path::toString).orElse("new"));
        Thread.currentThread().join();
    }
}
