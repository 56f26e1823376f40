package vesper.batch.operator;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import vesper.bank.Bank;
import vesper.bank.money.Money;
import vesper.batch.task.Task;
import vesper.batch.task.TaskJob;

/** What closing days would do: the tasks really run, in a transaction that is rolled back. */
final class Rehearsal {
    /** Of this transaction only: payments are booked meanwhile. */
    private static final String POSTED = """
            select currency, sum(amount_minor) as credits from posting
             where entry_seq > :place and amount_minor > 0 and xmin = pg_current_xact_id()::xid
             group by currency
            """;

    private static final String ENTRIES =
            "select count(*) from journal_entry where seq > :place and xmin = pg_current_xact_id()::xid";
    private static final String PLACE = "select case when is_called then last_value else 0 end from journal_entry_seq";

    private final Bank bank;
    private final TaskJob close;

    private Rehearsal(Bank bank, TaskJob close) {
        this.bank = bank;
        this.close = close;
    }

    static List<DayPlan> of(Bank bank, TaskJob close, LocalDate until) {
        Rehearsal rehearsal = new Rehearsal(bank, close);
        return Objects.requireNonNull(bank.transaction().execute(status -> {
            status.setRollbackOnly();
            List<DayPlan> days = new ArrayList<>();
            LocalDate day = bank.businessDates().current().businessDate();
            while (!day.isAfter(until)) {
                days.add(rehearsal.day(day));
                day = day.plusDays(1);
            }
            return days;
        }));
    }

    private DayPlan day(LocalDate day) {
        long place = bank.jdbc().sql(PLACE).query(Long.class).single();
        List<DayPlan.StepPlan> steps = new ArrayList<>();
        for (Task task : close.tasks(day)) {
            steps.add(new DayPlan.StepPlan(task.name(), task.description(), task.rehearse(day)));
        }
        long entries =
                bank.jdbc().sql(ENTRIES).param("place", place).query(Long.class).single();
        SortedMap<String, BigDecimal> posted = new TreeMap<>();
        bank.jdbc().sql(POSTED).param("place", place).query(row -> {
            String currency = row.getString("currency");
            posted.put(currency, row.getBigDecimal("credits").movePointLeft(Money.decimals(currency)));
        });
        return new DayPlan(day, steps, entries, posted);
    }
}
