package vesper.api.account;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;
import vesper.api.ApiSettings;
import vesper.api.audit.AccountLookup;
import vesper.api.caller.Caller;
import vesper.api.docs.Problems;
import vesper.api.docs.TakesJson;
import vesper.api.field.FieldChecks;
import vesper.api.field.JsonBody;
import vesper.api.problem.ProblemCode;
import vesper.api.problem.ProblemException;
import vesper.bank.Bank;
import vesper.bank.account.Account;
import vesper.bank.customer.Customer;
import vesper.bank.holder.Rights;

/** Who holds an account: the bank's own channels, which have identified a customer, say who; all holders see it. */
@RestController
@Tag(name = "Accounts", description = "Balances and transactions of customers' accounts.")
final class HolderResource {
    private static final String HOLDING = "/v1/customers/{reference}/accounts/{number}";
    private static final int WORD = 20;

    private final Bank bank;
    private final AccountLookup accounts;
    private final int maxBody;

    HolderResource(Bank bank, AccountLookup accounts, ApiSettings settings) {
        this.bank = bank;
        this.accounts = accounts;
        maxBody = Math.toIntExact(settings.maxBody().toBytes());
    }

    @Operation(operationId = "listHolders", summary = "Who holds an account, and by which rights")
    @SecurityRequirement(name = "oauth2", scopes = "accounts:read")
    @ApiResponse(responseCode = "200", description = "The one for whom it was opened first")
    @Problems(ProblemCode.NOT_FOUND)
    @GetMapping(path = "/v1/accounts/{number}/holders", produces = APPLICATION_JSON_VALUE)
    HolderAnswer.All list(
            @Parameter(description = "IBAN", example = "GB71VESP00000000000042") @PathVariable String number,
            HttpServletRequest request,
            Authentication authentication) {
        return answer(
                accounts.require(number, authentication, request),
                Caller.of(authentication).customerId() == null);
    }

    @Operation(
            operationId = "setHolder",
            summary = "Let a customer hold an account, or change the rights",
            description =
                    "Beside the customer for whom it was opened. All holders who act do so by the same rights: those that were set last.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = HolderRequest.class))))
    @SecurityRequirement(name = "oauth2", scopes = "onboarding")
    @ApiResponse(responseCode = "200", description = "All holders of the account")
    @TakesJson
    @Problems({
        ProblemCode.NOT_FOUND,
        ProblemCode.WRONG_STATE,
        ProblemCode.MISSING_FIELD,
        ProblemCode.UNKNOWN_VALUE,
        ProblemCode.INVALID_TEXT
    })
    @PutMapping(path = HOLDING, consumes = APPLICATION_JSON_VALUE, produces = APPLICATION_JSON_VALUE)
    HolderAnswer.All set(
            @Parameter(description = "the key under which you know the customer", example = "C-1042") @PathVariable
                    String reference,
            @Parameter(description = "IBAN", example = "GB71VESP00000000000042") @PathVariable String number,
            HttpServletRequest request,
            Authentication authentication) {
        HolderRequest body = JsonBody.read(request, HolderRequest.class, maxBody);
        FieldChecks fields = new FieldChecks();
        Rights rights = fields.oneOf("rights", fields.required("rights", body.rights(), WORD), Rights.VIEW_ONLY);
        if (rights == Rights.SOLE) {
            fields.error("rights", ProblemCode.UNKNOWN_VALUE, "must be either, both_to_sign or view_only");
        }
        fields.finish();
        Account account = accounts.require(number, authentication, request);
        Customer customer = customer(reference);
        if (Long.valueOf(customer.id()).equals(account.customerId())) {
            throw new ProblemException(
                    ProblemCode.WRONG_STATE, "The account was opened for this customer, who holds it in any case.");
        }
        bank.holders().put(account, customer.id(), rights);
        return answer(account, true);
    }

    @Operation(
            operationId = "removeHolder",
            summary = "Let a customer hold an account no longer",
            description = "Removing again has no further effect. The customer for whom it was opened stays.")
    @SecurityRequirement(name = "oauth2", scopes = "onboarding")
    @ApiResponse(responseCode = "204", description = "Removed")
    @Problems(ProblemCode.NOT_FOUND)
    @DeleteMapping(HOLDING)
    ResponseEntity<Void> remove(
            @Parameter(description = "the key under which you know the customer", example = "C-1042") @PathVariable
                    String reference,
            @Parameter(description = "IBAN", example = "GB71VESP00000000000042") @PathVariable String number,
            HttpServletRequest request,
            Authentication authentication) {
        Account account = accounts.require(number, authentication, request);
        bank.holders().remove(account.id(), customer(reference).id());
        return ResponseEntity.noContent().build();
    }

    private Customer customer(String reference) {
        return bank.customers()
                .byReference(reference)
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.NOT_FOUND, "No customer was registered under this reference."));
    }

    private HolderAnswer.All answer(Account account, boolean toClient) {
        return new HolderAnswer.All(bank.holders().of(account).stream()
                .map(holder -> HolderAnswer.of(
                        bank.customers().byId(holder.customerId()).orElseThrow(), holder.rights(), toClient))
                .toList());
    }
}
