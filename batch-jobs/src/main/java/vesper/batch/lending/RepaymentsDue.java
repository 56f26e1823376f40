package vesper.batch.lending;

import java.sql.Types;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import vesper.bank.Bank;
import vesper.bank.Ids;
import vesper.bank.account.Account;
import vesper.bank.account.LedgerCode;
import vesper.bank.ledger.BookingOutcome;
import vesper.bank.ledger.EntryKind;
import vesper.bank.ledger.EntryRequest;
import vesper.bank.ledger.Leg;
import vesper.batch.task.Chunk;
import vesper.batch.task.Task;
import vesper.batch.task.Totals;

/**
 * Collects each loan's oldest unpaid instalment that is due: the linked account is debited principal and interest, the loan
 * account credited the principal, interest income the interest. One that the ledger refuses is recorded as failed with the
 * reason and tried again every night; a loan behind by several instalments catches up one a night.
 *
 * <p>Reads {@code loan}; reads and writes {@code loan_instalment}. The entry's id follows from loan and instalment, so a chunk
 * done twice books nothing.
 */
public final class RepaymentsDue implements Task {
    private static final String DUE = """
            select distinct on (i.account_id)
                   i.account_id, i.n, i.principal_minor, i.interest_minor, l.instalments, l.linked_account_id, a.currency
              from loan_instalment i
              join loan l using (account_id)
              join account a on a.id = i.account_id
             where i.state <> 'BOOKED' and i.due_on <= :day and i.account_id > :after
             order by i.account_id, i.n
             limit :limit
            """;
    private static final String RECORD = """
            update loan_instalment set state = ?, reason = ?, booked_on = ?, attempted_on = ?
             where account_id = ? and n = ? and state <> 'BOOKED'
            """;
    private static final int[] RECORD_TYPES = {
        Types.VARCHAR, Types.VARCHAR, Types.DATE, Types.DATE, Types.BIGINT, Types.INTEGER
    };

    private final Bank bank;
    private final JdbcTemplate batches;
    private final int chunk;

    /** @param chunk how many loans one transaction covers */
    public RepaymentsDue(Bank bank, JdbcTemplate batches, int chunk) {
        this.bank = bank;
        this.batches = batches;
        this.chunk = chunk;
    }

    private record Repayment(
            long loanAccountId,
            int n,
            int instalments,
            long principalMinor,
            long interestMinor,
            long linkedAccountId,
            String currency) {
        UUID entryId() {
            return Ids.of("loan-repayment", Long.toString(loanAccountId), Integer.toString(n));
        }

        long totalMinor() {
            return Math.addExact(principalMinor, interestMinor);
        }
    }

    @Override
    public String name() {
        return "loan-repayments";
    }

    @Override
    public String description() {
        return "Collects the loan instalments due from their linked accounts; one that cannot be paid is tried again each night.";
    }

    @Override
    public long items(LocalDate businessDate) {
        return bank.jdbc().sql("""
                        select count(distinct account_id) from loan_instalment where state <> 'BOOKED' and due_on <= :day
                        """).param("day", businessDate).query(Long.class).single();
    }

    @Override
    public Chunk work(LocalDate businessDate, long after) {
        List<Repayment> due = bank.jdbc()
                .sql(DUE)
                .param("day", businessDate)
                .param("after", after)
                .param("limit", chunk)
                .query((row, n) -> new Repayment(
                        row.getLong("account_id"),
                        row.getInt("n"),
                        row.getInt("instalments"),
                        row.getLong("principal_minor"),
                        row.getLong("interest_minor"),
                        row.getLong("linked_account_id"),
                        row.getString("currency")))
                .list();
        if (due.isEmpty()) {
            return new Chunk(after, true, 0, Totals.NONE);
        }
        Map<String, Account> incomes = new HashMap<>();
        Map<UUID, BookingOutcome> outcomes = new HashMap<>();
        bank.ledger()
                .book(due.stream()
                        .filter(repayment -> repayment.totalMinor() > 0)
                        .map(repayment -> entry(repayment, businessDate, incomes))
                        .toList())
                .forEach(outcome -> outcomes.put(outcome.id(), outcome));
        List<Object[]> rows = new ArrayList<>(due.size());
        Totals totals = Totals.NONE;
        for (Repayment repayment : due) {
            @Nullable BookingOutcome outcome = outcomes.get(repayment.entryId());
            if (outcome instanceof BookingOutcome.Refused refused) {
                totals = totals.plus(Totals.failed(1));
                rows.add(row("FAILED", refused.reason().name(), null, businessDate, repayment));
            } else {
                LocalDate bookedOn =
                        outcome instanceof BookingOutcome.Booked booked ? booked.bookingDate() : businessDate;
                totals = totals.plus(Totals.one(repayment.currency(), repayment.totalMinor()));
                rows.add(row("BOOKED", null, bookedOn, businessDate, repayment));
            }
        }
        batches.batchUpdate(RECORD, rows, RECORD_TYPES);
        return new Chunk(due.get(due.size() - 1).loanAccountId(), due.size() < chunk, due.size(), totals);
    }

    private static Object[] row(
            String state,
            @Nullable String reason,
            @Nullable LocalDate bookedOn,
            LocalDate attemptedOn,
            Repayment repayment) {
        return new Object[] {state, reason, bookedOn, attemptedOn, repayment.loanAccountId(), repayment.n()};
    }

    private EntryRequest entry(Repayment repayment, LocalDate businessDate, Map<String, Account> incomes) {
        List<Leg> legs = new ArrayList<>(3);
        legs.add(new Leg(repayment.linkedAccountId(), -repayment.totalMinor(), repayment.currency()));
        if (repayment.principalMinor() > 0) {
            legs.add(new Leg(repayment.loanAccountId(), repayment.principalMinor(), repayment.currency()));
        }
        if (repayment.interestMinor() > 0) {
            long income = incomes.computeIfAbsent(
                            repayment.currency(),
                            currency -> bank.accounts().ledgerAccount(LedgerCode.INTEREST_INCOME, currency))
                    .id();
            legs.add(new Leg(income, repayment.interestMinor(), repayment.currency()));
        }
        return new EntryRequest(
                repayment.entryId(),
                EntryKind.LOAN_REPAYMENT,
                businessDate,
                null,
                "Loan instalment " + repayment.n() + " of " + repayment.instalments(),
                legs,
                true);
    }
}
