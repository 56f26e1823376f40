package vesper.reporting.archive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import vesper.reporting.document.Documents;

/** Holds the archive against what the bank issued: every document that should be there is there, with the bytes that it was issued with. */
public final class ArchiveCheck {

    private static final int PAGE = 500;
    private static final UUID FIRST = new UUID(0, 0);
    private static final String KEPT = """
            select id, encode(content_sha256, 'hex') as sha256 from document
             where id > :after and kept_until is not null and removed_on is null order by id limit :limit
            """;

    private final JdbcClient jdbc;

    public ArchiveCheck(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What is wrong with a document in the archive. */
    public enum Fault {
        /** It is not there. */
        MISSING,
        /** What is there has other bytes. */
        CHANGED
    }

    /** A document that the archive does not have as it was issued. */
    public record Finding(UUID documentId, String sha256, Fault fault) {}

    /**
     * What a check found.
     *
     * @param checked documents that should be in the archive
     * @param waiting documents that were issued and are not there yet
     */
    public record Result(long checked, long waiting, List<Finding> findings) {
        public Result {
            findings = List.copyOf(findings);
        }
    }

    private record Kept(UUID id, String sha256) {}

    /**
     * Reads every document from the archive.
     *
     * @throws IOException if the archive cannot be read
     */
    public Result check(DocumentArchive archive) throws IOException {
        long waiting = jdbc.sql("select count(*) from document where kept_until is null")
                .query(Long.class)
                .single();
        List<Finding> findings = new ArrayList<>();
        long checked = 0;
        UUID after = FIRST;
        while (true) {
            List<Kept> page = page(after);
            if (page.isEmpty()) {
                return new Result(checked, waiting, findings);
            }
            for (Kept kept : page) {
                Fault fault = fault(archive, kept);
                if (fault != null && stillKept(kept)) {
                    findings.add(new Finding(kept.id(), kept.sha256(), fault));
                }
            }
            checked += page.size();
            after = page.get(page.size() - 1).id();
        }
    }

    private List<Kept> page(UUID after) {
        return jdbc.sql(KEPT)
                .param("after", after)
                .param("limit", PAGE)
                .query((row, n) -> new Kept(row.getObject("id", UUID.class), row.getString("sha256")))
                .list();
    }

    private static @Nullable Fault fault(DocumentArchive archive, Kept kept) throws IOException {
        Optional<byte[]> content = archive.get(kept.sha256());
        if (content.isEmpty()) {
            return Fault.MISSING;
        }
        return Documents.fingerprint(content.get()).equals(kept.sha256()) ? null : Fault.CHANGED;
    }

    /** One that was removed meanwhile, at the end of its time, is not missing. */
    private boolean stillKept(Kept kept) {
        return jdbc.sql("select removed_on is null from document where id = :id")
                .param("id", kept.id())
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }
}
