package vesper.bank.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import vesper.bank.lending.LoanState;
import vesper.bank.lending.LoanState.Row;
import vesper.bank.lending.LoanState.RowKind;

/** Compares a loan with what a case expects; fields that the case leaves null are not compared. */
final class LoanChecks {
    private LoanChecks() {}

    static void schedule(String when, JsonNode expected, LoanState state) {
        List<String> wanted = new ArrayList<>();
        List<String> got = new ArrayList<>();
        int size = Math.max(expected.size(), state.rows().size());
        for (int i = 0; i < size; i++) {
            JsonNode row = expected.path(i);
            wanted.add(row.isMissingNode() ? "none" : row(row, fields(row)));
            Map<String, String> actual =
                    i < state.rows().size() ? fields(state.rows().get(i)) : Map.of();
            actual = new TreeMap<>(actual);
            if (!row.isMissingNode()) {
                actual.keySet().retainAll(fields(row).keySet());
            }
            got.add(i < state.rows().size() ? actual.toString() : "none");
        }
        assertThat(String.join("\n", got)).as("schedule " + when).isEqualTo(String.join("\n", wanted));
    }

    private static String row(JsonNode row, Map<String, String> fields) {
        return fields.toString();
    }

    private static Map<String, String> fields(JsonNode row) {
        Map<String, String> fields = new TreeMap<>();
        row.properties().forEach(field -> {
            boolean metOn = field.getKey().equals("paid_on") && !row.path("n").isNull();
            if (!field.getValue().isNull() || metOn) {
                fields.put(
                        field.getKey(), normal(field.getKey(), field.getValue().asString("none")));
            }
        });
        return fields;
    }

    private static String normal(String field, String value) {
        return switch (field) {
            case "n", "days", "due", "paid_on" -> value.isEmpty() ? "none" : value;
            default -> plain(value);
        };
    }

    private static Map<String, String> fields(Row row) {
        Map<String, String> fields = new TreeMap<>();
        boolean paidOut = row.kind() == RowKind.DISBURSEMENT;
        fields.put("n", String.valueOf(row.n()));
        fields.put("days", String.valueOf(row.days()));
        fields.put("due", row.dueOn().toString());
        fields.put("paid_on", day(row.metOn()));
        fields.put("balance", amount(row.balanceMinor()));
        fields.put("principal", amount(row.charged().principalMinor()));
        fields.put("interest", amount(row.charged().interestMinor()));
        fields.put("fees", amount(row.charged().feeMinor()));
        fields.put("penalties", amount(row.charged().penaltyMinor()));
        fields.put("due_total", amount(row.charged().totalMinor()));
        fields.put("paid", amount(row.paidMinor()));
        fields.put("paid_in_advance", amount(row.paidInAdvanceMinor()));
        fields.put("paid_late", amount(row.paidLateMinor()));
        fields.put("Waived", amount(row.waivedMinor()));
        fields.put("outstanding", amount(row.outstandingMinor()));
        if (paidOut) {
            fields.remove("n");
        }
        return fields;
    }

    static void totals(String when, JsonNode expected, LoanState state) {
        long[] sums = new long[10];
        for (Row row : state.instalments()) {
            sums[0] += row.charged().principalMinor();
            sums[1] += row.charged().interestMinor();
            sums[2] += row.charged().feeMinor();
            sums[3] += row.charged().penaltyMinor();
            sums[4] += row.charged().totalMinor();
            sums[5] += row.paidMinor();
            sums[6] += row.paidInAdvanceMinor();
            sums[7] += row.paidLateMinor();
            sums[8] += row.outstandingMinor();
            sums[9] += row.waivedMinor();
        }
        List<String> names = List.of(
                "principal",
                "interest",
                "fees",
                "penalties",
                "due_total",
                "paid",
                "paid_in_advance",
                "paid_late",
                "outstanding",
                "Waived");
        Map<String, String> wanted = new TreeMap<>();
        Map<String, String> got = new TreeMap<>();
        expected.properties().forEach(field -> {
            if (!field.getValue().isNull()) {
                wanted.put(field.getKey(), plain(field.getValue().asString()));
                int index = names.indexOf(field.getKey());
                got.put(field.getKey(), index < 0 ? "unknown" : amount(sums[index]));
            }
        });
        assertThat(got).as("totals " + when).isEqualTo(wanted);
    }

    /** Rows in any order: each as its compared fields. */
    static void sameRows(String what, List<String> got, List<String> wanted) {
        Collections.sort(got);
        Collections.sort(wanted);
        assertThat(String.join("\n", got)).as(what).isEqualTo(String.join("\n", wanted));
    }

    static String amount(long minor) {
        return plain(BigDecimal.valueOf(minor, 2).toPlainString());
    }

    static String plain(String decimal) {
        BigDecimal value = new BigDecimal(decimal);
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    private static String day(@Nullable LocalDate date) {
        return date == null ? "none" : date.toString();
    }
}
