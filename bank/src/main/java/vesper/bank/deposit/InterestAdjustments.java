package vesper.bank.deposit;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import vesper.bank.Ids;
import vesper.bank.account.Account;
import vesper.bank.account.Accounts;
import vesper.bank.account.LedgerCode;
import vesper.bank.audit.Actor;
import vesper.bank.audit.AuditEvent;
import vesper.bank.audit.AuditLog;
import vesper.bank.calendar.BusinessDates;
import vesper.bank.deposit.BackdatedInterest.Movement;
import vesper.bank.deposit.BackdatedInterest.Rates;
import vesper.bank.interest.DailyInterest;
import vesper.bank.ledger.BalancesInTime;
import vesper.bank.ledger.BookingOutcome;
import vesper.bank.ledger.EntryKind;
import vesper.bank.ledger.EntryRequest;
import vesper.bank.ledger.Ledger;

/**
 * Adjusts the interest of current and savings accounts for entries that were booked after their value date
 * ({@link BackdatedInterest}): the difference is posted dated on the day that it is found. Interest on interest that was posted
 * between is not adjusted. What is posted for an account comes to all its differences so far, rounded half even once. Of what the
 * holder gains {@link WithholdingTax} is kept back; of what is taken back it is given back, as far as it was kept back of the account
 * in the same year.
 */
public final class InterestAdjustments {
    private static final String WAITING = """
            select distinct p.account_id
              from posting p join account a on a.id = p.account_id
             where p.value_date < p.booking_date and a.kind in ('CURRENT', 'SAVINGS')
               and p.entry_seq > coalesce((select max(up_to_place) from interest_adjustment i
                                            where i.account_id = p.account_id), 0)
             order by p.account_id
            """;
    private static final String DAYS = """
            select min(value_date), max(booking_date) - 1 from posting
             where account_id = :account and value_date < booking_date and entry_seq > :adjusted
            """;
    private static final String MOVEMENTS = """
            select entry_seq, booking_date, value_date, amount_minor from posting
             where account_id = :account and booking_date >= :from order by entry_seq
            """;
    private static final String BEFORE = """
            select coalesce(max(up_to_place), 0) as place, coalesce(sum(credit_weight), 0) as credit_weight,
                   coalesce(sum(debit_weight), 0) as debit_weight, coalesce(sum(credit_minor), 0) as credit_minor,
                   coalesce(sum(debit_minor), 0) as debit_minor
              from interest_adjustment where account_id = :account
            """;
    private static final String RECORD = """
            insert into interest_adjustment (account_id, up_to_place, adjusted_on, from_date, to_date, currency, credit_weight,
                                             debit_weight, credit_minor, debit_minor)
            values (:account, :place, :on, :from, :to, :currency, :creditWeight, :debitWeight, :creditMinor, :debitMinor)
            """;

    private static final String WITHHELD = """
            select coalesce(-sum(p.amount_minor), 0) from posting p join journal_entry e on e.seq = p.entry_seq
             where p.account_id = :account and e.kind = 'WITHHOLDING_TAX' and p.booking_date >= :from
            """;

    private final JdbcClient jdbc;
    private final WithholdingTax tax;
    private final TransactionTemplate transaction;
    private final BusinessDates dates;
    private final Accounts accounts;
    private final Ledger ledger;
    private final AuditLog audit;

    /** Over one database; all parts must be of the same one. */
    public InterestAdjustments(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            BusinessDates dates,
            Accounts accounts,
            Ledger ledger,
            AuditLog audit) {
        this.jdbc = jdbc;
        this.tax = new WithholdingTax(jdbc);
        this.transaction = transaction;
        this.dates = dates;
        this.accounts = accounts;
        this.ledger = ledger;
        this.audit = audit;
    }

    /**
     * The difference that back-dated entries make on one account.
     *
     * @param from first day whose interest they change
     * @param to the last
     * @param exactMinor by how much it changes, in minor units with ten decimals; positive is the holder's gain
     * @param amountMinor what is posted for it
     * @param taxMinor what is kept back of that; negative is given back
     * @param refusal why it was not posted, stable code of the ledger; null if it was, or was not tried
     */
    public record Adjustment(
            String accountNumber,
            String currency,
            LocalDate from,
            LocalDate to,
            BigDecimal exactMinor,
            long amountMinor,
            long taxMinor,
            @Nullable String refusal) {}

    /** What would be posted now, by account. */
    public List<Adjustment> preview() {
        List<Adjustment> previews = new ArrayList<>();
        LocalDate today = dates.current().acceptingDate();
        for (long account : waiting()) {
            difference(account, today).ifPresent(each -> previews.add(each.adjustment(null)));
        }
        return previews;
    }

    /** Posts what is due, each account in a transaction of its own; what the ledger refuses is tried again the next time. */
    public List<Adjustment> post(Actor by) {
        List<Adjustment> posted = new ArrayList<>();
        for (long account : waiting()) {
            post(account, by).ifPresent(posted::add);
        }
        return posted;
    }

    private Optional<Adjustment> post(long accountId, Actor by) {
        return Objects.requireNonNull(transaction.execute(status -> {
            LocalDate today = dates.holdStill().acceptingDate();
            jdbc.sql("select 1 from account where id = :id for no key update")
                    .param("id", accountId)
                    .query(Integer.class)
                    .single();
            Optional<Adjustment> done = difference(accountId, today).map(each -> each.adjustment(post(each, today)));
            if (done.isPresent() && done.get().refusal() != null) {
                status.setRollbackOnly();
            } else if (done.isPresent()) {
                String days = done.get().from() + " to " + done.get().to();
                audit.append(AuditEvent.done(by, "interest.adjust", "interest from " + days, "posted")
                        .about(accountId));
            }
            return done;
        }));
    }

    private List<Long> waiting() {
        return jdbc.sql(WAITING).query(Long.class).list();
    }

    /** What has been adjusted before, or is to be: weights and what was posted for them. */
    private record Sides(
            long place, BigInteger creditWeight, BigInteger debitWeight, long creditMinor, long debitMinor) {}

    private record Difference(Account account, LocalDate from, LocalDate to, Sides now, long taxMinor) {
        Adjustment adjustment(@Nullable String refusal) {
            return new Adjustment(
                    account.number(),
                    account.currency(),
                    from,
                    to,
                    DailyInterest.accrued(now.creditWeight().add(now.debitWeight())),
                    Math.addExact(now.creditMinor(), now.debitMinor()),
                    taxMinor,
                    refusal);
        }
    }

    private Optional<Difference> difference(long accountId, LocalDate today) {
        Sides before = jdbc.sql(BEFORE)
                .param("account", accountId)
                .query((row, n) -> new Sides(
                        row.getLong("place"),
                        row.getBigDecimal("credit_weight").toBigIntegerExact(),
                        row.getBigDecimal("debit_weight").toBigIntegerExact(),
                        row.getLong("credit_minor"),
                        row.getLong("debit_minor")))
                .single();
        List<LocalDate> days = jdbc.sql(DAYS)
                .param("account", accountId)
                .param("adjusted", before.place())
                .query((row, n) -> row.getObject(1) == null
                        ? List.<LocalDate>of()
                        : List.of(row.getObject(1, LocalDate.class), row.getObject(2, LocalDate.class)))
                .single();
        if (days.isEmpty()) {
            return Optional.empty();
        }
        Account account = accounts.byId(accountId).orElseThrow();
        Sides now = sides(account, before, days.get(0), days.get(1));
        long taxMinor = taxMinor(accountId, now.creditMinor(), today);
        return Optional.of(new Difference(account, days.get(0), days.get(1), now, taxMinor));
    }

    private long taxMinor(long accountId, long creditMinor, LocalDate today) {
        int rateBps =
                creditMinor == 0 ? 0 : tax.rates(List.of(accountId), today).getOrDefault(accountId, 0);
        if (rateBps == 0 || creditMinor > 0) {
            return WithholdingTax.amountMinor(creditMinor, rateBps);
        }
        long withheldMinor = jdbc.sql(WITHHELD)
                .param("account", accountId)
                .param("from", today.withDayOfYear(1))
                .query(Long.class)
                .single();
        return -Math.min(WithholdingTax.amountMinor(-creditMinor, rateBps), Math.max(0, withheldMinor));
    }

    private Sides sides(Account account, Sides before, LocalDate from, LocalDate to) {
        List<Movement> movements = jdbc.sql(MOVEMENTS)
                .param("account", account.id())
                .param("from", from)
                .query((row, n) -> new Movement(
                        row.getLong(1),
                        row.getObject(2, LocalDate.class),
                        row.getObject(3, LocalDate.class),
                        row.getLong(4)))
                .list();
        long opening = new BalancesInTime(jdbc).atClose(account.id(), from.minusDays(1));
        BackdatedInterest change = BackdatedInterest.of(opening, movements, before.place(), rates(account), from, to);
        return new Sides(
                movements.get(movements.size() - 1).place(),
                change.credit(),
                change.debit(),
                DailyInterest.posted(before.creditWeight().add(change.credit())) - before.creditMinor(),
                DailyInterest.posted(before.debitWeight().add(change.debit())) - before.debitMinor());
    }

    private NavigableMap<LocalDate, Rates> rates(Account account) {
        NavigableMap<LocalDate, Rates> rates = new TreeMap<>();
        jdbc.sql("select valid_from, rate_bps, overdraft_rate_bps from product_rate where product_code = :product")
                .param("product", account.productCode())
                .query((row, n) ->
                        rates.put(row.getObject(1, LocalDate.class), new Rates(row.getInt(2), row.getInt(3))))
                .list();
        return rates;
    }

    /** Books both sides and the tax, and notes them; the reason, if the ledger refuses one of them. */
    private @Nullable String post(Difference difference, LocalDate today) {
        Sides now = difference.now();
        List<EntryRequest> entries = new ArrayList<>();
        add(entries, difference, EntryKind.CAPITALISATION, LedgerCode.INTEREST_EXPENSE, now.creditMinor(), today);
        add(entries, difference, EntryKind.WITHHOLDING_TAX, LedgerCode.WITHHOLDING_TAX, -difference.taxMinor(), today);
        add(entries, difference, EntryKind.OVERDRAFT_INTEREST, LedgerCode.INTEREST_INCOME, now.debitMinor(), today);
        for (BookingOutcome outcome : ledger.book(entries)) {
            if (outcome instanceof BookingOutcome.Refused refused) {
                return refused.reason().name();
            }
        }
        jdbc.sql(RECORD)
                .param("account", difference.account().id())
                .param("place", now.place())
                .param("on", today)
                .param("from", difference.from())
                .param("to", difference.to())
                .param("currency", difference.account().currency())
                .param("creditWeight", new BigDecimal(now.creditWeight()))
                .param("debitWeight", new BigDecimal(now.debitWeight()))
                .param("creditMinor", now.creditMinor())
                .param("debitMinor", now.debitMinor())
                .update();
        return null;
    }

    /** Adds the entry that moves an amount to the account, or away from it if it is negative. */
    private void add(
            List<EntryRequest> entries,
            Difference difference,
            EntryKind kind,
            LedgerCode contra,
            long amountMinor,
            LocalDate today) {
        if (amountMinor == 0) {
            return;
        }
        Account account = difference.account();
        String what = kind == EntryKind.WITHHOLDING_TAX ? "Tax on: Interest" : "Interest";
        entries.add(EntryRequest.move(
                Ids.of(
                        "interest-adjustment",
                        kind.name(),
                        Long.toString(account.id()),
                        Long.toString(difference.now().place())),
                kind,
                today,
                what + " adjusted from " + difference.from() + " to " + difference.to(),
                accounts.ledgerAccount(contra, account.currency()).id(),
                account.id(),
                amountMinor,
                account.currency(),
                false));
    }
}
