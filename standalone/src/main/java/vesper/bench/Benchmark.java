package vesper.bench;

import java.nio.file.Path;
import java.util.function.Consumer;

/** One measurement of {@code vesper bench}; it brings its own servers, its own data and its own limit. */
interface Benchmark {
    /** What is asked for. */
    record Settings(Path folder, int rounds, int ratePerSecond, int seconds, int accounts, Consumer<String> progress) {}

    void run(Settings settings, Consumer<Figure> figures) throws Exception;
}
