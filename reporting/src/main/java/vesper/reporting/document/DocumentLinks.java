package vesper.reporting.document;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import vesper.reporting.link.Collected;
import vesper.reporting.link.OneTimeLinks;
import vesper.reporting.link.OneTimeLinks.Purpose;
import vesper.reporting.mail.DocumentLock;

/**
 * The links in mails that have no attachment. A document is handed out once to who has a link to it and, if the customer has chosen one,
 * the password for documents; then all links to it have ended.
 */
public final class DocumentLinks {
    private static final Purpose PURPOSE = Purpose.DOCUMENT;
    private static final String LOCK = """
            select k.file_key, k.owner_key, k.owner_encryption_key, k.user_key, k.user_encryption_key, k.perms, k.permissions
              from document d join account a on a.id = d.account_id join document_lock k on k.customer_id = a.customer_id
             where d.id = :document
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Documents documents;
    private final OneTimeLinks links;

    public DocumentLinks(JdbcClient jdbc, TransactionTemplate transaction, Documents documents) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.documents = documents;
        this.links = new OneTimeLinks(jdbc);
    }

    /** Makes a link to a document; others that are out stay, since a mail may be sent again under the same Message-ID. */
    public String link(UUID document, Instant now) {
        return links.make(PURPOSE, document.toString(), now);
    }

    /** What somebody finds who comes with a link. */
    public enum Door {
        /** No such link, or it has ended. */
        GONE,
        /** The document, for the asking. */
        OPEN,
        /** The document, for the customer's password. */
        LOCKED
    }

    /** Looks where a link leads, without using it up. */
    public Door door(String token, Instant now) {
        return links.target(PURPOSE, token, now)
                .map(target -> lock(UUID.fromString(target)).isPresent() ? Door.LOCKED : Door.OPEN)
                .orElse(Door.GONE);
    }

    /** The language of whom a link was made for, ISO 639-1; empty if the link has ended. */
    public Optional<String> language(String token, Instant now) {
        return links.target(PURPOSE, token, now)
                .flatMap(target -> jdbc.sql("""
                        select c.language from document d join account a on a.id = d.account_id join customer c on c.id = a.customer_id
                         where d.id = :document
                        """)
                        .param("document", UUID.fromString(target))
                        .query(String.class)
                        .optional());
    }

    /**
     * Hands the document out, if all is as it should be.
     *
     * @param password what was written; not looked at if the customer has chosen none
     */
    public Collected collect(String token, String password, Instant now) {
        return Objects.requireNonNull(transaction.execute(status -> {
            Optional<OneTimeLinks.Link> link = links.lock(PURPOSE, token, now);
            if (link.isEmpty()) {
                return new Collected.Gone();
            }
            String target = link.get().target();
            if (link.get().ended()) {
                return new Collected.Gone();
            }
            UUID id = UUID.fromString(target);
            if (!opens(lock(id).orElse(null), password)) {
                return new Collected.Wrong(links.wrong(link.get()));
            }
            links.end(PURPOSE, target);
            Document document = documents.find(id).orElseThrow();
            byte[] content = documents.content(id).orElseThrow();
            return new Collected.File(document.fileName(), "application/pdf", content);
        }));
    }

    private static boolean opens(@Nullable DocumentLock lock, String password) {
        return lock == null || lock.opensWith(password);
    }

    private Optional<DocumentLock> lock(UUID document) {
        return jdbc.sql(LOCK)
                .param("document", document)
                .query((row, n) -> DocumentLock.of(row))
                .optional();
    }
}
