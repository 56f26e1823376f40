package vesper.batch.lending;

import java.time.LocalDate;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import vesper.bank.Bank;
import vesper.bank.Ids;
import vesper.bank.account.Account;
import vesper.bank.account.Accounts;
import vesper.bank.ledger.BookingOutcome;
import vesper.bank.ledger.EntryKind;
import vesper.bank.ledger.EntryRequest;
import vesper.bank.lending.InstalmentSchedule;

/** Pays out loans. */
public final class Loans {
    private final Bank bank;
    private final JdbcTemplate batches;

    public Loans(Bank bank, JdbcTemplate batches) {
        this.bank = bank;
        this.batches = batches;
    }

    /**
     * Opens a loan account, pays the principal from it into the linked account, and takes down the schedule; all or nothing.
     *
     * @param linkedAccountId where the principal goes and the instalments come from; its currency is the loan's
     * @param principalMinor positive
     * @param rateBps yearly rate in basis points
     * @param instalments number of monthly instalments
     * @param firstDueOn due date of the first instalment
     * @return the loan account, which owes the principal
     * @throws IllegalArgumentException if the terms make no schedule, the first due date is before the business date, or the
     *     linked account is unknown or does not take the principal; the message says which
     */
    public Account disburse(
            long customerId,
            long linkedAccountId,
            long principalMinor,
            int rateBps,
            int instalments,
            LocalDate firstDueOn) {
        InstalmentSchedule schedule =
                InstalmentSchedule.equalInstalments(principalMinor, rateBps, instalments, firstDueOn);
        return bank.transaction().execute(status -> {
            LocalDate today = bank.businessDates().current().businessDate();
            if (firstDueOn.isBefore(today)) {
                throw new IllegalArgumentException("the first instalment must not be due before " + today);
            }
            Account linked = bank.accounts()
                    .byId(linkedAccountId)
                    .orElseThrow(() -> new IllegalArgumentException("unknown linked account"));
            Account loan = bank.accounts()
                    .open(new Accounts.Opening(customerId, "loan", linked.currency(), 0, "Instalment loan", today));
            payOut(loan, linked, principalMinor, today);
            takeDown(loan, linked, principalMinor, rateBps, schedule, today);
            return bank.accounts().byId(loan.id()).orElseThrow();
        });
    }

    private void payOut(Account loan, Account linked, long principalMinor, LocalDate today) {
        BookingOutcome outcome = bank.ledger()
                .book(List.of(EntryRequest.move(
                        Ids.of("loan-disbursement", Long.toString(loan.id())),
                        EntryKind.LOAN_DISBURSEMENT,
                        today,
                        "Loan " + loan.number() + " paid out",
                        loan.id(),
                        linked.id(),
                        principalMinor,
                        linked.currency(),
                        false)))
                .get(0);
        if (outcome instanceof BookingOutcome.Refused refused) {
            throw new IllegalArgumentException("the loan cannot be paid out: " + refused.reason());
        }
    }

    private void takeDown(
            Account loan,
            Account linked,
            long principalMinor,
            int rateBps,
            InstalmentSchedule schedule,
            LocalDate today) {
        bank.jdbc()
                .sql("""
                        insert into loan (account_id, linked_account_id, principal_minor, rate_bps, instalments, first_due_on,
                                          disbursed_on)
                        values (:account, :linked, :principal, :rate, :instalments, :first, :today)
                        """)
                .param("account", loan.id())
                .param("linked", linked.id())
                .param("principal", principalMinor)
                .param("rate", rateBps)
                .param("instalments", schedule.instalments().size())
                .param("first", schedule.instalments().get(0).dueOn())
                .param("today", today)
                .update();
        batches.batchUpdate(
                "insert into loan_instalment (account_id, n, due_on, principal_minor, interest_minor) values (?, ?, ?, ?, ?)",
                schedule.instalments(),
                schedule.instalments().size(),
                (statement, instalment) -> {
                    statement.setLong(1, loan.id());
                    statement.setInt(2, instalment.n());
                    statement.setObject(3, instalment.dueOn());
                    statement.setLong(4, instalment.principalMinor());
                    statement.setLong(5, instalment.interestMinor());
                });
    }
}
