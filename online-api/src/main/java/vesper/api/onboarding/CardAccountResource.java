package vesper.api.onboarding;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import vesper.api.ApiSettings;
import vesper.api.docs.Problems;
import vesper.api.docs.TakesJson;
import vesper.api.field.FieldChecks;
import vesper.api.field.JsonBody;
import vesper.api.problem.ProblemCode;
import vesper.bank.Bank;

/** {@code /v1/card-accounts}: opens an account for a card, one or many at a time. */
@RestController
@RequestMapping("/v1/card-accounts")
@Tag(name = "Onboarding", description = "Accounts for cards that another system issued.")
@SecurityRequirement(name = "oauth2", scopes = "onboarding")
final class CardAccountResource {
    private final Onboarding onboarding;
    private final ApiSettings settings;

    CardAccountResource(Bank bank, ApiSettings settings) {
        onboarding = new Onboarding(bank, bank.cards(settings.cardKeyBytes()));
        this.settings = settings;
    }

    @Operation(
            operationId = "openCardAccount",
            summary = "Open an account for a card",
            description =
                    "Registers the customer, opens a current account, registers the card and books the opening balance,"
                            + " all or nothing. A card that is known is left as it is.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = CardAccountRequest.class))))
    @ApiResponse(
            responseCode = "201",
            description = "Opened",
            headers = @Header(name = "Location", description = "the account", schema = @Schema(type = "string")))
    @ApiResponse(
            responseCode = "200",
            description = "The card is known from before; nothing was changed",
            headers = @Header(name = "Location", description = "the account", schema = @Schema(type = "string")))
    @TakesJson
    @Problems({
        ProblemCode.MISSING_FIELD,
        ProblemCode.INVALID_CARD,
        ProblemCode.UNKNOWN_CURRENCY,
        ProblemCode.INVALID_AMOUNT,
        ProblemCode.AMOUNT_NEGATIVE,
        ProblemCode.AMOUNT_DECIMALS,
        ProblemCode.AMOUNT_TOO_LARGE,
        ProblemCode.INVALID_TEXT,
        ProblemCode.INVALID_EMAIL,
        ProblemCode.SEVERAL_ERRORS
    })
    @PostMapping(consumes = APPLICATION_JSON_VALUE, produces = APPLICATION_JSON_VALUE)
    ResponseEntity<CardAccountAnswer> open(HttpServletRequest request) {
        CardAccountRequest body = JsonBody.read(
                request,
                CardAccountRequest.class,
                Math.toIntExact(settings.maxBody().toBytes()));
        FieldChecks fields = new FieldChecks();
        CardAccountOrder order = CardAccountOrder.check(body, settings.maxAmountMajor(), fields);
        fields.finish();
        if (order == null) {
            throw new IllegalStateException("a request without errors gave no order");
        }
        CardAccountAnswer answer = onboarding.open(List.of(order)).get(0);
        return ResponseEntity.status(answer.status().equals("opened") ? 201 : 200)
                .location(URI.create("/v1/accounts/" + answer.account()))
                .body(answer);
    }

    @Operation(
            operationId = "openCardAccounts",
            summary = "Open accounts for many cards",
            description =
                    "Up to 500 at a time. Those that are malformed are rejected, each with its errors; the others are"
                            + " opened together or not at all.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = CardAccountBatch.class))))
    @ApiResponse(responseCode = "200", description = "One answer for each, in the order of the request")
    @TakesJson
    @Problems({ProblemCode.MISSING_FIELD, ProblemCode.TOO_MANY_ITEMS})
    @PostMapping(path = "/batch", consumes = APPLICATION_JSON_VALUE, produces = APPLICATION_JSON_VALUE)
    CardAccountAnswer.Batch openMany(HttpServletRequest request) {
        CardAccountBatch batch = JsonBody.read(
                request,
                CardAccountBatch.class,
                Math.toIntExact(settings.maxBatchBody().toBytes()));
        List<@Nullable CardAccountRequest> items =
                JsonBody.items("cardAccounts", batch.cardAccounts(), settings.maxBatch());
        List<@Nullable CardAccountAnswer> answers = new ArrayList<>(items.size());
        List<CardAccountOrder> orders = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            FieldChecks fields = new FieldChecks();
            CardAccountRequest item = items.get(i);
            if (item == null) {
                fields.error("card", ProblemCode.MISSING_FIELD, "is required");
            }
            CardAccountOrder order =
                    item == null ? null : CardAccountOrder.check(item, settings.maxAmountMajor(), fields);
            if (order == null) {
                String place = "cardAccounts[" + i + "]";
                answers.add(CardAccountAnswer.rejected(fields.errors().stream()
                        .map(error -> error.within(place))
                        .toList()));
            } else {
                answers.add(null);
                orders.add(order);
            }
        }
        var opened = onboarding.open(orders).iterator();
        return new CardAccountAnswer.Batch(answers.stream()
                .map(answer -> answer != null ? answer : opened.next())
                .toList());
    }
}
