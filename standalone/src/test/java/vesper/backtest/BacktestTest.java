package vesper.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BacktestTest {
    private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
    private static final int DAYS = 60;

    @TempDir
    private Path folder;

    private final List<String> payments = new ArrayList<>();
    private final List<String> labels = new ArrayList<>();

    /** Twenty cards pay small amounts four times a day; a theft is a high amount at night. Labels come after a week. */
    private void history(Random random) {
        int id = 0;
        for (int day = 0; day < DAYS; day++) {
            for (int card = 0; card < 20; card++) {
                for (int i = 0; i < 4; i++) {
                    boolean fraud = random.nextInt(25) == 0;
                    Instant time = START.plusSeconds(
                            day * 86_400L + (fraud ? 2 : 8 + i * 3) * 3_600L + card * 60 + i + random.nextInt(3_000));
                    payments.add(id + "," + time + "," + (4000 + card) + ",Shop " + random.nextInt(30) + ","
                            + (fraud ? 300 + random.nextInt(200) : 10 + random.nextInt(40)) + ".00");
                    labels.add(id + "," + (fraud ? 1 : 0) + "," + time.plusSeconds(7 * 86_400));
                    id++;
                }
            }
        }
    }

    private JsonNode run(String... more) throws Exception {
        Path file = folder.resolve("payments.csv");
        Path known = folder.resolve("labels.csv");
        List<String> lines = new ArrayList<>(payments);
        java.util.Collections.shuffle(lines, new Random(5));
        lines.add(0, "id,time,card,merchant,amount");
        Files.write(file, lines);
        lines = new ArrayList<>(labels);
        lines.add(0, "id,fraud,known_at");
        Files.write(known, lines);
        List<String> arguments = new ArrayList<>(List.of(
                "--payments", file.toString(), "--labels", known.toString(), "--data", folder.toString(), "--json"));
        arguments.addAll(List.of(more));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = new CommandLine(new BacktestCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments.toArray(String[]::new));
        assertThat(status).as(err.toString()).isZero();
        return JsonMapper.builder().build().readTree(out.toString());
    }

    private Map<String, String> scores(Path file) throws Exception {
        Map<String, String> scores = new HashMap<>();
        for (String line : Files.readAllLines(file)) {
            scores.put(line.substring(0, line.indexOf(',')), line);
        }
        return scores;
    }

    @Test
    void aModelTrainedOnWhatWasKnownFindsTheFraudsThatFollow() throws Exception {
        history(new Random(1));
        payments.add("bad,2024-01-01T00:00:00Z,4000,Shop 1,twelve");
        Path out = folder.resolve("scores.csv");

        JsonNode said = run("--train-until", "2024-02-15", "--scores", out.toString());

        assertThat(said.path("payments").asInt()).isEqualTo(DAYS * 80);
        assertThat(said.path("scored").asInt()).isEqualTo((DAYS - 45) * 80);
        assertThat(said.path("average_precision").asDouble()).isGreaterThan(0.9);
        assertThat(said.path("auc").asDouble()).isGreaterThan(0.97);
        assertThat(scores(out)).hasSize((DAYS - 45) * 80 + 1);
    }

    @Test
    void aLabelThatIsNotKnownYetChangesNoScore() throws Exception {
        history(new Random(1));
        Path before = folder.resolve("before.csv");
        Path after = folder.resolve("after.csv");
        run("--train-until", "2024-02-15", "--until", "2024-02-20", "--scores", before.toString());
        // What becomes known on the last day, or later, of any payment: turned around.
        labels.replaceAll(line -> {
            String[] cells = line.split(",");
            return Instant.parse(cells[2]).isBefore(Instant.parse("2024-02-20T00:00:00Z"))
                    ? line
                    : cells[0] + "," + (cells[1].equals("1") ? 0 : 1) + "," + cells[2];
        });
        run("--train-until", "2024-02-15", "--until", "2024-02-20", "--scores", after.toString());
        assertThat(scores(after)).isEqualTo(scores(before));
    }
}
