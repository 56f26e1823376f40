package vesper.api;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;

/** All that this process logs, at DEBUG, from now until it is closed. */
public final class CollectedLog implements AutoCloseable {
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Level before = root.getLevel();
    private final AppenderBase<ILoggingEvent> collector = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event.getLoggerName() + " " + event.getFormattedMessage()
                    + (event.getThrowableProxy() == null
                            ? ""
                            : " " + event.getThrowableProxy().getMessage()));
        }
    };

    public CollectedLog() {
        collector.setContext(root.getLoggerContext());
        collector.start();
        root.detachAppender("STDERR");
        root.addAppender(collector);
        root.setLevel(Level.DEBUG);
    }

    public Queue<String> lines() {
        return lines;
    }

    @Override
    public void close() {
        root.setLevel(before);
        root.detachAppender(collector);
    }
}
