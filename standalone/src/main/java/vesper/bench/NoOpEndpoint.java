package vesper.bench;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * An endpoint of the API's own server, behind the same filters, limits and audit as a payment, that reads what is sent and answers
 * 202 with as much as a payment's answer. No bank has it but those that are measured.
 */
@RestController
class NoOpEndpoint {
    static final String PATH = "/v1/payments/no-op";

    private static final Answer ANSWER =
            new Answer("00000000-0000-0000-0000-000000000000", "accepted", "2023-06-05T10:00:00.000000Z", "2023-06-05");

    record Answer(String id, String status, String acceptedAt, String businessDate) {}

    @PostMapping(path = PATH, consumes = MediaType.APPLICATION_JSON_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Answer> answer(HttpServletRequest request) throws IOException {
        request.getInputStream().readAllBytes();
        return ResponseEntity.accepted().body(ANSWER);
    }
}
