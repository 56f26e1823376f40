package vesper.bank.fraud;

import java.sql.Types;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedRuntimeException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;
import vesper.bank.audit.Actor;
import vesper.bank.audit.AuditLog;
import vesper.bank.fraud.RuleProposals.Answer;
import vesper.bank.screening.Rule;
import vesper.bank.screening.RuleBacktest;
import vesper.bank.screening.RuleEdit;
import vesper.bank.screening.RuleFile;
import vesper.bank.screening.RuleSet;

/**
 * Holds proposed rules against the bank's history. A back-test that was asked for is a row until there is a result; who works at it
 * holds a lock that ends with the transaction, whatever ends that, so a back-test whose process died is found and begun again.
 */
public final class RuleBacktests {
    /** How far a back-test looks back, in days. */
    public static final int DAYS = 30;

    /** How many payments a back-test judges at most, the newest. */
    public static final int MOST = 50_000;

    /** How many of the newest payments {@link #check} judges. */
    private static final int CHECKED = 2_000;

    /** After how many payments it is noted how far a back-test has come. */
    private static final int STEP = 500;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final TransactionTemplate apart;
    private final ScreeningBook book;
    private final Models models;
    private final AuditLog audit;
    private final RecordedDecisions decisions;

    public RuleBacktests(
            JdbcClient jdbc,
            PlatformTransactionManager transactionManager,
            ScreeningBook book,
            Models models,
            AuditLog audit) {
        this.jdbc = jdbc;
        this.book = book;
        this.models = models;
        this.audit = audit;
        transaction = new TransactionTemplate(transactionManager);
        apart = new TransactionTemplate(transactionManager);
        apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        decisions = new RecordedDecisions(jdbc, transaction);
    }

    /**
     * What a rule, added to those in force or in the place of one of them, would have done with the newest payments.
     *
     * @throws IllegalArgumentException if it cannot be used, saying why
     */
    public RuleBacktest.Figures check(Rule rule) {
        String rules = book.rules();
        RuleSet inForce = RuleFile.parse(rules);
        RuleBacktest backtest = backtest(inForce, RuleEdit.put(rules, rule, inForce.version() + "-check"));
        decisions.read(DAYS, CHECKED, backtest::add);
        return backtest.result().rules().stream()
                .filter(figures -> figures.code().equals(rule.code()))
                .findFirst()
                .orElseThrow();
    }

    private RuleBacktest backtest(RuleSet inForce, String text) {
        return new RuleBacktest(inForce, RuleFile.parse(text), models.inForce());
    }

    /**
     * Asks for rules that wait to be tried on the payments of the last {@value #DAYS} days, the newest {@value #MOST} at most. To ask
     * again while it waits or runs changes nothing; the result of an earlier back-test stays until there is another.
     */
    public Answer ask(long id, Actor by) {
        Optional<String> version = jdbc.sql("select version from rule_proposal where decided_by is null and id = :id")
                .param("id", id)
                .query(String.class)
                .optional();
        return version.isEmpty()
                ? Answer.NOTHING_TO_DO
                : audit.noting(by, "rules.back-test", "rules " + version.get(), Answer.DONE, () -> ask(id, by.name()));
    }

    private Answer ask(long id, String by) {
        int asked = jdbc.sql("""
                        update rule_proposal
                           set backtest_asked_by = coalesce(backtest_asked_by, :by), backtest_failure = null,
                               backtest_asked_at = coalesce(backtest_asked_at, clock_timestamp()),
                               backtest_judged = case when backtest_asked_at is null then 0 else backtest_judged end
                         where id = :id and decided_by is null
                        """).param("by", by).param("id", id).update();
        return asked == 1 ? Answer.DONE : Answer.NOTHING_TO_DO;
    }

    /** Works off the back-tests that were asked for, the first first; one that another process works at is left to it. */
    public void workOff() {
        jdbc.sql("""
                        select id from rule_proposal where backtest_asked_at is not null and decided_by is null
                         order by backtest_asked_at
                        """).query(Long.class).list().forEach(this::work);
    }

    /**
     * Tries rules if that was asked for and nobody is at it. What is wrong with them or the history ends the back-test and is kept; if
     * the database does not answer, or the thread is interrupted, the back-test stays asked for.
     *
     * @throws NestedRuntimeException if the database does not answer
     * @throws CancellationException if the thread is interrupted
     */
    public void work(long id) {
        try {
            transaction.executeWithoutResult(status -> claimed(id).ifPresent(text -> tryOut(id, text)));
        } catch (NestedRuntimeException | CancellationException e) {
            throw e;
        } catch (RuntimeException e) {
            end(id, null, e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    /** The text of the rules, if they are to be tried and nobody is at it; from now until the transaction ends nobody else is. */
    private Optional<String> claimed(long id) {
        boolean claimed = jdbc.sql("select pg_try_advisory_xact_lock(hashtext('rule back-test'), :id)")
                .param("id", Math.toIntExact(id))
                .query(Boolean.class)
                .single();
        return claimed ? jdbc.sql("""
                                select rules from rule_proposal
                                 where id = :id and backtest_asked_at is not null and decided_by is null
                                """).param("id", id).query(String.class).optional() : Optional.empty();
    }

    private void tryOut(long id, String text) {
        RuleBacktest backtest = backtest(RuleFile.parse(book.rules()), text);
        int payments = decisions.count(DAYS, MOST);
        int[] judged = {0};
        note(id, 0, payments);
        decisions.read(DAYS, MOST, (decided, fraud) -> {
            backtest.add(decided, fraud);
            if (++judged[0] % STEP == 0) {
                note(id, judged[0], payments);
            }
        });
        end(id, JSON.writeValueAsString(backtest.result()), null);
    }

    /** In a transaction of its own, so that others see it. */
    private void note(long id, int judged, int payments) {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("the back-test of proposal " + id + " is left for later");
        }
        apart.executeWithoutResult(status -> jdbc.sql(
                        "update rule_proposal set backtest_judged = :judged, backtest_payments = :payments where id = :id")
                .param("judged", judged)
                .param("payments", payments)
                .param("id", id)
                .update());
    }

    /** Ends a back-test with what came of it, either of the two. */
    private void end(long id, @Nullable String result, @Nullable String failure) {
        jdbc.sql("""
                        update rule_proposal
                           set backtest_asked_by = null, backtest_asked_at = null, backtest_failure = :failure,
                               backtest = coalesce(:result, backtest),
                               tried_at = case when cast(:result as text) is null then tried_at else clock_timestamp() end
                         where id = :id and decided_by is null
                        """)
                .param("result", result, Types.VARCHAR)
                .param("failure", failure, Types.VARCHAR)
                .param("id", id)
                .update();
    }
}
