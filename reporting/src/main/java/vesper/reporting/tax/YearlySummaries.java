package vesper.reporting.tax;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.Year;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import vesper.bank.servicing.LoanAccount;
import vesper.bank.servicing.LoanAccounts;
import vesper.bank.servicing.LoanPeriod;
import vesper.reporting.statement.Letterhead;
import vesper.reporting.statement.Statement.Holder;

/** Reads yearly summaries from the books, many customers at a time. */
public final class YearlySummaries {

    private static final String READ = """
            select a.customer_id, a.id as account_id, a.number, a.name as account_name, a.currency,
                   a.balance_minor - coalesce(sum(p.amount_minor), 0) as opening_minor,
                   a.balance_minor - coalesce(sum(p.amount_minor) filter (where p.booking_date > :to), 0) as closing_minor,
                   coalesce(sum(p.amount_minor) filter (
                       where e.kind = 'CAPITALISATION' and p.booking_date <= :to), 0) as earned_minor,
                   -coalesce(sum(p.amount_minor) filter (
                       where e.kind = 'WITHHOLDING_TAX' and p.booking_date <= :to), 0) as withheld_minor,
                   -coalesce(sum(p.amount_minor) filter (
                       where e.kind = 'OVERDRAFT_INTEREST' and p.booking_date <= :to), 0) as charged_minor,
                   -coalesce(sum(p.amount_minor) filter (
                       where e.kind in ('FEE', 'ACCOUNT_FEE') and p.booking_date <= :to), 0) as fees_minor
              from account a
              left join (posting p join journal_entry e on e.seq = p.entry_seq)
                   on p.account_id = a.id and p.booking_date >= :from
             where a.customer_id = any(:customers) and a.opened_on <= :to
               and (a.closed_on is null or a.closed_on >= :from)
             group by a.id
             order by a.customer_id, a.id
            """;
    private static final String HOLDERS = """
            select c.id, c.name, c.postal_address, c.language, coalesce(t.country, '') as country
              from customer c left join tax_residence t on t.customer_id = c.id
             where c.id = any(:customers)
            """;

    private final JdbcClient jdbc;
    private final Letterhead letterhead;
    private final LoanAccounts loans;

    public YearlySummaries(JdbcClient jdbc, Letterhead letterhead, LoanAccounts loans) {
        this.jdbc = jdbc;
        this.letterhead = letterhead;
        this.loans = loans;
    }

    /**
     * A summary, and the account under which it is kept.
     *
     * @param accountId the customer's first account of the year
     */
    public record Read(long customerId, long accountId, YearlySummary summary) {}

    /** An account's year with the ids that it was found by. */
    private record Found(long customerId, long accountId, AccountYear year) {}

    /** The summaries of customers who had an account in the year, by customer. */
    public List<Read> read(Collection<Long> customerIds, Year year, LocalDate issuedOn) {
        LocalDate from = year.atDay(1);
        LocalDate to = year.atDay(year.length());
        Map<Long, List<Found>> byCustomer = new LinkedHashMap<>();
        for (Found found : accounts(customerIds, from, to)) {
            byCustomer
                    .computeIfAbsent(found.customerId(), customer -> new ArrayList<>())
                    .add(found);
        }
        List<Read> read = new ArrayList<>();
        jdbc.sql(HOLDERS)
                .param("customers", byCustomer.keySet().toArray(Long[]::new))
                .query(row -> {
                    List<Found> found = byCustomer.getOrDefault(row.getLong("id"), List.of());
                    read.add(new Read(
                            row.getLong("id"),
                            found.get(0).accountId(),
                            new YearlySummary(
                                    letterhead,
                                    holder(row),
                                    year,
                                    row.getString("country"),
                                    issuedOn,
                                    found.stream().map(Found::year).toList(),
                                    null)));
                });
        return read;
    }

    private List<Found> accounts(Collection<Long> customerIds, LocalDate from, LocalDate to) {
        List<Found> accounts = jdbc.sql(READ)
                .param("customers", customerIds.toArray(Long[]::new))
                .param("from", from)
                .param("to", to)
                .query((row, n) -> new Found(row.getLong("customer_id"), row.getLong("account_id"), year(row)))
                .list();
        Map<Long, LoanPeriod> lent = new HashMap<>();
        for (LoanAccount loan :
                loans.find(accounts.stream().map(Found::accountId).toList())) {
            LoanPeriod period = LoanPeriod.of(loan, from, to);
            if (period != null) {
                lent.put(loan.accountId(), period);
            }
        }
        return accounts.stream()
                .map(found -> lent.containsKey(found.accountId())
                        ? new Found(
                                found.customerId(),
                                found.accountId(),
                                withLoan(found.year(), lent.get(found.accountId())))
                        : found)
                .toList();
    }

    private static AccountYear year(ResultSet row) throws SQLException {
        return new AccountYear(
                row.getString("number"),
                row.getString("account_name"),
                row.getString("currency"),
                row.getLong("opening_minor"),
                row.getLong("earned_minor"),
                row.getLong("withheld_minor"),
                row.getLong("charged_minor"),
                row.getLong("fees_minor"),
                row.getLong("closing_minor"));
    }

    private static AccountYear withLoan(AccountYear year, LoanPeriod loan) {
        return new AccountYear(
                year.number(),
                year.name(),
                year.currency(),
                year.openingMinor(),
                year.earnedMinor(),
                year.withheldMinor(),
                Math.addExact(year.chargedMinor(), loan.paid().interestMinor()),
                Math.addExact(
                        year.feesMinor(),
                        Math.addExact(loan.paid().feeMinor(), loan.paid().penaltyMinor())),
                year.closingMinor());
    }

    private static Holder holder(ResultSet row) throws SQLException {
        return new Holder(
                row.getString("name"),
                row.getString("postal_address")
                        .lines()
                        .filter(line -> !line.isBlank())
                        .toList(),
                row.getString("language"));
    }
}
