package vesper.reporting.statement;

import com.opencsv.CSVWriter;
import com.opencsv.ICSVWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import vesper.bank.servicing.LoanPeriod;
import vesper.reporting.statement.Statement.Entry;

/**
 * Writes a statement as CSV for spreadsheets and programs: RFC 4180, UTF-8, one header. The first row is the opening
 * balance, then comes one row an entry and the closing balance; of a loan's account rows follow that say what was paid of the
 * loan in the period, by part, what is overdue, and what is due next.
 */
public final class StatementCsv {

    private static final String[] HEADER = {
        "account",
        "currency",
        "row",
        "booking_date",
        "value_date",
        "kind",
        "text",
        "reference",
        "amount",
        "balance",
        "counterparty",
        "category"
    };

    public byte[] render(Statement statement) {
        Notation notation =
                new Notation(statement.account().currency(), statement.holder().language());
        StringWriter text = new StringWriter(128 * (statement.entries().size() + 3));
        try (CSVWriter csv = new CSVWriter(
                text,
                ICSVWriter.DEFAULT_SEPARATOR,
                ICSVWriter.DEFAULT_QUOTE_CHARACTER,
                ICSVWriter.DEFAULT_QUOTE_CHARACTER,
                ICSVWriter.RFC4180_LINE_END)) {
            csv.writeNext(HEADER, false);
            csv.writeNext(
                    balance(
                            statement,
                            "opening",
                            statement.period().from().toString(),
                            notation.plain(statement.openingMinor())),
                    false);
            for (Entry entry : statement.entries()) {
                csv.writeNext(entry(statement, entry, notation), false);
            }
            csv.writeNext(
                    balance(
                            statement,
                            "closing",
                            statement.period().to().toString(),
                            notation.plain(statement.closingMinor())),
                    false);
            if (statement.loan() != null) {
                loan(csv, statement, statement.loan(), notation);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String[] balance(Statement statement, String row, String date, String balance) {
        return new String[] {
            statement.account().number(), statement.account().currency(), row, date, "", "", "", "", "", balance, "", ""
        };
    }

    private static void loan(CSVWriter csv, Statement statement, LoanPeriod loan, Notation notation) {
        String until = statement.period().to().toString();
        figure(
                csv,
                statement,
                "loan_paid_principal",
                until,
                notation.plain(loan.paid().principalMinor()));
        figure(
                csv,
                statement,
                "loan_paid_interest",
                until,
                notation.plain(loan.paid().interestMinor()));
        figure(
                csv,
                statement,
                "loan_paid_fees",
                until,
                notation.plain(loan.paid().feeMinor()));
        figure(
                csv,
                statement,
                "loan_paid_penalties",
                until,
                notation.plain(loan.paid().penaltyMinor()));
        figure(csv, statement, "loan_overdue", until, notation.plain(loan.overdueMinor()));
        if (loan.nextDueOn() != null) {
            figure(csv, statement, "loan_next_due", loan.nextDueOn().toString(), notation.plain(loan.nextDueMinor()));
        }
    }

    private static void figure(CSVWriter csv, Statement statement, String row, String date, String amount) {
        csv.writeNext(
                new String[] {
                    statement.account().number(),
                    statement.account().currency(),
                    row,
                    date,
                    "",
                    "",
                    "",
                    "",
                    amount,
                    "",
                    "",
                    ""
                },
                false);
    }

    private static String[] entry(Statement statement, Entry entry, Notation notation) {
        return new String[] {
            statement.account().number(),
            statement.account().currency(),
            "entry",
            entry.bookingDate().toString(),
            entry.valueDate().toString(),
            entry.kind().name(),
            defused(entry.text()),
            entry.id().toString(),
            notation.plain(entry.amountMinor()),
            notation.plain(entry.balanceAfterMinor()),
            defused(entry.parties().counterparty()),
            defused(entry.parties().category())
        };
    }

    /**
     * Text that a spreadsheet shows rather than runs: an apostrophe goes before what would begin a formula, blanks and
     * wide forms of the signs included.
     */
    public static String defused(String text) {
        String seen = text.strip();
        boolean formula = !seen.isEmpty() && "=+-@\uFF1D\uFF0B\uFF0D\uFF20".indexOf(seen.charAt(0)) >= 0;
        boolean control =
                !text.isEmpty() && (text.charAt(0) == '\t' || text.charAt(0) == '\r' || text.charAt(0) == '\n');
        return formula || control ? "'" + text : text;
    }
}
