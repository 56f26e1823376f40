package vesper.bank.lending;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import vesper.bank.lending.InstalmentAccount.Origin;
import vesper.bank.lending.LoanReplay.Replayed;
import vesper.bank.lending.LoanState.ChargeLine;
import vesper.bank.lending.LoanState.Row;
import vesper.bank.lending.LoanState.RowKind;
import vesper.bank.lending.LoanTerms.ScheduleKind;

/** Lays out what a replay has come to. */
final class LoanStateMaker {
    private final Loan loan;
    private final InstalmentBook book;
    private final List<LoanTransaction> disbursements;
    private final Map<Long, Replayed> replayed;

    LoanStateMaker(Loan loan, InstalmentBook book, List<LoanTransaction> disbursements, Map<Long, Replayed> replayed) {
        this.loan = loan;
        this.book = book;
        this.disbursements = disbursements;
        this.replayed = replayed;
    }

    LoanState make() {
        List<TransactionLine> lines = lines();
        long outstanding = 0;
        for (InstalmentAccount each : book.all()) {
            outstanding += each.outstanding();
        }
        List<ChargeLine> charges = new ArrayList<>();
        for (InstalmentBook.ChargeAccount each : book.charges()) {
            charges.add(new ChargeLine(each.charge, each.paid, each.waived, each.outstanding()));
        }
        long overpaid = Math.max(0, book.overpaid);
        boolean disbursed = !disbursements.isEmpty();
        return new LoanState(
                status(disbursed, outstanding, overpaid),
                rows(),
                lines,
                charges,
                disbursed ? outstanding : 0,
                overpaid);
    }

    private LoanStatus status(boolean disbursed, long outstanding, long overpaid) {
        if (!disbursed) {
            return loan.approved() ? LoanStatus.APPROVED : LoanStatus.APPLIED;
        }
        for (Replayed each : replayed.values()) {
            if (each.transaction.type() == TransactionType.WRITE_OFF) {
                return LoanStatus.WRITTEN_OFF;
            }
        }
        if (outstanding > 0) {
            return LoanStatus.ACTIVE;
        }
        return overpaid > 0 ? LoanStatus.OVERPAID : LoanStatus.CLOSED;
    }

    private List<TransactionLine> lines() {
        List<LoanTransaction> all = new ArrayList<>(loan.transactions());
        all.sort(LoanTransaction.REPLAY_ORDER);
        List<TransactionLine> lines = new ArrayList<>(all.size());
        long balance = 0;
        for (LoanTransaction each : all) {
            TransactionLine undone = loan.undone().get(each.id());
            if (undone != null) {
                lines.add(undone);
                continue;
            }
            Replayed line = replayed.get(each.id());
            if (line == null) {
                continue;
            }
            if (each.type().showsBalance()) {
                balance += balanceChange(line);
            }
            lines.add(new TransactionLine(
                    each,
                    line.amount,
                    shown(line),
                    line.overpaid,
                    each.type().showsBalance() ? Math.max(0, balance) : 0,
                    false));
        }
        return lines;
    }

    /** Of a disbursement no parts are shown. */
    private static Portions shown(Replayed line) {
        return line.transaction.type() == TransactionType.DISBURSEMENT ? Portions.NONE : Portions.of(line.portions);
    }

    private long balanceChange(Replayed line) {
        long principal = line.portions[Part.PRINCIPAL.index()];
        return switch (line.transaction.type()) {
            case DISBURSEMENT -> line.amount - line.overpaid;
            case CHARGEBACK, CREDIT_BALANCE_REFUND ->
                line.overpaid == 0
                                || loan.terms().allocation().chargebackOrder().isEmpty()
                        ? principal
                        : Math.max(0, principal - line.principalPaidAtOnce);
            case REFUND -> principal;
            default -> -principal;
        };
    }

    private List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        List<LoanTransaction> paidOut = new ArrayList<>(disbursements);
        LoanTerms terms = loan.terms();
        if (paidOut.isEmpty()) {
            paidOut.add(LoanTransaction.of(
                    0, TransactionType.DISBURSEMENT, terms.disbursedOn(), terms.disbursedOn(), terms.principalMinor()));
        }
        long balance = 0;
        int next = 0;
        LocalDate before = paidOut.get(0).valueDate();
        for (InstalmentAccount each : book.all()) {
            while (next < paidOut.size() && comesFirst(paidOut.get(next), each)) {
                LoanTransaction disbursement = paidOut.get(next++);
                balance += disbursement.amountMinor();
                rows.add(disbursementRow(disbursement));
            }
            balance -= each.charged(Part.PRINCIPAL) - each.principalOwedAgain;
            boolean down = each.origin == Origin.DOWN_PAYMENT;
            rows.add(row(each, down ? 0 : (int) ChronoUnit.DAYS.between(before, each.due), balance));
            before = down ? before : each.due;
        }
        while (next < paidOut.size()) {
            rows.add(disbursementRow(paidOut.get(next++)));
        }
        return rows;
    }

    /** On one day a progressive schedule shows what falls due before what is paid out, but for what falls due because of it. */
    private boolean comesFirst(LoanTransaction disbursement, InstalmentAccount instalment) {
        int order = disbursement.valueDate().compareTo(instalment.due);
        boolean first = instalment.origin == Origin.DOWN_PAYMENT
                || instalment.origin == Origin.ADDITIONAL
                || instalment == book.last()
                || loan.terms().kind() == ScheduleKind.CUMULATIVE;
        return order < 0 || (order == 0 && first);
    }

    private static Row disbursementRow(LoanTransaction disbursement) {
        return new Row(
                RowKind.DISBURSEMENT,
                0,
                0,
                disbursement.valueDate(),
                null,
                disbursement.amountMinor(),
                Portions.NONE,
                0,
                0,
                0,
                0,
                0,
                Portions.NONE);
    }

    private static Row row(InstalmentAccount each, int days, long balance) {
        return new Row(
                each.origin == Origin.DOWN_PAYMENT ? RowKind.DOWN_PAYMENT : RowKind.INSTALMENT,
                each.number,
                days,
                each.due,
                each.metOn(),
                balance,
                new Portions(
                        each.charged(Part.PRINCIPAL),
                        each.charged(Part.INTEREST),
                        each.charged(Part.FEE),
                        each.charged(Part.PENALTY)),
                each.paid(),
                each.paidInAdvance,
                each.paidLate,
                each.waived(),
                each.writtenOff().totalMinor(),
                new Portions(
                        each.outstanding(Part.PRINCIPAL),
                        each.outstanding(Part.INTEREST),
                        each.outstanding(Part.FEE),
                        each.outstanding(Part.PENALTY)));
    }
}
