package vesper.demo;

import com.opencsv.CSVReader;
import com.opencsv.exceptions.CsvException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import vesper.feed.PaymentFile;
import vesper.feed.PaymentRow;

/** The data that ships with the demo: a week of simulated card payments (see NOTICE) and their cardholders. */
final class DemoFiles {
    static final String CURRENCY = "USD";

    private DemoFiles() {}

    /** The payments by the day on which they were made (UTC), in order. */
    static SortedMap<LocalDate, List<PaymentRow>> payments() {
        SortedMap<LocalDate, List<PaymentRow>> days = new TreeMap<>();
        try (PaymentFile file = PaymentFile.open(open("payments.csv.gz"), "the demo's payments")) {
            for (PaymentFile.Line line = file.next(); line != null; line = file.next()) {
                if (!(line instanceof PaymentFile.Row readable)) {
                    throw new IllegalStateException("the demo's payments have a broken row");
                }
                PaymentRow row = readable.row();
                LocalDate day = LocalDate.parse(row.time().substring(0, 10));
                days.computeIfAbsent(day, key -> new ArrayList<>()).add(row);
            }
        }
        return days;
    }

    /** The cardholders as requests to open accounts. */
    static List<Map<String, Object>> cardAccounts(String openingBalance) {
        List<Map<String, Object>> requests = new ArrayList<>();
        try (CSVReader reader = new CSVReader(
                new BufferedReader(new InputStreamReader(open("customers.csv.gz"), StandardCharsets.UTF_8)))) {
            reader.readNext(); // card,name,email,city,state,zip
            for (String[] cells = reader.readNext(); cells != null; cells = reader.readNext()) {
                Map<String, Object> request = new LinkedHashMap<>();
                request.put("card", cells[0]);
                request.put("currency", CURRENCY);
                request.put("openingBalance", openingBalance);
                request.put("name", cells[1]);
                request.put("email", cells[2]);
                request.put("address", cells[3] + ", " + cells[4] + " " + cells[5]);
                requests.add(request);
            }
            return requests;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (CsvException e) {
            throw new IllegalStateException("the demo's customers cannot be read", e);
        }
    }

    private static InputStream open(String name) {
        InputStream file = DemoFiles.class.getResourceAsStream("/demo/" + name);
        if (file == null) {
            throw new IllegalStateException("the demo's file " + name + " is missing");
        }
        try {
            return new GZIPInputStream(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
