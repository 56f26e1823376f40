package vesper.api.loan;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import vesper.api.ApiSettings;
import vesper.api.docs.Problems;
import vesper.api.docs.TakesJson;
import vesper.api.field.IdempotencyKey;
import vesper.api.field.JsonBody;
import vesper.api.field.PathId;
import vesper.api.problem.ProblemCode;
import vesper.api.problem.ProblemException;
import vesper.bank.Bank;
import vesper.bank.Ids;
import vesper.bank.origination.ApplicationCommand;
import vesper.bank.origination.ApplicationCommand.Action;
import vesper.bank.origination.ApplicationOutcome;
import vesper.bank.origination.ApplicationOutcome.Done;
import vesper.bank.origination.ApplicationOutcome.Refused;
import vesper.bank.origination.LoanApplication;
import vesper.bank.origination.LoanApplications;
import vesper.bank.origination.LoanProducts;

/** {@code /v1/loans/applications}: apply for a loan, follow the application, take the offer or withdraw. */
@RestController
@RequestMapping("/v1/loans")
@Tag(name = "Loans", description = "What a loan would cost, applying for one, and what is owed on it.")
@SecurityRequirement(name = "oauth2", scopes = "loans:apply")
final class LoanApplicationResource {
    private static final String HERE = "/v1/loans/applications/";

    private final Bank bank;
    private final LoanProducts products;
    private final LoanApplications applications;
    private final ApiSettings settings;

    LoanApplicationResource(Bank bank, ApiSettings settings) {
        this.bank = bank;
        products = bank.loanProducts();
        applications = bank.loanApplications();
        this.settings = settings;
    }

    @Operation(operationId = "listLoanProducts", summary = "The loans that the bank offers")
    @ApiResponse(responseCode = "200", description = "The products, by code")
    @GetMapping(path = "/products", produces = APPLICATION_JSON_VALUE)
    LoanProductAnswer.All products() {
        return new LoanProductAnswer.All(
                products.offered().stream().map(LoanProductAnswer::of).toList());
    }

    @Operation(
            operationId = "applyForLoan",
            summary = "Apply for a loan",
            description =
                    "The application is assessed at once: it is offered or declined by rules, or left to people to decide.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = LoanApplicationRequest.class))))
    @Parameter(
            name = "Idempotency-Key",
            in = ParameterIn.HEADER,
            description = "your name for the application, 1 to 255 characters; without it each request is a new one",
            schema = @Schema(type = "string", maxLength = 255))
    @ApiResponse(
            responseCode = "201",
            description = "Taken and assessed",
            headers = @Header(name = "Location", description = "the application", schema = @Schema(type = "string")))
    @ApiResponse(
            responseCode = "200",
            description = "Sent before; as it stands now",
            headers = {
                @Header(name = "Location", description = "the application", schema = @Schema(type = "string")),
                @Header(name = "Idempotent-Replayed", description = "true", schema = @Schema(type = "string"))
            })
    @TakesJson
    @Problems({
        ProblemCode.INVALID_IDEMPOTENCY_KEY,
        ProblemCode.MISSING_FIELD,
        ProblemCode.UNKNOWN_VALUE,
        ProblemCode.INVALID_TEXT,
        ProblemCode.INVALID_NUMBER,
        ProblemCode.INVALID_ACCOUNT,
        ProblemCode.INVALID_AMOUNT,
        ProblemCode.AMOUNT_NOT_POSITIVE,
        ProblemCode.AMOUNT_NEGATIVE,
        ProblemCode.AMOUNT_DECIMALS,
        ProblemCode.AMOUNT_TOO_LARGE,
        ProblemCode.AMOUNT_OUT_OF_RANGE,
        ProblemCode.UNKNOWN_PRODUCT,
        ProblemCode.CURRENCY_MISMATCH,
        ProblemCode.UNKNOWN_ACCOUNT,
        ProblemCode.ACCOUNT_FROZEN,
        ProblemCode.ACCOUNT_CLOSED,
        ProblemCode.IDEMPOTENCY_KEY_REUSED,
        ProblemCode.INVALID_TERMS,
        ProblemCode.SEVERAL_ERRORS,
        ProblemCode.BANK_NOT_OPEN
    })
    @PostMapping(path = "/applications", consumes = APPLICATION_JSON_VALUE, produces = APPLICATION_JSON_VALUE)
    ResponseEntity<LoanApplicationAnswer> apply(HttpServletRequest request, Authentication caller) {
        String key = IdempotencyKey.of(request);
        LoanApplicationRequest body = JsonBody.read(
                request,
                LoanApplicationRequest.class,
                Math.toIntExact(settings.maxBody().toBytes()));
        if (bank.businessDates().find().isEmpty()) {
            throw ProblemException.bankNotOpen();
        }
        ApplicationOutcome outcome = applications.apply(
                caller.getName(),
                key == null ? Ids.next().toString() : key,
                body.checked(products, settings.maxAmountMajor()));
        return answer(outcome, 201);
    }

    @Operation(operationId = "getLoanApplication", summary = "Where an application of yours stands")
    @ApiResponse(responseCode = "200", description = "Where it stands")
    @Problems(ProblemCode.NOT_FOUND)
    @GetMapping(path = "/applications/{id}", produces = APPLICATION_JSON_VALUE)
    LoanApplicationAnswer find(
            @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable String id,
            Authentication caller) {
        return LoanApplicationAnswer.of(application(id, caller));
    }

    @Operation(
            operationId = "getLoanOffer",
            summary = "The offer for an application of yours",
            description = "Schedule, total cost and annual percentage rate of charge. It stays after it was accepted.")
    @ApiResponse(responseCode = "200", description = "The offer")
    @Problems(ProblemCode.NOT_FOUND)
    @GetMapping(path = "/applications/{id}/offer", produces = APPLICATION_JSON_VALUE)
    LoanOfferAnswer offer(
            @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable String id,
            Authentication caller) {
        return applications
                .offer(application(id, caller).id())
                .map(LoanOfferAnswer::of)
                .orElseThrow(
                        () -> new ProblemException(ProblemCode.NOT_FOUND, "No offer was made for this application."));
    }

    @Operation(
            operationId = "acceptLoanOffer",
            summary = "Accept the offer",
            description =
                    "On the last day of the offer at the latest. The money is paid out at once, if the account takes it; accepting"
                            + " again pays out what is not paid out yet, and has no further effect.")
    @ApiResponse(
            responseCode = "200",
            description = "Accepted",
            headers =
                    @Header(
                            name = "Idempotent-Replayed",
                            description = "true, if it was accepted before",
                            schema = @Schema(type = "string")))
    @Problems({ProblemCode.NOT_FOUND, ProblemCode.WRONG_STATE, ProblemCode.OFFER_EXPIRED})
    @PostMapping(path = "/applications/{id}/acceptance", produces = APPLICATION_JSON_VALUE)
    ResponseEntity<LoanApplicationAnswer> accept(
            @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable String id,
            Authentication caller) {
        LoanApplication application = application(id, caller);
        return answer(applications.takeOffer(application.id(), application.clientId()), 200);
    }

    @Operation(
            operationId = "withdrawLoanApplication",
            summary = "Withdraw an application",
            description = "Until the money is paid out. Withdrawing again has no further effect.")
    @ApiResponse(
            responseCode = "200",
            description = "Withdrawn",
            headers =
                    @Header(
                            name = "Idempotent-Replayed",
                            description = "true, if it was withdrawn before",
                            schema = @Schema(type = "string")))
    @Problems({ProblemCode.NOT_FOUND, ProblemCode.WRONG_STATE})
    @PostMapping(path = "/applications/{id}/withdrawal", produces = APPLICATION_JSON_VALUE)
    ResponseEntity<LoanApplicationAnswer> withdraw(
            @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable String id,
            Authentication caller) {
        LoanApplication application = application(id, caller);
        return answer(
                applications.carryOut(
                        application.id(), ApplicationCommand.ofClient(Action.WITHDRAW, application.clientId(), "")),
                200);
    }

    private LoanApplication application(String id, Authentication caller) {
        return PathId.uuid(id)
                .flatMap(applications::find)
                .filter(application -> application.clientId().equals(caller.getName()))
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.NOT_FOUND,
                        "You have sent no application with this id; ids are those of the Location header."));
    }

    private static ResponseEntity<LoanApplicationAnswer> answer(ApplicationOutcome outcome, int status) {
        if (outcome instanceof Refused refused) {
            throw problem(refused);
        }
        Done done = (Done) outcome;
        ResponseEntity.BodyBuilder response = ResponseEntity.status(done.repeated() ? 200 : status)
                .location(URI.create(HERE + done.application().id()));
        if (done.repeated()) {
            response.header("Idempotent-Replayed", "true");
        }
        return response.body(LoanApplicationAnswer.of(done.application()));
    }

    private static ProblemException problem(Refused refused) {
        String detail = refused.detail();
        return switch (refused.reason()) {
            case UNKNOWN_PRODUCT -> ProblemException.of("product", ProblemCode.UNKNOWN_PRODUCT, detail);
            case UNKNOWN_ACCOUNT -> ProblemException.of("account", ProblemCode.UNKNOWN_ACCOUNT, detail);
            case ACCOUNT_FROZEN -> ProblemException.of("account", ProblemCode.ACCOUNT_FROZEN, detail);
            case ACCOUNT_CLOSED -> ProblemException.of("account", ProblemCode.ACCOUNT_CLOSED, detail);
            case CURRENCY_MISMATCH -> ProblemException.of("account", ProblemCode.CURRENCY_MISMATCH, detail);
            case AMOUNT_OUT_OF_RANGE -> ProblemException.of("amount", ProblemCode.AMOUNT_OUT_OF_RANGE, detail);
            case INSTALMENTS_OUT_OF_RANGE -> ProblemException.of("instalments", ProblemCode.INVALID_NUMBER, detail);
            case INVALID_TERMS -> ProblemException.of("instalments", ProblemCode.INVALID_TERMS, detail);
            case KEY_REUSED -> new ProblemException(ProblemCode.IDEMPOTENCY_KEY_REUSED, detail);
            case OFFER_EXPIRED -> new ProblemException(ProblemCode.OFFER_EXPIRED, detail);
            case WRONG_STATE -> new ProblemException(ProblemCode.WRONG_STATE, detail);
            case UNKNOWN_APPLICATION, NOT_PAYABLE, SAME_PERSON, REASON_NEEDED, REASON_TOO_LONG ->
                throw new IllegalStateException("a client was refused as staff are: " + refused.reason());
        };
    }
}
