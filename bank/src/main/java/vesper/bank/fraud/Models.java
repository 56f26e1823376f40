package vesper.bank.fraud;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import vesper.bank.audit.Actor;
import vesper.bank.audit.AuditLog;
import vesper.bank.fraud.ScreeningBook.Role;
import vesper.bank.screening.FraudModel;

/** The fraud models that were published, and how one comes into force: proposed by one person, approved by another. */
public final class Models {
    private final JdbcClient jdbc;
    private final ScreeningBook book;
    private final AuditLog audit;

    public Models(JdbcClient jdbc, ScreeningBook book, AuditLog audit) {
        this.jdbc = jdbc;
        this.book = book;
        this.audit = audit;
    }

    /**
     * A model.
     *
     * @param role what it was published for last
     * @param inUse whether it is in force, or challenges the one that is, now
     * @param head what it was trained on and how good it was found
     * @param proposedBy who wants it in force; null if nobody does
     */
    public record Listed(
            String version,
            Role role,
            boolean inUse,
            String publishedBy,
            Instant publishedAt,
            Map<String, String> head,
            @Nullable String proposedBy) {}

    /** What came of a step towards promotion. */
    public enum Answer {
        DONE,
        /** The model is unknown, in force already, or nothing was proposed. */
        NOTHING_TO_DO,
        /** The one who proposed it cannot approve it. */
        NEEDS_ANOTHER
    }

    /** All that were published, the newest first; the one that is shipped is last if nothing took its place. */
    public List<Listed> list() {
        return jdbc.sql("""
                        select * from (
                            select distinct on (m.version) m.id, m.version, m.role, m.published_by, m.published_at, m.model,
                                   m.id = (select max(id) from fraud_model n where n.role = m.role) and (m.role = 'MODEL'
                                   or m.id > coalesce((select max(id) from fraud_model n where n.role = 'MODEL'), 0)) as in_use,
                                   (select proposed_by from model_promotion p
                                     where p.version = m.version and p.decided_by is null) as proposed_by
                              from fraud_model m order by m.version, m.id desc) latest
                         order by id desc
                        """)
                .query((row, n) -> new Listed(
                        row.getString("version"),
                        Role.valueOf(row.getString("role")),
                        row.getBoolean("in_use"),
                        row.getString("published_by"),
                        row.getTimestamp("published_at").toInstant(),
                        FraudModel.parse(row.getString("model")).head(),
                        row.getString("proposed_by")))
                .list();
    }

    /** The one that judges: the last that was put in force, else the one that is shipped. */
    public FraudModel inForce() {
        return jdbc.sql("select model from fraud_model where role = 'MODEL' order by id desc limit 1")
                .query(String.class)
                .optional()
                .map(FraudModel::parse)
                .orElseGet(FraudModel::standard);
    }

    public Optional<FraudModel> find(String version) {
        return book.modelOf(version);
    }

    /** This version, or with a number behind it if it is taken: a version names one model for ever. */
    public String freeVersion(String wanted) {
        String free = wanted;
        for (int n = 2; find(free).isPresent(); n++) {
            free = wanted + "-" + n;
        }
        return free;
    }

    /** Lets a model score beside the one in force. */
    public void challenge(FraudModel model, Actor by) {
        book.publishModel(model.text(), Role.CHALLENGER, by);
    }

    /** Proposes to put a model in force; that it is proposed already changes nothing. */
    public Answer propose(String version, Actor by) {
        return act(by, "model.propose", version, () -> {
            if (find(version).isEmpty() || inForce().version().equals(version)) {
                return Answer.NOTHING_TO_DO;
            }
            jdbc.sql("""
                            insert into model_promotion (version, proposed_by) values (:version, :by)
                            on conflict (version) where decided_by is null do nothing
                            """).param("version", version).param("by", by.name()).update();
            return Answer.DONE;
        });
    }

    /** Puts a model in force that another person proposed; it challenges no more. */
    public Answer approve(String version, Actor by) {
        return act(by, "model.approve", version, () -> {
            Optional<String> proposer =
                    jdbc.sql("""
                            select proposed_by from model_promotion where version = :version and decided_by is null for update
                            """).param("version", version).query(String.class).optional();
            if (proposer.isEmpty()) {
                return Answer.NOTHING_TO_DO;
            }
            if (proposer.get().equals(by.name())) {
                return Answer.NEEDS_ANOTHER;
            }
            decide(version, by, true);
            book.publishModel(find(version).orElseThrow().text(), Role.MODEL, by);
            book.endChallenge();
            return Answer.DONE;
        });
    }

    /** Refuses a model that was proposed, or takes the own proposal back. */
    public Answer refuse(String version, Actor by) {
        return act(
                by,
                "model.refuse",
                version,
                () -> decide(version, by, false) == 1 ? Answer.DONE : Answer.NOTHING_TO_DO);
    }

    /** Does it, and notes it and how it went in the audit log, in one transaction. */
    private Answer act(Actor by, String action, String version, Supplier<Answer> deed) {
        return audit.noting(by, action, "model " + version, Answer.DONE, deed);
    }

    private int decide(String version, Actor by, boolean approved) {
        return jdbc.sql("""
                        update model_promotion set decided_by = :by, decided_at = clock_timestamp(), approved = :approved
                         where version = :version and decided_by is null
                        """)
                .param("by", by.name())
                .param("approved", approved)
                .param("version", version)
                .update();
    }
}
