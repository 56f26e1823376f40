package vesper.reporting.statement;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import vesper.bank.ledger.EntryKind;
import vesper.bank.servicing.LoanAccount;
import vesper.bank.servicing.LoanAccounts;
import vesper.bank.servicing.LoanPeriod;
import vesper.reporting.statement.Statement.Hold;
import vesper.reporting.statement.Statement.Holder;
import vesper.reporting.statement.Statement.Interest;
import vesper.reporting.statement.Statement.Movement;
import vesper.reporting.statement.Statement.Parties;
import vesper.reporting.statement.Statement.Seal;
import vesper.reporting.statement.Statement.StatedAccount;

/**
 * Reads statements from the books, many accounts at a time.
 *
 * <p>Of the books one SQL statement reads all, and so sees one state of the books however busy the day is. The opening balance is the
 * account's balance less everything booked since the period began: it needs the postings of recent days only.
 */
public final class Statements {

    /** A row for each account, then one for each of its postings. */
    private static final String READ = """
            with stated as materialized (
                select a.id, a.number, a.name, a.currency, a.balance_minor, c.name as holder, c.postal_address, c.language,
                       r.rate_bps, nullif(r.overdraft_rate_bps, 0) as overdraft_rate_bps
                  from account a
                  join customer c on c.id = a.customer_id
                  left join lateral (
                      select rate_bps, overdraft_rate_bps from product_rate
                       where product_code = a.product_code and valid_from <= :to
                       order by valid_from desc limit 1) r on true
                 where a.id = any(:accounts)
            )
            select id as account_id, number, name as account_name, currency, balance_minor, holder, postal_address, language,
                   rate_bps, overdraft_rate_bps, null::uuid as entry_id, null as kind, null as narrative, null::date as booking_date,
                   null::date as value_date, null::bigint as amount_minor, null as counterparty, null as category,
                   null::bigint as entry_seq, null::integer as leg
              from stated
             union all
            select a.id, null, null, null, null, null, null, null, null, null,
                   e.id, e.kind, e.narrative, p.booking_date, p.value_date, p.amount_minor,
                   coalesce(m.merchant, other_holder.name, ''), coalesce(m.category, ''), p.entry_seq, p.leg
              from stated a
              join posting p on p.account_id = a.id and p.booking_date >= :from
              join journal_entry e on e.seq = p.entry_seq
              left join payment m on m.id = e.id
              left join account other
                   on other.id = case a.id when m.debtor_account_id then m.creditor_account_id else m.debtor_account_id end
              left join customer other_holder on other_holder.id = other.customer_id
             order by account_id, booking_date nulls first, entry_seq, leg
            """;

    private static final String HELD = """
            select account_id, narrative, placed_on, expires_on, amount_minor - captured_minor as rest_minor
              from hold
             where account_id = any(:accounts) and state = 'ACTIVE' and placed_on <= :to and amount_minor > captured_minor
             order by account_id, placed_on, id
            """;

    private static final String CARDS =
            "select account_id, last4 from card where account_id = any(:accounts) order by account_id, last4, id";

    private static final String SEALED = """
            select business_date, encode(sha256(convert_to(certificate, 'UTF8')), 'hex') as hash
              from day_seal where business_date <= :to order by business_date desc limit 1
            """;

    private final JdbcClient jdbc;
    private final Letterhead letterhead;
    private final Accruals accruals;
    private final LoanAccounts loans;

    public Statements(JdbcClient jdbc, Letterhead letterhead, Accruals accruals, LoanAccounts loans) {
        this.jdbc = jdbc;
        this.accruals = accruals;
        this.loans = loans;
        this.letterhead = letterhead;
    }

    /** A statement and the id of the account it was read from. */
    public record Read(long accountId, Statement statement) {}

    /**
     * The statement of one account; empty if there is no such customer's account.
     *
     * @param number the account's number, without blanks
     */
    public Optional<Statement> ofAccount(String number, Period period, LocalDate issuedOn) {
        return jdbc.sql("select id from account where number = :number")
                .param("number", number)
                .query(Long.class)
                .optional()
                .flatMap(id -> read(List.of(id), period, issuedOn).stream().findFirst())
                .map(Read::statement);
    }

    /**
     * The statements of customers' accounts in the order of their ids. Accounts that are the bank's own, or unknown, have
     * none.
     *
     * @param issuedOn the business date printed as the date of issue
     * @throws IllegalArgumentException if the figures of an account contradict each other; the books are corrupt then
     */
    public List<Read> read(Collection<Long> accountIds, Period period, LocalDate issuedOn) {
        if (accountIds.isEmpty()) {
            return List.of();
        }
        Map<Long, BigDecimal> accrued = accruals.of(accountIds, period);
        Map<Long, List<Hold>> held = held(accountIds, period.to());
        Map<Long, List<String>> cards = cards(accountIds);
        Map<Long, LoanPeriod> lent = new HashMap<>();
        for (LoanAccount account : loans.find(accountIds)) {
            LoanPeriod loan = LoanPeriod.of(account, period.from(), period.to());
            if (loan != null) {
                lent.put(account.accountId(), loan);
            }
        }
        Seal seal = sealed(period.to());
        return jdbc.sql(READ)
                .param("from", period.from())
                .param("to", period.to())
                .param("accounts", accountIds.toArray(Long[]::new))
                .query(rows -> {
                    List<Read> read = new ArrayList<>();
                    Gathering current = null;
                    while (rows.next()) {
                        if (current != null && current.accountId == rows.getLong("account_id")) {
                            current.add(rows);
                            continue;
                        }
                        if (current != null) {
                            read.add(current.done(accrued, held, lent));
                        }
                        current = new Gathering(rows, cards, period, issuedOn, seal);
                    }
                    if (current != null) {
                        read.add(current.done(accrued, held, lent));
                    }
                    return read;
                });
    }

    private @Nullable Seal sealed(LocalDate to) {
        return jdbc.sql(SEALED)
                .param("to", to)
                .query((row, n) -> new Seal(row.getObject("business_date", LocalDate.class), row.getString("hash")))
                .optional()
                .orElse(null);
    }

    private Map<Long, List<String>> cards(Collection<Long> accountIds) {
        Map<Long, List<String>> cards = new HashMap<>();
        jdbc.sql(CARDS).param("accounts", accountIds.toArray(Long[]::new)).query(row -> {
            cards.computeIfAbsent(row.getLong("account_id"), account -> new ArrayList<>())
                    .add(row.getString("last4"));
        });
        return cards;
    }

    private Map<Long, List<Hold>> held(Collection<Long> accountIds, LocalDate to) {
        Map<Long, List<Hold>> held = new HashMap<>();
        jdbc.sql(HELD)
                .param("accounts", accountIds.toArray(Long[]::new))
                .param("to", to)
                .query(row -> {
                    held.computeIfAbsent(row.getLong("account_id"), account -> new ArrayList<>())
                            .add(new Hold(
                                    row.getString("narrative"),
                                    row.getObject("placed_on", LocalDate.class),
                                    row.getObject("expires_on", LocalDate.class),
                                    row.getLong("rest_minor")));
                });
        return held;
    }

    /** One account while its rows go by, the account's own first. */
    private final class Gathering {
        private final Period period;
        private final LocalDate issuedOn;
        private final @Nullable Seal seal;
        private final long accountId;
        private final StatedAccount account;
        private final Holder holder;
        private final @Nullable Integer rateBps;
        private final @Nullable Integer overdraftRateBps;
        private final List<Movement> movements = new ArrayList<>();
        private long openingMinor;
        private long postedInterestMinor;

        Gathering(ResultSet row, Map<Long, List<String>> cards, Period period, LocalDate issuedOn, @Nullable Seal seal)
                throws SQLException {
            this.period = period;
            this.issuedOn = issuedOn;
            this.seal = seal;
            accountId = row.getLong("account_id");
            account = new StatedAccount(
                    row.getString("number"),
                    row.getString("account_name"),
                    row.getString("currency"),
                    cards.getOrDefault(accountId, List.of()));
            holder = new Holder(
                    row.getString("holder"),
                    row.getString("postal_address")
                            .lines()
                            .filter(line -> !line.isBlank())
                            .toList(),
                    row.getString("language"));
            rateBps = row.getObject("rate_bps", Integer.class);
            overdraftRateBps = row.getObject("overdraft_rate_bps", Integer.class);
            openingMinor = row.getLong("balance_minor");
        }

        void add(ResultSet row) throws SQLException {
            long amountMinor = row.getLong("amount_minor");
            openingMinor = Math.subtractExact(openingMinor, amountMinor);
            LocalDate bookingDate = row.getObject("booking_date", LocalDate.class);
            if (period.contains(bookingDate)) {
                EntryKind kind = EntryKind.valueOf(row.getString("kind"));
                movements.add(new Movement(
                        row.getObject("entry_id", UUID.class),
                        kind,
                        bookingDate,
                        row.getObject("value_date", LocalDate.class),
                        row.getString("narrative"),
                        new Parties(row.getString("counterparty"), row.getString("category")),
                        amountMinor));
                if (kind == EntryKind.CAPITALISATION) {
                    postedInterestMinor = Math.addExact(postedInterestMinor, amountMinor);
                }
            }
        }

        Read done(Map<Long, BigDecimal> accrued, Map<Long, List<Hold>> held, Map<Long, LoanPeriod> lent) {
            BigDecimal accruedMinor = accrued.get(accountId);
            Long rounded = accruedMinor == null
                    ? null
                    : accruedMinor.setScale(0, RoundingMode.HALF_EVEN).longValueExact();
            return new Read(
                    accountId,
                    Statement.of(
                            letterhead,
                            holder,
                            account,
                            period,
                            issuedOn,
                            openingMinor,
                            movements,
                            new Interest(rateBps, overdraftRateBps, rounded, postedInterestMinor),
                            held.getOrDefault(accountId, List.of()),
                            lent.get(accountId),
                            seal));
        }
    }
}
