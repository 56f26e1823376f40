package vesper.bank;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Real PostgreSQL for tests: one server per JVM, started on first use; each call gives a new database with the schema of
 * all modules on the class path.
 */
public final class TestDatabase {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Server SERVER = new Server();

    private TestDatabase() {}

    /** A new, empty bank's database. Close the data source when done. */
    public static HikariDataSource create() {
        String name = "test_" + COUNT.incrementAndGet();
        new JdbcTemplate(SERVER.postgres().getPostgresDatabase())
                .execute("create database " + name + " template " + SERVER.template());
        return connect(SERVER.postgres().getJdbcUrl("postgres", name));
    }

    private static HikariDataSource connect(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url + "&reWriteBatchedInserts=true");
        config.setMaximumPoolSize(8);
        config.setMinimumIdle(0);
        return new HikariDataSource(config);
    }

    private static final class Server {
        private EmbeddedPostgres postgres;

        synchronized EmbeddedPostgres postgres() {
            if (postgres == null) {
                try {
                    postgres = EmbeddedPostgres.builder()
                            .setServerConfig("max_connections", "200")
                            .start();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                new JdbcTemplate(postgres.getPostgresDatabase()).execute("create database template_bank");
                try (HikariDataSource template = connect(postgres.getJdbcUrl("postgres", "template_bank"))) {
                    Bank.migrate(template);
                }
            }
            return postgres;
        }

        String template() {
            return "template_bank";
        }
    }
}
