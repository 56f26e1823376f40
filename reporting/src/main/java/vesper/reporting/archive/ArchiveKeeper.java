package vesper.reporting.archive;

import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Brings new documents into the archive, and out of it what was kept long enough, every ten seconds on a thread of its own. */
public final class ArchiveKeeper implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ArchiveKeeper.class);
    private static final int BATCH = 50;
    private static final int PAUSE_S = 10;

    private final ArchivedDocuments documents;
    private final DocumentArchive archive;
    private final int years;
    private final Clock clock;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread made = new Thread(work, "document-archive");
        made.setDaemon(true);
        return made;
    });

    /**
     * A keeper that is not started.
     *
     * @param years how many years after the one in which it was issued a document is kept
     */
    public ArchiveKeeper(ArchivedDocuments documents, DocumentArchive archive, int years, Clock clock) {
        this.documents = documents;
        this.archive = archive;
        this.years = years;
        this.clock = clock;
    }

    /** Looks for new documents from now on. */
    public void start() {
        LOG.info("documents are kept for {} years in {}", years, archive);
        var unused = thread.scheduleWithFixedDelay(this::look, 0, PAUSE_S, TimeUnit.SECONDS);
    }

    private void look() {
        try {
            long added = 0;
            int batch;
            do {
                batch = documents.add(archive, years, BATCH);
                added += batch;
            } while (batch == BATCH && !thread.isShutdown());
            LocalDate today = LocalDate.now(clock);
            int removed = documents.removeOver(archive, today, BATCH);
            if (added + removed > 0) {
                LOG.info("{} documents were put into the archive, {} were kept long enough", added, removed);
            }
        } catch (IOException | DataAccessException | TransactionException e) {
            LOG.warn("the archive in {} does not move, next try in {} s: {}", archive, PAUSE_S, e.getMessage());
        }
    }

    /** Returns after the batch that is under way. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(PAUSE_S, TimeUnit.SECONDS)) {
                LOG.warn("the archive in {} takes long: what it was given last will be given again", archive);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
