package vesper.reporting.archive;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Which of the issued documents are in the archive, and until when. A document is put there before it is marked, so that a process
 * that dies puts some a second time and forgets none. Documents with the same bytes share one place. Any number of processes may work
 * at it.
 */
public final class ArchivedDocuments {

    /** For how many years books and what belongs to them are kept (HGB, section 257(4)). */
    public static final int YEARS = 10;

    private static final String MISSING = """
            select id, encode(content_sha256, 'hex') as sha256, content,
                   make_date(extract(year from created_at at time zone 'UTC')::int + :years, 12, 31) as keep_until
              from document where kept_until is null order by created_at limit :limit for no key update skip locked
            """;
    private static final String OVER = """
            select id, encode(content_sha256, 'hex') as sha256
              from document where kept_until < :today and removed_on is null order by kept_until limit :limit
               for no key update skip locked
            """;

    private static final String HELD_BY_OTHERS = """
            select exists (select 1 from document
                            where content_sha256 = decode(:sha256, 'hex') and id <> :id and removed_on is null)
            """;

    /** Held by who adds together with others, by who removes alone: a place is not emptied while it is given to another document. */
    private static final long LOCK = 0x5645_5350_0004L;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    public ArchivedDocuments(JdbcClient jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /**
     * What is where.
     *
     * @param waiting documents that are to be put into the archive
     * @param kept documents that are there
     * @param removed documents that were there for as long as they had to be
     */
    public record Counts(long waiting, long kept, long removed) {}

    public Counts counts() {
        return jdbc.sql("""
                        select count(*) filter (where kept_until is null) as waiting,
                               count(*) filter (where kept_until is not null and removed_on is null) as kept,
                               count(*) filter (where removed_on is not null) as removed
                          from document
                        """)
                .query((row, n) -> new Counts(row.getLong("waiting"), row.getLong("kept"), row.getLong("removed")))
                .single();
    }

    @SuppressWarnings("ArrayRecordComponent") // a carrier between database and archive, not worth a copy per document
    private record Missing(UUID id, String sha256, byte[] content, LocalDate keepUntil) {}

    private record Over(UUID id, String sha256) {}

    /** What is done with a document in the archive. */
    private interface Work<T> {
        void with(T document) throws IOException;
    }

    /**
     * Puts documents into the archive that are not there, each until the end of a year.
     *
     * @param years how many years after the one in which it was issued a document is kept
     * @return how many
     * @throws IOException if the archive refuses one; those before it are marked
     */
    public int add(DocumentArchive archive, int years, int limit) throws IOException {
        return each(
                "select pg_advisory_xact_lock_shared(:lock)",
                () -> jdbc.sql(MISSING)
                        .param("years", years)
                        .param("limit", limit)
                        .query((row, n) -> new Missing(
                                row.getObject("id", UUID.class),
                                row.getString("sha256"),
                                row.getBytes("content"),
                                row.getObject("keep_until", LocalDate.class)))
                        .list(),
                missing -> {
                    archive.put(missing.sha256(), missing.content(), missing.keepUntil());
                    jdbc.sql("update document set kept_until = :until where id = :id")
                            .param("until", missing.keepUntil())
                            .param("id", missing.id())
                            .update();
                });
    }

    /**
     * Removes from the archive what had to be kept until a day before today, unless another document has the same bytes there. The
     * bank's own copy in the database is another matter.
     *
     * @return how many documents had to be there no longer
     * @throws IOException if the archive refuses one; those before it are marked
     */
    public int removeOver(DocumentArchive archive, LocalDate today, int limit) throws IOException {
        if (over(today, 1).isEmpty()) {
            return 0;
        }
        return each("select pg_advisory_xact_lock(:lock)", () -> over(today, limit), over -> {
            if (!heldByOthers(over)) {
                archive.remove(over.sha256());
            }
            jdbc.sql("update document set removed_on = :today where id = :id")
                    .param("today", today)
                    .param("id", over.id())
                    .update();
        });
    }

    private List<Over> over(LocalDate today, int limit) {
        return jdbc.sql(OVER)
                .param("today", today)
                .param("limit", limit)
                .query((row, n) -> new Over(row.getObject("id", UUID.class), row.getString("sha256")))
                .list();
    }

    private boolean heldByOthers(Over over) {
        return jdbc.sql(HELD_BY_OTHERS)
                .param("sha256", over.sha256())
                .param("id", over.id())
                .query(Boolean.class)
                .single();
    }

    /** Works at documents in one transaction under a lock; it ends after the first that fails. */
    private <T> int each(String lock, Supplier<List<T>> documents, Work<T> work) throws IOException {
        List<T> done = new ArrayList<>();
        List<IOException> failures = new ArrayList<>();
        transaction.executeWithoutResult(status -> {
            jdbc.sql(lock).param("lock", LOCK).query(row -> {});
            for (T document : documents.get()) {
                try {
                    work.with(document);
                    done.add(document);
                } catch (IOException e) {
                    failures.add(e);
                    return;
                }
            }
        });
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
        return done.size();
    }
}
