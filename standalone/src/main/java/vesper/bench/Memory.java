package vesper.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * What this process has in use, in MiB.
 *
 * @param heap after a collection
 * @param resident what the operating system counts
 */
record Memory(double heap, double resident) {
    private static final double MEBIBYTE = 1024.0 * 1024.0;

    @SuppressWarnings("SystemGCCall") // what is not collected is not in use
    static Memory now() throws IOException {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        double heap = (runtime.totalMemory() - runtime.freeMemory()) / MEBIBYTE;
        long kibibytes = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElseThrow();
        return new Memory(heap, kibibytes / 1024.0);
    }

    /** Gives the figures {@code name.heap} and {@code name.resident}, each beside what it was before. */
    void against(Memory before, String name, String limitName, Consumer<Figure> figures) {
        figures.accept(Figure.against(name + ".heap", List.of(heap), "MiB", limitName, List.of(before.heap)));
        figures.accept(
                Figure.against(name + ".resident", List.of(resident), "MiB", limitName, List.of(before.resident)));
    }
}
