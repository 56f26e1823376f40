package vesper.reporting.document;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import vesper.reporting.statement.DocumentKind;
import vesper.reporting.statement.Period;
import vesper.reporting.statement.StatementPdf;

/** Stores and finds issued documents. A document, once stored, never changes. */
public final class Documents {

    private static final String COLUMNS = """
            select d.id, d.account_id, a.number, d.kind, d.period_from, d.period_to, d.version, d.replaces,
                   d.pages, length(d.content) as bytes,
                   encode(d.content_sha256, 'hex') as sha256, d.created_at
              from document d join account a on a.id = d.account_id
            """;
    private static final RowMapper<Document> ROW = (row, n) -> new Document(
            row.getObject("id", UUID.class),
            row.getLong("account_id"),
            row.getString("number"),
            DocumentKind.valueOf(row.getString("kind")),
            new Period(row.getObject("period_from", LocalDate.class), row.getObject("period_to", LocalDate.class)),
            row.getInt("version"),
            row.getObject("replaces", UUID.class),
            row.getInt("pages"),
            row.getInt("bytes"),
            row.getString("sha256"),
            row.getTimestamp("created_at").toInstant());

    private final JdbcClient jdbc;
    private final JdbcTemplate template;

    public Documents(JdbcTemplate template) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
    }

    /**
     * A document to be stored; never compared by value.
     *
     * @param version 1, or one more than that of the document it replaces
     * @param replaces the document that it corrects; null for the first version
     * @param figures tells whether another version says something else; empty where there is only one
     */
    @SuppressWarnings("ArrayRecordComponent") // a carrier between renderer and database, not worth a copy per document
    public record New(
            long accountId,
            DocumentKind kind,
            Period period,
            int version,
            @Nullable UUID replaces,
            String figures,
            int pages,
            byte[] content) {

        /** The one statement of a period. */
        static New statement(long accountId, Period period, StatementPdf.Rendered file) {
            return new New(accountId, DocumentKind.STATEMENT, period, 1, null, "", file.pages(), file.content());
        }

        public UUID id() {
            return Document.id(kind, accountId, period, version);
        }
    }

    /** The newest version of a document, and the mark of its figures. */
    record Latest(Document document, String figures) {}

    /** The newest version of the document of this kind, account and period. */
    Optional<Latest> latest(DocumentKind kind, long accountId, Period period) {
        return jdbc.sql(COLUMNS.replaceFirst("select", "select d.figures,") + """
                         where d.account_id = :account and d.kind = :kind and d.period_from = :from and d.period_to = :to
                         order by d.version desc limit 1
                        """)
                .param("account", accountId)
                .param("kind", kind.name())
                .param("from", period.from())
                .param("to", period.to())
                .query((row, n) -> new Latest(ROW.mapRow(row, n), row.getString("figures")))
                .optional();
    }

    /** Stores those that are not there yet; one that is stays as it is. */
    public void store(List<New> documents) {
        template.batchUpdate("""
                insert into document (id, account_id, kind, period_from, period_to, version, replaces, figures, pages,
                                      content, content_sha256)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing
                """, documents, Math.max(1, documents.size()), (insert, document) -> {
            insert.setObject(1, document.id());
            insert.setLong(2, document.accountId());
            insert.setString(3, document.kind().name());
            insert.setObject(4, document.period().from());
            insert.setObject(5, document.period().to());
            insert.setInt(6, document.version());
            insert.setObject(7, document.replaces());
            insert.setString(8, document.figures());
            insert.setInt(9, document.pages());
            insert.setBytes(10, document.content());
            insert.setBytes(11, sha256(document.content()));
        });
    }

    /** Which of the ids are stored. */
    public Set<UUID> stored(Collection<UUID> ids) {
        return new HashSet<>(jdbc.sql("select id from document where id = any(:ids)")
                .param("ids", ids.toArray(UUID[]::new))
                .query(UUID.class)
                .list());
    }

    public Optional<Document> find(UUID id) {
        return jdbc.sql(COLUMNS + " where d.id = :id")
                .param("id", id)
                .query(ROW)
                .optional();
    }

    /** The newest document that has this content, byte for byte; none if the bank never issued it, or it was changed since. */
    public Optional<Document> withContent(byte[] content) {
        return jdbc.sql(COLUMNS + " where d.content_sha256 = :sha256 order by d.created_at desc limit 1")
                .param("sha256", sha256(content))
                .query(ROW)
                .optional();
    }

    /** The document that corrects this one, if one does. */
    public Optional<Document> replacing(UUID id) {
        return jdbc.sql(COLUMNS + " where d.replaces = :id")
                .param("id", id)
                .query(ROW)
                .optional();
    }

    /** The bytes of a document as they were issued. */
    public Optional<byte[]> content(UUID id) {
        return jdbc.sql("select content from document where id = :id")
                .param("id", id)
                .query((row, n) -> row.getBytes(1))
                .optional();
    }

    /** All documents of an account, newest period first. */
    public List<Document> ofAccount(long accountId) {
        return jdbc.sql(
                        COLUMNS
                                + " where d.account_id = :account order by d.period_to desc, d.period_from desc, d.kind, d.version desc")
                .param("account", accountId)
                .query(ROW)
                .list();
    }

    static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** SHA-256 of a content as {@link Document#sha256} writes it. */
    public static String fingerprint(byte[] content) {
        return HexFormat.of().formatHex(sha256(content));
    }
}
