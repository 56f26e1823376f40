package vesper.api.signin;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import java.util.function.BiPredicate;
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
import vesper.api.field.PathId;
import vesper.api.problem.ProblemCode;
import vesper.api.problem.ProblemException;

/** {@code /v1/sessions}: where a customer is signed in, and how to end it. */
@RestController
@Conditional(Services.HandsOutTokens.class)
@RequestMapping("/v1/sessions")
@Tag(name = "Sign-in", description = "Enrolment of customers, and their sessions.")
@SecurityRequirement(name = "oauth2", scopes = "sessions")
final class SessionResource {
    private final Sessions sessions;
    private final RememberedDevices devices;

    SessionResource(Sessions sessions, RememberedDevices devices) {
        this.sessions = sessions;
        this.devices = devices;
    }

    @Operation(
            operationId = "listSessions",
            summary = "Where you are signed in",
            description =
                    "Also the devices on which the sign-in asks you for no second factor, since you wished so there.")
    @ApiResponse(responseCode = "200", description = "Your sign-ins that have not ended, and your remembered devices")
    @GetMapping(produces = APPLICATION_JSON_VALUE)
    SessionAnswer.All list(Authentication authentication) {
        Caller caller = Caller.of(authentication);
        UUID login = UUID.fromString(caller.name());
        return new SessionAnswer.All(
                sessions.of(login).stream()
                        .map(session -> SessionAnswer.of(session, caller.sessionId()))
                        .toList(),
                devices.of(login).stream()
                        .map(SessionAnswer.RememberedDevice::of)
                        .toList());
    }

    @Operation(
            operationId = "forgetDevice",
            summary = "Forget a remembered device of yours",
            description = "The next sign-in on it asks for a second factor. Sign-ins that have begun on it go on.")
    @ApiResponse(responseCode = "204", description = "Forgotten")
    @Problems(ProblemCode.NOT_FOUND)
    @DeleteMapping("/remembered-devices/{id}")
    ResponseEntity<Void> forget(
            @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable String id,
            Authentication authentication) {
        return ended(id, authentication, devices::forget, "You have no remembered device with this id.");
    }

    @Operation(
            operationId = "endSession",
            summary = "End a sign-in of yours",
            description = "The tokens that were got in it are refused from then on, everywhere within two seconds.")
    @ApiResponse(responseCode = "204", description = "Ended")
    @Problems(ProblemCode.NOT_FOUND)
    @DeleteMapping("/{id}")
    ResponseEntity<Void> end(
            @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable String id,
            Authentication authentication) {
        return ended(id, authentication, sessions::end, "You have no sign-in with this id that has not ended.");
    }

    /** What the caller's login has under an id is ended; 404 if it has nothing there. */
    private static ResponseEntity<Void> ended(
            String id, Authentication authentication, BiPredicate<UUID, UUID> ends, String otherwise) {
        UUID login = UUID.fromString(Caller.of(authentication).name());
        if (PathId.uuid(id).filter(known -> ends.test(known, login)).isEmpty()) {
            throw new ProblemException(ProblemCode.NOT_FOUND, otherwise);
        }
        return ResponseEntity.noContent().build();
    }
}
