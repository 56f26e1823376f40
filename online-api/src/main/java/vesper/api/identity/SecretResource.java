package vesper.api.identity;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.springframework.context.annotation.Conditional;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import vesper.api.ApiSettings;
import vesper.api.Services;
import vesper.api.docs.Problems;
import vesper.api.docs.TakesJson;
import vesper.api.field.JsonBody;
import vesper.api.problem.ProblemCode;
import vesper.api.problem.ProblemException;

/** {@code /v1/credentials}: a client changes its own secret, without a gap. */
@RestController
@Conditional(Services.HandsOutTokens.class)
@RequestMapping("/v1/credentials")
@Tag(name = "Credentials", description = "The secret by which a client gets its tokens.")
@SecurityRequirement(name = "oauth2", scopes = "credentials")
final class SecretResource {
    private static final Duration OVERLAP = Duration.ofDays(1);
    private static final int USUAL_DAYS = 365;
    private static final int MOST_DAYS = 730;

    private final Clients clients;
    private final int maxBody;

    SecretResource(Clients clients, ApiSettings settings) {
        this.clients = clients;
        maxBody = Math.toIntExact(settings.maxBody().toBytes());
    }

    @Operation(
            operationId = "rotateSecret",
            summary = "Change your secret",
            description =
                    "The secret until now stays valid for a day, or until it expires: change it where you use it meanwhile. Until then there is no"
                            + " third one. If the answer is lost, do so again a day later; the old secret is then the one that you have.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = SecretRequest.class))))
    @ApiResponse(responseCode = "201", description = "The new secret, shown this once")
    @TakesJson
    @Problems({ProblemCode.WRONG_STATE, ProblemCode.INVALID_NUMBER})
    @PostMapping(path = "/secret", consumes = APPLICATION_JSON_VALUE, produces = APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    SecretAnswer rotate(HttpServletRequest request, Authentication caller) {
        SecretRequest body = JsonBody.read(request, SecretRequest.class, maxBody);
        int days = Objects.requireNonNullElse(body.validDays(), USUAL_DAYS);
        if (days < 1 || days > MOST_DAYS) {
            throw ProblemException.of("validDays", ProblemCode.INVALID_NUMBER, "must be from 1 to " + MOST_DAYS);
        }
        Instant now = Instant.now();
        String secret = clients.rotateSecret(caller.getName(), OVERLAP, Duration.ofDays(days))
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.WRONG_STATE, "You have no secret, or changed it less than a day ago."));
        return new SecretAnswer(
                secret,
                now.plus(Duration.ofDays(days)).toString(),
                now.plus(OVERLAP).toString());
    }
}
