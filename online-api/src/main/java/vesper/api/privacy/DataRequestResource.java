package vesper.api.privacy;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import org.springframework.context.annotation.Conditional;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import vesper.api.Services;
import vesper.api.caller.Caller;
import vesper.api.docs.Problems;
import vesper.api.problem.ProblemCode;
import vesper.api.problem.ProblemException;
import vesper.reporting.Reporting;
import vesper.reporting.privacy.DataRequest;
import vesper.reporting.privacy.DataRequests;

/** {@code /v1/data-requests}: a customer asks for what the bank holds on the customer, and how far that is. */
@RestController
@Conditional(Services.HandsOutTokens.class)
@RequestMapping("/v1/data-requests")
@Tag(name = "Personal data", description = "What the bank holds on you, as a file.")
@SecurityRequirement(name = "oauth2", scopes = "personal-data")
final class DataRequestResource {
    private static final String BY = "customer";
    private static final int LISTED = 100;
    private static final int LONGEST_ID = 18;

    private final DataRequests requests;
    private final Clock clock = Clock.systemUTC();

    DataRequestResource(Reporting reporting) {
        requests = reporting.dataRequests();
    }

    @Operation(operationId = "listDataRequests", summary = "Your requests for what the bank holds on you")
    @ApiResponse(responseCode = "200", description = "Newest first")
    @GetMapping(produces = APPLICATION_JSON_VALUE)
    DataRequestAnswer.All list(Authentication authentication) {
        return new DataRequestAnswer.All(requests.ofCustomer(customer(authentication), LISTED).stream()
                .map(DataRequestAnswer::of)
                .toList());
    }

    @Operation(
            operationId = "requestData",
            summary = "Ask for what the bank holds on you",
            description =
                    "The file is ready by the next morning as a rule, and within a month by law; then you get a mail with a link"
                            + " to it. Only the passphrase of this answer opens it. A request of yours that is still open ends.")
    @ApiResponse(responseCode = "201", description = "Taken")
    @ResponseStatus(HttpStatus.CREATED)
    @PostMapping(produces = APPLICATION_JSON_VALUE)
    DataRequestAnswer.Taken take(Authentication authentication) {
        return requests.take(customer(authentication), BY, LocalDate.now(clock))
                .map(DataRequestAnswer.Taken::of)
                .orElseThrow(DataRequestResource::notFound);
    }

    @Operation(
            operationId = "linkData",
            summary = "Get the address where the file is collected",
            description =
                    "It ends after 24 hours, after five wrong passphrases, when the file is collected, or when another is"
                            + " made.")
    @ApiResponse(responseCode = "201", description = "The address, which the bank does not keep")
    @Problems({ProblemCode.NOT_FOUND, ProblemCode.WRONG_STATE})
    @ResponseStatus(HttpStatus.CREATED)
    @PostMapping(path = "/{id}/links", produces = APPLICATION_JSON_VALUE)
    DataRequestAnswer.Link link(@Parameter(example = "17") @PathVariable String id, Authentication authentication) {
        Instant now = clock.instant();
        long own = number(id)
                .flatMap(requests::find)
                .filter(request -> request.customerId() == customer(authentication))
                .map(DataRequest::id)
                .orElseThrow(DataRequestResource::notFound);
        return requests.link(own, BY, now)
                .map(token -> DataRequestAnswer.Link.of(token, now))
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.WRONG_STATE, "No file waits to be collected: see the state of your request."));
    }

    private static Optional<Long> number(String id) {
        return id.length() <= LONGEST_ID && id.chars().allMatch(c -> c >= '0' && c <= '9') && !id.isEmpty()
                ? Optional.of(Long.valueOf(id))
                : Optional.empty();
    }

    private static ProblemException notFound() {
        return new ProblemException(ProblemCode.NOT_FOUND, "You have no request with this number.");
    }

    private static long customer(Authentication authentication) {
        return Objects.requireNonNull(Caller.of(authentication).customerId());
    }
}
