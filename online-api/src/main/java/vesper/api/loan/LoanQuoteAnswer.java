package vesper.api.loan;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import vesper.bank.lending.LoanQuote;
import vesper.bank.lending.Schedule;
import vesper.bank.money.Money;

/** What a loan would cost, as the API and the command write it; amounts are decimal numbers in major units. */
@Schema(description = "What a loan would cost. Amounts are decimal numbers in major units.")
public record LoanQuoteAnswer(
        @Schema(example = "EUR") String currency,

        @Schema(description = "amount lent", example = "1000.00")
        String principal,

        @Schema(description = "all interest", example = "66.19")
        String interest,

        @Schema(description = "all fees, paid with the first disbursement", example = "0.00")
        String fees,

        @Schema(description = "all that is paid", example = "1066.19")
        String total,

        @Schema(description = "annual percentage rate of charge (EU, UK), two decimals", example = "12.68")
        String aprcPct,

        @Schema(description = "in the order the payments fall due")
        List<Line> schedule) {

    /** One payment. */
    @Schema(description = "One payment.")
    public record Line(
            @Schema(example = "1") int n,
            @Schema(format = "date", example = "2026-02-15") String due,
            @Schema(example = "78.85") String principal,
            @Schema(example = "10.00") String interest,
            @Schema(example = "88.85") String total,

            @Schema(description = "principal left after it", example = "921.15")
            String balance) {}

    public static LoanQuoteAnswer of(LoanQuote quote) {
        String currency = quote.terms().currency();
        return new LoanQuoteAnswer(
                currency,
                Money.plain(quote.terms().principalMinor(), currency),
                Money.plain(quote.interestMinor(), currency),
                Money.plain(quote.feesMinor(), currency),
                Money.plain(quote.totalMinor(), currency),
                quote.aprcPct().toPlainString(),
                lines(quote.instalments(), currency));
    }

    static List<Line> lines(List<Schedule.Instalment> instalments, String currency) {
        return instalments.stream()
                .map(line -> new Line(
                        line.n(),
                        line.dueOn().toString(),
                        Money.plain(line.principalMinor(), currency),
                        Money.plain(line.interestMinor(), currency),
                        Money.plain(line.totalMinor(), currency),
                        Money.plain(line.balanceMinor(), currency)))
                .toList();
    }
}
