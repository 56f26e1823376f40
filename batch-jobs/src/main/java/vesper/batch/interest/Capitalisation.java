package vesper.batch.interest;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vesper.bank.Bank;
import vesper.bank.deposit.Capitalisations;
import vesper.bank.deposit.InterestDue;
import vesper.bank.ledger.BookingOutcome;
import vesper.batch.task.Chunk;
import vesper.batch.task.Task;
import vesper.batch.task.Totals;

/** Posts the interest accrued by every account since its last capitalisation; see {@link Capitalisations}. */
public final class Capitalisation implements Task {
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMMM uuuu", Locale.ENGLISH);

    private final Bank bank;
    private final Capitalisations capitalisations;
    private final int chunk;

    /** @param chunk how many accounts one transaction covers */
    public Capitalisation(Bank bank, int chunk) {
        this.bank = bank;
        this.capitalisations = bank.capitalisations();
        this.chunk = chunk;
    }

    @Override
    public String name() {
        return "capitalisation";
    }

    @Override
    public String description() {
        return "Posts the interest accrued since the last capitalisation, rounded half even once, to every account.";
    }

    @Override
    public long items(LocalDate businessDate) {
        return bank.jdbc()
                .sql("select count(*) from account where kind in ('CURRENT', 'SAVINGS')")
                .query(Long.class)
                .single();
    }

    @Override
    public Chunk work(LocalDate businessDate, long after) {
        Capitalisations.Range range = capitalisations.due(Math.max(after, 0), businessDate, chunk);
        String narrative = "Interest for " + YearMonth.from(businessDate).format(MONTH);
        List<@Nullable BookingOutcome> outcomes =
                capitalisations.post(range.due(), businessDate, businessDate, narrative);
        Totals totals = Totals.NONE;
        for (int i = 0; i < outcomes.size(); i++) {
            InterestDue due = range.due().get(i);
            if (outcomes.get(i) instanceof BookingOutcome.Booked) {
                totals = totals.plus(Totals.one(due.currency(), due.amountMinor()));
            } else if (outcomes.get(i) instanceof BookingOutcome.Refused) {
                totals = totals.plus(Totals.failed(1));
            }
        }
        return new Chunk(Math.max(after, range.lastAccountId()), range.accounts() < chunk, range.accounts(), totals);
    }
}
