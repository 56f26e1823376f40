package vesper.bank.database;

import java.sql.Array;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Where to part rows by their keys for work that is done in several ranges at once. */
public final class KeyRanges {
    private KeyRanges() {}

    /**
     * Keys that part rows into ranges of about as many rows.
     *
     * @param key name of the column, a bigint
     * @param rows what comes after {@code from}: a table, and which of its rows, with {@code params}
     * @param ranges how many; positive
     * @return the greatest key of each range but the last, rising; several may be the same if the rows are
     *     few, and all are zero if there are none
     */
    public static List<Long> quantiles(JdbcClient jdbc, String key, String rows, Map<String, ?> params, int ranges) {
        Double[] shares =
                LongStream.range(1, ranges).mapToObj(n -> (double) n / ranges).toArray(Double[]::new);
        return jdbc.sql("select percentile_disc(:shares::float8[]) within group (order by " + key + ") from " + rows)
                .param("shares", shares)
                .params(params)
                .query((row, n) -> {
                    Array splits = row.getArray(1);
                    return splits == null
                            ? Collections.nCopies(ranges - 1, 0L)
                            : Arrays.asList((Long[]) splits.getArray());
                })
                .single();
    }
}
