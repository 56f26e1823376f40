package vesper.bank.database;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Several statements sent to the database together and answered together. They run in the order in which they were added,
 * each on its own snapshot, as if sent one by one; a failure of one undoes the surrounding transaction as always.
 *
 * <p>Which statements a round trip has should depend on few things: the database keeps a plan for each combination it sees.
 */
public final class RoundTrip {
    private final List<Step> steps = new ArrayList<>();

    /** What to do with a row of a statement's result. */
    public interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    private interface Parameter {
        void set(PreparedStatement statement, int index) throws SQLException;
    }

    /** One statement with its parameters, which are given in order. */
    public static final class Step {
        private final String sql;
        private final List<Parameter> parameters = new ArrayList<>();
        private @Nullable RowReader reader;

        private Step(String sql) {
            this.sql = sql;
        }

        public Step value(@Nullable Object value) {
            parameters.add((statement, index) -> statement.setObject(index, value));
            return this;
        }

        /** Values as an array of the database's type with this name, such as {@code date}, as the texts that it reads. */
        public Step array(String type, Collection<? extends @Nullable Object> values) {
            return elements(type, values.toArray());
        }

        public Step longs(Collection<@Nullable Long> values) {
            return elements("bigint", values.toArray(Long[]::new));
        }

        public Step shorts(Collection<@Nullable Short> values) {
            return elements("smallint", values.toArray(Short[]::new));
        }

        public Step uuids(Collection<@Nullable UUID> values) {
            return elements("uuid", values.toArray());
        }

        public Step texts(Collection<@Nullable String> values) {
            return elements("text", values.toArray(String[]::new));
        }

        public Step byteArrays(Collection<byte[]> values) {
            return elements("bytea", values.toArray(byte[][]::new));
        }

        /** The class of the array decides: of numbers, strings and bytes the driver sends the binary form. */
        private Step elements(String type, @Nullable Object[] elements) {
            parameters.add((statement, index) ->
                    statement.setArray(index, statement.getConnection().createArrayOf(type, elements)));
            return this;
        }

        /** Calls the reader for each row. Without one the rows are passed over. */
        public void read(RowReader rowReader) {
            reader = rowReader;
        }
    }

    /** Adds a statement; its text must be a constant, with a question mark for each parameter and no semicolon. */
    public Step add(String sql) {
        Step step = new Step(sql);
        steps.add(step);
        return step;
    }

    /**
     * Sends all statements and reads their results.
     *
     * @throws org.springframework.dao.DataAccessException if one of them fails
     */
    public void run(JdbcTemplate jdbc) {
        if (steps.isEmpty()) {
            return;
        }
        String sql = steps.stream().map(step -> step.sql.strip()).collect(Collectors.joining(";\n"));
        jdbc.execute((ConnectionCallback<Boolean>) connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                bind(statement);
                boolean rows = statement.execute();
                for (Step step : steps) {
                    if (rows) {
                        read(statement, step);
                    }
                    rows = statement.getMoreResults();
                }
                return true;
            }
        });
    }

    private void bind(PreparedStatement statement) throws SQLException {
        int index = 1;
        for (Step step : steps) {
            for (Parameter parameter : step.parameters) {
                parameter.set(statement, index++);
            }
        }
    }

    private static void read(PreparedStatement statement, Step step) throws SQLException {
        RowReader reader = step.reader;
        if (reader == null) {
            return;
        }
        try (ResultSet result = statement.getResultSet()) {
            while (result.next()) {
                reader.read(result);
            }
        }
    }
}
