package vesper.feed;

import com.opencsv.CSVReader;
import com.opencsv.CSVReaderBuilder;
import com.opencsv.RFC4180ParserBuilder;
import com.opencsv.exceptions.CsvException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import vesper.cli.CommandFailure;

/**
 * Reads a payments file (CSV, RFC 4180, UTF-8, with a header), row by row. A row with too few or too many cells is given to
 * the caller as {@link Broken}, and reading goes on.
 */
public final class PaymentFile implements AutoCloseable {
    static final List<String> REQUIRED = List.of("id", "time", "card", "merchant", "amount");
    static final List<String> COLUMNS = List.of(
            "id",
            "time",
            "card",
            "merchant",
            "category",
            "amount",
            "currency",
            "latitude",
            "longitude",
            "country",
            "device",
            "channel",
            "ip");

    private final CSVReader reader;
    private final String[] header;

    private PaymentFile(CSVReader reader, String[] header) {
        this.reader = reader;
        this.header = header;
    }

    /** What a line of the file turned out to be. */
    public sealed interface Line {
        /** Its cells, as they stand. */
        String[] cells();
    }

    /** A row that can be sent. */
    public record Row(PaymentRow row) implements Line {
        @Override
        public String[] cells() {
            return row.cells();
        }
    }

    /** A row that is none. */
    public record Broken(long line, String[] cells, String reason) implements Line {}

    /**
     * Opens a file; one whose name ends in .gz is unpacked.
     *
     * @throws CommandFailure if it cannot be read, or its header lacks a required column or has an unknown one
     */
    public static PaymentFile open(Path file) {
        try {
            InputStream raw = Files.newInputStream(file);
            return open(file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw, file.toString());
        } catch (IOException e) {
            throw new CommandFailure("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** Opens a stream; {@code name} is for messages. */
    public static PaymentFile open(InputStream stream, String name) {
        CSVReader reader = new CSVReaderBuilder(
                        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8)))
                .withCSVParser(new RFC4180ParserBuilder().build())
                .withMultilineLimit(20)
                .build();
        try {
            String[] header = reader.readNext();
            if (header == null) {
                throw new CommandFailure(name + " is empty: the first line must name the columns " + REQUIRED);
            }
            checkHeader(name, header);
            return new PaymentFile(reader, header);
        } catch (IOException | CsvException e) {
            throw new CommandFailure("cannot read the header of " + name + ": " + e.getMessage(), e);
        }
    }

    private static void checkHeader(String name, String[] header) {
        if (header.length > 0) {
            header[0] = header[0].replace("\uFEFF", "");
        }
        List<String> columns = List.of(header);
        List<String> missing =
                REQUIRED.stream().filter(column -> !columns.contains(column)).toList();
        List<String> unknown =
                columns.stream().filter(column -> !COLUMNS.contains(column)).toList();
        if (!missing.isEmpty()
                || !unknown.isEmpty()
                || columns.stream().distinct().count() < columns.size()) {
            throw new CommandFailure("the header of " + name + " is not that of a payments file: "
                    + (missing.isEmpty() ? "" : "missing " + missing + "; ")
                    + (unknown.isEmpty() ? "" : "unknown " + unknown + "; ")
                    + "the columns are " + COLUMNS + ", each once");
        }
    }

    /** The columns, as the file has them. */
    public String[] header() {
        return header.clone();
    }

    /**
     * The next line; null at the end.
     *
     * @throws CommandFailure if the file cannot be read on
     */
    public @Nullable Line next() {
        try {
            String[] cells = reader.readNext();
            while (cells != null && cells.length == 1 && cells[0].isBlank()) {
                cells = reader.readNext();
            }
            if (cells == null) {
                return null;
            }
            if (cells.length != header.length) {
                return new Broken(
                        reader.getLinesRead(),
                        cells,
                        "the row has " + cells.length + " cells, the header " + header.length);
            }
            Map<String, String> values = new LinkedHashMap<>();
            for (int i = 0; i < cells.length; i++) {
                if (!cells[i].isEmpty()) {
                    values.put(header[i], cells[i]);
                }
            }
            List<String> empty = new ArrayList<>(REQUIRED);
            empty.removeAll(values.keySet());
            return empty.isEmpty()
                    ? new Row(new PaymentRow(reader.getLinesRead(), cells, values))
                    : new Broken(reader.getLinesRead(), cells, "empty: " + String.join(", ", empty));
        } catch (CsvException e) {
            return new Broken(
                    e.getLineNumber(), new String[] {String.valueOf(e.getLine()[0])}, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new CommandFailure("cannot read on after line " + reader.getLinesRead() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw new CommandFailure("cannot close the file: " + e.getMessage(), e);
        }
    }
}
