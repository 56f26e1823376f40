package vesper.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.opencsv.CSVReader;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vesper.cli.BankDatabase;
import vesper.home.Ports;
import vesper.up.BankProcess;

/** The demo as a newcomer runs it. */
class DemoTest {
    private static final int PAYMENTS = 10_252;

    @TempDir
    private Path folder;

    @Test
    void aWeekOfPaymentsAndAMonthOfNightsAddUp() throws Exception {
        Path home = folder.resolve("home");

        BankProcess.Ended demo = BankProcess.run(
                home,
                "demo",
                "--exit",
                "--json",
                "--port",
                Integer.toString(Ports.anyFree().base()));

        assertThat(demo.status()).as(demo.text()).isZero();
        assertThat(demo.out()).hasSize(1);
        JsonNode said = JsonMapper.builder().build().readTree(demo.out().get(0));
        assertThat(said.path("sent").asInt()).isEqualTo(PAYMENTS);
        assertThat(said.path("accepted").asInt() + said.path("refused").asInt()).isEqualTo(PAYMENTS);
        assertThat(said.path("booked").asInt()
                        + said.path("declined").asInt()
                        + said.path("in_review").asInt())
                .isEqualTo(said.path("accepted").asInt());
        assertThat(said.path("days_closed").asInt()).isEqualTo(26);
        assertThat(said.path("proof").asString()).isEqualTo("holds");
        assertThat(mails(home)).hasSize(said.path("statements_mailed").asInt()).isNotEmpty();
        BankProcess.Ended verify = BankProcess.run(home, "verify", "--json");
        assertThat(verify.status()).isZero();
        theJournalAddsUpToTheBalances(home);
        BankProcess.Ended archive = BankProcess.run(home, "verify", "--archive");
        assertThat(archive.status()).as(archive.text()).isZero();
        assertThat(archive.text()).contains("documents are as issued in folder");
    }

    private static List<Path> mails(Path home) throws Exception {
        try (Stream<Path> files = Files.list(home.resolve("inbox"))) {
            return files.filter(file -> file.toString().endsWith(".eml")).toList();
        }
    }

    /** A second way to every balance: the journal as another program reads it. */
    private static void theJournalAddsUpToTheBalances(Path home) throws Exception {
        List<String> journal =
                BankProcess.run(home, "journal", "--format", "csv").out();
        List<String> header = List.of(journal.get(0).replace("\"", "").split(","));
        int account = header.indexOf("account");
        int amount = header.indexOf("amount");
        Map<String, BigDecimal> sums = new HashMap<>();
        try (CSVReader lines = new CSVReader(new StringReader(String.join("\n", journal.subList(1, journal.size()))))) {
            for (String[] cells : lines) {
                sums.merge(cells[account], new BigDecimal(cells[amount]), BigDecimal::add);
            }
        }
        List<String> wrong = new ArrayList<>();
        try (BankDatabase database = BankDatabase.open(home)) {
            JdbcClient jdbc = database.bank().jdbc();
            jdbc.sql("select number, b.balance_minor from account join account_balance b on b.account_id = account.id")
                    .query(row -> {
                        BigDecimal balance = BigDecimal.valueOf(row.getLong(2), 2);
                        if (sums.getOrDefault(row.getString(1), BigDecimal.ZERO).compareTo(balance) != 0) {
                            wrong.add(row.getString(1));
                        }
                    });
        }
        assertThat(sums).hasSizeGreaterThan(500);
        assertThat(wrong).isEmpty();
    }
}
