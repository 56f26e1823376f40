package vesper.batch.interest;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vesper.bank.Bank;
import vesper.bank.deposit.CapitalisationPeriod;
import vesper.bank.deposit.Capitalisations;
import vesper.bank.deposit.InterestDue;
import vesper.bank.exceptions.FailedItem;
import vesper.bank.ledger.BookingOutcome;
import vesper.batch.task.Chunk;
import vesper.batch.task.RangedTask;
import vesper.batch.task.Totals;

/**
 * Posts the interest accrued since its last capitalisation by every account whose product capitalises so often; see {@link
 * Capitalisations}. How often has a step of its own each, so that a night says what it did of which.
 */
public final class Capitalisation implements RangedTask {
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter QUARTER = DateTimeFormatter.ofPattern("QQQQ uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter YEAR = DateTimeFormatter.ofPattern("uuuu", Locale.ENGLISH);

    private final Bank bank;
    private final Capitalisations capitalisations;
    private final int chunk;
    private final CapitalisationPeriod period;

    /**
     * Of the accounts whose products capitalise so often.
     *
     * @param chunk how many accounts one transaction covers
     */
    public Capitalisation(Bank bank, int chunk, CapitalisationPeriod period) {
        this.bank = bank;
        this.capitalisations = bank.capitalisations();
        this.chunk = chunk;
        this.period = period;
    }

    /** The step of a period. */
    static String name(CapitalisationPeriod period) {
        return switch (period) {
            case MONTH -> "capitalisation";
            case QUARTER -> "quarterly-capitalisation";
            case YEAR -> "yearly-capitalisation";
        };
    }

    /** An account's two sides are told apart by the sign. */
    static long key(InterestDue due) {
        return due.side() == InterestDue.Side.CREDIT ? due.accountId() : -due.accountId();
    }

    /** What the holder reads: {@code Interest for June 2023}, {@code Interest for 2nd quarter 2023}, {@code Interest for 2023}. */
    static String narrative(CapitalisationPeriod period, LocalDate periodEnd) {
        DateTimeFormatter format = switch (period) {
            case MONTH -> MONTH;
            case QUARTER -> QUARTER;
            case YEAR -> YEAR;
        };
        return "Interest for " + periodEnd.format(format);
    }

    private FailedItem failed(InterestDue due, LocalDate periodEnd, BookingOutcome.Refused refused) {
        return new FailedItem(
                name(),
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
        return name(period);
    }

    @Override
    public String description() {
        return "Posts the interest accrued since the last time, rounded half even once, to accounts that get it every "
                + period.name().toLowerCase(Locale.ROOT) + ".";
    }

    @Override
    public List<Long> splits(LocalDate businessDate, int ranges) {
        return bank.accounts().depositSplits(ranges);
    }

    @Override
    public long items(LocalDate businessDate, long after, long upTo) {
        return capitalisations.count(after, upTo, period);
    }

    @Override
    public Chunk work(LocalDate businessDate, long after, long upTo) {
        Capitalisations.Range range = capitalisations.due(after, upTo, period, businessDate, chunk);
        List<@Nullable BookingOutcome> outcomes =
                capitalisations.post(range.due(), businessDate, businessDate, narrative(period, businessDate));
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
        bank.exceptions().settle(name(), done);
        return new Chunk(Math.max(after, range.lastAccountId()), range.accounts() < chunk, range.accounts(), totals);
    }
}
