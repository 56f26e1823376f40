package vesper.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vesper.bench.QueryLog.Query;

/** Looks at the plans of statements for what will be slow some day: large tables that are read whole. */
final class QueryPlans {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern PARAMETER = Pattern.compile("\\$\\d+ = (NULL|'(?:[^']|'')*')");
    private static final int LARGE = 20_000;

    private final Connection connection;
    private int prepared;

    QueryPlans(Connection connection) {
        this.connection = connection;
    }

    /** What is amiss with the plan for the parameters of the slowest run; empty: nothing. */
    List<String> anomalies(Query query) {
        String name = "bench_" + prepared++;
        List<String> values = new ArrayList<>();
        if (query.slowestParameters() != null) {
            Matcher parameters = PARAMETER.matcher(query.slowestParameters());
            while (parameters.find()) {
                values.add(parameters.group(1));
            }
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("set plan_cache_mode = force_custom_plan");
            statement.execute("prepare " + name + " as " + query.sql());
            String call = values.isEmpty() ? name : name + "(" + String.join(", ", values) + ")";
            try (ResultSet plan = statement.executeQuery("explain (format json) execute " + call)) {
                plan.next();
                Set<String> found = new TreeSet<>();
                look(JSON.readTree(plan.getString(1)).path(0).path("Plan"), found);
                return List.copyOf(found);
            }
        } catch (SQLException e) {
            return List.of("not explained: "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
    }

    private void look(JsonNode node, Set<String> found) throws SQLException {
        if (node.path("Node Type").asString("").equals("Seq Scan")) {
            String table = node.path("Relation Name").asString("");
            if (rows(table) > LARGE) {
                found.add("reads all of " + table);
            }
        }
        for (JsonNode inner : node.path("Plans")) {
            look(inner, found);
        }
    }

    private long rows(String table) throws SQLException {
        try (var statement = connection.prepareStatement("select reltuples::bigint from pg_class where relname = ?")) {
            statement.setString(1, table);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }
}
