package vesper.console.overview;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;
import vesper.console.Show;

/**
 * The open overview pages. Each snapshot is rendered once for operators and once for the others; a page that reads slowly misses snapshots and
 * holds up no other. A stream ends after five minutes and the page connects again, so that a session that has ended stops
 * watching.
 */
@Component
class LivePages implements Sampler.Watcher, SmartLifecycle {
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final int MOST = 200;

    private final ITemplateEngine templates;
    private final Show show;
    private final Set<Reader> readers = new CopyOnWriteArraySet<>();
    private final ExecutorService senders;
    private volatile boolean running;

    LivePages(Sampler sampler, ITemplateEngine templates, Show show) {
        this.templates = templates;
        this.show = show;
        senders = new ThreadPoolExecutor(0, MOST, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            Thread sender = new Thread(task, "overview-sender");
            sender.setDaemon(true);
            return sender;
        });
        sampler.watch(this);
    }

    private record Reader(SseEmitter stream, boolean operator, AtomicBoolean busy) {}

    /**
     * A new stream, which begins with the snapshot given.
     *
     * @param operator whether the reader may open the pages of jobs
     */
    SseEmitter open(Snapshot first, boolean operator) {
        if (readers.size() >= MOST || !running) {
            throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE);
        }
        SseEmitter stream = new SseEmitter(LONGEST.toMillis());
        Reader reader = new Reader(stream, operator, new AtomicBoolean());
        stream.onCompletion(() -> readers.remove(reader));
        stream.onTimeout(stream::complete);
        stream.onError(failure -> readers.remove(reader));
        readers.add(reader);
        send(reader, render(first, operator));
        return stream;
    }

    @Override
    public boolean isWatching() {
        return !readers.isEmpty();
    }

    @Override
    public void accept(Snapshot snapshot) {
        for (boolean operator : new boolean[] {true, false}) {
            List<Reader> alike = readers.stream()
                    .filter(reader -> reader.operator() == operator)
                    .toList();
            if (!alike.isEmpty()) {
                String html = render(snapshot, operator);
                alike.forEach(reader -> send(reader, html));
            }
        }
    }

    private String render(Snapshot snapshot, boolean operator) {
        Context context = new Context(null, Map.of("now", snapshot, "show", show, "operator", operator));
        return templates.process("console/overview/live", Set.of("figures"), context);
    }

    private void send(Reader reader, String html) {
        if (!reader.busy().compareAndSet(false, true)) {
            return;
        }
        senders.execute(() -> {
            try {
                reader.stream().send(SseEmitter.event().name("figures").data(html));
            } catch (IOException | IllegalStateException e) {
                readers.remove(reader);
            } finally {
                reader.busy().set(false);
            }
        });
    }

    @Override
    public void start() {
        running = true;
    }

    /** Ends the streams first, so that the web server need not wait for them. */
    @Override
    public void stop() {
        running = false;
        readers.forEach(reader -> reader.stream().complete());
        readers.clear();
        senders.shutdown();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
