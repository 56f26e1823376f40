package vesper.batch.privacy;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;
import vesper.bank.Bank;
import vesper.bank.exceptions.ExceptionItems;
import vesper.bank.exceptions.FailedItem;
import vesper.batch.task.Chunk;
import vesper.batch.task.Savepoint;
import vesper.batch.task.Task;
import vesper.batch.task.Totals;
import vesper.reporting.Reporting;
import vesper.reporting.privacy.DataRequest;
import vesper.reporting.privacy.DataRequests;

/**
 * Gathers what the bank holds on each person who asked for it, one request a transaction, and ends requests whose file nobody has
 * collected; the figure done is the number of files gathered. One that cannot be gathered is an exception, and is tried again by
 * the next night.
 *
 * <p>Reads every table that a module declares to be about persons; writes {@code data_request}, {@code data_request_step} and,
 * for the mail with the link, {@code mail_outbox}. A request that was gathered is not gathered again.
 */
public final class DataRequestsDue implements Task {
    static final String NAME = "personal-data";
    static final String BY = "night";

    private static final Logger LOG = LoggerFactory.getLogger(DataRequestsDue.class);

    private final DataRequests requests;
    private final ExceptionItems exceptions;
    private final TransactionTemplate savepoint;
    private final Clock clock;

    public DataRequestsDue(Bank bank, Reporting reporting, Clock clock) {
        this.requests = reporting.dataRequests();
        this.exceptions = bank.exceptions();
        this.savepoint = Savepoint.of(bank);
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "Gathers what the bank holds on each person who asked for it.";
    }

    @Override
    public long items(LocalDate businessDate) {
        return requests.toGather();
    }

    @Override
    public boolean snapshot() {
        return true;
    }

    @Override
    public Chunk work(LocalDate businessDate, long after) {
        List<Long> next = requests.toGather(after, 1);
        if (next.isEmpty()) {
            requests.endUncollected(clock.instant());
            return new Chunk(after, true, 0, Totals.NONE);
        }
        long id = next.get(0);
        if (gathered(id)) {
            exceptions.settle(NAME, List.of(id));
            return new Chunk(id, false, 1, Totals.of(1));
        }
        requests.notGathered(id, BY);
        exceptions.raise(businessDate, List.of(failed(requests.find(id).orElseThrow())));
        return new Chunk(id, false, 1, Totals.failed(1));
    }

    private boolean gathered(long id) {
        try {
            savepoint.executeWithoutResult(status -> requests.gather(id, BY));
            return true;
        } catch (RuntimeException e) {
            LOG.error("data request {} cannot be gathered", id, e);
            return false;
        }
    }

    private static FailedItem failed(DataRequest request) {
        return new FailedItem(
                NAME,
                request.id(),
                "data request " + request.id(),
                null,
                request.dueOn(),
                0,
                null,
                "NOT_GATHERED",
                false,
                false);
    }

    /** Counts only: a rehearsal hands nothing out. */
    @Override
    public Totals rehearse(LocalDate businessDate) {
        return Totals.of(requests.toGather());
    }
}
