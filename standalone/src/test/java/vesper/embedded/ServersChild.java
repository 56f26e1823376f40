package vesper.embedded;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import vesper.home.Home;

/** All embedded servers in a home, started side by side, until somebody ends the process. Says how long each took. */
final class ServersChild {
    private ServersChild() {}

    public static void main(String[] arguments) throws Exception {
        long begun = System.nanoTime();
        Home home = Home.open(Path.of(arguments[0]), Integer.valueOf(arguments[1]));
        List<CompletableFuture<AutoCloseable>> servers = List.of(
                start("PostgreSQL", () -> EmbeddedPostgres.start(home)),
                start("Kafka", () -> EmbeddedKafka.start(home)),
                start("Flink", () -> EmbeddedFlink.start(home, FlinkSettings.defaults())),
                start("SMTP", () -> EmbeddedSmtp.start(home, Clock.systemUTC())));
        servers.forEach(CompletableFuture::join);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            for (CompletableFuture<AutoCloseable> server : servers) {
                close(server.join());
            }
            home.close();
        }));
        System.out.println("ready " + (System.nanoTime() - begun) / 1_000_000 + " ms");
        Thread.currentThread().join();
    }

    private static CompletableFuture<AutoCloseable> start(String name, Supplier<AutoCloseable> server) {
        long begun = System.nanoTime();
        return CompletableFuture.supplyAsync(
                () -> {
                    AutoCloseable started = server.get();
                    System.err.println(name + " " + (System.nanoTime() - begun) / 1_000_000 + " ms");
                    return started;
                },
                task -> new Thread(task, name).start());
    }

    private static void close(AutoCloseable server) {
        try {
            server.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
