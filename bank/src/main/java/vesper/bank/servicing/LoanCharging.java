package vesper.bank.servicing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import vesper.bank.Ids;
import vesper.bank.account.Accounts;
import vesper.bank.calendar.BusinessDates;
import vesper.bank.database.RoundTrip;
import vesper.bank.ledger.BookingOutcome;
import vesper.bank.ledger.EntryKind;
import vesper.bank.ledger.EntryRequest;
import vesper.bank.ledger.Ledger;
import vesper.bank.lending.LoanCharge;
import vesper.bank.lending.LoanState;

/**
 * Charges loans for instalments that were missed: once for each, when the policy's days of grace are over, a fee and a penalty
 * on what is overdue of its principal and interest. The charges are due on that day and income from then on.
 */
public final class LoanCharging {
    private static final String DUE = """
            select account_id from loan_account
             where charge_on <= :day and account_id > :after
             order by account_id limit :limit
            """;

    private final JdbcTemplate jdbc;
    private final JdbcClient client;
    private final BusinessDates dates;
    private final Ledger ledger;
    private final Accounts accounts;

    /** Over one database; all parts must be of the same one. */
    public LoanCharging(JdbcTemplate jdbc, BusinessDates dates, Ledger ledger, Accounts accounts) {
        this.jdbc = jdbc;
        this.client = JdbcClient.create(jdbc);
        this.dates = dates;
        this.ledger = ledger;
        this.accounts = accounts;
    }

    /**
     * What became of one loan.
     *
     * @param computed whether its charges could be computed at all
     * @param amountMinor that was charged; zero if what was missed is paid meanwhile
     */
    public record Charged(long accountId, String currency, boolean computed, long amountMinor) {}

    /** How many loans there are to look at on a business date. */
    public long due(LocalDate businessDate) {
        return client.sql("select count(*) from loan_account where charge_on <= :day")
                .param("day", businessDate)
                .query(Long.class)
                .single();
    }

    /**
     * Charges the next loans after an account, in the surrounding transaction. Done again for the same date, it finds nothing to
     * charge for.
     */
    public List<Charged> charge(LocalDate businessDate, long after, int limit) {
        List<Long> due = client.sql(DUE)
                .param("day", businessDate)
                .param("after", after)
                .param("limit", limit)
                .query(Long.class)
                .list();
        if (due.isEmpty()) {
            return List.of();
        }
        RoundTrip reading = new RoundTrip();
        dates.holdStill(reading);
        LoanReads reads = LoanReads.locked(reading, due, List.of());
        reading.run(jdbc);
        LoanChart chart = new LoanChart(accounts);
        LoanWrites writes = new LoanWrites();
        List<EntryRequest> entries = new ArrayList<>();
        List<Charged> charged = new ArrayList<>();
        for (long accountId : due) {
            LoanChange change = reads.computed(accountId, account -> charged(account, reads, businessDate));
            if (change == null) {
                Agenda agenda = reads.agenda(accountId);
                writes.postpone(accountId, agenda.charging(businessDate.plusDays(1), agenda.chargedUntil()));
                charged.add(new Charged(accountId, "", false, 0));
                continue;
            }
            LoanAccount account = change.after();
            UUID id = Ids.of("loan-charges", Long.toString(accountId), businessDate.toString());
            writes.add(change, id);
            long amount =
                    change.charges().stream().mapToLong(LoanCharge::amountMinor).sum();
            if (amount > 0) {
                entries.add(new EntryRequest(
                        id,
                        EntryKind.LOAN_CHARGE,
                        businessDate,
                        null,
                        "Charges of loan " + account.number(),
                        chart.legs(account, account.linkedAccountId(), change.moved()),
                        false));
            }
            charged.add(new Charged(accountId, account.currency(), true, amount));
        }
        book(entries);
        RoundTrip writing = new RoundTrip();
        writes.write(writing);
        writing.run(jdbc);
        return charged;
    }

    private static LoanChange charged(LoanAccount account, LoanReads reads, LocalDate day) {
        ServicingPolicy policy = reads.policy(account.productCode());
        LoanState state = account.loan().state();
        OverdueCharges charges = OverdueCharges.of(account, state, policy, day);
        Agenda agenda = account.agenda().charging(null, charges.until());
        LoanAccount noted = account.with(account.loan(), account.interestRecognisedMinor(), agenda);
        return LoanChange.of(noted, state, charges.loan(), policy, day);
    }

    private void book(List<EntryRequest> entries) {
        for (BookingOutcome outcome : ledger.book(entries)) {
            if (outcome instanceof BookingOutcome.Refused refused) {
                throw new IllegalStateException("charges were refused: " + refused.reason());
            }
        }
    }
}
