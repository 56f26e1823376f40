package vesper.api.account;

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
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import vesper.api.ApiSettings;
import vesper.api.audit.AccountLookup;
import vesper.api.command.EntityTag;
import vesper.api.docs.Problems;
import vesper.api.docs.TakesJson;
import vesper.api.field.FieldChecks;
import vesper.api.field.JsonBody;
import vesper.api.problem.ProblemCode;
import vesper.bank.Bank;
import vesper.bank.account.Account;

/** {@code /v1/accounts/{number}/nickname}: what the holder calls the account. */
@RestController
@RequestMapping("/v1/accounts/{number}/nickname")
@Tag(name = "Accounts", description = "Balances and transactions of customers' accounts.")
final class NicknameResource {
    private final Bank bank;
    private final AccountLookup accounts;
    private final int maxBody;

    NicknameResource(Bank bank, AccountLookup accounts, ApiSettings settings) {
        this.bank = bank;
        this.accounts = accounts;
        maxBody = Math.toIntExact(settings.maxBody().toBytes());
    }

    @Operation(operationId = "getNickname", summary = "What the holder calls an account")
    @SecurityRequirement(name = "oauth2", scopes = "accounts:read")
    @ApiResponse(
            responseCode = "200",
            description = "The nickname",
            headers =
                    @Header(
                            name = "ETag",
                            description = "to be sent as If-Match with a change",
                            schema = @Schema(type = "string")))
    @Problems(ProblemCode.NOT_FOUND)
    @GetMapping(produces = APPLICATION_JSON_VALUE)
    ResponseEntity<NicknameChange> find(
            @Parameter(description = "IBAN", example = "GB71VESP00000000000042") @PathVariable String number,
            HttpServletRequest request,
            Authentication caller) {
        return answer(now(accounts.require(number, caller, request)));
    }

    @Operation(
            operationId = "changeNickname",
            summary = "Call an account otherwise",
            description = "Changes what you have read: If-Match must name it, or the change is refused.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = NicknameChange.class))))
    @SecurityRequirement(name = "oauth2", scopes = "accounts:write")
    @ApiResponse(
            responseCode = "200",
            description = "Changed",
            headers = @Header(name = "ETag", description = "of what it is now", schema = @Schema(type = "string")))
    @TakesJson
    @Problems({
        ProblemCode.INSUFFICIENT_RIGHTS,
        ProblemCode.NOT_FOUND,
        ProblemCode.PRECONDITION_FAILED,
        ProblemCode.PRECONDITION_REQUIRED,
        ProblemCode.INVALID_TEXT
    })
    @PutMapping(consumes = APPLICATION_JSON_VALUE, produces = APPLICATION_JSON_VALUE)
    ResponseEntity<NicknameChange> change(
            @Parameter(description = "IBAN", example = "GB71VESP00000000000042") @PathVariable String number,
            @Parameter(description = "the ETag of what you have read", example = "\"b2xkIG5hbWU\"")
                    @RequestHeader(name = "If-Match", required = false)
                    @Nullable
                    String ifMatch,
            HttpServletRequest request,
            Authentication caller) {
        NicknameChange body = JsonBody.read(request, NicknameChange.class, maxBody);
        Account account = accounts.requireActing(number, caller, request);
        FieldChecks fields = new FieldChecks();
        String nickname = fields.optional("nickname", body.nickname(), AccountChanges.NICKNAME);
        fields.finish();
        NicknameChange before = now(account);
        EntityTag.require(ifMatch, EntityTag.of(before));
        if (!bank.nicknames().change(account.id(), before.nickname(), nickname)) {
            EntityTag.require("", EntityTag.of(before));
        }
        return answer(new NicknameChange(nickname));
    }

    private NicknameChange now(Account account) {
        return new NicknameChange(bank.nicknames().find(account.id()).orElse(null));
    }

    private static ResponseEntity<NicknameChange> answer(NicknameChange nickname) {
        return ResponseEntity.ok().eTag(EntityTag.of(nickname)).body(nickname);
    }
}
