package vesper.night;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.springframework.dao.DataAccessException;
import vesper.batch.operator.Operations;
import vesper.batch.operator.RunView;

/** Tells, while a run is long, which step it is at and how far that has come. */
final class ProgressWatch {
    private static final long EVERY_S = 2;

    private ProgressWatch() {}

    /** Does the work and tells meanwhile. */
    static <T> T during(Operations operations, Consumer<String> progress, Supplier<T> work) {
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "progress");
            thread.setDaemon(true);
            return thread;
        });
        ScheduledFuture<?> ticking =
                clock.scheduleWithFixedDelay(() -> tell(operations, progress), EVERY_S, EVERY_S, TimeUnit.SECONDS);
        try {
            return work.get();
        } finally {
            ticking.cancel(true);
            clock.shutdownNow();
        }
    }

    private static void tell(Operations operations, Consumer<String> progress) {
        try {
            operations.runs(1).stream()
                    .filter(run -> run.status().active())
                    .findFirst()
                    .ifPresent(run -> progress.accept(at(operations, run)));
        } catch (DataAccessException e) {
            progress.accept("cannot see how far the run is: " + e.getMessage());
        }
    }

    private static String at(Operations operations, RunView run) {
        String step = operations.run(run.id()).stream()
                .flatMap(detail -> detail.steps().stream())
                .filter(view -> view.status().active())
                .findFirst()
                .map(view -> ", " + view.name() + " " + view.progressPercent() + " %")
                .orElse("");
        return run.job() + " of " + run.businessDate() + step;
    }
}
