package vesper.api.loan;

import io.swagger.v3.oas.annotations.media.Schema;
import vesper.bank.lending.Portions;
import vesper.bank.money.Money;

/** An amount by its parts, decimal numbers in major units. */
@Schema(description = "An amount by its parts, decimal numbers in major units.")
record LoanAmounts(
        @Schema(example = "330.02") String principal,
        @Schema(example = "10.00") String interest,
        @Schema(example = "0.00") String fees,
        @Schema(example = "0.00") String penalties,

        @Schema(description = "sum of the parts", example = "340.02")
        String total) {

    static LoanAmounts of(Portions portions, String currency) {
        return new LoanAmounts(
                Money.plain(portions.principalMinor(), currency),
                Money.plain(portions.interestMinor(), currency),
                Money.plain(portions.feeMinor(), currency),
                Money.plain(portions.penaltyMinor(), currency),
                Money.plain(portions.totalMinor(), currency));
    }
}
