package vesper.process;

import java.nio.file.Path;
import vesper.embedded.EmbeddedKafka;
import vesper.embedded.EmbeddedPostgres;
import vesper.home.Home;

/** The servers that the bank's processes talk to, as processes of their own: PostgreSQL in one, Kafka in another. */
final class Servers {
    private Servers() {}

    /** @param arguments {@code database} or {@code kafka}; the home; its base port */
    public static void main(String[] arguments) throws Exception {
        Home home = Home.open(Path.of(arguments[1]), Integer.valueOf(arguments[2]));
        if (arguments[0].equals("kafka")) {
            EmbeddedKafka kafka = EmbeddedKafka.start(home);
            atEnd(kafka);
        } else {
            EmbeddedPostgres postgres = EmbeddedPostgres.start(home);
            atEnd(postgres);
        }
        System.out.println("ready");
        Thread.currentThread().join();
    }

    private static void atEnd(AutoCloseable server) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                server.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }));
    }
}
