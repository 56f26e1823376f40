package vesper.backtest;

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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import vesper.cli.CommandFailure;
import vesper.feed.PaymentFile;

/**
 * Payments of the past in order of time, and what became known of them. Rows that cannot be used are told and left out.
 */
final class History {
    private static final List<String> LABEL_COLUMNS = List.of("id", "fraud", "known_at");
    private static final int TOLD = 5;

    private final HistoricPayment[] payments;
    private final Consumer<String> tell;

    private History(HistoricPayment[] payments, Consumer<String> tell) {
        this.payments = payments;
        this.tell = tell;
    }

    /**
     * Reads both files.
     *
     * @param tell takes what is wrong with rows, a line each for the first and a count at the end
     * @throws CommandFailure if a file cannot be read or is none of its kind
     */
    static History read(Path payments, @Nullable Path labels, Consumer<String> tell) {
        List<HistoricPayment> rows = new ArrayList<>();
        Map<String, HistoricPayment> byId = new HashMap<>();
        History history;
        int refused = 0;
        HistoricPayment.Names names = new HistoricPayment.Names();
        try (PaymentFile file = PaymentFile.open(payments)) {
            for (PaymentFile.Line line = file.next(); line != null; line = file.next()) {
                String reason = null;
                if (line instanceof PaymentFile.Row row) {
                    try {
                        HistoricPayment payment = HistoricPayment.of(row.row(), names);
                        if (byId.putIfAbsent(payment.id(), payment) == null) {
                            rows.add(payment);
                        } else {
                            reason = "payment " + payment.id() + " comes again";
                        }
                    } catch (IllegalArgumentException | DateTimeException e) {
                        reason = "payment " + row.row().id() + ": " + e.getMessage();
                    }
                } else if (line instanceof PaymentFile.Broken broken) {
                    reason = "line " + broken.line() + ": " + broken.reason();
                }
                if (reason != null && ++refused <= TOLD) {
                    tell.accept("left out: " + reason);
                }
            }
        }
        if (refused > 0) {
            tell.accept(refused + " payments are left out");
        }
        rows.sort(Comparator.comparingLong(HistoricPayment::timeMs));
        history = new History(rows.toArray(HistoricPayment[]::new), tell);
        if (labels != null) {
            history.readLabels(labels, byId);
        }
        return history;
    }

    private void readLabels(Path labels, Map<String, HistoricPayment> byId) {
        try (InputStream raw = Files.newInputStream(labels);
                InputStream unpacked = labels.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
                CSVReader reader =
                        new CSVReader(new BufferedReader(new InputStreamReader(unpacked, StandardCharsets.UTF_8)))) {
            String[] header = reader.readNext();
            if (header == null || !List.of(header).equals(LABEL_COLUMNS)) {
                throw new CommandFailure("the header of " + labels + " is not that of a labels file: " + LABEL_COLUMNS);
            }
            int refused = 0;
            for (String[] cells = reader.readNext(); cells != null; cells = reader.readNext()) {
                String reason = label(cells, byId);
                if (reason != null && ++refused <= TOLD) {
                    tell.accept("left out: label in line " + reader.getLinesRead() + ": " + reason);
                }
            }
            if (refused > 0) {
                tell.accept(refused + " labels are left out");
            }
        } catch (IOException | CsvException e) {
            throw new CommandFailure("cannot read " + labels + ": " + e.getMessage(), e);
        }
    }

    /** Takes up a label; says why not if it cannot be used. */
    private static @Nullable String label(String[] cells, Map<String, HistoricPayment> byId) {
        if (cells.length != LABEL_COLUMNS.size()) {
            return "it has " + cells.length + " cells";
        }
        HistoricPayment payment = byId.get(cells[0]);
        if (payment == null) {
            return "payment " + cells[0] + " is unknown";
        }
        if (!cells[1].equals("0") && !cells[1].equals("1")) {
            return "fraud is neither 0 nor 1";
        }
        try {
            long knownAt = Instant.parse(cells[2]).toEpochMilli();
            if (knownAt < payment.timeMs()) {
                return "it was known before payment " + cells[0] + " was made";
            }
            payment.label(cells[1].equals("1"), knownAt);
            return null;
        } catch (DateTimeException e) {
            return "known_at is no ISO 8601 time in UTC";
        }
    }

    int size() {
        return payments.length;
    }

    /** The payment at this place in order of time, from 0. */
    HistoricPayment get(int index) {
        return payments[index];
    }

    /** The payments that have a label, in the order in which it became known. */
    HistoricPayment[] labelled() {
        HistoricPayment[] labelled =
                Arrays.stream(payments).filter(HistoricPayment::labelled).toArray(HistoricPayment[]::new);
        Arrays.sort(labelled, Comparator.comparingLong(HistoricPayment::knownAtMs));
        return labelled;
    }
}
