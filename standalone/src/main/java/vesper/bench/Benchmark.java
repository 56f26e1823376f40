package vesper.bench;

import java.nio.file.Path;
import java.util.function.Consumer;

/** One measurement of {@code vesper bench}; it brings its own servers, its own data and its own limit. */
interface Benchmark {
    /**
     * What is asked for.
     *
     * @param batch payments in a request
     */
    record Settings(
            Path folder,
            int rounds,
            int ratePerSecond,
            int batch,
            int seconds,
            int accounts,
            int loans,
            Consumer<String> progress) {}

    void run(Settings settings, Consumer<Figure> figures) throws Exception;
}
