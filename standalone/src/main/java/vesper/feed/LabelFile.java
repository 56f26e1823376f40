package vesper.feed;

import com.opencsv.CSVReader;
import com.opencsv.exceptions.CsvException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import vesper.cli.CommandFailure;

/** Reads a labels file (CSV, RFC 4180, UTF-8): {@code id,fraud,known_at}. */
public final class LabelFile {
    private static final List<String> COLUMNS = List.of("id", "fraud", "known_at");

    private LabelFile() {}

    /**
     * A row.
     *
     * @param id of the payment in its file
     */
    public record Row(String id, boolean fraud, Instant knownAt) {}

    /**
     * Reads all rows.
     *
     * @param rows takes those that are well-formed
     * @param broken takes the number of the line and the reason for each of the others
     * @throws CommandFailure if the file cannot be read or is none of its kind
     */
    public static void read(Path file, Consumer<Row> rows, BiConsumer<Long, String> broken) {
        try (InputStream raw = Files.newInputStream(file);
                InputStream unpacked = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
                CSVReader reader =
                        new CSVReader(new BufferedReader(new InputStreamReader(unpacked, StandardCharsets.UTF_8)))) {
            String[] header = reader.readNext();
            if (header == null || !List.of(header).equals(COLUMNS)) {
                throw new CommandFailure("the header of " + file + " is not that of a labels file: " + COLUMNS);
            }
            for (String[] cells = reader.readNext(); cells != null; cells = reader.readNext()) {
                try {
                    rows.accept(row(cells));
                } catch (IllegalArgumentException | DateTimeException e) {
                    broken.accept(reader.getLinesRead(), String.valueOf(e.getMessage()));
                }
            }
        } catch (IOException | CsvException e) {
            throw new CommandFailure("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static Row row(String[] cells) {
        if (cells.length != COLUMNS.size()) {
            throw new IllegalArgumentException("the row has " + cells.length + " cells");
        }
        if (!cells[1].equals("0") && !cells[1].equals("1")) {
            throw new IllegalArgumentException("fraud is neither 0 nor 1");
        }
        return new Row(cells[0], cells[1].equals("1"), Instant.parse(cells[2]));
    }
}
