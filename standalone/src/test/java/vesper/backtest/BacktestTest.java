package vesper.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
        assertOverlaps(said, Files.readAllLines(out));
    }

    /** Counts again, from the reasons of the payments, which rules hit together. */
    private static void assertOverlaps(JsonNode said, List<String> scores) {
        assertThat(said.path("overlaps").size()).isPositive();
        int last = Integer.MAX_VALUE;
        for (JsonNode overlap : said.path("overlaps")) {
            String first = overlap.path("rules").path(0).asString();
            String second = overlap.path("rules").path(1).asString();
            long both = hits(scores, first, second);
            assertThat(overlap.path("both").asLong())
                    .as("%s and %s", first, second)
                    .isEqualTo(both)
                    .isPositive();
            assertThat(overlap.path("share_of_first").asDouble())
                    .isCloseTo((double) both / hits(scores, first, first), within(1e-6));
            assertThat(overlap.path("share_of_second").asDouble())
                    .isCloseTo((double) both / hits(scores, second, second), within(1e-6));
            assertThat(overlap.path("both").asInt()).isLessThanOrEqualTo(last);
            last = overlap.path("both").asInt();
        }
    }

    private static long hits(List<String> scores, String first, String second) {
        return scores.stream()
                .map(line -> List.of(line.substring(line.lastIndexOf(',') + 1).split(" ")))
                .filter(reasons -> reasons.contains(first) && reasons.contains(second))
                .count();
    }

    /** Counts are as if what was taken back, and what says the same again, had never been said. */
    @Test
    void aLabelThatIsTakenBackCountsNoMore() throws Exception {
        history(new Random(1));
        Path plain = folder.resolve("plain.csv");
        Path corrected = folder.resolve("corrected.csv");
        // Known from the 8th to the 17th, so that all of it lies within the windows of what is scored.
        List<String> early =
                labels.stream().filter(line -> line.contains(",2024-02-1")).toList();
        assertThat(early).hasSizeGreaterThan(500);
        String[] window = {"--from", "2024-02-20", "--rules", frauds().toString()};
        run(append(window, "--scores", plain.toString()));
        for (String line : early) {
            String[] cells = line.split(",");
            String opposite = cells[1].equals("1") ? "0" : "1";
            Instant known = Instant.parse(cells[2]);
            labels.add(cells[0] + "," + opposite + "," + known.plusSeconds(1));
            labels.add(cells[0] + "," + cells[1] + "," + known.plusSeconds(2));
            labels.add(cells[0] + "," + cells[1] + "," + known.plusSeconds(3));
        }
        java.util.Collections.shuffle(labels, new Random(9));
        run(append(window, "--scores", corrected.toString()));
        assertThat(rulesHit(corrected)).isEqualTo(rulesHit(plain));
        assertThat(String.join(" ", rulesHit(plain).values())).contains("known-frauds", "risky-merchant");
    }

    /** By payment; what the model saw is left out. */
    private Map<String, String> rulesHit(Path file) throws Exception {
        Map<String, String> hit = new HashMap<>();
        scores(file)
                .forEach((id, line) -> hit.put(
                        id,
                        java.util.Arrays.stream(line.substring(line.lastIndexOf(',') + 1)
                                        .split(" "))
                                .filter(code -> !code.startsWith("model:"))
                                .collect(java.util.stream.Collectors.joining(" "))));
        return hit;
    }

    private static String[] append(String[] some, String... more) {
        List<String> all = new ArrayList<>(List.of(some));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    /** Rules that hit by exact counts of known frauds. */
    private Path frauds() throws Exception {
        Path file = folder.resolve("rules.json");
        Files.writeString(file, """
                {"version": "counts", "thresholds": {"challenge": 30, "review": 45, "decline": 92, "withoutModelMinor": 1},
                 "rules": [
                  {"code": "known-frauds", "owner": "test", "version": 1, "state": "active", "weight": 1, "action": "approve",
                   "when": "card_frauds_30d >= 2.0", "reason": "x", "hit": {"card_frauds_30d": 2}, "miss": {"card_frauds_30d": 1}},
                  {"code": "risky-merchant", "owner": "test", "version": 1, "state": "active", "weight": 1, "action": "approve",
                   "when": "merchant_frauds_30d >= 4.0", "reason": "x", "hit": {"merchant_frauds_30d": 4}, "miss": {"merchant_frauds_30d": 3}}
                 ]}
                """);
        return file;
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
