package vesper.bank.servicing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import vesper.bank.Ids;
import vesper.bank.account.Account;
import vesper.bank.account.AccountKind;
import vesper.bank.account.Accounts;
import vesper.bank.calendar.BusinessDates;
import vesper.bank.database.RoundTrip;
import vesper.bank.ledger.BookingOutcome;
import vesper.bank.ledger.EntryKind;
import vesper.bank.ledger.EntryRequest;
import vesper.bank.ledger.Ledger;
import vesper.bank.ledger.Leg;
import vesper.bank.ledger.Refusal;
import vesper.bank.lending.LoanCommand;
import vesper.bank.lending.LoanJournal;
import vesper.bank.lending.LoanOutcome;
import vesper.bank.lending.LoanState;
import vesper.bank.lending.LoanTransaction;
import vesper.bank.lending.Schedule;
import vesper.bank.lending.TransactionType;
import vesper.bank.money.Money;

/**
 * Opens loans, pays them out and takes repayments. Each command is one database transaction with the entry that it books, joins
 * the surrounding one if there is one, and is carried out once however often it comes.
 */
public final class LoanAccounts {
    private final JdbcTemplate jdbc;
    private final JdbcClient client;
    private final TransactionTemplate transaction;
    private final BusinessDates dates;
    private final Ledger ledger;
    private final Accounts accounts;

    /** Over one database; all parts must be of the same one. */
    public LoanAccounts(
            JdbcTemplate jdbc, TransactionTemplate transaction, BusinessDates dates, Ledger ledger, Accounts accounts) {
        this.jdbc = jdbc;
        this.client = JdbcClient.create(jdbc);
        this.transaction = transaction;
        this.dates = dates;
        this.ledger = ledger;
        this.accounts = accounts;
    }

    /** The loan of an account, if it has one. */
    public Optional<LoanAccount> find(long accountId) {
        return find(List.of(accountId)).stream().findFirst();
    }

    /** The loans of those accounts that have one; three queries however many. */
    public List<LoanAccount> find(Collection<Long> accountIds) {
        RoundTrip trip = new RoundTrip();
        LoanReads reads = LoanReads.of(trip, accountIds);
        trip.run(jdbc);
        List<LoanAccount> found = new ArrayList<>();
        for (long accountId : accountIds) {
            LoanAccount account = reads.find(accountId);
            if (account != null) {
                found.add(account);
            }
        }
        return found;
    }

    /**
     * Opens a loan account; nothing is owed on it yet.
     *
     * @return the loan, or the one opened before under the same id, which is left as it is
     * @throws vesper.bank.lending.InvalidTermsException naming the term that makes no schedule
     * @throws IllegalArgumentException if the product is no loan's, or the linked account is unknown, a loan's, or of another
     *     currency; the message says which
     */
    public LoanAccount open(LoanOpening opening) {
        Schedule.of(opening.terms());
        return transaction.execute(status -> {
            Optional<Long> known = client.sql("select account_id from loan_account where opening_id = :id")
                    .param("id", opening.id())
                    .query(Long.class)
                    .optional();
            long accountId = known.orElseGet(() -> insert(opening));
            return find(accountId).orElseThrow();
        });
    }

    private long insert(LoanOpening opening) {
        String currency = opening.terms().currency();
        Account linked = accounts.byId(opening.linkedAccountId())
                .orElseThrow(() -> new IllegalArgumentException("unknown linked account"));
        require(linked.kind() != AccountKind.LOAN, "the linked account is a loan's");
        require(linked.currency().equals(currency), "the linked account is in " + linked.currency());
        LocalDate today = dates.current().acceptingDate();
        Account account = accounts.open(new Accounts.Opening(
                opening.customerId(), opening.productCode(), currency, 0, "Instalment loan", today));
        require(account.kind() == AccountKind.LOAN, "product " + opening.productCode() + " is no loan");
        require(
                client.sql("select count(*) from loan_policy where product_code = :product and approved")
                                .param("product", opening.productCode())
                                .query(Long.class)
                                .single()
                        > 0,
                "product " + opening.productCode() + " has no loan policy");
        RoundTrip trip = new RoundTrip();
        trip.add("""
                        insert into loan_account (account_id, opening_id, linked_account_id, product_code, loan_product_code, currency, status)
                        values (?, ?, ?, ?, ?, ?, 'APPROVED')
                        """)
                .value(account.id())
                .value(opening.id())
                .value(opening.linkedAccountId())
                .value(opening.productCode())
                .value(opening.offeredAs())
                .value(currency);
        trip.add("insert into loan_terms (account_id, version, recorded_on, terms) values (?, 1, ?, ?::jsonb)")
                .value(account.id())
                .value(today)
                .value(TermsDocument.write(opening.terms()));
        trip.run(jdbc);
        return account.id();
    }

    /**
     * Opens a loan and pays its whole principal out, all or nothing.
     *
     * @return the loan, which owes the principal
     * @throws IllegalArgumentException as {@link #open}, and if the principal cannot be paid out
     */
    public LoanAccount openAndPayOut(LoanOpening opening) {
        return transaction.execute(status -> {
            LoanAccount opened = open(opening);
            ServicingOutcome outcome = disburse(
                    Ids.of("loan-disbursement", opening.id().toString()),
                    opened.accountId(),
                    new Money(opening.terms().principalMinor(), opening.terms().currency()));
            if (outcome instanceof ServicingOutcome.Refused refused) {
                throw new IllegalArgumentException("the loan cannot be paid out: " + refused.reason());
            }
            return ((ServicingOutcome.Done) outcome).account();
        });
    }

    /**
     * Pays out principal to the linked account on the date that payments are taken for now; a down payment that is collected
     * with it comes from there in the same entry.
     *
     * @param id names the disbursement, and the entry that books it
     * @param amount the principal, or a tranche of it; refused as {@code MORE_THAN_AGREED} above the principal of the terms,
     *     as {@code FIRST_DUE_PASSED} if the first instalment would be due already
     */
    public ServicingOutcome disburse(UUID id, long loanAccountId, Money amount) {
        return transaction.execute(status -> {
            LockedLoan command = LockedLoan.of(jdbc, dates, id, loanAccountId, null);
            ServicingOutcome known = command.known(TransactionType.DISBURSEMENT, amount, null);
            if (known != null) {
                return known;
            }
            LoanAccount account = command.account();
            LoanState state = account.loan().state();
            String refusal = checkDisbursement(account, amount, command.today());
            return refusal != null
                    ? new ServicingOutcome.Refused(refusal)
                    : carryOut(
                            command,
                            account.linkedAccountId(),
                            state,
                            new LoanCommand.Disburse(command.today(), amount),
                            EntryKind.LOAN_DISBURSEMENT,
                            "Loan " + account.number() + " paid out");
        });
    }

    private static @Nullable String checkDisbursement(LoanAccount account, Money amount, LocalDate today) {
        long disbursed = account.loan().transactions().stream()
                .filter(each -> each.type() == TransactionType.DISBURSEMENT)
                .mapToLong(LoanTransaction::amountMinor)
                .sum();
        if (amount.amountMinor() > account.loan().terms().principalMinor() - disbursed) {
            return "MORE_THAN_AGREED";
        }
        LocalDate firstDue = account.loan().terms().firstDueOn();
        return disbursed == 0 && firstDue != null && !firstDue.isAfter(today) ? "FIRST_DUE_PASSED" : null;
    }

    /** Takes a repayment. One that pays more than is owed leaves the rest as overpaid. */
    public ServicingOutcome repay(Repayment repayment) {
        return transaction.execute(status -> {
            LockedLoan command =
                    LockedLoan.of(jdbc, dates, repayment.id(), repayment.loanAccountId(), repayment.payerAccountId());
            ServicingOutcome known = command.known(TransactionType.REPAYMENT, repayment.amount(), repayment.excess());
            if (known != null) {
                return known;
            }
            LoanAccount account = command.account();
            Long payer = repayment.payerAccountId();
            LocalDate on = repayment.valueDate() == null ? command.today() : repayment.valueDate();
            return carryOut(
                    command,
                    payer == null ? account.linkedAccountId() : payer,
                    account.loan().state(),
                    new LoanCommand.Pay(TransactionType.REPAYMENT, on, repayment.amount(), repayment.excess()),
                    EntryKind.LOAN_REPAYMENT,
                    "Repayment of loan " + account.number());
        });
    }

    /**
     * Does what staff have decided, under an id that no command had before. Money goes to the linked account and comes from
     * there.
     */
    ServicingOutcome adjust(UUID id, long loanAccountId, LoanAdjustment adjustment) {
        return transaction.execute(status -> {
            LockedLoan command = LockedLoan.of(jdbc, dates, id, loanAccountId, null);
            if (command.found() == null) {
                return new ServicingOutcome.Refused("UNKNOWN_LOAN");
            }
            LoanAccount account = command.account();
            return carryOut(
                    command,
                    account.linkedAccountId(),
                    account.loan().state(),
                    adjustment.command(account.currency()),
                    EntryKind.LOAN_ADJUSTMENT,
                    adjustment.action().label() + ", loan " + account.number());
        });
    }

    private ServicingOutcome carryOut(
            LockedLoan command, long payer, LoanState before, LoanCommand what, EntryKind kind, String narrative) {
        LoanAccount account = command.account();
        LoanOutcome outcome = account.loan().apply(what, command.today());
        if (outcome instanceof LoanOutcome.Refused refused) {
            return new ServicingOutcome.Refused(refused.reason().name());
        }
        LoanChange change = LoanChange.of(
                account,
                before,
                ((LoanOutcome.Done) outcome).loan(),
                command.policies(),
                command.day().businessDate());
        Refusal refusal = book(command, payer, change, kind, narrative);
        if (refusal != null) {
            return new ServicingOutcome.Refused(refusal.name());
        }
        LoanWrites writes = new LoanWrites();
        writes.add(change, command.id());
        RoundTrip trip = new RoundTrip();
        writes.write(trip);
        LoanWrites.adjustments(trip, change, command.id(), command.today());
        trip.run(jdbc);
        return new ServicingOutcome.Done(change.after(), false);
    }

    /** Books what the change moves, if it moves anything. */
    private @Nullable Refusal book(
            LockedLoan command, long payer, LoanChange change, EntryKind kind, String narrative) {
        List<Leg> legs = new LoanChart(accounts).legs(command.account(), payer, change.moved());
        if (legs.isEmpty()) {
            return null;
        }
        LocalDate valueDate = change.transactions().stream()
                .map(LoanTransaction::valueDate)
                .filter(date -> date.isBefore(command.today()))
                .findFirst()
                .orElse(command.today());
        boolean takesMoney = change.moved().getOrDefault(LoanJournal.Role.CLEARING, 0L) < 0;
        EntryRequest entry =
                new EntryRequest(command.id(), kind, command.today(), valueDate, narrative, legs, takesMoney);
        return ledger.book(List.of(entry)).get(0) instanceof BookingOutcome.Refused refused ? refused.reason() : null;
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
