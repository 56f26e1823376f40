package vesper.bank.servicing;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import vesper.bank.lending.Loan;
import vesper.bank.lending.LoanCharge;
import vesper.bank.lending.LoanJournal.Role;
import vesper.bank.lending.LoanState;
import vesper.bank.lending.LoanTransaction;
import vesper.bank.lending.TermChange;
import vesper.bank.lending.TransactionType;

/**
 * What a command does to a stored loan. Pure.
 *
 * @param after the loan then
 * @param state of the loan then
 * @param summary of that state
 * @param transactions that are new
 * @param charges that are new
 * @param undone ids of transactions that no longer count and did before
 * @param changes of terms that are new
 * @param moved what is to be booked, by role of account; positive credits it
 */
record LoanChange(
        LoanAccount after,
        LoanState state,
        LoanSummary summary,
        List<LoanTransaction> transactions,
        List<LoanCharge> charges,
        List<Long> undone,
        List<TermChange> changes,
        Map<Role, Long> moved) {

    /**
     * The change from a stored loan to what a command has made of it. A loan that ends has earned all the interest that its
     * schedule charges.
     *
     * @param before what the command found
     * @param stateBefore of the loan before
     * @param day the business date
     */
    static LoanChange of(LoanAccount before, LoanState stateBefore, Loan made, PolicyDates policies, LocalDate day) {
        long lastId = before.loan().lastId();
        List<LoanTransaction> transactions = made.transactions().stream()
                .filter(each -> each.type() != TransactionType.ACCRUAL)
                .toList();
        Loan loan = new Loan(
                made.terms(),
                made.approved(),
                transactions,
                made.charges(),
                made.changes(),
                made.undone(),
                made.lastId());
        LoanState state = loan.state();
        long recognised = ended(state) ? interestCharged(state) : before.interestRecognisedMinor();
        LoanSummary summary = LoanSummary.of(state, day);
        Agenda agenda = before.agenda().moved(LoanSummary.nextDueOn(stateBefore), summary.nextDueOn(), state, policies);
        return new LoanChange(
                before.with(loan, recognised, agenda),
                state,
                summary,
                transactions.stream().filter(each -> each.id() > lastId).toList(),
                made.charges().stream().filter(each -> each.id() > lastId).toList(),
                made.undone().keySet().stream()
                        .filter(id -> !before.loan().undone().containsKey(id))
                        .toList(),
                made.changes()
                        .subList(before.loan().changes().size(), made.changes().size()),
                LoanPosition.of(state, recognised)
                        .since(LoanPosition.of(stateBefore, before.interestRecognisedMinor())));
    }

    LoanChange with(Agenda agenda) {
        return new LoanChange(
                after.with(after.loan(), after.interestRecognisedMinor(), agenda),
                state,
                summary,
                transactions,
                charges,
                undone,
                changes,
                moved);
    }

    private static boolean ended(LoanState state) {
        return switch (state.status()) {
            case CLOSED, OVERPAID, WRITTEN_OFF -> true;
            default -> false;
        };
    }

    private static long interestCharged(LoanState state) {
        long charged = 0;
        for (LoanState.Row row : state.rows()) {
            charged += row.charged().interestMinor();
        }
        return charged;
    }
}
