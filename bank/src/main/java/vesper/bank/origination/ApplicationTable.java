package vesper.bank.origination;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import vesper.bank.account.Account;
import vesper.bank.origination.LoanApplication.Step;
import vesper.bank.origination.LoanRequest.Purpose;

/** Rows of {@code loan_application} and of what belongs to it. */
final class ApplicationTable {
    private static final String COLUMNS = """
            select l.id, l.client_id, l.customer_id, l.account_id, a.number, l.product_code, l.product_version, l.currency,
                   l.amount_minor, l.instalments, l.purpose, l.monthly_income_minor, l.monthly_outgoings_minor,
                   l.monthly_debt_minor, l.applied_on, l.recorded_at, l.score_made_by, l.score, l.rate_pct,
                   l.exposure_minor, l.counted_outgoings_minor, l.instalment_minor, l.stressed_rate_pct,
                   l.stressed_instalment_minor, l.decision, l.decision_reasons, l.state, l.proposed_by, o.valid_until,
                   d.number as loan_number
              from loan_application l
              join account a on a.id = l.account_id
              left join loan_offer o on o.application_id = l.id
              left join account d on d.id = l.loan_account_id
            """;

    private final JdbcClient jdbc;

    ApplicationTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<LoanApplication> find(UUID id) {
        return jdbc.sql(COLUMNS + "where l.id = :id")
                .param("id", id)
                .query((row, n) -> application(row))
                .optional();
    }

    /** Like {@link #find}, and holds the application until the transaction ends. */
    Optional<LoanApplication> lock(UUID id) {
        jdbc.sql("select 1 from loan_application where id = :id for update")
                .param("id", id)
                .query(Integer.class)
                .optional();
        return find(id);
    }

    /** Those that wait for people, or were accepted and not paid out, oldest first. */
    List<LoanApplication> waiting(int offset, int limit) {
        return jdbc.sql(COLUMNS + """
                        where l.state in ('REFERRED', 'APPROVAL_PROPOSED', 'DECLINE_PROPOSED', 'ACCEPTED')
                        order by l.recorded_at, l.id offset :offset limit :limit
                        """)
                .param("offset", offset)
                .param("limit", limit)
                .query((row, n) -> application(row))
                .list();
    }

    private LoanApplication application(ResultSet row) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        return new LoanApplication(
                id,
                row.getString("client_id"),
                row.getLong("customer_id"),
                row.getLong("account_id"),
                row.getInt("product_version"),
                row.getString("currency"),
                new LoanRequest(
                        row.getString("product_code"),
                        row.getString("number"),
                        row.getLong("amount_minor"),
                        row.getInt("instalments"),
                        Purpose.valueOf(row.getString("purpose")),
                        row.getLong("monthly_income_minor"),
                        row.getLong("monthly_outgoings_minor"),
                        row.getLong("monthly_debt_minor")),
                row.getObject("applied_on", LocalDate.class),
                row.getTimestamp("recorded_at").toInstant(),
                assessment(id, row),
                ApplicationState.valueOf(row.getString("state")),
                row.getString("proposed_by"),
                row.getObject("valid_until", LocalDate.class),
                row.getString("loan_number"));
    }

    private Assessment assessment(UUID id, ResultSet row) throws SQLException {
        return new Assessment(
                new Score(row.getString("score_made_by"), row.getInt("score"), reasons(id)),
                row.getBigDecimal("rate_pct"),
                new Affordability(
                        row.getLong("monthly_income_minor"),
                        row.getLong("counted_outgoings_minor"),
                        row.getLong("monthly_debt_minor"),
                        row.getLong("instalment_minor"),
                        row.getBigDecimal("stressed_rate_pct"),
                        row.getLong("stressed_instalment_minor")),
                row.getLong("exposure_minor"),
                new CreditDecision(
                        CreditDecision.Kind.valueOf(row.getString("decision")),
                        Arrays.stream((String[])
                                        row.getArray("decision_reasons").getArray())
                                .map(CreditDecision.Reason::valueOf)
                                .toList()));
    }

    private List<Score.Reason> reasons(UUID id) {
        return jdbc.sql("""
                        select attribute, value, points, best, detail from loan_application_reason
                         where application_id = :id order by n
                        """)
                .param("id", id)
                .query((row, n) -> new Score.Reason(
                        Attribute.valueOf(row.getString(1).toUpperCase(Locale.ROOT)),
                        row.getBigDecimal(2),
                        row.getInt(3),
                        row.getInt(4),
                        row.getString(5)))
                .list();
    }

    /** What the customer owes on loans in a currency, and may come to owe by applications that are not at an end. */
    long otherExposureMinor(Account account, String currency) {
        return jdbc.sql("""
                        select coalesce((select sum(amount_minor) from loan_application
                                          where customer_id = :customer and currency = :currency
                                            and state not in ('DISBURSED', 'DECLINED', 'WITHDRAWN', 'EXPIRED')), 0)
                             + coalesce((select sum(greatest(0, -b.balance_minor))
                                           from account a join account_balance b on b.account_id = a.id
                                          where a.customer_id = :customer and a.currency = :currency and a.kind = 'LOAN'), 0)
                        """)
                .param("customer", account.customerId(), Types.BIGINT)
                .param("currency", currency)
                .query(Long.class)
                .single();
    }

    /** Inserts an application that was just submitted. */
    void insert(
            UUID id,
            String clientId,
            Account account,
            LoanProduct product,
            LoanRequest request,
            Assessment assessment,
            LocalDate appliedOn) {
        Affordability affordability = assessment.affordability();
        jdbc.sql("""
                        insert into loan_application (id, client_id, customer_id, account_id, product_code, product_version,
                            currency, amount_minor, instalments, purpose, monthly_income_minor, monthly_outgoings_minor,
                            monthly_debt_minor, applied_on, score_made_by, score, rate_pct, exposure_minor,
                            counted_outgoings_minor, instalment_minor, stressed_rate_pct, stressed_instalment_minor,
                            decision, decision_reasons, state)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(List.of(
                        id,
                        clientId,
                        Objects.requireNonNull(account.customerId()),
                        account.id(),
                        product.code(),
                        product.version(),
                        product.currency(),
                        request.amountMinor(),
                        request.instalments(),
                        request.purpose().name(),
                        request.monthlyIncomeMinor(),
                        request.monthlyOutgoingsMinor(),
                        request.monthlyDebtMinor(),
                        appliedOn,
                        assessment.score().madeBy(),
                        assessment.score().points(),
                        assessment.ratePct(),
                        assessment.exposureMinor(),
                        affordability.outgoingsMinor(),
                        affordability.instalmentMinor(),
                        affordability.stressedRatePct(),
                        affordability.stressedInstalmentMinor(),
                        assessment.decision().kind().name(),
                        assessment.decision().reasons().stream().map(Enum::name).toArray(String[]::new),
                        ApplicationState.SUBMITTED.name()))
                .update();
        int n = 0;
        for (Score.Reason reason : assessment.score().reasons()) {
            jdbc.sql(
                            "insert into loan_application_reason values (:id, :n, :attribute, :value, :points, :best, :detail)")
                    .param("id", id)
                    .param("n", ++n)
                    .param("attribute", reason.attribute().code())
                    .param("value", reason.value(), Types.NUMERIC)
                    .param("points", reason.points())
                    .param("best", reason.best())
                    .param("detail", reason.detail())
                    .update();
        }
    }

    /**
     * Records a step and moves the application there.
     *
     * @param proposedBy who proposed what this step confirms or sends back
     */
    void step(
            UUID id,
            @Nullable ApplicationState from,
            ApplicationState to,
            String by,
            @Nullable String proposedBy,
            String reason,
            LocalDate businessDate) {
        jdbc.sql("""
                        insert into loan_application_step (application_id, n, from_state, to_state, taken_by, proposed_by,
                                                           reason, business_date)
                        select :id, count(*) + 1, :from, :to, :by, :proposer, :reason, :day
                          from loan_application_step where application_id = :id
                        """)
                .param("id", id)
                .param("from", from == null ? null : from.name(), Types.VARCHAR)
                .param("to", to.name())
                .param("by", by)
                .param("proposer", proposedBy, Types.VARCHAR)
                .param("reason", reason)
                .param("day", businessDate)
                .update();
        jdbc.sql("update loan_application set state = :to, proposed_by = :proposer where id = :id")
                .param("to", to.name())
                .param("proposer", to.isProposed() ? by : null, Types.VARCHAR)
                .param("id", id)
                .update();
    }

    /** Like {@link #step} to {@code DISBURSED}, and keeps which account owes the loan. */
    void disbursed(UUID id, String by, String reason, LocalDate businessDate, long loanAccountId) {
        jdbc.sql("update loan_application set state = 'DISBURSED', loan_account_id = :account where id = :id")
                .param("account", loanAccountId)
                .param("id", id)
                .update();
        step(id, ApplicationState.ACCEPTED, ApplicationState.DISBURSED, by, null, reason, businessDate);
    }

    List<Step> steps(UUID id) {
        return jdbc.sql("""
                        select n, from_state, to_state, taken_by, reason, business_date, recorded_at
                          from loan_application_step where application_id = :id order by n
                        """)
                .param("id", id)
                .query((row, i) -> new Step(
                        row.getInt(1),
                        row.getString(2) == null ? null : ApplicationState.valueOf(row.getString(2)),
                        ApplicationState.valueOf(row.getString(3)),
                        row.getString(4),
                        row.getString(5),
                        row.getObject(6, LocalDate.class),
                        row.getTimestamp(7).toInstant()))
                .list();
    }
}
