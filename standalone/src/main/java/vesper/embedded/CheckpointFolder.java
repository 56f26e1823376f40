package vesper.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The checkpoints of one job on disk: a folder per run of the job (Flink names it by the run's id), in it {@code chk-N} per
 * checkpoint. A run goes on counting where the one that it was restored from stopped, so the highest number is the newest.
 */
final class CheckpointFolder {
    private static final Pattern NUMBERED = Pattern.compile("chk-(\\d+)");

    private final Path folder;

    CheckpointFolder(Path folder) {
        this.folder = folder;
    }

    private record Checkpoint(Path run, Path path, long number) {}

    /** The newest checkpoint that was completed; Flink gives {@code _metadata} its name when all else is written. */
    Optional<Path> newestComplete() throws IOException {
        return newest().map(Checkpoint::path);
    }

    /**
     * Deletes every run but the one that holds the newest complete checkpoint. A run never needs files of the run before
     * it, because its first checkpoint is a full one.
     */
    void prune() throws IOException {
        Optional<Path> kept = newest().map(Checkpoint::run);
        for (Path run : children(folder)) {
            if (!kept.equals(Optional.of(run))) {
                Folders.delete(run);
            }
        }
    }

    private Optional<Checkpoint> newest() throws IOException {
        List<Checkpoint> complete = new ArrayList<>();
        for (Path run : children(folder)) {
            for (Path path : children(run)) {
                Matcher name = NUMBERED.matcher(path.getFileName().toString());
                if (name.matches() && Files.exists(path.resolve("_metadata"))) {
                    complete.add(new Checkpoint(run, path, Long.parseLong(name.group(1))));
                }
            }
        }
        return complete.stream().max(Comparator.comparingLong(Checkpoint::number));
    }

    private static List<Path> children(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.filter(Files::isDirectory).toList();
        }
    }
}
