package vesper.process;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import vesper.api.OnlineApi;
import vesper.bank.Bank;
import vesper.bank.database.Replica;

/** The online API, whole or the services that {@code VESPER_SERVICES} names. Any number of these may run. */
@SpringBootConfiguration(proxyBeanMethods = false)
@Import({Surroundings.class, OnlineApi.class})
public class OnlineApiProcess {
    /** A replica that has hung up costs a request no longer than this, once: the next go to the primary. */
    private static final long REPLICA_TIMEOUT_MS = 1_000;

    public static void main(String[] arguments) {
        SpringApplication.run(OnlineApiProcess.class, arguments);
    }

    /**
     * Only where a replica takes the reads of history. A process starts without it, and goes on without it.
     *
     * @param mostLag how far behind it may be and still be read
     */
    @Bean(initMethod = "start")
    @ConditionalOnProperty("VESPER_DB_READ_URL")
    Replica replica(
            Bank bank,
            MeterRegistry registry,
            @Value("${VESPER_DB_READ_URL}") String url,
            @Value("${spring.datasource.username}") String user,
            @Value("${spring.datasource.password}") String password,
            @Value("${spring.datasource.hikari.maximum-pool-size}") int connections,
            @Value("${VESPER_DB_READ_LAG:PT5S}") Duration mostLag) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("replica");
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(connections);
        config.setReadOnly(true);
        config.setConnectionTimeout(REPLICA_TIMEOUT_MS);
        config.setValidationTimeout(REPLICA_TIMEOUT_MS);
        config.setInitializationFailTimeout(-1);
        Replica replica = new Replica(bank.jdbc(), new HikariDataSource(config), mostLag, Clock.systemUTC());
        Gauge.builder("vesper.replica.serves", replica, known -> known.serves() ? 1 : 0)
                .description("1 while history is read from the replica, 0 while from the primary")
                .register(registry);
        return replica;
    }
}
