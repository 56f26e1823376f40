package vesper.feed;

import com.opencsv.CSVWriterBuilder;
import com.opencsv.ICSVWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vesper.cli.CommandFailure;

/** Sends a payments file to the bank; rows that are refused go, whole, with the reason, to a file beside it. */
final class PaymentImport {
    private static final int WINDOW = 2_000;

    private final PaymentSender sender;
    private final @Nullable String openingBalance;
    private final String currency;
    private final Consumer<String> progress;
    private final Set<String> knownCards = new HashSet<>();
    private long rows;
    private long broken;

    /** @param openingBalance of the account opened for a card not yet known; null: no accounts are opened */
    PaymentImport(PaymentSender sender, @Nullable String openingBalance, String currency, Consumer<String> progress) {
        this.sender = sender;
        this.openingBalance = openingBalance;
        this.currency = currency;
        this.progress = progress;
    }

    /** How many rows there were, and what became of them. */
    record Result(long rows, long accepted, long refused, Path rejectedFile) {}

    Result run(Path file) {
        Path rejectedFile = file.resolveSibling(file.getFileName() + ".rejected.csv");
        try (PaymentFile payments = PaymentFile.open(file);
                Rejected rejected = new Rejected(rejectedFile, payments.header())) {
            List<PaymentRow> window = new ArrayList<>(WINDOW);
            for (PaymentFile.Line line = payments.next(); line != null; line = payments.next()) {
                rows++;
                if (line instanceof PaymentFile.Row readable) {
                    window.add(readable.row());
                } else if (line instanceof PaymentFile.Broken row) {
                    broken++;
                    rejected.add(row.cells(), "line " + row.line() + ": " + row.reason());
                }
                if (window.size() == WINDOW) {
                    send(window, rejected);
                }
            }
            send(window, rejected);
            sender.flush();
        } catch (IOException e) {
            throw new CommandFailure("cannot write " + rejectedFile + ": " + e.getMessage(), e);
        }
        return new Result(rows, sender.accepted(), sender.refused() + broken, rejectedFile);
    }

    private void send(List<PaymentRow> window, Rejected rejected) {
        openAccounts(window);
        for (PaymentRow row : window) {
            sender.send(row, (refused, reason) -> rejected.add(refused.cells(), reason));
        }
        window.clear();
        progress.accept(String.format("%,d rows sent", rows));
    }

    private void openAccounts(List<PaymentRow> window) {
        if (openingBalance == null) {
            return;
        }
        List<Map<String, Object>> fresh = new ArrayList<>();
        for (PaymentRow row : window) {
            if (knownCards.add(row.card())) {
                Map<String, Object> cardAccount = new LinkedHashMap<>();
                cardAccount.put("card", row.card());
                cardAccount.put("currency", row.values().getOrDefault("currency", currency));
                cardAccount.put("openingBalance", openingBalance);
                fresh.add(cardAccount);
            }
        }
        sender.openAccounts(fresh);
    }

    /** The file of refused rows: the columns of the input and the reason. It is there only if a row was refused. */
    private static final class Rejected implements AutoCloseable {
        private final Path file;
        private final String[] header;
        private @Nullable ICSVWriter writer;

        Rejected(Path file, String[] header) throws IOException {
            this.file = file;
            this.header = header;
            Files.deleteIfExists(file);
        }

        synchronized void add(String[] cells, String reason) {
            try {
                ICSVWriter open = writer;
                if (open == null) {
                    Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
                    open = new CSVWriterBuilder(out).build();
                    open.writeNext(append(header, "reason"), false);
                    writer = open;
                }
                open.writeNext(append(cells, reason), false);
            } catch (IOException e) {
                throw new CommandFailure("cannot write " + file + ": " + e.getMessage(), e);
            }
        }

        private static String[] append(String[] cells, String last) {
            String[] longer = Arrays.copyOf(cells, cells.length + 1);
            longer[cells.length] = last;
            return longer;
        }

        @Override
        public synchronized void close() throws IOException {
            if (writer != null) {
                writer.close();
            }
        }
    }
}
