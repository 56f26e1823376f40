package vesper.bank.seal;

import java.security.MessageDigest;
import java.util.HexFormat;
import org.springframework.jdbc.core.JdbcTemplate;
import vesper.bank.database.CopiedRows;

/**
 * How many rows there are, and the SHA-256 of all of them in order (see {@link vesper.bank.database.CopiedRow}).
 *
 * @param sha256 in hexadecimal
 */
record RowDigest(long rows, String sha256) {
    static RowDigest of(JdbcTemplate jdbc, String query) {
        MessageDigest sha256 = Sha256.digest();
        long[] rows = {0};
        CopiedRows.read(jdbc, query, row -> {
            rows[0]++;
            sha256.update(row.bytes());
        });
        return new RowDigest(rows[0], HexFormat.of().formatHex(sha256.digest()));
    }
}
