package vesper.bank.lending;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import vesper.bank.lending.LoanState.ChargeLine;
import vesper.bank.lending.LoanState.Row;
import vesper.bank.lending.LoanState.RowKind;

/**
 * Recognises what a loan has earned and not yet recognised: interest by the day, spread evenly over the days of its instalment
 * and rounded as a running total; charges on their day, one line for each instalment. A loan that is charged off earns nothing.
 */
final class Accruals {
    private final Loan loan;
    private final Set<Long> recognised = new HashSet<>();
    private long interest;
    private long fees;
    private long penalties;

    Accruals(Loan loan) {
        this.loan = loan;
        for (LoanTransaction each : loan.transactions()) {
            if (each.type() == TransactionType.ACCRUAL && !loan.undone().containsKey(each.id())) {
                recognised.addAll(each.chargeIds());
                interest += each.booked().interestMinor();
                fees += each.booked().feeMinor();
                penalties += each.booked().penaltyMinor();
            }
        }
    }

    /** Up to and including the day before the business date. */
    Loan day(LocalDate businessDate, boolean chargesWhenAdded) {
        LoanState state = loan.state();
        if (state.status() != LoanStatus.ACTIVE || loan.chargedOff()) {
            return loan;
        }
        LocalDate until = businessDate.minusDays(1);
        Loan accrued = loan;
        int lastNumber = state.rows().get(state.rows().size() - 1).n();
        LocalDate from = loan.disbursedOn();
        long missing = interestUntil(state, until) - interest;
        for (Row row : state.rows()) {
            if (row.kind() != RowKind.INSTALMENT) {
                continue;
            }
            long fee = 0;
            long penalty = 0;
            List<Long> ids = new ArrayList<>();
            for (ChargeLine line : state.charges()) {
                LoanCharge charge = line.charge();
                LocalDate earned = chargesWhenAdded ? charge.addedOn() : charge.dueOn();
                boolean here = !charge.dueOn().isAfter(row.dueOn())
                        && (charge.dueOn().isAfter(from)
                                || (row.n() <= firstNumber(state)
                                        && !charge.dueOn().isBefore(from)));
                if (here && !earned.isAfter(until) && !recognised.contains(charge.id()) && line.waivedMinor() == 0) {
                    ids.add(charge.id());
                    fee += charge.penalty() ? 0 : charge.amountMinor();
                    penalty += charge.penalty() ? charge.amountMinor() : 0;
                }
            }
            boolean running = until.isAfter(from) && !until.isAfter(row.dueOn());
            boolean lastRow = row.n() == lastNumber && until.isAfter(row.dueOn());
            long earnedInterest = running || lastRow ? Math.max(0, missing) : 0;
            missing -= earnedInterest;
            accrued = recognise(accrued, until, businessDate, new Portions(0, earnedInterest, fee, penalty), ids);
            from = row.dueOn();
        }
        return accrued;
    }

    private static int firstNumber(LoanState state) {
        for (Row row : state.rows()) {
            if (row.kind() == RowKind.INSTALMENT) {
                return row.n();
            }
        }
        return 0;
    }

    private long interestUntil(LoanState state, LocalDate until) {
        long earned = 0;
        LocalDate from = loan.disbursedOn();
        for (Row row : state.rows()) {
            if (row.kind() != RowKind.INSTALMENT) {
                continue;
            }
            long due = row.charged().interestMinor();
            if (!until.isBefore(row.dueOn())) {
                earned += due;
            } else if (until.isAfter(from)) {
                earned += BigDecimal.valueOf(due)
                        .multiply(BigDecimal.valueOf(ChronoUnit.DAYS.between(from, until)))
                        .divide(
                                BigDecimal.valueOf(ChronoUnit.DAYS.between(from, row.dueOn())),
                                0,
                                loan.terms().conventions().rounding())
                        .longValueExact();
            }
            from = row.dueOn();
        }
        return earned;
    }

    /** If the loan has just been closed, all that is left of interest and charges, in one line on that day. */
    Loan onClosing(LocalDate on, LocalDate businessDate) {
        LoanState state = loan.state();
        boolean closed = state.status() == LoanStatus.CLOSED || state.status() == LoanStatus.OVERPAID;
        if (!closed || loan.chargedOff()) {
            return loan;
        }
        long interestLeft = -interest;
        for (Row row : state.rows()) {
            interestLeft += row.charged().interestMinor();
        }
        long feesLeft = -fees;
        long penaltiesLeft = -penalties;
        List<Long> ids = new ArrayList<>();
        for (ChargeLine line : state.charges()) {
            long amount = line.charge().amountMinor() - line.waivedMinor();
            feesLeft += line.charge().penalty() ? 0 : amount;
            penaltiesLeft += line.charge().penalty() ? amount : 0;
            ids.add(line.charge().id());
        }
        Portions left = new Portions(0, Math.max(0, interestLeft), Math.max(0, feesLeft), Math.max(0, penaltiesLeft));
        return recognise(loan, on, businessDate, left, ids);
    }

    private static Loan recognise(
            Loan loan, LocalDate on, LocalDate recordedOn, Portions portions, List<Long> charges) {
        if (portions.totalMinor() == 0) {
            return loan;
        }
        return loan.with(LoanTransaction.of(loan.lastId() + 1, TransactionType.ACCRUAL, on, recordedOn, 0)
                .recognising(portions, charges));
    }
}
