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
import vesper.bank.ledger.Refusal;
import vesper.bank.lending.LoanCommand;
import vesper.bank.lending.LoanOutcome;
import vesper.bank.lending.LoanState;
import vesper.bank.lending.TransactionType;
import vesper.bank.money.Money;

/**
 * Collects what is due of many loans from their linked accounts: all of it, or what is there if the policy takes parts. What
 * is short is tried again as the policy says. Each loan stands for itself: one that the ledger refuses, or that cannot be
 * computed, is noted with the reason, and the others go on. They come by linked account, and of one by loan: which gets what is
 * there, if it is not enough for all, does not depend on how the work is divided.
 */
public final class LoanCollection {
    private static final String RECORD = """
            insert into loan_collection (account_id, business_date, due_minor, collected_minor, reason)
            select account_id, ?, due, collected, reason
              from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::text[]) as c (account_id, due, collected, reason)
            """;

    private final JdbcTemplate jdbc;
    private final JdbcClient client;
    private final LoansDue loans;
    private final Ledger ledger;
    private final Accounts accounts;

    /** Over one database; all parts must be of the same one. */
    public LoanCollection(JdbcTemplate jdbc, BusinessDates dates, Ledger ledger, Accounts accounts) {
        this.jdbc = jdbc;
        this.client = JdbcClient.create(jdbc);
        this.loans = new LoansDue(jdbc, dates, "collect_on", "linked_account_id");
        this.ledger = ledger;
        this.accounts = accounts;
    }

    /**
     * What became of one loan.
     *
     * @param dueMinor that was to be collected; positive
     * @param collectedMinor that was; zero or positive
     * @param reason why it is less, stable code; null if it is not
     */
    public record Collected(
            long accountId,
            String currency,
            long dueMinor,
            long collectedMinor,
            @Nullable String reason) {}

    /**
     * Some loans that were tried.
     *
     * @param loans by linked account, then loan
     * @param upTo linked account of the last of them; where it began if there are none
     */
    public record Chunk(List<Collected> loans, long upTo) {}

    /** How many loans of a range of linked accounts are to be collected on a business date. */
    public long due(LocalDate businessDate, long after, long upTo) {
        return loans.count(businessDate, after, upTo);
    }

    /** Linked accounts that part the loans to be collected into ranges of about as many; the last of each but the last range. */
    public List<Long> splits(LocalDate businessDate, int ranges) {
        return loans.splits(businessDate, ranges);
    }

    /**
     * Collects the next loans of a range of linked accounts, in the surrounding transaction, of which it needs five round trips. Done
     * again for the same date, it finds nothing to collect.
     *
     * @param limit how many loans; more if they have the last linked account in common, fewer if there are no more
     */
    public Chunk collect(LocalDate businessDate, long after, long upTo, int limit) {
        LoansDue.Locked due = loans.lock(businessDate, after, upTo, limit);
        if (due.accounts().isEmpty()) {
            return new Chunk(List.of(), after);
        }
        LoanReads reads = due.reads();
        LoanChart chart = new LoanChart(accounts);
        List<Attempt> attempts = due.accounts().stream()
                .map(id -> attempt(id, reads, chart, businessDate))
                .toList();
        book(attempts);
        write(attempts, businessDate);
        return new Chunk(attempts.stream().map(Attempt::outcome).toList(), due.upTo());
    }

    /** Has the close of a day collect what is due of a loan, whether or not it is its turn. */
    public void collectOn(long accountId, LocalDate day) {
        client.sql("update loan_account set collect_on = :day where account_id = :account")
                .param("day", day)
                .param("account", accountId)
                .update();
    }

    /** One loan on its way through a chunk. */
    private static final class Attempt {
        private final long accountId;
        private String currency = "";
        private long dueMinor;
        private long collectedMinor;
        private @Nullable String reason;
        private @Nullable LoanChange change;
        private @Nullable EntryRequest entry;
        /** Of the loan if nothing is collected. */
        private Agenda postponed = Agenda.EMPTY;

        Attempt(long accountId) {
            this.accountId = accountId;
        }

        Collected outcome() {
            return new Collected(accountId, currency, dueMinor, collectedMinor, reason);
        }
    }

    private static Attempt attempt(long accountId, LoanReads reads, LoanChart chart, LocalDate day) {
        Attempt attempt = new Attempt(accountId);
        Boolean planned = reads.computed(accountId, account -> {
            plan(attempt, account, reads, chart, day);
            return true;
        });
        if (planned == null) {
            attempt.reason = "NOT_COMPUTABLE";
            attempt.change = null;
            attempt.entry = null;
            attempt.postponed = reads.agenda(accountId).collecting(day.plusDays(1), 0);
        }
        return attempt;
    }

    private static void plan(Attempt attempt, LoanAccount account, LoanReads reads, LoanChart chart, LocalDate day) {
        PolicyDates policies = reads.policies(account.productCode());
        ServicingPolicy policy = policies.on(day);
        LoanState state = account.loan().state();
        long due = state.overdueMinor(day.plusDays(1));
        attempt.currency = account.currency();
        attempt.dueMinor = due;
        attempt.postponed = due == 0
                ? account.agenda().rested(day, state, policy)
                : account.agenda().tried(day, state, policy);
        long available = reads.available().getOrDefault(account.linkedAccountId(), 0L);
        long amount = available >= due ? due : policy.partCollection() ? Math.max(0, available) : 0;
        attempt.reason = amount < due ? Refusal.INSUFFICIENT_FUNDS.name() : null;
        if (amount == 0) {
            return;
        }
        LoanOutcome outcome = account.loan()
                .apply(new LoanCommand.Pay(TransactionType.REPAYMENT, day, new Money(amount, account.currency())), day);
        if (outcome instanceof LoanOutcome.Refused refused) {
            attempt.reason = refused.reason().name();
            return;
        }
        LoanChange change = LoanChange.of(account, state, ((LoanOutcome.Done) outcome).loan(), policies, day);
        attempt.collectedMinor = amount;
        attempt.change = amount < due
                ? change.with(
                        change.after().agenda().collecting(attempt.postponed.collectOn(), attempt.postponed.attempts()))
                : change;
        attempt.entry = new EntryRequest(
                commandId(account.accountId(), day),
                EntryKind.LOAN_REPAYMENT,
                day,
                null,
                "Instalment of loan " + account.number(),
                chart.legs(account, account.linkedAccountId(), change.moved()),
                true);
        reads.available().merge(account.linkedAccountId(), -amount, Math::addExact);
    }

    private static UUID commandId(long accountId, LocalDate day) {
        return Ids.of("loan-collection", Long.toString(accountId), day.toString());
    }

    private void book(List<Attempt> attempts) {
        List<Attempt> paying =
                attempts.stream().filter(each -> each.entry != null).toList();
        List<EntryRequest> entries = new ArrayList<>(paying.size());
        for (Attempt each : paying) {
            if (each.entry != null) {
                entries.add(each.entry);
            }
        }
        List<BookingOutcome> outcomes = ledger.book(entries);
        for (int i = 0; i < paying.size(); i++) {
            if (outcomes.get(i) instanceof BookingOutcome.Refused refused) {
                Attempt attempt = paying.get(i);
                attempt.collectedMinor = 0;
                attempt.reason = refused.reason().name();
                attempt.change = null;
            }
        }
    }

    private void write(List<Attempt> attempts, LocalDate day) {
        LoanWrites writes = new LoanWrites();
        for (Attempt each : attempts) {
            if (each.change != null) {
                writes.add(each.change, commandId(each.accountId, day));
            } else {
                writes.postpone(each.accountId, each.postponed);
            }
        }
        RoundTrip writing = new RoundTrip();
        writes.write(writing);
        List<Attempt> tried = attempts.stream()
                .filter(each -> each.dueMinor > 0 || each.reason != null)
                .toList();
        List<@Nullable String> reasons = new ArrayList<>(tried.size());
        tried.forEach(each -> reasons.add(each.reason));
        writing.add(RECORD)
                .value(day)
                .longs(tried.stream()
                        .<@Nullable Long>map(each -> each.accountId)
                        .toList())
                .longs(tried.stream().<@Nullable Long>map(each -> each.dueMinor).toList())
                .longs(tried.stream()
                        .<@Nullable Long>map(each -> each.collectedMinor)
                        .toList())
                .texts(reasons);
        writing.run(jdbc);
    }
}
