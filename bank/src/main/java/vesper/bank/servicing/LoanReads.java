package vesper.bank.servicing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import vesper.bank.database.RoundTrip;
import vesper.bank.lending.Loan;
import vesper.bank.lending.LoanCharge;
import vesper.bank.lending.LoanTerms;
import vesper.bank.lending.LoanTerms.Recalculation.Excess;
import vesper.bank.lending.LoanTransaction;
import vesper.bank.lending.LoanTransaction.ReAge;
import vesper.bank.lending.Portions;
import vesper.bank.lending.TermChange;
import vesper.bank.lending.TransactionType;

/** Loans read with their histories, many in one round trip. */
final class LoanReads {
    private static final Logger LOG = LoggerFactory.getLogger(LoanReads.class);

    /** In the order of the ledger, so that nobody waits in a ring. */
    private static final String LOCK_ACCOUNTS = """
            select id, balance_minor - held_minor - minimum_balance_minor + overdraft_limit_minor from account
             where id = any(array(select unnest(?::bigint[])
                                   union
                                  select linked_account_id from loan_account where account_id = any(?)))
             order by id for no key update
            """;

    private static final String LOANS = """
            select l.account_id, a.number, l.opening_id, l.linked_account_id, l.product_code, l.interest_recognised_minor,
                   t.terms, l.collect_on, l.attempts, l.charge_on, l.charged_until, l.penalised_until,
                   l.penalty_carry
              from loan_account l
              join account a on a.id = l.account_id
              join loan_terms t on t.account_id = l.account_id and t.version = l.terms_version
             where l.account_id = any(?)
            """;
    private static final String LOCK_LOANS = LOANS + " order by l.account_id for no key update of l";
    private static final String TRANSACTIONS = """
            select t.account_id, t.id, t.type, t.value_date, t.recorded_on, t.amount_minor, t.related_id,
                   t.re_age_first_due_on, t.re_age_instalments, t.re_age_every, t.re_age_unit, u.transaction_id is not null,
                   t.excess
              from loan_transaction t
              left join loan_undoing u on u.account_id = t.account_id and u.transaction_id = t.id
             where t.account_id = any(?) order by t.account_id, t.id
            """;
    private static final String TERM_CHANGES = """
            select account_id, from_due_on, new_due_on, grace_principal, grace_interest, extra_instalments, new_rate_pct
              from loan_term_change where account_id = any(?) order by account_id, n
            """;
    private static final String CHARGES = """
            select account_id, id, name, penalty, due_on, added_on, amount_minor
              from loan_charge where account_id = any(?) order by account_id, id
            """;

    private final Map<Long, Row> rows = new TreeMap<>();
    private final Map<Long, Long> available = new HashMap<>();
    private final Map<String, PolicyDates> policies = new HashMap<>();
    private final Map<Long, List<LoanTransaction>> transactions = new HashMap<>();
    private final Map<Long, List<LoanCharge>> charges = new HashMap<>();
    private final Map<Long, Set<Long>> undone = new HashMap<>();
    private final Map<Long, List<TermChange>> changes = new HashMap<>();

    private record Row(
            String number,
            UUID openingId,
            long linkedAccountId,
            String productCode,
            long recognised,
            String terms,
            Agenda agenda) {}

    private LoanReads() {}

    /** Adds the statements that read the loans as they are committed. */
    static LoanReads of(RoundTrip trip, Collection<Long> accountIds) {
        LoanReads reads = new LoanReads();
        trip.add(LOANS).longs(new ArrayList<>(accountIds)).read(reads::loan);
        reads.histories(trip, accountIds);
        return reads;
    }

    /**
     * Adds the statements that lock the loans' accounts, those linked to them and others, then read the loans: nothing can
     * happen on them until the transaction ends.
     *
     * @param payers other accounts that the command will move
     */
    static LoanReads locked(RoundTrip trip, Collection<Long> accountIds, Collection<Long> payers) {
        LoanReads reads = new LoanReads();
        List<@Nullable Long> loans = new ArrayList<>(accountIds);
        List<@Nullable Long> accounts = new ArrayList<>(accountIds);
        accounts.addAll(payers);
        trip.add(LOCK_ACCOUNTS)
                .longs(accounts)
                .longs(loans)
                .read(row -> reads.available.put(row.getLong(1), row.getLong(2)));
        trip.add(PolicyDates.QUERY)
                .read(row -> reads.policies
                        .computeIfAbsent(row.getString(1), product -> new PolicyDates())
                        .add(row));
        trip.add(LOCK_LOANS).longs(loans).read(reads::loan);
        reads.histories(trip, accountIds);
        return reads;
    }

    private void histories(RoundTrip trip, Collection<Long> accountIds) {
        List<@Nullable Long> ids = new ArrayList<>(accountIds);
        trip.add(TRANSACTIONS).longs(ids).read(this::transaction);
        trip.add(CHARGES).longs(ids).read(this::charge);
        trip.add(TERM_CHANGES).longs(ids).read(this::termChange);
    }

    /** The loan of an account; null if there is none. Asked for when the trip has run. */
    @Nullable
    LoanAccount find(long accountId) {
        Row row = rows.get(accountId);
        if (row == null) {
            return null;
        }
        LoanTerms terms = TermsDocument.read(row.terms());
        List<LoanTransaction> happened = transactions.getOrDefault(accountId, List.of());
        List<LoanCharge> charged = charges.getOrDefault(accountId, List.of());
        long lastId = Math.max(
                happened.isEmpty() ? 0 : happened.get(happened.size() - 1).id(),
                charged.isEmpty() ? 0 : charged.get(charged.size() - 1).id());
        Loan loan =
                new Loan(terms, true, happened, charged, changes.getOrDefault(accountId, List.of()), Map.of(), lastId);
        return new LoanAccount(
                accountId,
                row.number(),
                row.openingId(),
                row.linkedAccountId(),
                row.productCode(),
                loan.undoing(undone.getOrDefault(accountId, Set.of())),
                row.recognised(),
                row.agenda());
    }

    /** The agenda of a loan that was found, whether or not its terms can be read. */
    Agenda agenda(long accountId) {
        Row row = rows.get(accountId);
        return row == null ? Agenda.EMPTY : row.agenda();
    }

    /**
     * What a pure function makes of a loan.
     *
     * @return null if there is no such loan, or if it cannot be computed: that is logged, and other loans go on
     */
    <T> @Nullable T computed(long accountId, Function<LoanAccount, T> function) {
        try {
            LoanAccount account = find(accountId);
            return account == null ? null : function.apply(account);
        } catch (IllegalArgumentException | IllegalStateException | ArithmeticException | JacksonException e) {
            LOG.error("the loan of account {} cannot be computed", accountId, e);
            return null;
        }
    }

    /** By which the loans of a product are serviced. */
    PolicyDates policies(String productCode) {
        PolicyDates dated = policies.get(productCode);
        if (dated == null) {
            throw new IllegalStateException("product " + productCode + " has no loan policy");
        }
        return dated;
    }

    /** What can be taken of each account that was locked, in minor units. */
    Map<Long, Long> available() {
        return available;
    }

    private void loan(ResultSet row) throws SQLException {
        rows.put(
                row.getLong(1),
                new Row(
                        row.getString(2),
                        row.getObject(3, UUID.class),
                        row.getLong(4),
                        row.getString(5),
                        row.getLong(6),
                        row.getString(7),
                        new Agenda(
                                row.getObject(8, LocalDate.class),
                                row.getInt(9),
                                row.getObject(10, LocalDate.class),
                                row.getObject(11, LocalDate.class),
                                new DailyPenalty(row.getObject(12, LocalDate.class), row.getBigDecimal(13)))));
    }

    private void transaction(ResultSet row) throws SQLException {
        LocalDate reAgedFrom = row.getObject(8, LocalDate.class);
        if (row.getBoolean(12)) {
            undone.computeIfAbsent(row.getLong(1), none -> new HashSet<>()).add(row.getLong(2));
        }
        transactions
                .computeIfAbsent(row.getLong(1), none -> new ArrayList<>())
                .add(new LoanTransaction(
                        row.getLong(2),
                        TransactionType.valueOf(row.getString(3)),
                        row.getObject(4, LocalDate.class),
                        row.getObject(5, LocalDate.class),
                        row.getLong(6),
                        row.getObject(7, Long.class),
                        reAgedFrom == null
                                ? null
                                : new ReAge(
                                        reAgedFrom,
                                        row.getInt(9),
                                        row.getInt(10),
                                        LoanTerms.Unit.valueOf(row.getString(11))),
                        Portions.NONE,
                        List.of(),
                        excess(row.getString(13))));
    }

    /** A choice as it is stored. */
    static @Nullable Excess excess(@Nullable String name) {
        return name == null ? null : Excess.valueOf(name);
    }

    private void charge(ResultSet row) throws SQLException {
        charges.computeIfAbsent(row.getLong(1), none -> new ArrayList<>())
                .add(new LoanCharge(
                        row.getLong(2),
                        row.getString(3),
                        row.getBoolean(4),
                        row.getObject(5, LocalDate.class),
                        row.getObject(6, LocalDate.class),
                        row.getLong(7)));
    }

    private void termChange(ResultSet row) throws SQLException {
        changes.computeIfAbsent(row.getLong(1), none -> new ArrayList<>())
                .add(new TermChange(
                        row.getObject(2, LocalDate.class),
                        row.getObject(3, LocalDate.class),
                        row.getInt(4),
                        row.getInt(5),
                        row.getInt(6),
                        row.getBigDecimal(7)));
    }
}
