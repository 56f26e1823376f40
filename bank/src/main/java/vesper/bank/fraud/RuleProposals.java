package vesper.bank.fraud;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;
import vesper.bank.audit.Actor;
import vesper.bank.audit.AuditEvent;
import vesper.bank.audit.AuditLog;
import vesper.bank.screening.Rule;
import vesper.bank.screening.RuleBacktest;
import vesper.bank.screening.RuleEdit;
import vesper.bank.screening.RuleFile;
import vesper.bank.screening.RuleSet;

/** Changes of the rules on their way into force: proposed by one person, tried on the bank's history, approved by another. */
public final class RuleProposals {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final RowMapper<Proposal> ROW = (row, n) -> new Proposal(
            row.getLong("id"),
            row.getString("version"),
            row.getString("base"),
            row.getString("rules"),
            row.getString("proposed_by"),
            row.getTimestamp("proposed_at").toInstant(),
            row.getString("backtest") == null
                    ? null
                    : JSON.readValue(row.getString("backtest"), RuleBacktest.Result.class),
            row.getTimestamp("tried_at") == null
                    ? null
                    : row.getTimestamp("tried_at").toInstant(),
            trying(row),
            row.getString("backtest_failure"));

    private final JdbcClient jdbc;
    private final ScreeningBook book;
    private final AuditLog audit;
    private final RuleWarming warming;

    public RuleProposals(JdbcClient jdbc, TransactionTemplate transaction, ScreeningBook book, AuditLog audit) {
        this.jdbc = jdbc;
        this.book = book;
        this.audit = audit;
        warming = new RuleWarming(new RecordedDecisions(jdbc, transaction));
    }

    /**
     * Rules that wait for a decision.
     *
     * @param base version of the rules in force when they were proposed
     * @param text as {@link RuleFile} reads them
     * @param backtest what they would have done; null if they were not tried yet
     * @param trying the back-test that waits or runs; null if none does
     * @param failure why the last back-test came to nothing; null if it did not
     */
    public record Proposal(
            long id,
            String version,
            String base,
            String text,
            String by,
            Instant at,
            RuleBacktest.@Nullable Result backtest,
            @Nullable Instant triedAt,
            @Nullable Trying trying,
            @Nullable String failure) {}

    /**
     * A back-test that was asked for and has no result yet.
     *
     * @param judged how many payments it has judged
     * @param payments how many it judges in all; null before it began
     */
    public record Trying(
            String by, Instant at, int judged, @Nullable Integer payments) {
        /** How far it has come, 0 to 100. */
        public int percent() {
            return payments == null || payments == 0 ? 0 : (int) (100L * Math.min(judged, payments) / payments);
        }
    }

    private static @Nullable Trying trying(ResultSet row) throws SQLException {
        String by = row.getString("backtest_asked_by");
        return by == null
                ? null
                : new Trying(
                        by,
                        row.getTimestamp("backtest_asked_at").toInstant(),
                        row.getInt("backtest_judged"),
                        row.getObject("backtest_payments", Integer.class));
    }

    /** What came of a step. */
    public enum Answer {
        DONE,
        /** There is no such proposal that waits. */
        NOTHING_TO_DO,
        /** The one who proposed it cannot approve it. */
        NEEDS_ANOTHER,
        /** Nobody has tried it on the history. */
        NOT_TRIED,
        /** The rules that it changes are no longer in force. */
        OUTDATED
    }

    /** Those that wait, the newest first. */
    public List<Proposal> open() {
        return jdbc.sql("select * from rule_proposal where decided_by is null order by id desc")
                .query(ROW)
                .list();
    }

    /** One that waits. */
    public Optional<Proposal> find(long id) {
        return jdbc.sql("select * from rule_proposal where decided_by is null and id = :id")
                .param("id", id)
                .query(ROW)
                .optional();
    }

    /** The one of a version that waits. */
    public Optional<Proposal> find(String version) {
        return jdbc.sql("select * from rule_proposal where decided_by is null and version = :version")
                .param("version", version)
                .query(ROW)
                .optional();
    }

    /** What is in force now. */
    public RuleSet inForce() {
        return RuleFile.parse(book.rules());
    }

    /**
     * Proposes the rules in force with one added or changed. One that would act, but reads a feature that the bank has not
     * computed for as long as it looks back, warms first: for that long from now it is in shadow.
     *
     * @return the id of the proposal
     * @throws IllegalArgumentException if the rule cannot be used, saying why
     */
    public long propose(Rule rule, Actor by) {
        return book.changing(() -> {
            String base = inForce().version();
            String version = nextVersion(base);
            String text = RuleEdit.put(book.rules(), warming.warm(rule), version);
            RuleFile.parse(text);
            return propose(version, base, text, "rule " + rule.code(), by);
        });
    }

    /**
     * Proposes a whole file of rules. Those that differ from what is in force warm like one that is proposed alone.
     *
     * @return the id of the proposal
     * @throws IllegalArgumentException if they cannot be used, or their version is taken, by a proposal too
     */
    public long propose(String text, Actor by) {
        return book.changing(() -> propose(text, "a file", by));
    }

    /** As above, in the transaction of {@link ScreeningBook#changing}; {@code what} differs goes into the audit log. */
    long propose(String text, String what, Actor by) {
        RuleSet inForce = inForce();
        RuleSet proposed = RuleFile.parse(text);
        String version = proposed.version();
        if (isTaken(version)) {
            throw new IllegalArgumentException("version " + version + " is taken: a change needs a new version");
        }
        String warmed = text;
        for (Rule rule : proposed.rules()) {
            Rule warm = inForce.rules().contains(rule) ? rule : warming.warm(rule);
            warmed = warm.equals(rule) ? warmed : RuleEdit.put(warmed, warm, version);
        }
        return propose(version, inForce.version(), warmed, what, by);
    }

    private long propose(String version, String base, String text, String what, Actor by) {
        long id = jdbc.sql("""
                        insert into rule_proposal (version, base, rules, proposed_by)
                        values (:version, :base, :rules, :by) returning id
                        """)
                .param("version", version)
                .param("base", base)
                .param("rules", text)
                .param("by", by.name())
                .query(Long.class)
                .single();
        audit.append(AuditEvent.done(by, "rules.propose", "rules " + version, what));
        return id;
    }

    /** A version that is free, named after the one before. */
    String nextVersion(String version) {
        return RuleEdit.next(version, this::isTaken);
    }

    /** Puts a change that came into force at once into what waits, so that this is not outdated by it. */
    void carry(String base, String nowInForce, BinaryOperator<String> change) {
        for (Proposal proposal : open()) {
            if (proposal.base().equals(base)) {
                jdbc.sql("""
                                update rule_proposal set base = :base, rules = :rules
                                 where id = :id and decided_by is null
                                """)
                        .param("base", nowInForce)
                        .param("rules", change.apply(proposal.text(), proposal.version()))
                        .param("id", proposal.id())
                        .update();
            }
        }
    }

    private boolean isTaken(String version) {
        return book.rulesOf(version).isPresent()
                || jdbc.sql("select count(*) from rule_proposal where version = :version")
                                .param("version", version)
                                .query(Long.class)
                                .single()
                        > 0;
    }

    /** Puts rules in force that another person proposed and somebody tried. */
    public Answer approve(long id, Actor by) {
        return decide(id, by, "rules.approve", proposal -> {
            if (proposal.by().equals(by.name())) {
                return Answer.NEEDS_ANOTHER;
            }
            if (proposal.backtest() == null) {
                return Answer.NOT_TRIED;
            }
            if (!inForce().version().equals(proposal.base())) {
                return Answer.OUTDATED;
            }
            close(id, by, true);
            book.publishRules(proposal.text(), by);
            return Answer.DONE;
        });
    }

    /** Refuses rules, or takes the own proposal back. */
    public Answer refuse(long id, Actor by) {
        return decide(id, by, "rules.refuse", proposal -> {
            close(id, by, false);
            return Answer.DONE;
        });
    }

    private interface Deciding {
        Answer on(Proposal proposal);
    }

    /** Locks the proposal, so that two people who decide at once decide one after the other. */
    private Answer decide(long id, Actor by, String action, Deciding deciding) {
        return book.changing(() -> {
            Optional<Proposal> locked = jdbc.sql(
                            "select * from rule_proposal where decided_by is null and id = :id for update")
                    .param("id", id)
                    .query(ROW)
                    .optional();
            return locked.isEmpty()
                    ? Answer.NOTHING_TO_DO
                    : act(by, action, locked.get().version(), () -> deciding.on(locked.get()));
        });
    }

    private void close(long id, Actor by, boolean approved) {
        jdbc.sql("""
                        update rule_proposal set decided_by = :by, decided_at = clock_timestamp(), approved = :approved
                         where id = :id
                        """)
                .param("by", by.name())
                .param("approved", approved)
                .param("id", id)
                .update();
    }

    /** Does it, and notes it and how it went in the audit log, in one transaction. */
    private Answer act(Actor by, String action, String version, Supplier<Answer> deed) {
        return audit.noting(by, action, "rules " + version, Answer.DONE, deed);
    }
}
