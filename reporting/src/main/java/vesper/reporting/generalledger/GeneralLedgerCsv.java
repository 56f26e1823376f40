package vesper.reporting.generalledger;

import com.opencsv.CSVWriter;
import com.opencsv.ICSVWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import vesper.bank.generalledger.BalanceSheet;
import vesper.bank.generalledger.ProfitAndLoss;
import vesper.bank.generalledger.TrialBalance;
import vesper.bank.generalledger.TrialBalance.Line;
import vesper.bank.money.Money;

/** Writes reports of the general ledger as CSV: RFC 4180, UTF-8, one header; amounts in major units. */
public final class GeneralLedgerCsv {
    private GeneralLedgerCsv() {}

    /** A row for each account and currency, with its balance on the side where it is. */
    public static byte[] trialBalance(TrialBalance balances) {
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"business_date", "code", "name", "type", "currency", "debit", "credit"});
        for (Line line : balances.lines()) {
            rows.add(new String[] {
                balances.businessDate().toString(),
                line.code(),
                line.name(),
                line.type().name(),
                line.currency(),
                amount(line.debitMinor(), line.currency()),
                amount(line.creditMinor(), line.currency())
            });
        }
        return csv(rows);
    }

    /** A row for each account of each section, and one for the result; amounts are positive on their section's side. */
    public static byte[] balanceSheets(List<BalanceSheet> sheets) {
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"business_date", "section", "code", "name", "currency", "amount"});
        for (BalanceSheet sheet : sheets) {
            String date = sheet.businessDate().toString();
            sheet.assets().forEach(line -> rows.add(row(date, "assets", line)));
            sheet.liabilities().forEach(line -> rows.add(row(date, "liabilities", line)));
            sheet.equity().forEach(line -> rows.add(row(date, "equity", line)));
            rows.add(new String[] {
                date, "equity", "", "Result", sheet.currency(), amount(sheet.resultMinor(), sheet.currency())
            });
        }
        return csv(rows);
    }

    /** A row for each account of income and expenses, and one for the result. */
    public static byte[] profitAndLoss(List<ProfitAndLoss> results) {
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"period", "section", "code", "name", "currency", "amount"});
        for (ProfitAndLoss result : results) {
            String period = result.from() + "/" + result.to();
            result.income().forEach(line -> rows.add(row(period, "income", line)));
            result.expenses().forEach(line -> rows.add(row(period, "expenses", line)));
            rows.add(new String[] {
                period, "result", "", "Result", result.currency(), amount(result.resultMinor(), result.currency())
            });
        }
        return csv(rows);
    }

    private static String[] row(String time, String section, Line line) {
        return new String[] {
            time, section, line.code(), line.name(), line.currency(), amount(line.normalMinor(), line.currency())
        };
    }

    private static String amount(long minor, String currency) {
        return Money.plain(minor, currency);
    }

    private static byte[] csv(List<String[]> rows) {
        StringWriter text = new StringWriter();
        try (CSVWriter csv = new CSVWriter(
                text,
                ICSVWriter.DEFAULT_SEPARATOR,
                ICSVWriter.DEFAULT_QUOTE_CHARACTER,
                ICSVWriter.DEFAULT_QUOTE_CHARACTER,
                ICSVWriter.RFC4180_LINE_END)) {
            csv.writeAll(rows, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
