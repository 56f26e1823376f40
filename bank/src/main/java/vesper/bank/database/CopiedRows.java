package vesper.bank.database;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.function.Consumer;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Streams the rows of a query byte for byte as the database has them, by {@code COPY (query) TO STDOUT (FORMAT binary)}: nothing
 * is converted, and no more than a row is in memory. In the surrounding transaction, if there is one.
 */
public final class CopiedRows {
    /** Signature, flags, and length of the header's extension. */
    private static final int HEADER_BYTES = 19;

    private static final short END = -1;

    private CopiedRows() {}

    /**
     * Gives the rows in the query's order.
     *
     * @param query complete: COPY takes no parameters, so its values must be numbers and dates written by the caller
     */
    public static void read(JdbcTemplate jdbc, String query, Consumer<CopiedRow> rows) {
        jdbc.execute((ConnectionCallback<Boolean>) connection -> {
            copy(connection, query, rows);
            return true;
        });
    }

    private static void copy(Connection connection, String query, Consumer<CopiedRow> rows) throws SQLException {
        CopyOut copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut("copy (" + query + ") to stdout (format binary)");
        try {
            boolean first = true;
            // Each message is one row; the first has the header before it.
            for (byte[] message = copy.readFromCopy(); message != null; message = copy.readFromCopy()) {
                byte[] row = first ? Arrays.copyOfRange(message, HEADER_BYTES, message.length) : message;
                first = false;
                if (row.length > 0 && ByteBuffer.wrap(row).getShort() != END) {
                    rows.accept(new CopiedRow(row));
                }
            }
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }
}
