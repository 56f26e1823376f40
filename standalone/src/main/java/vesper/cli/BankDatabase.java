package vesper.cli;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vesper.bank.Bank;
import vesper.embedded.DatabaseAddress;
import vesper.embedded.EmbeddedPostgres;
import vesper.home.Home;
import vesper.home.Secrets;

/**
 * The database of a bank, for commands that read it: the one named by {@code VESPER_DB_URL}, else that of the bank that
 * runs in the home, else the home's server started for as long as the command needs it.
 */
public final class BankDatabase implements AutoCloseable {
    private final HikariDataSource dataSource;
    private final @Nullable Home owned;
    private final @Nullable EmbeddedPostgres server;

    private BankDatabase(DatabaseAddress address, @Nullable Home owned, @Nullable EmbeddedPostgres server) {
        this.dataSource = pool(address, 4);
        this.owned = owned;
        this.server = server;
    }

    public static BankDatabase open(Path folder) {
        Map<String, String> environment = System.getenv();
        String url = environment.get("VESPER_DB_URL");
        if (url != null) {
            return new BankDatabase(
                    new DatabaseAddress(
                            url,
                            environment.getOrDefault("VESPER_DB_USER", "vesper"),
                            environment.getOrDefault("VESPER_DB_PASSWORD", "")),
                    null,
                    null);
        }
        requireHome(folder);
        return Home.running(folder)
                .map(running -> new BankDatabase(
                        EmbeddedPostgres.addressOf(
                                running.ports(), Home.secretsOf(folder).text(Secrets.DATABASE_PASSWORD)),
                        null,
                        null))
                .orElseGet(() -> {
                    Home home = Home.open(folder, null);
                    try {
                        EmbeddedPostgres postgres = EmbeddedPostgres.start(home);
                        return new BankDatabase(postgres.address(), home, postgres);
                    } catch (RuntimeException e) {
                        home.close();
                        throw e;
                    }
                });
    }

    /** @throws CommandFailure if there was never a bank in the folder */
    public static void requireHome(Path folder) {
        if (!Home.isHome(folder)) {
            throw new CommandFailure("there is no bank in " + folder + ": start one with 'vesper demo' or 'vesper up'");
        }
    }

    /** A pool over an address, with the settings that the bank's SQL counts on, of as many connections as are asked for. */
    public static HikariDataSource pool(DatabaseAddress address, int size) {
        // The one that tells whether the database is there is kept.
        return pool(address, size, 1);
    }

    /** The same, all of whose connections are opened at once, beside what follows: as a process has them that serves. */
    public static HikariDataSource standingPool(DatabaseAddress address, int size) {
        return pool(address, size, size);
    }

    private static HikariDataSource pool(DatabaseAddress address, int size, int idle) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(address.url());
        config.setUsername(address.user());
        config.setPassword(address.password());
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(idle);
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        return new HikariDataSource(config);
    }

    public Bank bank() {
        return new Bank(dataSource);
    }

    public HikariDataSource dataSource() {
        return dataSource;
    }

    @Override
    public void close() {
        dataSource.close();
        if (server != null) {
            server.close();
        }
        if (owned != null) {
            owned.close();
        }
    }
}
