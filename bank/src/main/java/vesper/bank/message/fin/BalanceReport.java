package vesper.bank.message.fin;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vesper.bank.message.fin.FinMessage.Field;
import vesper.bank.message.fin.FinValue.Amount;

/** MT941, a report of balances during the day, as camt.052. */
final class BalanceReport {
    private static final Pattern SUM = Pattern.compile("([0-9]+)([A-Z]{3}[0-9]+,[0-9]*)");

    private BalanceReport() {}

    static void write(MxElement document, FinMessage message, String createdAt) throws FinException {
        String id = message.required("20").first();
        MxElement body = document.add("BkToCstmrAcctRpt");
        body.put("GrpHdr/MsgId", id);
        body.put("GrpHdr/CreDtTm", createdAt);
        MxElement report = body.add("Rpt");
        report.put("Id", id);
        report.put("RptPgntn/PgNb", "1");
        report.put("RptPgntn/LastPgInd", "true");
        String[] numbers = message.required("28").first().split("/", 2);
        report.put("ElctrncSeqNb", numbers.length > 1 ? numbers[1] : null);
        report.put("LglSeqNb", numbers[0]);
        Optional<Field> made = message.field("13");
        if (made.isPresent()) {
            report.put("CreDtTm", FinValue.moment(made.get().first()));
        }
        AccountStatement.account(report, message.required("25"), AccountStatement.currency(message));
        AccountStatement.balances(report, message);
        sum(report, message, "C", "TxsSummry/TtlCdtNtries");
        sum(report, message, "D", "TxsSummry/TtlDbtNtries");
    }

    private static void sum(MxElement report, FinMessage message, String option, String path) throws FinException {
        for (Field field : message.all("90")) {
            if (field.option().equals(option)) {
                Matcher sum = SUM.matcher(field.first());
                if (!sum.matches()) {
                    throw new FinException("field 90" + option + " has no number and sum");
                }
                report.put(path + "/NbOfNtries", sum.group(1));
                report.put(path + "/Sum", Amount.of(sum.group(2)).decimal());
            }
        }
    }
}
