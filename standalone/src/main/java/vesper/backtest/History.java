package vesper.backtest;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vesper.feed.LabelFile;
import vesper.feed.PaymentFile;

/**
 * Payments of the past in order of time, and what became known of them. Rows that cannot be used are told and left out.
 */
final class History {
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
     * @throws vesper.cli.CommandFailure if a file cannot be read or is none of its kind
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
        int[] refused = {0};
        LabelFile.read(
                labels,
                row -> {
                    String reason = label(row, byId);
                    if (reason != null) {
                        refuse(refused, "label of payment " + row.id() + ": " + reason);
                    }
                },
                (line, reason) -> refuse(refused, "label in line " + line + ": " + reason));
        if (refused[0] > 0) {
            tell.accept(refused[0] + " labels are left out");
        }
    }

    private void refuse(int[] refused, String what) {
        if (++refused[0] <= TOLD) {
            tell.accept("left out: " + what);
        }
    }

    /** Takes up a label; says why not if it cannot be used. */
    private static @Nullable String label(LabelFile.Row row, Map<String, HistoricPayment> byId) {
        HistoricPayment payment = byId.get(row.id());
        if (payment == null) {
            return "there is no such payment";
        }
        long knownAt = row.knownAt().toEpochMilli();
        if (knownAt < payment.timeMs()) {
            return "it was known before the payment was made";
        }
        payment.label(row.fraud(), knownAt);
        return null;
    }

    int size() {
        return payments.length;
    }

    /** The payment at this place in order of time, from 0. */
    HistoricPayment get(int index) {
        return payments[index];
    }

    /** Something that became known of a payment. */
    record Label(HistoricPayment payment, HistoricPayment.Known known) {}

    /** What screening was told of the payments, in the order in which it became known. */
    List<Label> labels() {
        List<Label> labels = new ArrayList<>();
        for (HistoricPayment payment : payments) {
            int first = labels.size();
            for (HistoricPayment.Known known = payment.told(); known != null; known = known.before()) {
                labels.add(new Label(payment, known));
            }
            Collections.reverse(labels.subList(first, labels.size()));
        }
        labels.sort(Comparator.comparingLong(label -> label.known().atMs()));
        return labels;
    }
}
