package vesper.bank.deposit;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import vesper.bank.account.Accounts;
import vesper.bank.account.LedgerCode;
import vesper.bank.ledger.BookingOutcome;
import vesper.bank.ledger.EntryKind;
import vesper.bank.ledger.EntryRequest;
import vesper.bank.ledger.Ledger;

/**
 * Charges what having an account costs a month, by {@code product_fee}, unless it is waived ({@link FeeDue#waiver}). The bank takes
 * it by right: it may overdraw the account, and a dormant account pays it. What a frozen account refuses is tried again with the
 * next month's.
 *
 * <p>Writes a row of {@code account_fee} for each account and month. The entry's id follows from both, so doing it twice books
 * nothing.
 */
public final class MaintenanceFees {
    private static final String LIABLE = """
            with fee as (
                select distinct on (product_code, currency) product_code, currency, amount_minor, waived_from_balance_minor,
                       waived_from_incoming_minor
                  from product_fee where valid_from <= :end order by product_code, currency, valid_from desc
            ), liable as (
                select a.id, a.currency, a.opened_on, a.balance_minor, f.amount_minor, f.waived_from_balance_minor,
                       f.waived_from_incoming_minor
                  from account a join fee f on f.product_code = a.product_code and f.currency = a.currency
                 where a.id > :after and a.id <= :upTo and a.kind in ('CURRENT', 'SAVINGS') and a.status <> 'CLOSED'
                   and a.opened_on <= :end and f.amount_minor > 0
            )
            """;
    /** Entries of a date lie after the cut-off place of the day before: so no more of the journal is read than the month. */
    private static final String DUE = LIABLE + """
            , bound as (
                select coalesce((select max(cut_off_place) from day_seal where business_date < :start), 0) as month,
                       coalesce((select cut_off_place from business_date), 0) as later
            )
            select l.*, l.balance_minor - coalesce(after_end.amount, 0) as end_balance_minor,
                   coalesce(received.amount, 0) as incoming_minor
              from (select * from liable order by id limit :limit) l cross join bound
              left join lateral (
                   select sum(amount_minor)::bigint as amount from posting
                    where account_id = l.id and entry_seq > bound.later and booking_date > :end) after_end on true
              left join lateral (
                   select sum(p.amount_minor)::bigint as amount
                     from posting p join journal_entry e on e.seq = p.entry_seq
                    where l.waived_from_incoming_minor is not null and p.account_id = l.id and p.entry_seq > bound.month
                      and p.booking_date between :start and :end and p.amount_minor > 0
                      and e.kind in ('TRANSFER', 'DEPOSIT')) received on true
             order by l.id
            """;

    private static final String RECORD = """
            insert into account_fee (account_id, period_end, currency, amount_minor, state, reason, entry_id)
            values (?, ?, ?, ?, ?, ?, ?)
                on conflict (account_id, period_end) do update
               set state = excluded.state, reason = excluded.reason, entry_id = excluded.entry_id
            """;
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMMM uuuu", Locale.ENGLISH);

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final Accounts accounts;
    private final Ledger ledger;

    public MaintenanceFees(JdbcTemplate batches, Accounts accounts, Ledger ledger) {
        this.jdbc = JdbcClient.create(batches);
        this.batches = batches;
        this.accounts = accounts;
        this.ledger = ledger;
    }

    /**
     * What became of the fee of an account for a month.
     *
     * @param amountMinor what the month costs; positive
     * @param waived why it was not charged; null if it was, or should have been
     * @param refused why the ledger did not take it, stable code; null if it did
     */
    public record Fee(
            long accountId,
            LocalDate monthEnd,
            String currency,
            long amountMinor,
            @Nullable String waived,
            @Nullable String refused) {
        private UUID entryId() {
            return FeeDue.entryId(accountId, monthEnd);
        }

        private Fee answered(@Nullable BookingOutcome outcome) {
            String reason =
                    outcome instanceof BookingOutcome.Refused no ? no.reason().name() : null;
            return new Fee(accountId, monthEnd, currency, amountMinor, waived, reason);
        }
    }

    /**
     * A run of accounts by rising id, with what became of their fees.
     *
     * @param accounts how many accounts have a fee for the month, waived or not
     * @param lastAccountId the last one; zero if there was none
     * @param fees of the month, and of earlier ones that were refused before
     */
    public record Range(int accounts, long lastAccountId, List<Fee> fees) {}

    /** How many accounts with an id in the range have a fee for the month, waived or not. */
    public long count(long after, long upTo, LocalDate monthEnd) {
        return jdbc.sql(LIABLE + "select count(*) from liable")
                .param("after", after)
                .param("upTo", upTo)
                .param("end", monthEnd)
                .query(Long.class)
                .single();
    }

    /**
     * Charges the fees of a month, and earlier ones of the same accounts that were refused, as part of the surrounding transaction.
     *
     * @param after accounts whose id is greater are looked at
     * @param upTo if it is not greater than this
     * @param limit how many accounts at most
     */
    public Range charge(long after, long upTo, LocalDate monthEnd, int limit) {
        List<FeeDue> due = jdbc.sql(DUE)
                .param("after", after)
                .param("upTo", upTo)
                .param("start", monthEnd.withDayOfMonth(1))
                .param("end", monthEnd)
                .param("limit", limit)
                .query(MaintenanceFees::read)
                .list();
        List<Fee> fees = new ArrayList<>();
        due.forEach(fee -> fees.add(new Fee(
                fee.accountId(),
                monthEnd,
                fee.currency(),
                fee.terms().amountMinor(),
                fee.waiver(monthEnd).map(Enum::name).orElse(null),
                null)));
        fees.addAll(failed(due.stream().map(FeeDue::accountId).toList(), monthEnd));
        long last = due.isEmpty() ? 0 : due.get(due.size() - 1).accountId();
        return new Range(due.size(), last, book(fees, monthEnd));
    }

    /** Tries the fees of an account again that were refused, as part of the surrounding transaction. */
    public List<Fee> again(long accountId, LocalDate bookingDate) {
        return book(failed(List.of(accountId), LocalDate.of(9999, 12, 31)), bookingDate);
    }

    /** Gives the fees of an account up that were refused. */
    public void giveUp(long accountId) {
        jdbc.sql("update account_fee set state = 'GIVEN_UP' where account_id = :account and state = 'FAILED'")
                .param("account", accountId)
                .update();
    }

    private List<Fee> failed(List<Long> accountIds, LocalDate before) {
        return jdbc.sql("""
                        select account_id, period_end, currency, amount_minor from account_fee
                         where account_id = any(:accounts) and state = 'FAILED' and period_end < :before
                         order by account_id, period_end for update
                        """)
                .param("accounts", accountIds.toArray(Long[]::new))
                .param("before", before)
                .query((row, n) -> new Fee(
                        row.getLong("account_id"),
                        row.getObject("period_end", LocalDate.class),
                        row.getString("currency"),
                        row.getLong("amount_minor"),
                        null,
                        null))
                .list();
    }

    private List<Fee> book(List<Fee> fees, LocalDate bookingDate) {
        Map<UUID, BookingOutcome> outcomes = new HashMap<>();
        ledger.book(fees.stream()
                        .filter(fee -> fee.waived() == null)
                        .map(fee -> entry(fee, bookingDate))
                        .toList())
                .forEach(outcome -> outcomes.put(outcome.id(), outcome));
        List<Fee> answered = fees.stream()
                .map(fee -> fee.answered(outcomes.get(fee.entryId())))
                .toList();
        batches.batchUpdate(RECORD, answered, Math.max(1, answered.size()), MaintenanceFees::fill);
        return answered;
    }

    private EntryRequest entry(Fee fee, LocalDate bookingDate) {
        return EntryRequest.move(
                fee.entryId(),
                EntryKind.ACCOUNT_FEE,
                bookingDate,
                "Account fee for " + YearMonth.from(fee.monthEnd()).format(MONTH),
                fee.accountId(),
                accounts.ledgerAccount(LedgerCode.FEE_INCOME, fee.currency()).id(),
                fee.amountMinor(),
                fee.currency(),
                false);
    }

    private static void fill(PreparedStatement statement, Fee fee) throws SQLException {
        boolean booked = fee.waived() == null && fee.refused() == null;
        statement.setLong(1, fee.accountId());
        statement.setObject(2, fee.monthEnd());
        statement.setString(3, fee.currency());
        statement.setLong(4, fee.amountMinor());
        statement.setString(5, booked ? "BOOKED" : fee.waived() == null ? "FAILED" : "WAIVED");
        statement.setString(6, fee.waived() == null ? fee.refused() : fee.waived());
        statement.setObject(7, booked ? fee.entryId() : null);
    }

    private static FeeDue read(ResultSet row, int n) throws SQLException {
        return new FeeDue(
                row.getLong("id"),
                row.getString("currency"),
                row.getObject("opened_on", LocalDate.class),
                row.getLong("end_balance_minor"),
                row.getLong("incoming_minor"),
                new FeeDue.Terms(
                        row.getLong("amount_minor"),
                        row.getObject("waived_from_balance_minor", Long.class),
                        row.getObject("waived_from_incoming_minor", Long.class)));
    }
}
