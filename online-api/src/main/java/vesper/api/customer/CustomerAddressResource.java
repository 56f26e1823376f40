package vesper.api.customer;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.springframework.context.annotation.Conditional;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import vesper.api.ApiSettings;
import vesper.api.Services;
import vesper.api.docs.Problems;
import vesper.api.docs.TakesJson;
import vesper.api.field.JsonBody;
import vesper.api.problem.ProblemCode;
import vesper.api.problem.ProblemException;
import vesper.bank.Bank;

/** {@code /v1/customers/{reference}/address}: a customer whom the caller has identified is reached elsewhere. */
@RestController
@Conditional(Services.HandsOutTokens.class)
@RequestMapping("/v1/customers/{reference}/address")
@Tag(name = "Onboarding", description = "Accounts for cards that another system issued.")
@SecurityRequirement(name = "oauth2", scopes = "onboarding")
final class CustomerAddressResource {
    private final Bank bank;
    private final int maxBody;

    CustomerAddressResource(Bank bank, ApiSettings settings) {
        this.bank = bank;
        maxBody = Math.toIntExact(settings.maxBody().toBytes());
    }

    @Operation(
            operationId = "changeAddress",
            summary = "Change a customer's address",
            description =
                    "For a customer whom you have identified. Documents go there from now on, and screening knows for a month that"
                            + " the address is new. The same again has no effect.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = CustomerAddress.class))))
    @ApiResponse(responseCode = "200", description = "Changed")
    @TakesJson
    @Problems({
        ProblemCode.NOT_FOUND,
        ProblemCode.MISSING_FIELD,
        ProblemCode.INVALID_TEXT,
        ProblemCode.INVALID_EMAIL,
        ProblemCode.SEVERAL_ERRORS
    })
    @PutMapping(consumes = APPLICATION_JSON_VALUE, produces = APPLICATION_JSON_VALUE)
    CustomerAddress change(
            @Parameter(description = "the key under which you know the customer", example = "C-1042") @PathVariable
                    String reference,
            HttpServletRequest request) {
        CustomerAddress wanted =
                JsonBody.read(request, CustomerAddress.class, maxBody).checked();
        long customer = bank.customers()
                .byReference(reference)
                .orElseThrow(() ->
                        new ProblemException(ProblemCode.NOT_FOUND, "No customer was registered under this reference."))
                .id();
        bank.customerNotices()
                .moved(
                        customer,
                        Objects.requireNonNull(wanted.address()),
                        wanted.email(),
                        Instant.now().truncatedTo(ChronoUnit.MICROS));
        return wanted;
    }
}
