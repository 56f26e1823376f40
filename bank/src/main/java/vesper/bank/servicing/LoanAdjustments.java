package vesper.bank.servicing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;
import vesper.bank.audit.Actor;
import vesper.bank.audit.AuditEvent;
import vesper.bank.audit.AuditLog;
import vesper.bank.calendar.BusinessDates;
import vesper.bank.lending.InvalidTermsException;
import vesper.bank.lending.LoanOutcome;
import vesper.bank.lending.LoanState;

/**
 * What staff change on loans by hand. One person asks, with a reason; the loan says at once what would become of it; another
 * person approves or rejects. What is approved is carried out in the same transaction, once. Both are in the audit log.
 */
public final class LoanAdjustments {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final String SELECT = """
            select j.*, a.number from loan_adjustment j join account a on a.id = j.account_id
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final BusinessDates dates;
    private final LoanAccounts loans;
    private final AuditLog audit;

    /** Over one database; all parts must be of the same one. */
    public LoanAdjustments(
            JdbcClient jdbc, TransactionTemplate transaction, BusinessDates dates, LoanAccounts loans, AuditLog audit) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.dates = dates;
        this.loans = loans;
        this.audit = audit;
    }

    /** How far a request has come. */
    public enum State {
        REQUESTED,
        DONE,
        REJECTED,
        /** It was approved, and the loan or the ledger did not take it any more. */
        REFUSED
    }

    /**
     * A request.
     *
     * @param number IBAN of the loan's account
     * @param refusal why it was not carried out, a stable code; only of a refused one
     * @param decidedBy another person than the one who asked; null while it waits
     */
    public record Request(
            UUID id,
            long accountId,
            String number,
            LoanAdjustment adjustment,
            String reason,
            String requestedBy,
            Instant requestedAt,
            State state,
            @Nullable String refusal,
            @Nullable String decidedBy) {}

    /** What a loan owes before and after, or why it does not do it: exactly one of {@code after} and {@code refusal}. */
    public record Preview(
            LoanState before,
            @Nullable LoanState after,
            @Nullable String refusal) {}

    /** What came of a decision. */
    public enum Decision {
        DONE,
        REJECTED,
        REFUSED,
        /** There is no such request, or it was decided before. */
        NOT_WAITING,
        /** The one who decides must not be the one who asked. */
        SAME_PERSON
    }

    /** What the adjustment would do today; changes nothing. */
    public Preview preview(LoanAccount account, LoanAdjustment adjustment) {
        LoanState before = account.loan().state();
        try {
            LoanOutcome outcome = account.loan()
                    .apply(
                            adjustment.command(account.currency()),
                            dates.current().acceptingDate());
            if (outcome instanceof LoanOutcome.Done done) {
                return new Preview(before, done.loan().state(), null);
            }
            return new Preview(
                    before, null, ((LoanOutcome.Refused) outcome).reason().name());
        } catch (InvalidTermsException e) {
            return new Preview(before, null, e.getMessage());
        }
    }

    /**
     * Asks for an adjustment. The same id asks once.
     *
     * @param reason 1 to 500 characters, for the one who decides
     * @return why the loan would not do it, and nothing was asked; empty: it waits for another person
     */
    public Optional<String> request(UUID id, long accountId, LoanAdjustment adjustment, String reason, Actor by) {
        Optional<LoanAccount> account = loans.find(accountId);
        if (account.isEmpty()) {
            return Optional.of("UNKNOWN_LOAN");
        }
        String refusal = preview(account.get(), adjustment).refusal();
        if (refusal != null) {
            return Optional.of(refusal);
        }
        transaction.executeWithoutResult(status -> {
            int asked = jdbc.sql("""
                            insert into loan_adjustment (id, account_id, terms, reason, requested_by)
                            values (:id, :account, :terms::jsonb, :reason, :by) on conflict do nothing
                            """)
                    .param("id", id)
                    .param("account", accountId)
                    .param("terms", MAPPER.writeValueAsString(adjustment))
                    .param("reason", reason)
                    .param("by", by.name())
                    .update();
            if (asked > 0) {
                note(
                        by,
                        "loan.adjustment.request",
                        id,
                        accountId,
                        AuditEvent.Outcome.DONE,
                        adjustment.action().name());
            }
        });
        return Optional.empty();
    }

    /** Approves a request, which is carried out at once, or rejects it. */
    public Decision decide(UUID id, boolean approve, Actor by) {
        return Objects.requireNonNull(transaction.execute(status -> {
            Optional<Request> waiting = jdbc.sql(SELECT + " where j.id = :id and j.state = 'REQUESTED' for update of j")
                    .param("id", id)
                    .query(LoanAdjustments::read)
                    .optional();
            if (waiting.isEmpty()) {
                return Decision.NOT_WAITING;
            }
            Request request = waiting.get();
            if (request.requestedBy().equals(by.name())) {
                note(
                        by,
                        "loan.adjustment.decide",
                        id,
                        request.accountId(),
                        AuditEvent.Outcome.REFUSED,
                        Decision.SAME_PERSON.name());
                return Decision.SAME_PERSON;
            }
            String refusal = approve ? carryOut(request) : null;
            Decision decision = !approve ? Decision.REJECTED : refusal == null ? Decision.DONE : Decision.REFUSED;
            jdbc.sql("""
                            update loan_adjustment
                               set state = :state, refusal = :refusal, decided_by = :by, decided_at = clock_timestamp()
                             where id = :id
                            """)
                    .param("state", decision.name())
                    .param("refusal", refusal)
                    .param("by", by.name())
                    .param("id", id)
                    .update();
            note(
                    by,
                    "loan.adjustment.decide",
                    id,
                    request.accountId(),
                    decision == Decision.REFUSED ? AuditEvent.Outcome.REFUSED : AuditEvent.Outcome.DONE,
                    refusal == null ? decision.name() : refusal);
            return decision;
        }));
    }

    private @Nullable String carryOut(Request request) {
        try {
            return loans.adjust(request.id(), request.accountId(), request.adjustment())
                            instanceof ServicingOutcome.Refused refused
                    ? refused.reason()
                    : null;
        } catch (InvalidTermsException e) {
            return e.getMessage();
        }
    }

    private void note(Actor by, String action, UUID id, long accountId, AuditEvent.Outcome outcome, String detail) {
        audit.append(new AuditEvent(by, action, "loan adjustment " + id, accountId, outcome, detail));
    }

    /** Those that wait for a decision, oldest first. */
    public List<Request> waiting() {
        return jdbc.sql(SELECT + " where j.state = 'REQUESTED' order by j.requested_at")
                .query(LoanAdjustments::read)
                .list();
    }

    /** All of a loan, newest first. */
    public List<Request> of(long accountId) {
        return jdbc.sql(SELECT + " where j.account_id = :account order by j.requested_at desc")
                .param("account", accountId)
                .query(LoanAdjustments::read)
                .list();
    }

    private static Request read(ResultSet row, int n) throws SQLException {
        Timestamp requestedAt = row.getTimestamp("requested_at");
        return new Request(
                row.getObject("id", UUID.class),
                row.getLong("account_id"),
                row.getString("number"),
                MAPPER.readValue(row.getString("terms"), LoanAdjustment.class),
                row.getString("reason"),
                row.getString("requested_by"),
                requestedAt.toInstant(),
                State.valueOf(row.getString("state")),
                row.getString("refusal"),
                row.getString("decided_by"));
    }
}
