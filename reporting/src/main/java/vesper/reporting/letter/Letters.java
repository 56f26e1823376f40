package vesper.reporting.letter;

import com.opencsv.CSVWriter;
import com.opencsv.ICSVWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import vesper.reporting.statement.DocumentKind;
import vesper.reporting.statement.Period;

/** The documents that customers want on paper. A document is a letter once, and every letter is in one run at the most. */
public final class Letters {
    /** Most letters of a run. */
    public static final int MOST = 1_000;

    private static final String RUNS = "select id, taken_at, taken_by, letters from letter_run";
    private static final String OF_RUN = """
            select d.id, a.number, d.kind, d.period_from, d.period_to, d.version, d.pages,
                   encode(d.content_sha256, 'hex') as sha256
              from letter l join document d on d.id = l.document_id join account a on a.id = d.account_id
             where l.run_id = :run order by l.customer_id, d.id
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    public Letters(JdbcClient jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /**
     * Queues those of the documents whose holders want paper, unless they were queued before; joins the surrounding transaction.
     *
     * @return how many were queued now
     */
    public int enqueue(Collection<UUID> documentIds) {
        return jdbc.sql("""
                        insert into letter (document_id, customer_id)
                        select d.id, a.customer_id
                          from document d join account a on a.id = d.account_id
                          join document_preference p on p.customer_id = a.customer_id
                         where d.id = any(:documents) and p.paper
                        on conflict do nothing
                        """)
                .param("documents", documentIds.toArray(UUID[]::new))
                .update();
    }

    /** How many letters are in no run yet. */
    public long waiting() {
        return jdbc.sql("select count(*) from letter where run_id is null")
                .query(Long.class)
                .single();
    }

    /** Which of an account's documents are letters that were taken to the printer, or else wait. */
    public Set<UUID> ofAccount(long accountId, boolean taken) {
        return new HashSet<>(jdbc.sql("""
                        select l.document_id from letter l join document d on d.id = l.document_id
                         where d.account_id = :account and (l.run_id is not null) = :taken
                        """)
                .param("account", accountId)
                .param("taken", taken)
                .query(UUID.class)
                .list());
    }

    /**
     * Takes the letters that have waited longest, {@link #MOST} at the most.
     *
     * @param by who takes them
     * @return the run that they are in from now on; empty if none waits
     */
    public Optional<LetterRun> take(String by) {
        return Objects.requireNonNull(transaction.execute(status -> {
            List<UUID> waiting =
                    jdbc.sql("""
                            select document_id from letter where run_id is null
                             order by queued_at, document_id limit :most for update skip locked
                            """).param("most", MOST).query(UUID.class).list();
            if (waiting.isEmpty()) {
                return Optional.empty();
            }
            LetterRun run = jdbc.sql("""
                            insert into letter_run (taken_by, letters) values (:by, :letters)
                            returning id, taken_at, taken_by, letters
                            """)
                    .param("by", by)
                    .param("letters", waiting.size())
                    .query((row, n) -> run(row))
                    .single();
            jdbc.sql("update letter set run_id = :run where document_id = any(:documents)")
                    .param("run", run.id())
                    .param("documents", waiting.toArray(UUID[]::new))
                    .update();
            return Optional.of(run);
        }));
    }

    /** The newest runs. */
    public List<LetterRun> runs(int limit) {
        return jdbc.sql(RUNS + " order by id desc limit :limit")
                .param("limit", limit)
                .query((row, n) -> run(row))
                .list();
    }

    public Optional<LetterRun> run(long id) {
        return jdbc.sql(RUNS + " where id = :id")
                .param("id", id)
                .query((row, n) -> run(row))
                .optional();
    }

    private static LetterRun run(ResultSet row) throws SQLException {
        return new LetterRun(
                row.getLong("id"),
                row.getTimestamp("taken_at").toInstant(),
                row.getString("taken_by"),
                row.getInt("letters"));
    }

    /** A document of a run, and the name of its file there. */
    private record Sheet(UUID document, String file, int pages, String sha256) {}

    /**
     * Writes a run as a ZIP file: {@code letters.csv} (file, document, pages, sha256), and the PDF files as they were issued, in the
     * order in which they are listed, those of a customer together. The address stands on the first page of each. The same run gives
     * the same bytes; one document is in memory at a time.
     */
    public void write(LetterRun run, OutputStream out) throws IOException {
        List<Sheet> sheets = jdbc.sql(OF_RUN)
                .param("run", run.id())
                .query((row, n) -> new Sheet(
                        row.getObject("id", UUID.class),
                        file(row, n + 1),
                        row.getInt("pages"),
                        row.getString("sha256")))
                .list();
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        put(zip, "letters.csv", run.takenAt(), list(sheets));
        for (Sheet sheet : sheets) {
            byte[] content = jdbc.sql("select content from document where id = :id")
                    .param("id", sheet.document())
                    .query((row, n) -> row.getBytes("content"))
                    .single();
            put(zip, sheet.file(), run.takenAt(), content);
        }
        zip.finish();
    }

    private static String file(ResultSet row, int place) throws SQLException {
        Period period =
                new Period(row.getObject("period_from", LocalDate.class), row.getObject("period_to", LocalDate.class));
        String name = DocumentKind.valueOf(row.getString("kind")).fileName(row.getString("number"), period);
        return "%04d_%d_%s".formatted(place, row.getInt("version"), name);
    }

    private static byte[] list(List<Sheet> sheets) throws IOException {
        StringWriter text = new StringWriter();
        try (CSVWriter csv = new CSVWriter(
                text,
                ICSVWriter.DEFAULT_SEPARATOR,
                ICSVWriter.DEFAULT_QUOTE_CHARACTER,
                ICSVWriter.DEFAULT_QUOTE_CHARACTER,
                ICSVWriter.RFC4180_LINE_END)) {
            csv.writeNext(new String[] {"file", "document", "pages", "sha256"}, false);
            for (Sheet sheet : sheets) {
                csv.writeNext(
                        new String[] {
                            sheet.file(), sheet.document().toString(), Integer.toString(sheet.pages()), sheet.sha256()
                        },
                        false);
            }
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void put(ZipOutputStream zip, String name, Instant at, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(at.toEpochMilli());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}
