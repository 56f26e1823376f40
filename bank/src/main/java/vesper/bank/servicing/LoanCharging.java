package vesper.bank.servicing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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
 * on what is overdue of its principal and interest, and for each day from then on a penalty by day ({@link DailyPenalty}). The
 * charges are due on that day and income from then on. Each loan stands for itself: one that cannot be computed, or that the ledger refuses, is looked at again on the next day, and the others go on.
 */
public final class LoanCharging {
    private final JdbcTemplate jdbc;
    private final JdbcClient client;
    private final LoansDue loans;
    private final Ledger ledger;
    private final Accounts accounts;

    /** Over one database; all parts must be of the same one. */
    public LoanCharging(JdbcTemplate jdbc, BusinessDates dates, Ledger ledger, Accounts accounts) {
        this.jdbc = jdbc;
        this.client = JdbcClient.create(jdbc);
        this.loans = new LoansDue(jdbc, dates, "charge_on", "account_id");
        this.ledger = ledger;
        this.accounts = accounts;
    }

    /**
     * What became of one loan.
     *
     * @param currency empty if the loan cannot be computed
     * @param amountMinor that was charged, or would have been; zero if what was missed is paid meanwhile
     * @param reason why it was not charged, stable code; null if it was
     */
    public record Charged(
            long accountId,
            String currency,
            long amountMinor,
            @Nullable String reason) {}

    /** How many loans of a range of accounts there are to look at on a business date. */
    public long due(LocalDate businessDate, long after, long upTo) {
        return loans.count(businessDate, after, upTo);
    }

    /** Accounts that part the loans to look at into ranges of about as many; the last of each but the last range. */
    public List<Long> splits(LocalDate businessDate, int ranges) {
        return loans.splits(businessDate, ranges);
    }

    /**
     * Charges the next loans of a range of accounts, by rising account, in the surrounding transaction. Done again for the same date, it finds nothing to
     * charge for.
     */
    public List<Charged> charge(LocalDate businessDate, long after, long upTo, int limit) {
        LoansDue.Locked due = loans.lock(businessDate, after, upTo, limit);
        if (due.accounts().isEmpty()) {
            return List.of();
        }
        LoanReads reads = due.reads();
        LoanChart chart = new LoanChart(accounts);
        List<Attempt> attempts = due.accounts().stream()
                .map(id -> attempt(id, reads, chart, businessDate))
                .toList();
        book(attempts);
        LoanWrites writes = new LoanWrites();
        for (Attempt each : attempts) {
            if (each.change != null) {
                writes.add(each.change, commandId(each.accountId, businessDate));
            } else {
                Agenda agenda = reads.agenda(each.accountId);
                writes.postpone(each.accountId, agenda.charging(businessDate.plusDays(1), agenda.chargedUntil()));
            }
        }
        RoundTrip writing = new RoundTrip();
        writes.write(writing);
        writing.run(jdbc);
        return attempts.stream()
                .map(each -> new Charged(each.accountId, each.currency, each.amountMinor, each.reason))
                .toList();
    }

    /** Has the close of a day look at a loan's charges, whether or not it is their turn; never, if the day is null. */
    public void chargeOn(long accountId, @Nullable LocalDate day) {
        client.sql("update loan_account set charge_on = cast(:day as date) where account_id = :account")
                .param("day", day)
                .param("account", accountId)
                .update();
    }

    /** One loan on its way through a chunk. */
    private static final class Attempt {
        private final long accountId;
        private String currency = "";
        private long amountMinor;
        private @Nullable String reason;
        /** Null if the loan is left as it is until tomorrow. */
        private @Nullable LoanChange change;

        private @Nullable EntryRequest entry;

        Attempt(long accountId) {
            this.accountId = accountId;
        }
    }

    private static UUID commandId(long accountId, LocalDate day) {
        return Ids.of("loan-charges", Long.toString(accountId), day.toString());
    }

    private static Attempt attempt(long accountId, LoanReads reads, LoanChart chart, LocalDate day) {
        Attempt attempt = new Attempt(accountId);
        LoanChange change = reads.computed(accountId, account -> charged(account, reads, day));
        if (change == null) {
            attempt.reason = "NOT_COMPUTABLE";
            return attempt;
        }
        LoanAccount account = change.after();
        attempt.currency = account.currency();
        attempt.change = change;
        attempt.amountMinor =
                change.charges().stream().mapToLong(LoanCharge::amountMinor).sum();
        if (attempt.amountMinor > 0) {
            attempt.entry = new EntryRequest(
                    commandId(accountId, day),
                    EntryKind.LOAN_CHARGE,
                    day,
                    null,
                    "Charges of loan " + account.number(),
                    chart.legs(account, account.linkedAccountId(), change.moved()),
                    false);
        }
        return attempt;
    }

    private static LoanChange charged(LoanAccount account, LoanReads reads, LocalDate day) {
        PolicyDates policies = reads.policies(account.productCode());
        LoanState state = account.loan().state();
        OverdueCharges charges = OverdueCharges.of(account, state, policies, day);
        Agenda agenda = account.agenda().charging(null, charges.until()).penalised(charges.penalty());
        LoanAccount noted = account.with(account.loan(), account.interestRecognisedMinor(), agenda);
        return LoanChange.of(noted, state, charges.loan(), policies, day);
    }

    private void book(List<Attempt> attempts) {
        List<Attempt> charging = new ArrayList<>();
        List<EntryRequest> entries = new ArrayList<>();
        for (Attempt each : attempts) {
            if (each.entry != null) {
                charging.add(each);
                entries.add(each.entry);
            }
        }
        List<BookingOutcome> outcomes = ledger.book(entries);
        for (int i = 0; i < charging.size(); i++) {
            if (outcomes.get(i) instanceof BookingOutcome.Refused refused) {
                charging.get(i).reason = refused.reason().name();
                charging.get(i).change = null;
            }
        }
    }
}
