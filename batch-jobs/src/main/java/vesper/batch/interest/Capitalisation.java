package vesper.batch.interest;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vesper.bank.Bank;
import vesper.bank.database.KeyRanges;
import vesper.bank.deposit.Capitalisations;
import vesper.bank.deposit.InterestDue;
import vesper.bank.exceptions.FailedItem;
import vesper.bank.ledger.BookingOutcome;
import vesper.batch.task.Chunk;
import vesper.batch.task.RangedTask;
import vesper.batch.task.Totals;

/** Posts the interest accrued by every account since its last capitalisation; see {@link Capitalisations}. */
public final class Capitalisation implements RangedTask {
    static final String NAME = "capitalisation";

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

    /** An account's two sides are told apart by the sign. */
    static long key(InterestDue due) {
        return due.side() == InterestDue.Side.CREDIT ? due.accountId() : -due.accountId();
    }

    static String narrative(LocalDate periodEnd) {
        return "Interest for " + YearMonth.from(periodEnd).format(MONTH);
    }

    private static FailedItem failed(InterestDue due, LocalDate periodEnd, BookingOutcome.Refused refused) {
        return new FailedItem(
                NAME,
                key(due),
                "interest to " + periodEnd,
                due.accountId(),
                periodEnd,
                Math.abs(due.amountMinor()),
                due.currency(),
                refused.reason().name(),
                true,
                false);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "Posts the interest accrued since the last capitalisation, rounded half even once, to every account.";
    }

    @Override
    public List<Long> splits(LocalDate businessDate, int ranges) {
        return KeyRanges.even(bank.accounts().lastId(), ranges);
    }

    @Override
    public long items(LocalDate businessDate, long after, long upTo) {
        return bank.jdbc()
                .sql(
                        "select count(*) from account where kind in ('CURRENT', 'SAVINGS') and id > :after and id <= :upTo")
                .param("after", after)
                .param("upTo", upTo)
                .query(Long.class)
                .single();
    }

    @Override
    public Chunk work(LocalDate businessDate, long after, long upTo) {
        Capitalisations.Range range = capitalisations.due(after, upTo, businessDate, chunk);
        List<@Nullable BookingOutcome> outcomes =
                capitalisations.post(range.due(), businessDate, businessDate, narrative(businessDate));
        List<FailedItem> failed = new ArrayList<>();
        List<Long> done = new ArrayList<>();
        Totals totals = Totals.NONE;
        for (int i = 0; i < outcomes.size(); i++) {
            InterestDue due = range.due().get(i);
            if (outcomes.get(i) instanceof BookingOutcome.Booked) {
                totals = totals.plus(Totals.one(due.currency(), due.amountMinor()));
            }
            if (outcomes.get(i) instanceof BookingOutcome.Refused refused) {
                totals = totals.plus(Totals.failed(1));
                failed.add(failed(due, businessDate, refused));
            } else {
                done.add(key(due));
            }
        }
        bank.exceptions().raise(businessDate, failed);
        bank.exceptions().settle(NAME, done);
        return new Chunk(Math.max(after, range.lastAccountId()), range.accounts() < chunk, range.accounts(), totals);
    }
}
