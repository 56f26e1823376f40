package vesper.bank.fraud;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import vesper.bank.audit.Actor;
import vesper.bank.audit.AuditEvent;
import vesper.bank.audit.AuditLog;
import vesper.bank.event.EventCodec;
import vesper.bank.event.PaymentSubmitted;
import vesper.bank.event.UnreadableEventException;
import vesper.bank.fraud.Investigation.Action;
import vesper.bank.payment.ReviewCases;
import vesper.bank.payment.ReviewCases.Answer;

/**
 * Works on investigations. Each step is kept and noted in the audit log, in the transaction that does it. An investigation
 * that is assigned is locked: what others want with it is refused, unless they are the second of two analysts.
 */
public final class Investigations {
    /** Cases that are gathered at once; more are gathered the next time. */
    private static final int GATHERED = 500;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final ReviewCases cases;
    private final AuditLog audit;
    private final InvestigationSearch search;

    public Investigations(JdbcClient jdbc, TransactionTemplate transaction, ReviewCases cases, AuditLog audit) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.cases = cases;
        this.audit = audit;
        search = new InvestigationSearch(jdbc);
    }

    /** Another analyst works on it. */
    public static final class TakenException extends RuntimeException {
        private static final long serialVersionUID = 1;

        TakenException(long id, @Nullable String by) {
            super("investigation " + id + " is with " + by);
        }
    }

    public InvestigationSearch search() {
        return search;
    }

    private record Loose(long caseId, long customerId, PaymentSubmitted payment, java.sql.Timestamp openedAt) {}

    /** Puts open cases into the open investigation of their customer, and opens one where there is none. */
    public void gather() {
        transaction.executeWithoutResult(status -> {
            List<Loose> loose = jdbc.sql("""
                            select r.id, r.opened_at, a.customer_id, p.decision
                              from review_case r join payment p on p.id = r.payment_id
                              join account a on a.id = p.debtor_account_id
                             where r.state = 'OPEN' and r.investigation_id is null and a.customer_id is not null
                             order by r.id limit :limit for no key update of r skip locked
                            """)
                    .param("limit", GATHERED)
                    .query((row, n) -> new Loose(
                            row.getLong("id"),
                            row.getLong("customer_id"),
                            payment(row.getBytes("decision")),
                            row.getTimestamp("opened_at")))
                    .list();
            loose.forEach(this::gather);
        });
    }

    private void gather(Loose loose) {
        jdbc.sql("""
                        insert into investigation (customer_id, opened_at, due_at)
                        select :customer, cast(:opened as timestamptz), cast(:opened as timestamptz) + due_after
                          from review_policy
                         where valid_from <= clock_timestamp() order by valid_from desc limit 1
                        on conflict (customer_id) where state = 'OPEN' do nothing
                        """)
                .param("customer", loose.customerId)
                .param("opened", loose.openedAt)
                .update();
        // The lock keeps the investigation from being closed while the case comes into it.
        Optional<Long> open = jdbc.sql(
                        "select id from investigation where customer_id = :customer and state = 'OPEN' for no key update")
                .param("customer", loose.customerId)
                .query(Long.class)
                .optional();
        // Closed in this very moment: the next gathering opens another.
        open.ifPresent(id -> jdbc.sql(
                        "update review_case set investigation_id = :to, device = :device, ip = :ip where id = :id")
                .param("to", id)
                .param("device", loose.payment.getDevice(), java.sql.Types.VARCHAR)
                .param("ip", loose.payment.getIp(), java.sql.Types.VARCHAR)
                .param("id", loose.caseId)
                .update());
    }

    private static PaymentSubmitted payment(byte[] decision) {
        try {
            return EventCodec.DECIDED.decode(decision).getPayment();
        } catch (UnreadableEventException e) {
            throw new IllegalStateException("the decision stored with a case is damaged", e);
        }
    }

    /**
     * The most urgent investigation that nobody works on, now locked by this analyst; who has as many as the policy allows,
     * or finds none, gets the most urgent of the own. Empty if there is nothing to do.
     */
    public Optional<Long> next(Actor analyst) {
        gather();
        return Objects.requireNonNull(transaction.execute(status -> {
            Optional<Long> free = jdbc.sql("""
                            update investigation set assigned_to = :analyst where id = (
                                select id from investigation where state = 'OPEN' and assigned_to is null
                                   and (select count(*) from investigation where state = 'OPEN' and assigned_to = :analyst) < (
                                        select most_assigned from review_policy where valid_from <= clock_timestamp()
                                         order by valid_from desc limit 1)
                                 order by escalated_at is null, due_at, id limit 1 for no key update skip locked)
                            returning id
                            """)
                    .param("analyst", analyst.name())
                    .query(Long.class)
                    .optional();
            free.ifPresent(id -> step(id, null, Action.ASSIGNED, "", analyst));
            return free.or(
                    () -> search.open(analyst.name(), 0, 1).stream().findFirst().map(Investigation::id));
        }));
    }

    /** Notes that an analyst looked at it. */
    public void looked(long id, Actor analyst) {
        audit.append(AuditEvent.done(analyst, "investigation.look", "investigation " + id, ""));
    }

    /** Takes an investigation, also from another analyst. */
    public void take(long id, Actor analyst) {
        assign(id, analyst.name(), Action.ASSIGNED, analyst);
    }

    /** Lets others take it again. */
    public void giveBack(long id, Actor analyst) {
        requireFree(id, analyst);
        assign(id, null, Action.GIVEN_BACK, analyst);
    }

    private void assign(long id, @Nullable String to, Action action, Actor analyst) {
        transaction.executeWithoutResult(status -> {
            int changed = jdbc.sql("update investigation set assigned_to = :to where id = :id and state = 'OPEN'")
                    .param("to", to, java.sql.Types.VARCHAR)
                    .param("id", id)
                    .update();
            if (changed == 1) {
                step(id, null, action, "", analyst);
            }
        });
    }

    /**
     * Keeps a note, that the customer was called, or the draft of a report of suspicious activity; escalates.
     *
     * @throws TakenException if another analyst works on it
     */
    public void note(long id, Action action, String note, Actor analyst) {
        transaction.executeWithoutResult(status -> {
            requireFree(id, analyst);
            if (action == Action.ESCALATED) {
                jdbc.sql(
                                "update investigation set escalated_at = coalesce(escalated_at, clock_timestamp()) where id = :id")
                        .param("id", id)
                        .update();
            }
            step(id, null, action, note, analyst);
        });
    }

    /**
     * Blocks the card of a case: it pays no more.
     *
     * @return false if no card paid, or it was blocked before
     * @throws TakenException if another analyst works on it
     */
    public boolean blockCard(long id, long caseId, Actor analyst) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            requireFree(id, analyst);
            boolean blocked =
                    jdbc.sql("""
                            update card set status = 'BLOCKED'
                             where status = 'ACTIVE' and id = (
                                select p.card_id from review_case r join payment p on p.id = r.payment_id
                                 where r.id = :case and r.investigation_id = :id)
                            """).param("case", caseId).param("id", id).update() == 1;
            if (blocked) {
                step(id, caseId, Action.CARD_BLOCKED, "", analyst);
            }
            return blocked;
        }));
    }

    /**
     * Releases or rejects the payment of a case; with its last open case an investigation is closed.
     *
     * @throws TakenException if another analyst works on it, and did not propose this
     */
    public Answer decide(long caseId, boolean release, String note, Actor analyst) {
        gather();
        return Objects.requireNonNull(transaction.execute(status -> {
            Optional<Investigation> of = search.ofCase(caseId);
            of.filter(found -> !proposedByAnother(caseId, analyst))
                    .ifPresent(found -> requireFree(found.id(), analyst));
            Answer answer =
                    release ? cases.release(caseId, analyst.name(), note) : cases.reject(caseId, analyst.name(), note);
            if (of.isPresent()) {
                record(of.get().id(), caseId, answer, release, note, analyst);
            }
            return answer;
        }));
    }

    /**
     * Notes, in the surrounding transaction, that a customer decided a case by confirming or denying its payment; with its last open
     * case an investigation is closed.
     */
    public void decidedByCustomer(long caseId, boolean released) {
        Actor customer = new Actor(Actor.Kind.CUSTOMER, ReviewCases.PAYER, "bank");
        search.ofCase(caseId).ifPresent(of -> record(of.id(), caseId, Answer.DECIDED, released, "", customer));
    }

    private void record(long id, long caseId, Answer answer, boolean release, String note, Actor analyst) {
        switch (answer) {
            case DECIDED -> {
                boolean closed = closeIfDone(id);
                step(id, caseId, release ? Action.RELEASED : Action.REJECTED, note, analyst);
                if (closed) {
                    step(id, null, Action.CLOSED, "", analyst);
                }
            }
            case PROPOSED ->
                step(id, caseId, release ? Action.PROPOSED_RELEASE : Action.PROPOSED_REJECTION, note, analyst);
            case NEEDS_ANOTHER, DECIDED_BEFORE ->
                audit.append(AuditEvent.refused(
                        analyst, "case.decide", "case " + caseId, answer.name().toLowerCase(java.util.Locale.ROOT)));
        }
    }

    private boolean closeIfDone(long id) {
        // Locked before it is looked into: a case that comes in at the same time is seen, or waits for the next.
        jdbc.sql("select id from investigation where id = :id for no key update")
                .param("id", id)
                .query(Long.class)
                .single();
        return jdbc.sql("""
                        update investigation set state = 'CLOSED', closed_at = clock_timestamp()
                         where id = :id and state = 'OPEN'
                           and not exists (select from review_case where investigation_id = :id and state = 'OPEN')
                        """).param("id", id).update() == 1;
    }

    private boolean proposedByAnother(long caseId, Actor analyst) {
        return jdbc.sql("select exists (select from review_case where id = :id and proposed_by <> :analyst)")
                .param("id", caseId)
                .param("analyst", analyst.name())
                .query(Boolean.class)
                .single();
    }

    /** Throws if another analyst works on it. */
    void requireFree(long id, Actor analyst) {
        Investigation found = search.find(id).orElseThrow();
        if (found.assignedTo() != null && !found.assignedTo().equals(analyst.name())) {
            throw new TakenException(id, found.assignedTo());
        }
    }

    /** Keeps a step and notes it, in the surrounding transaction. */
    void step(long id, @Nullable Long caseId, Action action, String note, Actor analyst) {
        jdbc.sql("""
                        insert into investigation_step (investigation_id, case_id, action, taken_by, note)
                        values (:id, :case, :action, :by, :note)
                        """)
                .param("id", id)
                .param("case", caseId, java.sql.Types.BIGINT)
                .param("action", action.name())
                .param("by", analyst.name())
                .param("note", note)
                .update();
        audit.append(AuditEvent.done(
                analyst,
                "investigation."
                        + action.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'),
                "investigation " + id,
                caseId == null ? "" : "case " + caseId));
    }
}
