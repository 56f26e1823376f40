package vesper.bank.seal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of {@code day_seal}, {@code seal_leaf} and {@code seal_key}. */
final class SealTable {
    private static final HexFormat HEX = HexFormat.of();
    private static final String COLUMNS = """
            select business_date, previous_date, previous_hash, after_place, cut_off_place, up_to_place, entries, postings, root,
                   snapshots, snapshots_hash, shifts, shifts_hash, ledger_rows, ledger_hash, currencies, trial_balance_minor,
                   sealed_at, key_id, certificate, signature
              from day_seal
            """;

    private final JdbcClient jdbc;

    SealTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A certificate as it is stored: its text is what was signed. */
    record Row(Certificate certificate, String text, byte[] signature) {
        LocalDate businessDate() {
            return certificate.businessDate();
        }

        /** Whether the columns say what the text says. */
        boolean columnsAsSigned() {
            try {
                return certificate.json().equals(text);
            } catch (IllegalArgumentException e) {
                return false; // they hold what no certificate can say
            }
        }
    }

    Optional<Row> of(LocalDate businessDate) {
        return jdbc.sql(COLUMNS + " where business_date = :day")
                .param("day", businessDate)
                .query((row, n) -> row(row))
                .optional();
    }

    /** The newest seal of a date before the given one. */
    Optional<Row> before(LocalDate businessDate) {
        return jdbc.sql(COLUMNS + " where business_date < :day order by business_date desc limit 1")
                .param("day", businessDate)
                .query((row, n) -> row(row))
                .optional();
    }

    /** Both dates inclusive, oldest first. */
    List<Row> between(LocalDate from, LocalDate to) {
        return jdbc.sql(COLUMNS + " where business_date between :from and :to order by business_date")
                .param("from", from)
                .param("to", to)
                .query((row, n) -> row(row))
                .list();
    }

    private static Row row(ResultSet row) throws SQLException {
        LocalDate previous = row.getObject("previous_date", LocalDate.class);
        String[] currencies = (String[]) row.getArray("currencies").getArray();
        Long[] totals = (Long[]) row.getArray("trial_balance_minor").getArray();
        SortedMap<String, Long> trialBalance = new TreeMap<>();
        for (int n = 0; n < Math.min(currencies.length, totals.length); n++) {
            trialBalance.put(currencies[n], totals[n]);
        }
        Certificate certificate = new Certificate(
                row.getObject("business_date", LocalDate.class),
                previous == null ? null : new Certificate.Previous(previous, hex(row, "previous_hash")),
                new Certificate.Places(
                        row.getLong("after_place"), row.getLong("cut_off_place"), row.getLong("up_to_place")),
                new Certificate.Entries(row.getLong("entries"), row.getLong("postings"), hex(row, "root")),
                new RowDigest(row.getLong("snapshots"), hex(row, "snapshots_hash")),
                new RowDigest(row.getLong("shifts"), hex(row, "shifts_hash")),
                new RowDigest(row.getLong("ledger_rows"), hex(row, "ledger_hash")),
                trialBalance,
                row.getString("key_id"),
                row.getTimestamp("sealed_at").toInstant());
        return new Row(certificate, row.getString("certificate"), row.getBytes("signature"));
    }

    private static String hex(ResultSet row, String column) throws SQLException {
        return HEX.formatHex(row.getBytes(column));
    }

    void insert(Row seal) {
        Certificate certificate = seal.certificate();
        Certificate.Previous previous = certificate.previous();
        jdbc.sql("""
                        insert into day_seal (business_date, previous_date, previous_hash, after_place, cut_off_place,
                                              up_to_place, entries, postings, root, snapshots, snapshots_hash, shifts,
                                              shifts_hash, ledger_rows, ledger_hash, currencies, trial_balance_minor, sealed_at,
                                              key_id, certificate, signature)
                        values (:day, :previous, decode(:previousHash, 'hex'), :after, :cutOff, :upTo, :entries, :postings,
                                decode(:root, 'hex'), :snapshots, decode(:snapshotsHash, 'hex'), :shifts,
                                decode(:shiftsHash, 'hex'), :ledgerRows, decode(:ledgerHash, 'hex'), :currencies, :totals,
                                :sealedAt, :key, :text, :signature)
                        """)
                .param("day", certificate.businessDate())
                .param("previous", previous == null ? null : previous.businessDate(), java.sql.Types.DATE)
                .param("previousHash", previous == null ? null : previous.sha256(), java.sql.Types.VARCHAR)
                .param("after", certificate.places().after())
                .param("cutOff", certificate.places().cutOff())
                .param("upTo", certificate.places().upTo())
                .param("entries", certificate.entries().count())
                .param("postings", certificate.entries().postings())
                .param("root", certificate.entries().merkleRoot())
                .param("snapshots", certificate.balances().rows())
                .param("snapshotsHash", certificate.balances().sha256())
                .param("shifts", certificate.shifts().rows())
                .param("shiftsHash", certificate.shifts().sha256())
                .param("ledgerRows", certificate.ledger().rows())
                .param("ledgerHash", certificate.ledger().sha256())
                .param("currencies", certificate.trialBalanceMinor().keySet().toArray(String[]::new))
                .param("totals", certificate.trialBalanceMinor().values().toArray(Long[]::new))
                .param("sealedAt", certificate.sealedAt().atOffset(ZoneOffset.UTC))
                .param("key", certificate.keyId())
                .param("text", seal.text())
                .param("signature", seal.signature())
                .update();
    }

    void insertBlock(LocalDate businessDate, int block, List<Leaf> leaves) {
        jdbc.sql("insert into seal_leaf (business_date, block, leaves) values (:day, :block, :leaves)")
                .param("day", businessDate)
                .param("block", block)
                .param("leaves", Leaf.encode(leaves))
                .update();
    }

    /** The leaves of a block as stored; empty if there is no such block. */
    Optional<byte[]> block(LocalDate businessDate, int block) {
        return jdbc.sql("select leaves from seal_leaf where business_date = :day and block = :block")
                .param("day", businessDate)
                .param("block", block)
                .query(byte[].class)
                .optional();
    }

    int blocks(LocalDate businessDate) {
        return jdbc.sql("select count(*) from seal_leaf where business_date = :day")
                .param("day", businessDate)
                .query(Integer.class)
                .single();
    }

    /** Notes the public key, so that it can be handed out. Repeating it is harmless. */
    void insertKey(SealPublicKey key) {
        jdbc.sql("insert into seal_key (id, public_key) values (:id, :key) on conflict do nothing")
                .param("id", key.id())
                .param("key", key.encoded())
                .update();
    }

    /** A key as it is stored. */
    record StoredKey(String id, byte[] encoded) {}

    List<StoredKey> keys() {
        return jdbc.sql("select id, public_key from seal_key order by id")
                .query((row, n) -> new StoredKey(row.getString("id"), row.getBytes("public_key")))
                .list();
    }
}
