package vesper.process;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Set;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.util.StringUtils;
import vesper.api.identity.Clients;
import vesper.bank.Bank;
import vesper.console.signin.StaffAccounts;
import vesper.console.signin.StaffAccounts.Role;

/**
 * Brings the database to the newest schema, and a bank that was never opened into being: its first business date, its first
 * administrator, and the client that {@code VESPER_CLIENT} names. Ends when that is done; repeating it is harmless. Runs before
 * the processes of a release: their predecessors work on with the new schema.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@Import(DataSourceAutoConfiguration.class)
public class Migration {
    private static final Logger LOG = LoggerFactory.getLogger(Migration.class);

    public static void main(String[] arguments) {
        System.exit(SpringApplication.exit(new SpringApplicationBuilder(Migration.class)
                .web(WebApplicationType.NONE)
                .run(arguments)));
    }

    /**
     * The work.
     *
     * @param firstDay ISO date of a bank that was never opened; empty: today in UTC
     * @param administrator user name of the first member of staff; none is made if it is empty
     * @param password what the administrator signs in with
     * @param client id of an API client that is to be registered or given its scopes anew; none if it is empty
     * @param secret the client's, 43 random characters or more
     * @param scopes the client's, separated by spaces
     */
    @Bean
    ApplicationRunner migrate(
            DataSource dataSource,
            @Value("${VESPER_FIRST_DAY:}") String firstDay,
            @Value("${VESPER_ADMINISTRATOR:}") String administrator,
            @Value("${administrator-password:}") String password,
            @Value("${VESPER_CLIENT:}") String client,
            @Value("${client-secret:}") String secret,
            @Value("${VESPER_CLIENT_SCOPES:}") String scopes) {
        return arguments -> {
            Bank.migrate(dataSource);
            Bank bank = new Bank(dataSource);
            bank.businessDates()
                    .open(firstDay.isEmpty() ? LocalDate.now(Clock.systemUTC()) : LocalDate.parse(firstDay));
            StaffAccounts staff = new StaffAccounts(bank);
            if (!administrator.isEmpty() && !staff.exists(administrator)) {
                staff.register(administrator, Set.of(Role.ADMIN), password);
            }
            if (!client.isEmpty()) {
                new Clients(bank.jdbc())
                        .register(client, Set.of(StringUtils.tokenizeToStringArray(scopes, " ")), secret);
            }
            LOG.info(
                    "the schema is up to date; the business date is {}",
                    bank.businessDates().current());
        };
    }
}
