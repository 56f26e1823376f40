package vesper.api.loan;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import vesper.bank.money.Money;
import vesper.bank.origination.LoanOffer;

/** An offer; amounts are decimal numbers in major units. */
@Schema(
        description =
                "An offer. Amounts are decimal numbers in major units. The dates of the schedule are those of a loan paid out"
                        + " on the day of the offer.")
record LoanOfferAnswer(
        @Schema(format = "date", example = "2026-01-15") String offeredOn,

        @Schema(format = "date", description = "last day on which it can be accepted", example = "2026-01-29")
        String validUntil,

        @Schema(example = "USD") String currency,
        @Schema(example = "5000.00") String principal,

        @Schema(description = "nominal percent a year", example = "5.9")
        String ratePct,

        @Schema(description = "paid when the money is paid out", example = "50.00")
        String fees,

        @Schema(description = "all interest", example = "312.64")
        String interest,

        @Schema(description = "all that is paid: principal, interest and fees", example = "5362.64")
        String total,

        @Schema(description = "annual percentage rate of charge (EU, UK), fees included", example = "7.12")
        String aprcPct,

        @Schema(description = "in the order the payments fall due")
        List<LoanQuoteAnswer.Line> schedule) {

    static LoanOfferAnswer of(LoanOffer offer) {
        String currency = offer.currency();
        return new LoanOfferAnswer(
                offer.offeredOn().toString(),
                offer.validUntil().toString(),
                currency,
                Money.plain(offer.principalMinor(), currency),
                offer.ratePct().toPlainString(),
                Money.plain(offer.feesMinor(), currency),
                Money.plain(offer.interestMinor(), currency),
                Money.plain(offer.totalMinor(), currency),
                offer.aprcPct().toPlainString(),
                LoanQuoteAnswer.lines(offer.instalments(), currency));
    }
}
