package vesper;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import vesper.bank.Bank;
import vesper.cli.BankDatabase;
import vesper.embedded.EmbeddedPostgres;
import vesper.home.Home;
import vesper.home.Ports;
import vesper.reporting.privacy.PersonalDataExport;

/** That no table with personal data is forgotten, whichever module made it. */
class PersonalDataTest {
    /** Tables with a column that leads to a person, or that says something of one. */
    private static final String PERSONAL = """
            select distinct c.table_name
              from information_schema.columns c
              join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name
             where c.table_schema = 'public' and t.table_type = 'BASE TABLE'
               and (c.column_name ~ '(^|_)(customer|account|card|payment|application|login)_id$'
                    or c.column_name in ('email', 'recipient', 'postal_address', 'narrative'))
            """;

    @TempDir
    private Path folder;

    @Test
    void everyTableWithPersonalDataIsDeclaredByAModule() throws Exception {
        try (Home home = Home.open(folder, Ports.anyFree().base());
                EmbeddedPostgres postgres = EmbeddedPostgres.start(home);
                HikariDataSource pool = BankDatabase.pool(postgres.address(), 2)) {
            Bank.migrate(pool);
            JdbcClient jdbc = JdbcClient.create(pool);
            List<String> personal = jdbc.sql(PERSONAL).query(String.class).list();
            assertThat(personal).contains("customer", "mail_outbox", "scheduled_transfer", "loan_application");
            assertThat(PersonalDataExport.declaredTables()).containsAll(personal);

            Map<String, List<String>> columns = new HashMap<>();
            jdbc.sql("select table_name, column_name from information_schema.columns where table_schema = 'public'")
                    .query(row -> {
                        columns.computeIfAbsent(row.getString(1), table -> new ArrayList<>())
                                .add(row.getString(2));
                    });
            assertThat(PersonalDataExport.wordsMissing(columns)).isEmpty();
            assertThat(PersonalDataExport.wordsMissing(Map.of("customer", List.of("shoe_size"))))
                    .containsExactly("en column.shoe_size", "de column.shoe_size", "fr column.shoe_size");

            jdbc.sql("create table forgotten (customer_id bigint)").update();
            assertThat(jdbc.sql(PERSONAL).query(String.class).list())
                    .as("a table that nobody declared is found")
                    .contains("forgotten");
        }
    }
}
