package vesper.batch;

import static vesper.batch.task.Task.once;
import static vesper.batch.task.TaskJob.Part.businessDays;
import static vesper.batch.task.TaskJob.Part.daily;
import static vesper.batch.task.TaskJob.Part.monthEnd;
import static vesper.batch.task.TaskJob.Part.quarterEnd;
import static vesper.batch.task.TaskJob.Part.yearEnd;

import java.time.Clock;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import vesper.bank.Bank;
import vesper.bank.deposit.CapitalisationPeriod;
import vesper.bank.seal.SealKey;
import vesper.batch.accounts.AccountFees;
import vesper.batch.accounts.DormantAccounts;
import vesper.batch.directdebits.DirectDebitsDue;
import vesper.batch.holds.HoldsExpired;
import vesper.batch.interest.Capitalisation;
import vesper.batch.interest.InterestAccrual;
import vesper.batch.lending.ChargesDue;
import vesper.batch.lending.LoanTotals;
import vesper.batch.lending.RepaymentsDue;
import vesper.batch.origination.OffersLapsed;
import vesper.batch.privacy.DataRequestsDue;
import vesper.batch.proof.Proof;
import vesper.batch.proof.Seal;
import vesper.batch.retention.RetentionDue;
import vesper.batch.statements.MonthlyStatements;
import vesper.batch.statements.YearlySummariesDue;
import vesper.batch.task.Task;
import vesper.batch.task.TaskJob;
import vesper.batch.transfers.StandingOrdersDue;
import vesper.batch.transfers.TransfersDue;
import vesper.reporting.Reporting;

/**
 * Close of business: the list of the night, in order, for one business date. Payments accepted before the cut-off are booked on
 * the date, later ones on the next. Documents are made when the books of the day are proved and sealed, so that they name the seal;
 * then the date moves. Whatever interrupts the run, a restart goes on after the last transaction that was committed, and the books,
 * documents and mails are those of a run that was not interrupted.
 */
final class CloseOfBusiness {
    static final String NAME = "close";

    private CloseOfBusiness() {}

    static TaskJob job(
            Bank bank,
            JdbcTemplate batches,
            Reporting reporting,
            PaymentsInFlight inFlight,
            BatchSettings settings,
            SealKey sealKey,
            TaskJob.Surroundings surroundings) {
        Drain drain = new Drain(bank, inFlight, settings.cutOffNotice(), settings.drainDeadline());
        Task preFlight = once(
                "pre-flight",
                "Looks whether the day can be closed: exceptions left over, and payments that the jobs are behind by.",
                new PreFlight(bank, inFlight, settings.gate())::check);
        Task cutOff = once(
                "cut-off",
                "Cuts off: payments accepted from now on belong to the next business date.",
                bank.businessDates()::cutOff);
        Task drained =
                once("drain", "Waits until the payments accepted before the cut-off are in the books.", drain::run);
        Task shut = once("shut", "Shuts the day: it takes no entries any more.", bank.businessDates()::shut);
        Task advance = once("advance", "Moves the business date on by one day.", bank.businessDates()::advance);
        return new TaskJob(
                NAME,
                "Close of business: closes the open business date and opens the next.",
                true,
                List.of(
                        daily(preFlight),
                        daily(cutOff),
                        daily(drained),
                        daily(new HoldsExpired(bank, settings.bookingChunk())),
                        daily(new OffersLapsed(bank, settings.bookingChunk())),
                        daily(new StandingOrdersDue(bank, settings.bookingChunk())),
                        daily(new TransfersDue(bank, batches, settings.bookingChunk())),
                        businessDays(new DirectDebitsDue(bank, settings.bookingChunk())),
                        daily(LoanTotals.interest(bank, settings.accrualRange())),
                        daily(new RepaymentsDue(bank, settings.loanChunk())),
                        daily(new ChargesDue(bank, settings.loanChunk())),
                        daily(LoanTotals.provisions(bank, settings.accrualRange())),
                        daily(new InterestAccrual(bank, settings.accrualRange())),
                        monthEnd(new Capitalisation(bank, settings.bookingChunk(), CapitalisationPeriod.MONTH)),
                        quarterEnd(new Capitalisation(bank, settings.bookingChunk(), CapitalisationPeriod.QUARTER)),
                        yearEnd(new Capitalisation(bank, settings.bookingChunk(), CapitalisationPeriod.YEAR)),
                        monthEnd(new AccountFees(bank, settings.bookingChunk())),
                        monthEnd(new DormantAccounts(bank, settings.bookingChunk())),
                        daily(shut),
                        daily(new Proof(bank, settings.proofStretch())),
                        daily(new Seal(bank, sealKey)),
                        monthEnd(new MonthlyStatements(bank, reporting, settings.statementChunk())),
                        yearEnd(new YearlySummariesDue(bank, reporting, settings.statementChunk())),
                        daily(new DataRequestsDue(bank, reporting, Clock.systemUTC())),
                        daily(new RetentionDue(bank, settings.bookingChunk())),
                        daily(advance)),
                surroundings);
    }
}
