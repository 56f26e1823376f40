package vesper.bank.fraud;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import vesper.bank.audit.Actor;
import vesper.bank.audit.AuditEvent;
import vesper.bank.audit.AuditLog;
import vesper.bank.event.DecisionReason;
import vesper.bank.event.PaymentDecided;
import vesper.bank.event.Topics;
import vesper.bank.outbox.Outbox;
import vesper.bank.screening.FraudModel;
import vesper.bank.screening.RuleFile;
import vesper.bank.screening.RuleSet;
import vesper.bank.screening.Screening;

/**
 * The rules and models that were published, all versions. What is published goes to the running job through the outbox,
 * with the transaction that records it and notes it in the audit log; what was never published is what is shipped.
 */
public final class ScreeningBook {
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Outbox outbox;
    private final AuditLog audit;

    public ScreeningBook(JdbcClient jdbc, TransactionTemplate transaction, Outbox outbox, AuditLog audit) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.outbox = outbox;
        this.audit = audit;
    }

    /** What a model is for. */
    public enum Role {
        /** Judges. */
        MODEL,
        /** Scores beside it, and decides nothing. */
        CHALLENGER
    }

    /** Does something about the rules in force in a transaction; until it ends, whoever else changes them waits. */
    <T> T changing(Supplier<T> deed) {
        return Objects.requireNonNull(transaction.execute(status -> {
            jdbc.sql("select 1 from pg_advisory_xact_lock(hashtext('rules in force'))")
                    .query(Integer.class)
                    .single();
            return deed.get();
        }));
    }

    /** The text of the rules in force. */
    public String rules() {
        return jdbc.sql("select rules from rule_set order by id desc limit 1")
                .query(String.class)
                .optional()
                .orElseGet(RuleFile::standard);
    }

    /**
     * Puts rules in force. The same text again changes nothing.
     *
     * @return the rules, compiled
     * @throws IllegalArgumentException if they cannot be used, or their version was other rules before
     */
    public RuleSet publishRules(String text, Actor by) {
        RuleSet rules = RuleFile.parse(text);
        Optional<String> known = rulesOf(rules.version());
        if (known.isPresent() && !known.get().equals(text)) {
            throw new IllegalArgumentException(
                    "version " + rules.version() + " is taken by other rules: a change needs a new version");
        }
        transaction.executeWithoutResult(status -> {
            boolean inserted = jdbc.sql("""
                            insert into rule_set (version, rules, published_by) values (:version, :rules, :by)
                            on conflict (version) do nothing
                            """)
                            .param("version", rules.version())
                            .param("rules", text)
                            .param("by", by.name())
                            .update()
                    == 1;
            if (inserted) {
                publish(Topics.CONTROL_RULES, text);
                audit.append(AuditEvent.done(by, "rules.publish", "rules " + rules.version(), ""));
            }
        });
        return rules;
    }

    /**
     * Puts a model in force, or lets it challenge the one that is.
     *
     * @throws vesper.bank.screening.InvalidModelException if it cannot be used
     * @throws IllegalArgumentException if its version is another model
     */
    public FraudModel publishModel(String text, Role role, Actor by) {
        FraudModel model = FraudModel.parse(text);
        Optional<FraudModel> known = modelOf(model.version());
        if (known.isPresent() && !known.get().text().equals(text)) {
            throw new IllegalArgumentException(
                    "version " + model.version() + " is taken by another model: a change needs a new version");
        }
        transaction.executeWithoutResult(status -> {
            jdbc.sql("""
                            insert into fraud_model (version, role, model, published_by) values (:version, :role, :model, :by)
                            """)
                    .param("version", model.version())
                    .param("role", role.name())
                    .param("model", text)
                    .param("by", by.name())
                    .update();
            publish(role == Role.MODEL ? Topics.CONTROL_MODEL : Topics.CONTROL_CHALLENGER, text);
            audit.append(AuditEvent.done(
                    by, "model.publish", "model " + model.version(), role.name().toLowerCase(Locale.ROOT)));
        });
        return model;
    }

    private void publish(String key, String text) {
        outbox.add(Topics.CONTROL, List.of(new Outbox.Message(key, text.getBytes(StandardCharsets.UTF_8))));
    }

    /** The text of the rules of a version: published, or shipped. */
    public Optional<String> rulesOf(String version) {
        return jdbc.sql("select rules from rule_set where version = :version")
                .param("version", version)
                .query(String.class)
                .optional()
                .or(() -> RuleFile.shipped(version));
    }

    /** Lets no model score beside the one in force any more. */
    void endChallenge() {
        transaction.executeWithoutResult(status -> publish(Topics.CONTROL_CHALLENGER, ""));
    }

    /** The model of a version: published, or shipped. */
    Optional<FraudModel> modelOf(String version) {
        return jdbc.sql("select model from fraud_model where version = :version order by id desc limit 1")
                .param("version", version)
                .query(String.class)
                .optional()
                .map(FraudModel::parse)
                .or(() -> Optional.of(FraudModel.standard())
                        .filter(model -> model.version().equals(version)));
    }

    /**
     * What judged a recorded decision.
     *
     * @throws IllegalArgumentException naming the version that is no longer known
     */
    public Screening judgeOf(PaymentDecided decided) {
        String rules = rulesOf(decided.getRuleSetVersion())
                .orElseThrow(() -> new IllegalArgumentException(
                        "the rules " + decided.getRuleSetVersion() + " are not known here"));
        String model = decided.getModelVersion();
        Optional<String> challenger = decided.getReasons().stream()
                .map(DecisionReason::getCode)
                .filter(code -> code.startsWith(Screening.CHALLENGER))
                .map(code -> code.substring(Screening.CHALLENGER.length()))
                .findFirst();
        return new Screening(
                RuleFile.parse(rules),
                model == null ? null : known(model),
                challenger.isEmpty() ? null : known(challenger.get()));
    }

    private FraudModel known(String version) {
        return modelOf(version)
                .orElseThrow(() -> new IllegalArgumentException("the model " + version + " is not known here"));
    }
}
