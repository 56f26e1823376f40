package vesper.api;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import vesper.bank.Bank;

/** Runs the online API alone, against the database at {@code VESPER_DB_URL} and the Kafka at {@code VESPER_KAFKA}. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(OnlineApi.class)
public class OnlineApiApplication {
    public static void main(String[] args) {
        SpringApplication.run(OnlineApiApplication.class, args);
    }

    /** A small pool: a request holds a connection for one look-up. The schema is brought up to date first. */
    @Bean
    HikariDataSource dataSource(
            @Value("${VESPER_DB_URL}") String url,
            @Value("${VESPER_DB_USER:}") String user,
            @Value("${VESPER_DB_PASSWORD:}") String password) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        if (!user.isEmpty()) {
            config.setUsername(user);
            config.setPassword(password);
        }
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        config.setMaximumPoolSize(8);
        config.setConnectionTimeout(5_000);
        HikariDataSource dataSource = new HikariDataSource(config);
        Bank.migrate(dataSource);
        return dataSource;
    }

    /** What no other chain covers is closed. */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    SecurityFilterChain closedChain(HttpSecurity http) {
        return http.authorizeHttpRequests(requests -> requests.anyRequest().denyAll())
                .requestCache(cache -> cache.disable())
                .build();
    }
}
