package vesper.console.ledger;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.format.annotation.DateTimeFormat.ISO;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import vesper.bank.Bank;
import vesper.bank.generalledger.BalanceSheet;
import vesper.bank.generalledger.GeneralLedger;
import vesper.bank.generalledger.ProfitAndLoss;
import vesper.bank.generalledger.TrialBalance;
import vesper.console.NotFoundException;
import vesper.reporting.generalledger.GeneralLedgerCsv;

/** The general ledger at the close of a date, by default the last one closed; profit and loss from the first of its year on. */
@Controller
class LedgerPages {
    private static final String LEDGER = "/console/ledger";

    private final Bank bank;
    private final GeneralLedger ledger;

    LedgerPages(Bank bank) {
        this.bank = bank;
        ledger = bank.generalLedger();
    }

    /** All reports in one currency. */
    record InCurrency(
            String currency,
            List<TrialBalance.Line> lines,
            long totalMinor,
            BalanceSheet sheet,
            @Nullable ProfitAndLoss result) {}

    /** What is shown. */
    record Dates(LocalDate from, LocalDate to) {}

    @GetMapping(LEDGER)
    String ledger(
            @RequestParam(required = false) @DateTimeFormat(iso = ISO.DATE) @Nullable LocalDate date,
            @RequestParam(required = false) @DateTimeFormat(iso = ISO.DATE) @Nullable LocalDate from,
            Model model) {
        Dates dates = dates(from, date);
        TrialBalance balances = ledger.trialBalance(dates.to());
        List<BalanceSheet> sheets = ledger.balanceSheets(dates.to());
        List<ProfitAndLoss> results = ledger.profitAndLoss(dates.from(), dates.to());
        LocalDate open = bank.businessDates().current().businessDate();
        model.addAttribute("dates", dates);
        model.addAttribute("open", !dates.to().isBefore(open));
        model.addAttribute(
                "currencies",
                sheets.stream()
                        .map(sheet -> new InCurrency(
                                sheet.currency(),
                                balances.of(sheet.currency()),
                                balances.debitMinor(sheet.currency()),
                                sheet,
                                results.stream()
                                        .filter(result -> result.currency().equals(sheet.currency()))
                                        .findFirst()
                                        .orElse(null)))
                        .toList());
        return "console/ledger/ledger";
    }

    @GetMapping(LEDGER + "/{report}.csv")
    ResponseEntity<byte[]> csv(
            @PathVariable String report,
            @RequestParam(required = false) @DateTimeFormat(iso = ISO.DATE) @Nullable LocalDate date,
            @RequestParam(required = false) @DateTimeFormat(iso = ISO.DATE) @Nullable LocalDate from) {
        Dates dates = dates(from, date);
        byte[] content = switch (report) {
            case "trial-balance" -> GeneralLedgerCsv.trialBalance(ledger.trialBalance(dates.to()));
            case "balance-sheet" -> GeneralLedgerCsv.balanceSheets(ledger.balanceSheets(dates.to()));
            case "profit-and-loss" -> GeneralLedgerCsv.profitAndLoss(ledger.profitAndLoss(dates.from(), dates.to()));
            default -> throw new NotFoundException("report " + report);
        };
        return ResponseEntity.ok()
                .contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(report + "-" + dates.to() + ".csv")
                                .build()
                                .toString())
                .body(content);
    }

    private Dates dates(@Nullable LocalDate from, @Nullable LocalDate to) {
        LocalDate last =
                to == null ? bank.businessDates().current().businessDate().minusDays(1) : to;
        LocalDate first = from == null || from.isAfter(last) ? last.withDayOfYear(1) : from;
        return new Dates(first, last);
    }
}
