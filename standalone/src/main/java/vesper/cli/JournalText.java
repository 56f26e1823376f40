package vesper.cli;

import com.opencsv.CSVWriterBuilder;
import com.opencsv.ICSVWriter;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vesper.bank.account.AccountKind;
import vesper.bank.ledger.Journal;
import vesper.bank.money.Money;

/** How a journal is written. Lines come ordered by entry and leg. */
abstract class JournalText {
    static JournalText of(JournalCommand.Format format) {
        return switch (format) {
            case CSV -> new Csv();
            case HLEDGER -> new Hledger();
            case JSON -> new JsonLines();
        };
    }

    void start(PrintWriter out) {}

    abstract void line(PrintWriter out, Journal.Line line);

    private static BigDecimal amount(Journal.Line line) {
        return new Money(line.amountMinor(), line.currency()).toDecimal();
    }

    /** A line per posting; positive amounts credit the account. */
    private static final class Csv extends JournalText {
        private @Nullable ICSVWriter writer;

        @Override
        void start(PrintWriter out) {
            writer = new CSVWriterBuilder(out).build();
            writer.writeNext(
                    new String[] {
                        "seq",
                        "entry",
                        "kind",
                        "booking_date",
                        "value_date",
                        "narrative",
                        "account",
                        "amount",
                        "currency"
                    },
                    false);
        }

        @Override
        void line(PrintWriter out, Journal.Line line) {
            if (writer != null) {
                writer.writeNext(
                        new String[] {
                            Long.toString(line.seq()),
                            line.entryId().toString(),
                            line.kind(),
                            line.bookingDate().toString(),
                            line.valueDate().toString(),
                            line.narrative(),
                            line.account(),
                            amount(line).toPlainString(),
                            line.currency()
                        },
                        false);
            }
        }
    }

    private static final class JsonLines extends JournalText {
        @Override
        void line(PrintWriter out, Journal.Line line) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("seq", line.seq());
            document.put("entry", line.entryId().toString());
            document.put("kind", line.kind());
            document.put("booking_date", line.bookingDate().toString());
            document.put("value_date", line.valueDate().toString());
            document.put("narrative", line.narrative());
            document.put("account", line.account());
            document.put("amount", amount(line).toPlainString());
            document.put("currency", line.currency());
            out.println(Json.line(document));
        }
    }

    /** Plain-text accounting: debits are positive there, so signs are turned round. */
    private static final class Hledger extends JournalText {
        private long entry = Long.MIN_VALUE;

        @Override
        void line(PrintWriter out, Journal.Line line) {
            if (line.seq() != entry) {
                entry = line.seq();
                out.printf(
                        "%n%s=%s * (%d) %s  ; entry: %s%n",
                        line.bookingDate(), line.valueDate(), line.seq(), description(line), line.entryId());
            }
            out.printf(
                    "    %s  %s %s%n",
                    account(line), line.currency(), amount(line).negate().toPlainString());
        }

        private static String description(Journal.Line line) {
            String words = line.narrative().replaceAll("[;|\\p{Cntrl}]", " ").strip();
            return words.isEmpty() ? line.kind() : words;
        }

        /** {@code assets:1110 ...}: the type by which hledger knows what it is, then the code of the chart, then the sub-ledger. */
        private static String account(Journal.Line line) {
            String type = switch (line.chartCode().charAt(0)) {
                case '1' -> "assets";
                case '2' -> "liabilities";
                case '3' -> "equity";
                case '4' -> "revenues";
                default -> "expenses";
            };
            return type + ":" + line.chartCode()
                    + (line.accountKind() == AccountKind.INTERNAL ? "" : ":" + line.account());
        }
    }
}
