package vesper.api.transfer;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import vesper.api.ApiSettings;
import vesper.api.caller.Caller;
import vesper.api.command.Commands;
import vesper.api.docs.Idempotent;
import vesper.api.docs.Problems;
import vesper.api.docs.TakesJson;
import vesper.api.field.JsonBody;
import vesper.api.problem.ProblemCode;

/** {@code /v1/joint-payments}: transfers from accounts on which two must sign. */
@RestController
@RequestMapping("/v1/joint-payments")
@Tag(name = "Joint payments", description = "Transfers from accounts on which two holders must sign.")
@SecurityRequirement(name = "oauth2", scopes = "joint-payments")
final class JointPaymentResource {
    private final JointPaymentDesk desk;
    private final Commands commands;
    private final int maxBody;

    JointPaymentResource(JointPaymentDesk desk, Commands commands, ApiSettings settings) {
        this.desk = desk;
        this.commands = commands;
        maxBody = Math.toIntExact(settings.maxBody().toBytes());
    }

    @Operation(
            operationId = "askForJointPayment",
            summary = "Ask for a transfer that another holder must approve",
            description = "It waits three days. Once approved it is a payment like all others.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = JointPaymentRequest.class))))
    @ApiResponse(
            responseCode = "201",
            description = "It waits for the other holder",
            content =
                    @Content(
                            mediaType = APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = JointPaymentAnswer.class)),
            headers = @Header(name = "Location", description = "the transfer", schema = @Schema(type = "string")))
    @TakesJson
    @Idempotent
    @Problems({
        ProblemCode.INSUFFICIENT_RIGHTS,
        ProblemCode.WRONG_STATE,
        ProblemCode.MISSING_FIELD,
        ProblemCode.INVALID_TEXT,
        ProblemCode.INVALID_ACCOUNT,
        ProblemCode.INVALID_AMOUNT,
        ProblemCode.AMOUNT_NOT_POSITIVE,
        ProblemCode.AMOUNT_DECIMALS,
        ProblemCode.AMOUNT_TOO_LARGE,
        ProblemCode.UNKNOWN_CURRENCY,
        ProblemCode.CURRENCY_MISMATCH,
        ProblemCode.UNKNOWN_ACCOUNT,
        ProblemCode.SAME_ACCOUNT,
        ProblemCode.FRESH_SIGN_IN_NEEDED,
        ProblemCode.ACCOUNT_CLOSED,
        ProblemCode.SEVERAL_ERRORS
    })
    @PostMapping(consumes = APPLICATION_JSON_VALUE, produces = APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> ask(HttpServletRequest request, Authentication authentication) {
        Caller caller = Caller.of(authentication);
        JointPaymentRequest body = JsonBody.read(request, JointPaymentRequest.class, maxBody);
        return commands.once(request, caller, body, () -> desk.ask(body, caller, Instant.now()));
    }

    @Operation(operationId = "listJointPayments", summary = "Transfers that two must sign, from accounts that you hold")
    @ApiResponse(responseCode = "200", description = "Newest first, those decided too")
    @GetMapping(produces = APPLICATION_JSON_VALUE)
    JointPaymentAnswer.All list(Authentication authentication) {
        return desk.list(Caller.of(authentication), Instant.now());
    }

    @Operation(operationId = "getJointPayment", summary = "A transfer that two must sign")
    @ApiResponse(responseCode = "200", description = "As it stands")
    @Problems(ProblemCode.NOT_FOUND)
    @GetMapping(path = "/{id}", produces = APPLICATION_JSON_VALUE)
    JointPaymentAnswer find(
            @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable String id,
            Authentication authentication) {
        return desk.answer(desk.require(id, Caller.of(authentication)), Instant.now());
    }

    @Operation(
            operationId = "approveJointPayment",
            summary = "Approve a transfer that another holder asked for",
            description = "It is sent at once. Approving again has no further effect.")
    @ApiResponse(responseCode = "200", description = "As it stands: sent, or refused")
    @Problems({
        ProblemCode.INSUFFICIENT_RIGHTS,
        ProblemCode.NOT_FOUND,
        ProblemCode.WRONG_STATE,
        ProblemCode.FRESH_SIGN_IN_NEEDED,
        ProblemCode.BACKLOG_FULL,
        ProblemCode.BANK_NOT_OPEN
    })
    @PostMapping(path = "/{id}/approval", produces = APPLICATION_JSON_VALUE)
    JointPaymentAnswer approve(
            @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable String id,
            Authentication authentication) {
        Caller caller = Caller.of(authentication);
        Instant now = Instant.now();
        return desk.answer(desk.approve(desk.require(id, caller), caller, now), now);
    }

    @Operation(
            operationId = "rejectJointPayment",
            summary = "Reject a transfer, or take back one that you asked for",
            description = "Rejecting again has no further effect.")
    @ApiResponse(responseCode = "200", description = "Rejected")
    @Problems({ProblemCode.INSUFFICIENT_RIGHTS, ProblemCode.NOT_FOUND, ProblemCode.WRONG_STATE})
    @PostMapping(path = "/{id}/rejection", produces = APPLICATION_JSON_VALUE)
    JointPaymentAnswer reject(
            @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable String id,
            Authentication authentication) {
        Caller caller = Caller.of(authentication);
        Instant now = Instant.now();
        return desk.answer(desk.reject(desk.require(id, caller), caller, now), now);
    }
}
