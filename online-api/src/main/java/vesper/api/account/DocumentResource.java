package vesper.api.account;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;
import static org.springframework.http.MediaType.APPLICATION_PDF_VALUE;
import static org.springframework.http.MediaType.APPLICATION_XML_VALUE;
import static org.springframework.http.MediaType.TEXT_PLAIN_VALUE;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import vesper.api.audit.AccountLookup;
import vesper.api.docs.Problems;
import vesper.api.field.PathId;
import vesper.api.problem.ProblemCode;
import vesper.api.problem.ProblemException;
import vesper.bank.Bank;
import vesper.bank.account.Account;
import vesper.reporting.Reporting;
import vesper.reporting.document.Document;
import vesper.reporting.statement.Period;
import vesper.reporting.statement.Statement;
import vesper.reporting.statement.StatementFormat;
import vesper.reporting.statement.UnwritableStatementException;

/** {@code /v1/accounts/.../statement} and {@code .../documents}: what there is to read about a customer's account. */
@RestController
@RequestMapping("/v1/accounts/{number}")
@Tag(name = "Documents", description = "Statements of any days, and the documents that the bank has issued.")
@SecurityRequirement(name = "oauth2", scopes = "accounts:read")
final class DocumentResource {
    private static final String FORMATS = "pdf, csv, json, camt053 or mt940";

    private final Bank bank;
    private final Reporting reporting;
    private final AccountLookup accounts;

    DocumentResource(Bank bank, Reporting reporting, AccountLookup accounts) {
        this.bank = bank;
        this.reporting = reporting;
        this.accounts = accounts;
    }

    @Operation(
            operationId = "getStatement",
            summary = "A statement of any range of days, made now",
            description = "The same figures in each format: opening balance and entries add up to the closing balance.")
    @ApiResponse(
            responseCode = "200",
            description = "The statement as a file of the format asked for",
            content = {
                @Content(mediaType = APPLICATION_PDF_VALUE, schema = @Schema(type = "string", format = "binary")),
                @Content(mediaType = "text/csv", schema = @Schema(type = "string")),
                @Content(mediaType = APPLICATION_JSON_VALUE, schema = @Schema(types = "object")),
                @Content(mediaType = APPLICATION_XML_VALUE, schema = @Schema(type = "string")),
                @Content(mediaType = TEXT_PLAIN_VALUE, schema = @Schema(type = "string"))
            })
    @Problems({ProblemCode.NOT_FOUND, ProblemCode.INVALID_PARAMETER})
    @GetMapping(
            path = "/statement",
            produces = {
                APPLICATION_PDF_VALUE,
                "text/csv",
                APPLICATION_JSON_VALUE,
                APPLICATION_XML_VALUE,
                TEXT_PLAIN_VALUE
            })
    ResponseEntity<byte[]> statement(
            @Parameter(description = "IBAN", example = "GB71VESP00000000000042") @PathVariable String number,
            @Parameter(description = "first booking date", example = "2023-06-01", required = true)
                    @RequestParam(required = false)
                    @Nullable
                    String from,
            @Parameter(description = "last booking date", example = "2023-06-30", required = true)
                    @RequestParam(required = false)
                    @Nullable
                    String to,
            @Parameter(
                            description = "camt053 is ISO 20022 camt.053.001.08, mt940 SWIFT MT940",
                            schema =
                                    @Schema(
                                            type = "string",
                                            allowableValues = {"pdf", "csv", "json", "camt053", "mt940"},
                                            defaultValue = "pdf"))
                    @RequestParam(defaultValue = "pdf")
                    String format,
            @Parameter(
                            description = "whether a PDF is tagged for readers who do not see it (PDF/UA-1)",
                            schema = @Schema(type = "boolean", defaultValue = "false"))
                    @RequestParam(defaultValue = "false")
                    String accessible,
            HttpServletRequest request,
            Authentication caller) {
        Period period = period(date("from", from), date("to", to));
        StatementFormat asked = format(format);
        Account account = accounts.require(number, caller, request);
        Statement statement = reporting
                .statements()
                .ofAccount(
                        account.number(), period, bank.businessDates().current().businessDate())
                .orElseThrow();
        try {
            byte[] content = reporting.statementFormats().render(statement, asked, "true".equals(accessible));
            return file(asked.mediaType(), asked.fileName(account.number(), period), content);
        } catch (UnwritableStatementException e) {
            throw new ProblemException(ProblemCode.INVALID_PARAMETER, e.getMessage() + ". Ask for another format.");
        }
    }

    @Operation(operationId = "listDocuments", summary = "The documents that the bank has issued of an account")
    @ApiResponse(responseCode = "200", description = "All of them, the newest period first")
    @Problems({ProblemCode.NOT_FOUND})
    @GetMapping(path = "/documents", produces = APPLICATION_JSON_VALUE)
    DocumentList documents(
            @Parameter(description = "IBAN", example = "GB71VESP00000000000042") @PathVariable String number,
            HttpServletRequest request,
            Authentication caller) {
        return new DocumentList(reporting
                .documents()
                .ofAccount(accounts.require(number, caller, request).id())
                .stream()
                .map(DocumentAnswer::of)
                .toList());
    }

    @Operation(operationId = "getDocument", summary = "A document as it was issued, byte for byte")
    @ApiResponse(responseCode = "200", description = "The file")
    @Problems({ProblemCode.NOT_FOUND})
    @GetMapping(path = "/documents/{id}", produces = APPLICATION_PDF_VALUE)
    ResponseEntity<byte[]> document(
            @Parameter(description = "IBAN", example = "GB71VESP00000000000042") @PathVariable String number,
            @Parameter(description = "from the list of documents", schema = @Schema(type = "string", format = "uuid"))
                    @PathVariable
                    String id,
            HttpServletRequest request,
            Authentication caller) {
        Account account = accounts.require(number, caller, request);
        Document document = PathId.uuid(id)
                .flatMap(reporting.documents()::find)
                .filter(found -> found.accountId() == account.id())
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.NOT_FOUND, "This account has no such document; list them to see which it has."));
        byte[] content = reporting.documents().content(document.id()).orElseThrow();
        return file(APPLICATION_PDF_VALUE, document.fileName(), content);
    }

    private static ResponseEntity<byte[]> file(String mediaType, String name, byte[] content) {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(mediaType))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(name).build().toString())
                .body(content);
    }

    private static LocalDate date(String name, @Nullable String text) {
        try {
            return LocalDate.parse(text == null ? "" : text);
        } catch (DateTimeException e) {
            throw new ProblemException(
                    ProblemCode.INVALID_PARAMETER, name + " must be a date of the form 2023-06-30 (ISO 8601).");
        }
    }

    private static Period period(LocalDate from, LocalDate to) {
        if (to.isBefore(from)) {
            throw new ProblemException(ProblemCode.INVALID_PARAMETER, "to must not be before from.");
        }
        return new Period(from, to);
    }

    private static StatementFormat format(String text) {
        for (StatementFormat format : StatementFormat.values()) {
            if (format.name().toLowerCase(Locale.ROOT).equals(text)) {
                return format;
            }
        }
        throw new ProblemException(ProblemCode.INVALID_PARAMETER, "format must be " + FORMATS + ".");
    }
}
