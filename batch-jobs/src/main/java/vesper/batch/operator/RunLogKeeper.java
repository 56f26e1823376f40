package vesper.batch.operator;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what this process logs while it works on runs. Lines are written by a thread of its own a moment later, outside of the
 * transactions that they tell of; a line that does not fit in, or that the database does not take, is in the process's own log only.
 */
public final class RunLogKeeper extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunLogKeeper.class);
    private static final int MOST_WAITING = 10_000;
    private static final int MOST_AT_ONCE = 500;
    private static final int LONGEST = 8_000;
    private static final long PAUSE_MS = 200;

    private final RunLog log;
    private final String process;
    private final BlockingQueue<RunLog.Heard> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
    private final Thread writer = new Thread(this::write, "run-log");
    private volatile boolean ended;

    /** @param process names this process in the lines */
    public RunLogKeeper(RunLog log, String process) {
        this.log = log;
        this.process = process;
        setName("run-log");
    }

    /** Host and process id. */
    public static String thisProcess() {
        return System.getenv().getOrDefault("HOSTNAME", "localhost") + ":"
                + ProcessHandle.current().pid();
    }

    /** Begins to keep lines; does nothing where logs are not Logback's. */
    public void open() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            setContext(context);
            start();
            context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(this);
            writer.setDaemon(true);
            writer.start();
        }
    }

    @Override
    protected void append(ILoggingEvent event) {
        Map<String, String> context = event.getMDCPropertyMap();
        String run = context.get(RunLog.RUN);
        if (run != null) {
            RunLog.Line line = new RunLog.Line(
                    0,
                    Instant.ofEpochMilli(event.getTimeStamp()),
                    event.getLevel().toString(),
                    context.get(RunLog.STEP),
                    process,
                    event.getLoggerName(),
                    shortened(event.getFormattedMessage()),
                    error(event));
            // What does not fit in is left out rather than waited for.
            boolean unused = waiting.offer(new RunLog.Heard(Long.parseLong(run), line));
        }
    }

    private static @Nullable String error(ILoggingEvent event) {
        return event.getThrowableProxy() == null
                ? null
                : shortened(ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }

    /** Without zero bytes, which the database does not take. */
    private static String shortened(String text) {
        String clean = text.replace('\u0000', ' ');
        return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST);
    }

    private void write() {
        boolean last = false;
        while (!last) {
            last = ended;
            List<RunLog.Heard> heard = new ArrayList<>();
            waiting.drainTo(heard, MOST_AT_ONCE);
            try {
                if (!heard.isEmpty()) {
                    log.add(heard);
                    last &= waiting.isEmpty();
                } else if (!last) {
                    TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.warn("{} lines of runs were not kept: {}", heard.size(), e.toString());
            }
        }
    }

    /** Keeps no more lines; those that wait are written first. */
    @Override
    public void close() {
        if (isStarted()) {
            ((LoggerContext) getContext()).getLogger(Logger.ROOT_LOGGER_NAME).detachAppender(this);
            stop();
            ended = true;
            try {
                writer.join(TimeUnit.SECONDS.toMillis(5));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
