package vesper.api.signin;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import org.springframework.context.annotation.Conditional;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import vesper.api.Services;
import vesper.api.docs.Problems;
import vesper.api.problem.ProblemCode;
import vesper.api.problem.ProblemException;
import vesper.bank.Bank;

/**
 * {@code /v1/customers/{reference}/enrolments} and {@code .../recoveries}: lets a customer whom the caller has identified sign in, and in
 * again after password or device was lost.
 */
@RestController
@Conditional(Services.HandsOutTokens.class)
@RequestMapping("/v1/customers/{reference}")
@Tag(name = "Sign-in", description = "Enrolment of customers, and their sessions.")
@SecurityRequirement(name = "oauth2", scopes = "onboarding")
final class EnrolmentResource {
    private final Bank bank;
    private final Logins logins;

    EnrolmentResource(Bank bank, Logins logins) {
        this.bank = bank;
        this.logins = logins;
    }

    @Operation(
            operationId = "inviteCustomer",
            summary = "Let a customer enrol",
            description =
                    "Draws a code with which the customer chooses name, password and second factor. It works once, for seven days;"
                            + " one drawn before is void.")
    @ApiResponse(responseCode = "201", description = "The code, shown this once")
    @Problems({ProblemCode.NOT_FOUND, ProblemCode.WRONG_STATE})
    @PostMapping(path = "/enrolments", produces = APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    EnrolmentAnswer invite(
            @Parameter(description = "the key under which you know the customer", example = "C-1042") @PathVariable
                    String reference) {
        return logins.invite(customer(reference), Instant.now())
                .map(EnrolmentAnswer::of)
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.WRONG_STATE, "This customer has enrolled; a customer has one login."));
    }

    @Operation(
            operationId = "recoverCustomer",
            summary = "Let a customer enrol again",
            description =
                    "For a customer who cannot sign in any more, once you have identified the person. The code works once, for seven"
                            + " days; one drawn before is void. When it is used, all sign-ins of the customer end, and the old password,"
                            + " device and backup codes open nothing any more.")
    @ApiResponse(responseCode = "201", description = "The code, shown this once")
    @Problems({ProblemCode.NOT_FOUND, ProblemCode.WRONG_STATE})
    @PostMapping(path = "/recoveries", produces = APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    EnrolmentAnswer recover(
            @Parameter(description = "the key under which you know the customer", example = "C-1042") @PathVariable
                    String reference) {
        return logins.recover(customer(reference), Instant.now())
                .map(EnrolmentAnswer::of)
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.WRONG_STATE, "This customer has no login yet; let the customer enrol instead."));
    }

    private long customer(String reference) {
        return bank.customers()
                .byReference(reference)
                .orElseThrow(() ->
                        new ProblemException(ProblemCode.NOT_FOUND, "No customer was registered under this reference."))
                .id();
    }
}
