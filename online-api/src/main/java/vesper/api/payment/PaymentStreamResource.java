package vesper.api.payment;

import static org.springframework.http.MediaType.TEXT_EVENT_STREAM_VALUE;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import vesper.api.caller.Caller;
import vesper.api.docs.Problems;
import vesper.api.problem.ProblemCode;

/** {@code /v1/payments/stream}: what becomes of a caller's payments, as it happens. */
@RestController
@RequestMapping("/v1/payments/stream")
@Tag(name = "Payments", description = "Card payments, transfers and deposits.")
@SecurityRequirement(name = "oauth2", scopes = "payments:write")
final class PaymentStreamResource {
    private static final String EXAMPLE = """
            id:1685959200000000
            :

            id:1685959200123456
            event:payment
            data:{"id":"0f0c4c7e-6a66-5d7c-8b1e-3f6d2f1d9a55","status":"booked","bookingDate":"2023-06-05",\
            "acceptedAt":"2023-06-05T10:00:00.103456Z","businessDate":"2023-06-05"}

            :

            """;

    private final PaymentStreams streams;

    PaymentStreamResource(PaymentStreams streams) {
        this.streams = streams;
    }

    @Operation(
            operationId = "streamPayments",
            summary = "What becomes of your payments, as it happens",
            description =
                    "Server-sent events: one named payment whenever the outcome of a payment that you sent is recorded or changes, with the"
                            + " payment as getPayment has it. Comments in between show that the connection lives. Connect again with the id of"
                            + " the last event as Last-Event-ID, as browsers do by themselves, and nothing is left out; an event may come twice."
                            + " The event gap says that too much time, or too much else, lies between: read those payments one by one. A stream"
                            + " ends with its token, and if you read more slowly than your payments are booked; four can be open at a time.")
    @ApiResponse(
            responseCode = "200",
            description = "The stream",
            content =
                    @Content(
                            mediaType = TEXT_EVENT_STREAM_VALUE,
                            schema = @Schema(type = "string"),
                            examples = @ExampleObject(name = "booked", value = EXAMPLE)))
    @Problems(ProblemCode.INVALID_CURSOR)
    @GetMapping(produces = TEXT_EVENT_STREAM_VALUE)
    ResponseEntity<SseEmitter> stream(
            @Parameter(description = "id of the last event that you have", example = "1685959200123456")
                    @RequestHeader(name = "Last-Event-ID", required = false)
                    @Nullable
                    String lastEventId,
            Authentication caller) {
        SseEmitter stream = streams.open(caller.getName(), Caller.token(caller), lastEventId);
        // Proxies that collect answers before they pass them on are asked not to.
        return ResponseEntity.ok().header("X-Accel-Buffering", "no").body(stream);
    }
}
