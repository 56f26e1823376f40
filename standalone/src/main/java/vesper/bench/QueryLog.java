package vesper.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What PostgreSQL logs of statements and how long each took, as JSON, read by statement. */
final class QueryLog {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern DURATION = Pattern.compile(
            "duration: ([0-9.]+) ms  (parse|bind|execute) [^:]*: (.*)|duration: ([0-9.]+) ms  statement: (.*)",
            Pattern.DOTALL);
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private final Map<String, Query> queries = new LinkedHashMap<>();
    /** Parsing and binding, which plans, of each connection since its last execution. */
    private final Map<Integer, Double> prepared = new HashMap<>();

    /** A statement, however often it was run. */
    static final class Query {
        private final String sql;
        private final List<Double> millis = new ArrayList<>();
        private double slowest = -1;
        private @Nullable String slowestParameters;

        Query(String sql) {
            this.sql = sql;
        }

        String sql() {
            return sql;
        }

        int count() {
            return millis.size();
        }

        /** Milliseconds in the server: parsing, planning and running, without the way there. */
        double p95() {
            return Figure.percentile(
                    millis.stream().mapToDouble(Double::doubleValue).toArray(), 0.95);
        }

        /** As they are logged for the slowest run: {@code $1 = '42', $2 = NULL}; null if it had none. */
        @Nullable
        String slowestParameters() {
            return slowestParameters;
        }

        private void add(double took, @Nullable String parameters) {
            millis.add(took);
            if (took > slowest) {
                slowest = took;
                slowestParameters = parameters;
            }
        }
    }

    /** Reads the files of a folder. */
    static QueryLog read(Path logs, String user) throws IOException {
        QueryLog log = new QueryLog();
        List<Path> files;
        try (Stream<Path> all = Files.list(logs)) {
            files = all.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
        for (Path file : files) {
            try (Stream<String> lines = Files.lines(file)) {
                lines.map(JSON::readTree)
                        .filter(line -> line.path("user").asString("").equals(user))
                        .forEach(log::take);
            }
        }
        return log;
    }

    private void take(JsonNode line) {
        Matcher found = DURATION.matcher(line.path("message").asString(""));
        if (!found.matches()) {
            return;
        }
        int connection = line.path("pid").asInt();
        boolean simple = found.group(4) != null;
        double took = Double.parseDouble(simple ? found.group(4) : found.group(1));
        if (!simple && !found.group(2).equals("execute")) {
            prepared.merge(connection, took, Double::sum);
            return;
        }
        Double before = prepared.remove(connection);
        String sql = BLANKS.matcher(simple ? found.group(5) : found.group(3))
                .replaceAll(" ")
                .strip();
        String detail = line.path("detail").asString("");
        queries.computeIfAbsent(sql, Query::new)
                .add(
                        took + (before == null ? 0 : before),
                        detail.regionMatches(true, 0, "parameters: ", 0, 12) ? detail.substring(12) : null);
    }

    List<Query> queries() {
        return List.copyOf(queries.values());
    }
}
