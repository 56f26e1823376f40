package vesper.bank.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static vesper.bank.cases.CaseFields.text;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import vesper.bank.message.AccountReport;
import vesper.bank.message.AccountReport.Balance;
import vesper.bank.message.AccountReport.Entry;
import vesper.bank.message.AccountReport.Moment;
import vesper.bank.message.AccountReport.Statement;
import vesper.bank.message.AccountReport.Transaction;
import vesper.bank.message.AccountReportReader;
import vesper.bank.message.MessageException;

/** What is read from account reports, statements and notifications. */
record CamtStatementCases(Supplier<Path> folder) implements CaseFamily {
    @Override
    public String name() {
        return "camt_statements";
    }

    @Override
    public double bar() {
        return 1;
    }

    @Override
    public void check(JsonNode testCase) {
        CaseFields.requireKnown(
                testCase, "file", "message_type", "xsd_valid", "xsd_errors", "message_id", "statements");
        MessageFile file = MessageFile.of(folder.get(), testCase);
        AccountReport report = report(file);
        assertThat(report.type()).isEqualTo(text(testCase, "message_type"));
        assertThat(file.faults().isEmpty())
                .as("valid %s", file.faults())
                .isEqualTo(testCase.path("xsd_valid").asBoolean());
        assertThat(report.messageId()).isEqualTo(textOrNull(testCase, "message_id"));
        assertThat(report.statements().stream().map(CamtStatementCases::read).toList())
                .isEqualTo(list(testCase.path("statements"), CamtStatementCases::expected));
    }

    private static AccountReport report(MessageFile file) {
        try {
            return AccountReportReader.read(file.read());
        } catch (MessageException e) {
            throw new AssertionError("not read: " + e.getMessage(), e);
        }
    }

    private static Map<String, Object> expected(JsonNode statement) {
        CaseFields.requireKnown(
                statement, "id", "account", "balances", "entries", "opening_plus_entries_equals_closing");
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", textOrNull(statement, "id"));
        row.put("account", textOrNull(statement, "account"));
        row.put("adds up", textOrNull(statement, "opening_plus_entries_equals_closing"));
        row.put("balances", list(statement.path("balances"), CamtStatementCases::expectedFields));
        row.put("entries", list(statement.path("entries"), CamtStatementCases::expectedFields));
        return row;
    }

    /** Balances and entries are flat, but for lists of texts. */
    private static Map<String, Object> expectedFields(JsonNode node) {
        Map<String, Object> row = new LinkedHashMap<>();
        node.properties().forEach(field -> {
            JsonNode value = field.getValue();
            row.put(
                    field.getKey(),
                    value.isArray()
                            ? list(value, JsonNode::asString)
                            : value.isNull() ? null : plain(field.getKey(), value.asString()));
        });
        return row;
    }

    private static Object plain(String field, String value) {
        return field.equals("amount") ? new BigDecimal(value) : value;
    }

    private static Map<String, Object> read(Statement statement) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", statement.id());
        row.put("account", statement.account());
        row.put("adds up", statement.addsUp().map(String::valueOf).orElse(null));
        row.put(
                "balances",
                statement.balances().stream().map(CamtStatementCases::read).toList());
        row.put(
                "entries",
                statement.entries().stream().map(CamtStatementCases::read).toList());
        return row;
    }

    private static Map<String, Object> read(Balance balance) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("type", balance.type());
        row.put("amount", balance.amount());
        row.put("currency", balance.currency());
        row.put("sign", balance.sign().name());
        row.put("date", read(balance.date()));
        return row;
    }

    private static Map<String, Object> read(Entry entry) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("ref", entry.reference());
        row.put("amount", entry.amount());
        row.put("currency", entry.currency());
        row.put("sign", entry.sign().name());
        row.put("status", entry.status());
        row.put("booking_date", read(entry.bookingDate()));
        row.put("value_date", read(entry.valueDate()));
        row.put("reversal", entry.reversal() == null ? null : entry.reversal().toString());
        row.put("tx_count", Integer.toString(entry.transactions().size()));
        row.put("end_to_end_ids", texts(entry, transaction -> Stream.ofNullable(transaction.endToEndId())));
        row.put("remittance_unstructured", texts(entry, transaction -> transaction.remittance().stream()));
        row.put("creditor_refs", texts(entry, transaction -> transaction.creditorReferences().stream()));
        return row;
    }

    private static List<String> texts(Entry entry, Function<Transaction, Stream<String>> texts) {
        return entry.transactions().stream().flatMap(texts).toList();
    }

    private static String read(Moment moment) {
        return moment == null ? null : moment.text();
    }

    private static String textOrNull(JsonNode node, String field) {
        return node.hasNonNull(field) ? node.path(field).asString() : null;
    }

    private static <T> List<T> list(JsonNode array, Function<JsonNode, T> reading) {
        return StreamSupport.stream(array.spliterator(), false).map(reading).toList();
    }
}
