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
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.DeleteMapping;
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
import vesper.api.field.FieldChecks;
import vesper.api.field.JsonBody;
import vesper.api.problem.ProblemCode;
import vesper.reporting.Reporting;
import vesper.reporting.document.DocumentPreference;
import vesper.reporting.document.DocumentPreferences;
import vesper.reporting.mail.Delivery;
import vesper.reporting.mail.DocumentLock;

/** {@code /v1/accounts/{number}/document-preference} and {@code .../document-password}: how the holder wants documents. */
@RestController
@RequestMapping("/v1/accounts/{number}")
@Tag(name = "Documents", description = "Statements of any days, and the documents that the bank has issued.")
final class DocumentPreferenceResource {
    private final DocumentPreferences preferences;
    private final AccountLookup accounts;
    private final int maxBody;

    DocumentPreferenceResource(Reporting reporting, AccountLookup accounts, ApiSettings settings) {
        this.preferences = reporting.documentPreferences();
        this.accounts = accounts;
        maxBody = Math.toIntExact(settings.maxBody().toBytes());
    }

    @Operation(
            operationId = "getDocumentPreference",
            summary = "How the holder of an account wants documents",
            description = "It holds for all accounts of the holder.")
    @SecurityRequirement(name = "oauth2", scopes = "accounts:read")
    @ApiResponse(
            responseCode = "200",
            description = "Chosen, or what holds if nothing was",
            headers =
                    @Header(
                            name = "ETag",
                            description = "to be sent as If-Match with a change",
                            schema = @Schema(type = "string")))
    @Problems(ProblemCode.NOT_FOUND)
    @GetMapping(path = "/document-preference", produces = APPLICATION_JSON_VALUE)
    ResponseEntity<DocumentWishes> find(
            @Parameter(description = "IBAN", example = "GB71VESP00000000000042") @PathVariable String number,
            HttpServletRequest request,
            Authentication caller) {
        return answer(now(holder(number, caller, request)));
    }

    @Operation(
            operationId = "changeDocumentPreference",
            summary = "Want documents otherwise from now on",
            description = "For all accounts of the holder. Documents that were issued stay as they are."
                    + " Changes what you have read: If-Match must name it, or the change is refused.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = DocumentWishes.class))))
    @SecurityRequirement(name = "oauth2", scopes = "accounts:write")
    @ApiResponse(
            responseCode = "200",
            description = "Changed",
            headers = @Header(name = "ETag", description = "of what it is now", schema = @Schema(type = "string")))
    @Problems({
        ProblemCode.MALFORMED_JSON,
        ProblemCode.UNKNOWN_FIELD,
        ProblemCode.WRONG_TYPE,
        ProblemCode.MISSING_FIELD,
        ProblemCode.INVALID_TEXT,
        ProblemCode.UNKNOWN_VALUE,
        ProblemCode.SEVERAL_ERRORS,
        ProblemCode.NOT_FOUND,
        ProblemCode.PRECONDITION_FAILED,
        ProblemCode.PRECONDITION_REQUIRED,
        ProblemCode.BODY_TOO_LARGE,
        ProblemCode.UNSUPPORTED_MEDIA_TYPE
    })
    @PutMapping(path = "/document-preference", consumes = APPLICATION_JSON_VALUE, produces = APPLICATION_JSON_VALUE)
    ResponseEntity<DocumentWishes> change(
            @Parameter(description = "IBAN", example = "GB71VESP00000000000042") @PathVariable String number,
            @Parameter(description = "the ETag of what you have read", example = "\"b2xkIHdpc2hlcw\"")
                    @RequestHeader(name = "If-Match", required = false)
                    @Nullable
                    String ifMatch,
            HttpServletRequest request,
            Authentication caller) {
        DocumentWishes body = JsonBody.read(request, DocumentWishes.class, maxBody);
        long customer = holder(number, caller, request);
        FieldChecks fields = new FieldChecks();
        String language = fields.required("language", body.language(), 2);
        if (language != null && !DocumentPreference.LANGUAGES.contains(language)) {
            fields.error("language", ProblemCode.UNKNOWN_VALUE, "must be one of " + DocumentPreference.LANGUAGES);
        }
        fields.required("delivery", body.delivery(), 20);
        Delivery delivery = fields.oneOf("delivery", body.delivery(), Delivery.ATTACHMENT);
        if (body.accessible() == null) {
            fields.error("accessible", ProblemCode.MISSING_FIELD, "is required");
        }
        fields.finish();
        DocumentWishes before = now(customer);
        EntityTag.require(ifMatch, EntityTag.of(before));
        Boolean paper = body.paper() == null ? before.paper() : body.paper();
        preferences.set(
                customer,
                new DocumentPreference(
                        Objects.requireNonNull(language),
                        delivery,
                        Boolean.TRUE.equals(body.accessible()),
                        Boolean.TRUE.equals(paper)));
        return answer(now(customer));
    }

    @Operation(
            operationId = "chooseDocumentPassword",
            summary = "Have attached documents opened by a password",
            description =
                    "For all accounts of the holder, from the next mail on. The copies are under AES-256 (PDF 2.0). The bank"
                            + " does not keep the password.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = DocumentPasswordChoice.class))))
    @SecurityRequirement(name = "oauth2", scopes = "accounts:write")
    @ApiResponse(responseCode = "204", description = "Chosen")
    @Problems({
        ProblemCode.MALFORMED_JSON,
        ProblemCode.UNKNOWN_FIELD,
        ProblemCode.WRONG_TYPE,
        ProblemCode.MISSING_FIELD,
        ProblemCode.INVALID_TEXT,
        ProblemCode.NOT_FOUND,
        ProblemCode.BODY_TOO_LARGE,
        ProblemCode.UNSUPPORTED_MEDIA_TYPE
    })
    @PutMapping(path = "/document-password", consumes = APPLICATION_JSON_VALUE)
    ResponseEntity<Void> choosePassword(
            @Parameter(description = "IBAN", example = "GB71VESP00000000000042") @PathVariable String number,
            HttpServletRequest request,
            Authentication caller) {
        DocumentPasswordChoice body = JsonBody.read(request, DocumentPasswordChoice.class, maxBody);
        long customer = holder(number, caller, request);
        FieldChecks fields = new FieldChecks();
        String password = fields.required("password", body.password(), DocumentLock.LONGEST);
        if (password != null && password.length() < DocumentLock.SHORTEST) {
            fields.error(
                    "password", ProblemCode.INVALID_TEXT, "must have " + DocumentLock.SHORTEST + " characters or more");
        }
        fields.finish();
        preferences.setPassword(customer, Objects.requireNonNull(password));
        return ResponseEntity.noContent().build();
    }

    @Operation(
            operationId = "removeDocumentPassword",
            summary = "Have attached documents open without a password again",
            description = "For all accounts of the holder, from the next mail on.")
    @SecurityRequirement(name = "oauth2", scopes = "accounts:write")
    @ApiResponse(responseCode = "204", description = "There is none any more")
    @Problems(ProblemCode.NOT_FOUND)
    @DeleteMapping("/document-password")
    ResponseEntity<Void> removePassword(
            @Parameter(description = "IBAN", example = "GB71VESP00000000000042") @PathVariable String number,
            HttpServletRequest request,
            Authentication caller) {
        preferences.setPassword(holder(number, caller, request), null);
        return ResponseEntity.noContent().build();
    }

    private long holder(String number, Authentication caller, HttpServletRequest request) {
        return Objects.requireNonNull(accounts.require(number, caller, request).customerId());
    }

    private DocumentWishes now(long customer) {
        DocumentPreference preference = preferences.of(customer);
        return new DocumentWishes(
                preference.language(),
                preference.delivery().name().toLowerCase(Locale.ROOT),
                preference.accessible(),
                preference.paper());
    }

    private static ResponseEntity<DocumentWishes> answer(DocumentWishes wishes) {
        return ResponseEntity.ok().eTag(EntityTag.of(wishes)).body(wishes);
    }
}
