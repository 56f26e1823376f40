package vesper.bank.deposit;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import vesper.bank.Ids;
import vesper.bank.account.Account;
import vesper.bank.account.AccountKind;
import vesper.bank.account.AccountStatus;
import vesper.bank.account.Accounts;
import vesper.bank.calendar.BusinessDates;
import vesper.bank.calendar.BusinessDay;
import vesper.bank.ledger.BookingOutcome;
import vesper.bank.ledger.EntryKind;
import vesper.bank.ledger.EntryRequest;
import vesper.bank.ledger.Ledger;

/**
 * Closes current and savings accounts for good. What accrued up to yesterday is posted first; then what is left goes to another
 * account, and the account is closed at zero. All of it happens in one transaction, or nothing. The day of closing itself earns
 * nothing: interest is on the balance at the end of a day.
 */
public final class AccountClosing {
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final BusinessDates dates;
    private final Accounts accounts;
    private final Capitalisations capitalisations;
    private final Ledger ledger;

    public AccountClosing(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            BusinessDates dates,
            Accounts accounts,
            Capitalisations capitalisations,
            Ledger ledger) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.dates = dates;
        this.accounts = accounts;
        this.capitalisations = capitalisations;
        this.ledger = ledger;
    }

    /** Why an account cannot be closed. */
    public enum Refusal {
        /** There is no such account, or it is none that holds a customer's money. */
        UNKNOWN_ACCOUNT,
        /** The close of the day runs, and may be accruing on the account; to be asked again after it. */
        CLOSE_RUNNING,
        /** Holds reserve funds on it; they must be captured or released first. */
        HOLDS_ACTIVE,
        /** A loan is repaid from it. */
        REPAYS_LOAN,
        /** The holder owes the bank: the account must be paid up first. */
        OVERDRAWN,
        /** There is money on it, and no account was named that it should go to. */
        PAYOUT_ACCOUNT_MISSING,
        /** The ledger does not take the interest or the payout, for instance on a frozen account. */
        BOOKING_REFUSED
    }

    /** What became of it. */
    public sealed interface Outcome {
        /**
         * The account is closed.
         *
         * @param paidOutMinor what went to the other account, now or when it was closed before; zero or positive
         */
        record Closed(long paidOutMinor) implements Outcome {}

        /** Nothing was changed. */
        record Refused(Refusal reason) implements Outcome {}
    }

    private static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final Refusal reason;

        RefusedException(Refusal reason) {
            super(reason.name(), null, false, false);
            this.reason = reason;
        }
    }

    /**
     * Closes the account. Closing one that is closed has no further effect.
     *
     * @param payoutAccountId where its balance goes; must be of the same currency; null if the balance is zero
     */
    public Outcome close(long accountId, @Nullable Long payoutAccountId) {
        try {
            return Objects.requireNonNull(transaction.execute(status -> closeAll(accountId, payoutAccountId)));
        } catch (RefusedException e) {
            return new Outcome.Refused(e.reason);
        }
    }

    private Outcome closeAll(long accountId, @Nullable Long payoutAccountId) {
        BusinessDay day = dates.holdStill();
        // Both at once and by rising id, as the ledger does.
        jdbc.sql("select 1 from account where id in (:id, :payout) order by id for no key update")
                .param("id", accountId)
                .param("payout", payoutAccountId == null ? accountId : payoutAccountId)
                .query(Integer.class)
                .list();
        Account account = require(accountId);
        if (account.status() != AccountStatus.CLOSED) {
            refuseIf(day.phase() != BusinessDay.Phase.OPEN, Refusal.CLOSE_RUNNING);
            refuseIf(account.heldMinor() != 0, Refusal.HOLDS_ACTIVE);
            refuseIf(repaysLoan(accountId), Refusal.REPAYS_LOAN);
            payInterest(accountId, day.businessDate());
            payOut(require(accountId), payoutAccountId, day.businessDate());
            jdbc.sql("update account set status = 'CLOSED', closed_on = :day where id = :id")
                    .param("day", day.businessDate())
                    .param("id", accountId)
                    .update();
        }
        return new Outcome.Closed(paidOut(accountId));
    }

    private Account require(long accountId) {
        return accounts.byId(accountId)
                .filter(account -> account.kind() == AccountKind.CURRENT || account.kind() == AccountKind.SAVINGS)
                .orElseThrow(() -> new RefusedException(Refusal.UNKNOWN_ACCOUNT));
    }

    private boolean repaysLoan(long accountId) {
        return jdbc.sql("""
                        select exists (select 1 from loan_account where linked_account_id = :id
                                          and status not in ('CLOSED', 'WRITTEN_OFF'))
                        """).param("id", accountId).query(Boolean.class).single();
    }

    private void payInterest(long accountId, LocalDate today) {
        LocalDate yesterday = today.minusDays(1);
        List<InterestDue> due =
                capitalisations.due(accountId - 1, accountId, yesterday, 1).due();
        capitalisations
                .post(due, yesterday, today, "Interest up to " + yesterday)
                .forEach(outcome -> refuseIf(outcome instanceof BookingOutcome.Refused, Refusal.BOOKING_REFUSED));
    }

    private void payOut(Account account, @Nullable Long payoutAccountId, LocalDate today) {
        refuseIf(account.balanceMinor() < 0, Refusal.OVERDRAWN);
        if (account.balanceMinor() == 0) {
            return;
        }
        if (payoutAccountId == null || payoutAccountId == account.id()) {
            throw new RefusedException(Refusal.PAYOUT_ACCOUNT_MISSING);
        }
        EntryRequest payout = EntryRequest.move(
                Ids.of("account-closing", Long.toString(account.id())),
                EntryKind.TRANSFER,
                today,
                "Account closed",
                account.id(),
                payoutAccountId,
                account.balanceMinor(),
                account.currency(),
                false);
        refuseIf(ledger.book(List.of(payout)).get(0) instanceof BookingOutcome.Refused, Refusal.BOOKING_REFUSED);
    }

    private long paidOut(long accountId) {
        return jdbc.sql("""
                        select -p.amount_minor from journal_entry e join posting p on p.entry_seq = e.seq
                         where e.id = :id and p.account_id = :account
                        """)
                .param("id", Ids.of("account-closing", Long.toString(accountId)))
                .param("account", accountId)
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    private static void refuseIf(boolean wrong, Refusal reason) {
        if (wrong) {
            throw new RefusedException(reason);
        }
    }
}
