package vesper.bank.seal;

import java.security.MessageDigest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Seals closed days, and hands their certificates out. */
public final class DaySeals {
    private final JdbcTemplate jdbcTemplate;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final SealTable table;
    private final DayBalances balances;

    public DaySeals(JdbcTemplate jdbcTemplate, TransactionTemplate transaction) {
        this.jdbcTemplate = jdbcTemplate;
        this.jdbc = JdbcClient.create(jdbcTemplate);
        this.transaction = transaction;
        this.table = new SealTable(jdbc);
        this.balances = new DayBalances(jdbcTemplate);
    }

    /**
     * A certificate to be handed out.
     *
     * @param text canonical JSON (RFC 8785)
     * @param signature Ed25519 (RFC 8032), of the text in UTF-8, in hexadecimal
     */
    public record Signed(LocalDate businessDate, String keyId, String text, String signature) {
        /** Hash of the text in hexadecimal, by which the certificate of the next day names this one. */
        public String sha256() {
            return Certificate.hash(text);
        }
    }

    /**
     * Seals the business date, which must be shut: writes its balances, the leaves of its entries, and the certificate. A day
     * that is sealed stays as it is. Joins the surrounding transaction, if there is one.
     *
     * @return how many entries the seal covers
     * @throws IllegalStateException if the day is not shut, or the trial balance is not zero
     */
    public long seal(LocalDate businessDate, SealKey key) {
        return transaction.execute(status -> table.of(businessDate)
                .map(SealTable.Row::certificate)
                .orElseGet(() -> sealNow(businessDate, key))
                .entries()
                .count());
    }

    private Certificate sealNow(LocalDate day, SealKey key) {
        Optional<SealTable.Row> before = table.before(day);
        Certificate.@Nullable Previous previous = before.map(
                        seal -> new Certificate.Previous(seal.businessDate(), Certificate.hash(seal.text())))
                .orElse(null);
        Certificate.Places places = places(
                day, before.map(seal -> seal.certificate().places().cutOff()).orElse(0L));
        table.insertKey(key.publicKey());
        Stretch stretch = new Stretch(
                previous == null ? LocalDate.MIN : previous.businessDate(), day, places.after(), places.upTo());
        balances.write(stretch);
        Certificate certificate = new Certificate(
                day,
                previous,
                places,
                writeLeaves(stretch),
                balances.accounts(day),
                balances.shifts(day),
                balances.ledger(day),
                trialBalance(day),
                key.publicKey().id(),
                now());
        table.insert(new SealTable.Row(certificate, certificate.json(), key.sign(certificate.json())));
        return certificate;
    }

    private Certificate.Entries writeLeaves(Stretch stretch) {
        EntriesByPlace entries = new EntriesByPlace(jdbcTemplate);
        entries.prepare();
        Blocks blocks = new Blocks(stretch.upTo());
        entries.forEach(stretch, blocks::add);
        return blocks.end();
    }

    /** Makes the tree, and writes its leaves block by block. */
    private final class Blocks {
        private final MessageDigest sha256 = Sha256.digest();
        private final MerkleTree tree = new MerkleTree();
        private final LocalDate day;
        private final List<Leaf> block = new ArrayList<>(Leaf.BLOCK);
        private int blocks;
        private long entries;
        private long postings;

        Blocks(LocalDate day) {
            this.day = day;
        }

        void add(SealedEntry entry) {
            Leaf leaf = entry.leaf(sha256);
            tree.add(leaf.hash());
            entries++;
            postings += leaf.postings();
            block.add(leaf);
            if (block.size() == Leaf.BLOCK) {
                write();
            }
        }

        Certificate.Entries end() {
            if (!block.isEmpty()) {
                write();
            }
            return new Certificate.Entries(entries, postings, HexFormat.of().formatHex(tree.root()));
        }

        private void write() {
            table.insertBlock(day, blocks++, block);
            block.clear();
        }
    }

    private SortedMap<String, Long> trialBalance(LocalDate day) {
        DayBalances.Totals totals = balances.trialBalance(day);
        if (!totals.debits().equals(totals.credits())) {
            throw new IllegalStateException("the trial balance of " + day + " is off: debits " + totals.debits()
                    + ", credits " + totals.credits() + " (minor units)");
        }
        return totals.credits();
    }

    private Certificate.Places places(LocalDate day, long after) {
        return jdbc.sql("""
                        select cut_off_place, shut_place from business_date where business_date = :day and phase = 'SHUT'
                        """)
                .param("day", day)
                .query((row, n) -> new Certificate.Places(after, row.getLong(1), row.getLong(2)))
                .optional()
                .orElseThrow(() -> new IllegalStateException(day + " is not shut, so it cannot be sealed"));
    }

    private Instant now() {
        return jdbc.sql("select clock_timestamp()")
                .query((row, n) -> row.getTimestamp(1).toInstant())
                .single();
    }

    /** The certificates of a range of dates, both inclusive, oldest first. */
    public List<Signed> certificates(LocalDate from, LocalDate to) {
        return table.between(from, to).stream()
                .map(seal -> new Signed(
                        seal.businessDate(),
                        seal.certificate().keyId(),
                        seal.text(),
                        HexFormat.of().formatHex(seal.signature())))
                .toList();
    }

    /**
     * The public keys as the database has them. Who can change the database can change these too: a verification that is to
     * mean something takes keys that were kept elsewhere.
     */
    public SealPublicKeys storedKeys() {
        return new SealPublicKeys(table.keys().stream()
                .map(key -> SealPublicKey.of(key.encoded()))
                .toList());
    }
}
