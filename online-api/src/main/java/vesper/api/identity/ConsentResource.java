package vesper.api.identity;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.springframework.context.annotation.Conditional;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import vesper.api.Services;
import vesper.api.caller.Caller;
import vesper.api.docs.Problems;
import vesper.api.problem.ProblemCode;
import vesper.api.problem.ProblemException;

/** {@code /v1/consents}: which apps of others a customer lets in, and how to end it. */
@RestController
@Conditional(Services.HandsOutTokens.class)
@RequestMapping("/v1/consents")
@Tag(name = "Sign-in", description = "Enrolment of customers, and their sessions.")
@SecurityRequirement(name = "oauth2", scopes = "consents")
final class ConsentResource {
    private final Consents consents;

    ConsentResource(Consents consents) {
        this.consents = consents;
    }

    @Operation(operationId = "listConsents", summary = "Which apps of others you let in")
    @ApiResponse(responseCode = "200", description = "By app")
    @GetMapping(produces = APPLICATION_JSON_VALUE)
    ConsentAnswer.All list(Authentication authentication) {
        return new ConsentAnswer.All(consents.of(login(authentication)).stream()
                .map(ConsentAnswer::of)
                .toList());
    }

    @Operation(
            operationId = "revokeConsent",
            summary = "Let an app in no longer",
            description =
                    "Its tokens for you are refused from then on, everywhere within two seconds. It may ask you again.")
    @ApiResponse(responseCode = "204", description = "Taken back")
    @Problems(ProblemCode.NOT_FOUND)
    @DeleteMapping("/{app}")
    ResponseEntity<Void> revoke(
            @Parameter(description = "id of the app", example = "budget-app") @PathVariable String app,
            Authentication authentication) {
        if (!consents.revoke(login(authentication), app)) {
            throw new ProblemException(
                    ProblemCode.NOT_FOUND, "You let no app of this id in; ids are those of the list.");
        }
        return ResponseEntity.noContent().build();
    }

    private static UUID login(Authentication authentication) {
        return UUID.fromString(Caller.of(authentication).name());
    }
}
