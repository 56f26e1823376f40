package vesper.bank.lending;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A loan at the end of a replay.
 *
 * @param rows disbursements and instalments in order of date
 * @param transactions in order of value date, those that were undone among them
 * @param outstandingMinor all that is owed
 * @param overpaidMinor what was paid too much and not given back
 */
public record LoanState(
        LoanStatus status,
        List<Row> rows,
        List<TransactionLine> transactions,
        List<ChargeLine> charges,
        long outstandingMinor,
        long overpaidMinor) {

    /** What a row of the schedule is. */
    public enum RowKind {
        DISBURSEMENT,
        DOWN_PAYMENT,
        INSTALMENT
    }

    /**
     * One row of the schedule.
     *
     * @param n from 1, counting all but disbursements, which have 0
     * @param days from the due date before to this one
     * @param metOn day on which nothing was owed of it any more, or null
     * @param balanceMinor of a disbursement its amount; else principal left after the row, not counting what is owed again
     * @param charged what is due of it
     * @param paidInAdvanceMinor part of what was paid before the due date
     * @param paidLateMinor part of what was paid after the due date
     */
    public record Row(
            RowKind kind,
            int n,
            int days,
            LocalDate dueOn,
            @Nullable LocalDate metOn,
            long balanceMinor,
            Portions charged,
            long paidMinor,
            long paidInAdvanceMinor,
            long paidLateMinor,
            long waivedMinor,
            long writtenOffMinor,
            Portions outstanding) {
        public long outstandingMinor() {
            return outstanding.totalMinor();
        }
    }

    /** A charge and what became of it. */
    public record ChargeLine(LoanCharge charge, long paidMinor, long waivedMinor, long outstandingMinor) {}

    public LoanState {
        rows = List.copyOf(rows);
        transactions = List.copyOf(transactions);
        charges = List.copyOf(charges);
    }

    /** The rows that something is to be paid of. */
    public List<Row> instalments() {
        return rows.stream().filter(row -> row.kind() != RowKind.DISBURSEMENT).toList();
    }

    /** What is owed of instalments that were due before a day. */
    public long overdueMinor(LocalDate on) {
        long overdue = 0;
        for (Row row : rows) {
            overdue += row.kind() != RowKind.DISBURSEMENT && row.dueOn().isBefore(on) ? row.outstandingMinor() : 0;
        }
        return overdue;
    }

    /** Days since the due date of the oldest instalment that is overdue on a day; 0 if none is. */
    public int daysOverdue(LocalDate on) {
        for (Row row : rows) {
            if (row.kind() != RowKind.DISBURSEMENT && row.dueOn().isBefore(on) && row.outstandingMinor() > 0) {
                return Math.toIntExact(ChronoUnit.DAYS.between(row.dueOn(), on));
            }
        }
        return 0;
    }
}
