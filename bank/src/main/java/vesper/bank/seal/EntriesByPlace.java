package vesper.bank.seal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.jdbc.core.JdbcTemplate;
import vesper.bank.database.CopiedRow;
import vesper.bank.database.CopiedRows;

/** Streams the entries of a stretch with their postings, in order of place, some thousand at a time. */
final class EntriesByPlace {
    private static final long WINDOW = 16_384;

    private final JdbcTemplate jdbc;

    EntriesByPlace(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Has the index by which postings are found look at what was booked since it last did; changes no row. */
    void prepare() {
        jdbc.query(
                "select brin_summarize_new_values(relid) from pg_partition_tree('posting_entry') where isleaf",
                row -> {});
    }

    void forEach(Stretch stretch, Consumer<SealedEntry> to) {
        for (long after = stretch.afterPlace(); after < stretch.upToPlace(); after += WINDOW) {
            window(stretch, after, Math.min(after + WINDOW, stretch.upToPlace()))
                    .forEach(to);
        }
    }

    private List<SealedEntry> window(Stretch stretch, long afterPlace, long upToPlace) {
        List<SealedEntry> entries = new ArrayList<>();
        CopiedRows.read(
                jdbc,
                "select " + SealedEntry.ENTRY_COLUMNS + " from journal_entry where " + stretch.dates() + " and seq > "
                        + afterPlace + " and seq <= " + upToPlace + " order by seq",
                row -> entries.add(new SealedEntry(row)));
        if (!entries.isEmpty()) {
            Postings postings = new Postings(entries);
            CopiedRows.read(
                    jdbc,
                    "select " + SealedEntry.POSTING_COLUMNS + " from posting where " + stretch.dates()
                            + " and entry_seq > " + afterPlace + " and entry_seq <= " + upToPlace
                            + " order by entry_seq, leg, account_id",
                    postings::add);
        }
        return entries;
    }

    /** Gives postings, which come in the order of the entries, to the entries. One without an entry is left to the proof of books. */
    private static final class Postings {
        private final List<SealedEntry> entries;
        private int current;

        Postings(List<SealedEntry> entries) {
            this.entries = entries;
        }

        void add(CopiedRow posting) {
            long place = posting.longAt(0);
            while (current < entries.size() && entries.get(current).place() < place) {
                current++;
            }
            if (current < entries.size() && entries.get(current).place() == place) {
                entries.get(current).add(posting);
            }
        }
    }
}
