package vesper.api.loan;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import vesper.api.ApiSettings;
import vesper.api.docs.Problems;
import vesper.api.docs.TakesJson;
import vesper.api.field.JsonBody;
import vesper.api.problem.ProblemCode;

/** {@code /v1/loans/quotes}: the schedule and the cost of a loan on any terms; nothing is kept. */
@RestController
@RequestMapping("/v1/loans/quotes")
@Tag(name = "Loans", description = "What a loan would cost, applying for one, and what is owed on it.")
@SecurityRequirement(name = "oauth2", scopes = "loans:quote")
final class LoanQuoteResource {
    private final ApiSettings settings;

    LoanQuoteResource(ApiSettings settings) {
        this.settings = settings;
    }

    @Operation(
            operationId = "quoteLoan",
            summary = "Quote a loan",
            description =
                    "Computes the schedule, the total cost and the annual percentage rate of charge. Nothing is kept.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = LoanQuoteRequest.class))))
    @ApiResponse(responseCode = "200", description = "The quote")
    @TakesJson
    @Problems({
        ProblemCode.MISSING_FIELD,
        ProblemCode.UNKNOWN_VALUE,
        ProblemCode.UNKNOWN_CURRENCY,
        ProblemCode.INVALID_AMOUNT,
        ProblemCode.AMOUNT_NOT_POSITIVE,
        ProblemCode.AMOUNT_NEGATIVE,
        ProblemCode.AMOUNT_DECIMALS,
        ProblemCode.AMOUNT_TOO_LARGE,
        ProblemCode.INVALID_NUMBER,
        ProblemCode.INVALID_TIME,
        ProblemCode.INVALID_TERMS,
        ProblemCode.SEVERAL_ERRORS
    })
    @PostMapping(consumes = APPLICATION_JSON_VALUE, produces = APPLICATION_JSON_VALUE)
    LoanQuoteAnswer quote(HttpServletRequest request) {
        LoanQuoteRequest body = JsonBody.read(
                request,
                LoanQuoteRequest.class,
                Math.toIntExact(settings.maxBody().toBytes()));
        return LoanQuoteAnswer.of(LoanTermsCheck.quote(body, settings.maxAmountMajor()));
    }
}
