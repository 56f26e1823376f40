package vesper.stream.booking;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.Serializable;

/** The bank's database. */
public record DatabaseSettings(String url, String user, String password) implements Serializable {
    public DatabaseSettings {
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException("not the JDBC URL of a PostgreSQL: " + url);
        }
    }

    /** A pool of a subtask's own. It starts without a database, so that the job's retries decide how long to wait for it. */
    HikariDataSource pool(String name) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(1);
        config.setConnectionTimeout(5_000);
        config.setInitializationFailTimeout(-1);
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        return new HikariDataSource(config);
    }

    @Override
    public String toString() {
        return user + " at " + url;
    }
}
