package vesper.api.loan;

import io.swagger.v3.oas.annotations.media.Schema;

/** What a payment on a day must bring to close a loan. */
@Schema(description = "What a payment on a day must bring to close a loan, if nothing else happens on it until then.")
record LoanSettlementAnswer(
        @Schema(format = "date", example = "2023-06-05") String on,
        @Schema(example = "USD") String currency,
        @Schema(description = "to be paid") LoanAmounts amount) {}
