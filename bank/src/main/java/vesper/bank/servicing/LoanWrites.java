package vesper.bank.servicing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vesper.bank.database.RoundTrip;
import vesper.bank.lending.LoanCharge;
import vesper.bank.lending.LoanTransaction;
import vesper.bank.lending.LoanTransaction.ReAge;
import vesper.bank.lending.TermChange;

/** The rows of changed loans, written by one statement a table. */
final class LoanWrites {
    private static final String INSERT_TRANSACTIONS = """
            insert into loan_transaction (account_id, id, command_id, type, value_date, recorded_on, amount_minor, related_id,
                                          re_age_first_due_on, re_age_instalments, re_age_every, re_age_unit,
                                          excess)
            select * from unnest(?::bigint[], ?::bigint[], ?::uuid[], ?::text[], ?::date[], ?::date[], ?::bigint[], ?::bigint[],
                                 ?::date[], ?::integer[], ?::integer[], ?::text[], ?::text[])
            """;
    private static final String INSERT_UNDOING = """
            insert into loan_undoing (account_id, transaction_id, command_id, recorded_on) values (?, ?, ?, ?)
            """;
    private static final String INSERT_TERM_CHANGE = """
            insert into loan_term_change (account_id, n, command_id, recorded_on, from_due_on, new_due_on, grace_principal,
                                          grace_interest, extra_instalments, new_rate_pct)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String INSERT_CHARGES = """
            insert into loan_charge (account_id, id, command_id, name, penalty, due_on, added_on, amount_minor)
            select * from unnest(?::bigint[], ?::bigint[], ?::uuid[], ?::text[], ?::boolean[], ?::date[], ?::date[], ?::bigint[])
            """;
    private static final String UPDATE_LOANS = """
            update loan_account l
               set status = c.status, next_due_on = c.next_due_on, principal_minor = c.principal,
                   outstanding_minor = c.outstanding, overpaid_minor = c.overpaid,
                   interest_recognised_minor = c.recognised, collect_on = c.collect_on, attempts = c.attempts,
                   charge_on = c.charge_on, charged_until = c.charged_until,
                   penalised_until = c.penalised_until, penalty_carry = c.penalty_carry, accrual_from = c.accrual_from,
                   accrual_to = c.accrual_to, interest_before_minor = c.before, interest_running_minor = c.running
              from unnest(?::bigint[], ?::text[], ?::date[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::date[],
                          ?::integer[], ?::date[], ?::date[], ?::date[], ?::numeric[], ?::date[], ?::date[], ?::bigint[], ?::bigint[])
                   as c (account_id, status, next_due_on, principal, outstanding, overpaid, recognised, collect_on, attempts,
                         charge_on, charged_until, penalised_until, penalty_carry, accrual_from, accrual_to, before, running)
             where l.account_id = c.account_id
            """;

    private static final String UPDATE_AGENDAS = """
            update loan_account l set collect_on = c.collect_on, attempts = c.attempts, charge_on = c.charge_on
              from unnest(?::bigint[], ?::date[], ?::integer[], ?::date[]) as c (account_id, collect_on, attempts, charge_on)
             where l.account_id = c.account_id
            """;

    private static final String UPDATE_WINDOWS = """
            update loan_account l
               set accrual_from = c.accrual_from, accrual_to = c.accrual_to, interest_before_minor = c.before,
                   interest_running_minor = c.running
              from unnest(?::bigint[], ?::date[], ?::date[], ?::bigint[], ?::bigint[])
                   as c (account_id, accrual_from, accrual_to, before, running)
             where l.account_id = c.account_id
            """;

    private final List<Long> moved = new ArrayList<>();
    private final List<AccrualWindow> movedTo = new ArrayList<>();
    private final List<Long> postponed = new ArrayList<>();
    private final List<Agenda> postponedTo = new ArrayList<>();
    private final List<LoanChange> changes = new ArrayList<>();
    private final List<Long> transactionAccounts = new ArrayList<>();
    private final List<LoanTransaction> transactions = new ArrayList<>();
    private final List<UUID> transactionCommands = new ArrayList<>();
    private final List<Long> chargeAccounts = new ArrayList<>();
    private final List<LoanCharge> charges = new ArrayList<>();
    private final List<UUID> chargeCommands = new ArrayList<>();

    void add(LoanChange change, UUID commandId) {
        changes.add(change);
        for (LoanTransaction each : change.transactions()) {
            transactionAccounts.add(change.after().accountId());
            transactions.add(each);
            transactionCommands.add(commandId);
        }
        for (LoanCharge each : change.charges()) {
            chargeAccounts.add(change.after().accountId());
            charges.add(each);
            chargeCommands.add(commandId);
        }
    }

    /** Only the agenda of the loan changes. */
    void postpone(long accountId, Agenda agenda) {
        postponed.add(accountId);
        postponedTo.add(agenda);
    }

    /** Only another instalment of the loan runs. */
    void window(long accountId, AccrualWindow window) {
        moved.add(accountId);
        movedTo.add(window);
    }

    /** Adds the statements. */
    void write(RoundTrip trip) {
        if (!transactions.isEmpty()) {
            trip.add(INSERT_TRANSACTIONS)
                    .longs(new ArrayList<>(transactionAccounts))
                    .longs(transactions.stream()
                            .<@Nullable Long>map(LoanTransaction::id)
                            .toList())
                    .uuids(new ArrayList<>(transactionCommands))
                    .texts(transactions.stream()
                            .<@Nullable String>map(each -> each.type().name())
                            .toList())
                    .array(
                            "date",
                            transactions.stream()
                                    .map(each -> each.valueDate().toString())
                                    .toList())
                    .array(
                            "date",
                            transactions.stream()
                                    .map(each -> each.recordedOn().toString())
                                    .toList())
                    .longs(transactions.stream()
                            .<@Nullable Long>map(LoanTransaction::amountMinor)
                            .toList())
                    .longs(transactions.stream()
                            .<@Nullable Long>map(LoanTransaction::relatedId)
                            .toList())
                    .array("date", reAged(reAge -> reAge.firstDueOn().toString()))
                    .array("integer", reAged(ReAge::instalments))
                    .array("integer", reAged(ReAge::every))
                    .array("text", reAged(reAge -> reAge.unit().name()))
                    .texts(excess());
        }
        if (!charges.isEmpty()) {
            trip.add(INSERT_CHARGES)
                    .longs(new ArrayList<>(chargeAccounts))
                    .longs(charges.stream().<@Nullable Long>map(LoanCharge::id).toList())
                    .uuids(new ArrayList<>(chargeCommands))
                    .texts(charges.stream()
                            .<@Nullable String>map(LoanCharge::name)
                            .toList())
                    .array("boolean", charges.stream().map(LoanCharge::penalty).toList())
                    .array(
                            "date",
                            charges.stream()
                                    .map(each -> each.dueOn().toString())
                                    .toList())
                    .array(
                            "date",
                            charges.stream()
                                    .map(each -> each.addedOn().toString())
                                    .toList())
                    .longs(charges.stream()
                            .<@Nullable Long>map(LoanCharge::amountMinor)
                            .toList());
        }
        if (!changes.isEmpty()) {
            summaries(trip);
        }
        if (!postponed.isEmpty()) {
            trip.add(UPDATE_AGENDAS)
                    .longs(new ArrayList<>(postponed))
                    .array("date", texts(postponedTo, Agenda::collectOn))
                    .array("integer", attempts(postponedTo))
                    .array("date", texts(postponedTo, Agenda::chargeOn));
        }
        if (!moved.isEmpty()) {
            windows(trip.add(UPDATE_WINDOWS).longs(new ArrayList<>(moved)), movedTo);
        }
    }

    private List<@Nullable String> excess() {
        List<@Nullable String> chosen = new ArrayList<>(transactions.size());
        transactions.forEach(
                each -> chosen.add(each.excess() == null ? null : each.excess().name()));
        return chosen;
    }

    private <T> List<@Nullable T> reAged(Function<ReAge, T> field) {
        List<@Nullable T> values = new ArrayList<>(transactions.size());
        for (LoanTransaction each : transactions) {
            ReAge reAge = each.reAge();
            values.add(reAge == null ? null : field.apply(reAge));
        }
        return values;
    }

    /** Adds the statements for what only staff do to a loan, each on its own: they are few. */
    static void adjustments(RoundTrip trip, LoanChange change, UUID commandId, LocalDate day) {
        for (long transactionId : change.undone()) {
            trip.add(INSERT_UNDOING)
                    .value(change.after().accountId())
                    .value(transactionId)
                    .value(commandId)
                    .value(day);
        }
        int n = change.after().loan().changes().size() - change.changes().size();
        for (TermChange each : change.changes()) {
            trip.add(INSERT_TERM_CHANGE)
                    .value(change.after().accountId())
                    .value(++n)
                    .value(commandId)
                    .value(day)
                    .value(each.from())
                    .value(each.newDueOn())
                    .value(each.gracePrincipal())
                    .value(each.graceInterest())
                    .value(each.extraInstalments())
                    .value(each.newRatePct());
        }
    }

    private static void windows(RoundTrip.Step step, List<AccrualWindow> windows) {
        step.array("date", texts(windows, AccrualWindow::from))
                .array("date", texts(windows, AccrualWindow::to))
                .longs(windows.stream()
                        .<@Nullable Long>map(AccrualWindow::beforeMinor)
                        .toList())
                .longs(windows.stream()
                        .<@Nullable Long>map(AccrualWindow::runningMinor)
                        .toList());
    }

    private static <T> List<@Nullable String> texts(List<T> of, Function<T, @Nullable LocalDate> date) {
        List<@Nullable String> texts = new ArrayList<>(of.size());
        for (T each : of) {
            texts.add(text(date.apply(each)));
        }
        return texts;
    }

    private static List<Integer> attempts(List<Agenda> agendas) {
        return agendas.stream().map(Agenda::attempts).toList();
    }

    private static @Nullable String text(@Nullable LocalDate date) {
        return date == null ? null : date.toString();
    }

    private void summaries(RoundTrip trip) {
        List<Long> accounts = new ArrayList<>();
        List<String> statuses = new ArrayList<>();
        List<@Nullable String> nextDue = new ArrayList<>();
        List<Long> principals = new ArrayList<>();
        List<Long> outstanding = new ArrayList<>();
        List<Long> overpaid = new ArrayList<>();
        List<Long> recognised = new ArrayList<>();
        List<Agenda> agendas = new ArrayList<>();
        List<AccrualWindow> windows = new ArrayList<>();
        for (LoanChange each : changes) {
            agendas.add(each.after().agenda());
            windows.add(each.summary().accrual());
            LoanSummary summary = each.summary();
            accounts.add(each.after().accountId());
            statuses.add(summary.status().name());
            nextDue.add(text(summary.nextDueOn()));
            principals.add(summary.principalMinor());
            outstanding.add(summary.outstandingMinor());
            overpaid.add(summary.overpaidMinor());
            recognised.add(each.after().interestRecognisedMinor());
        }
        RoundTrip.Step step = trip.add(UPDATE_LOANS)
                .longs(accounts)
                .texts(statuses)
                .array("date", nextDue)
                .longs(principals)
                .longs(outstanding)
                .longs(overpaid)
                .longs(recognised)
                .array("date", texts(agendas, Agenda::collectOn))
                .array("integer", attempts(agendas))
                .array("date", texts(agendas, Agenda::chargeOn))
                .array("date", texts(agendas, Agenda::chargedUntil))
                .array("date", texts(agendas, agenda -> agenda.penalty().until()))
                .array(
                        "numeric",
                        agendas.stream()
                                .map(agenda -> agenda.penalty().carryMinor())
                                .toList());
        windows(step, windows);
    }
}
