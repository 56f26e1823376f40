package vesper.api.docs;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Map;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** An operation on its way out, in tests that ask for it. */
@RestController
@ConditionalOnProperty("vesper.test.retired-operation")
@Tag(name = "Accounts")
@SecurityRequirement(name = "oauth2", scopes = "accounts:read")
class RetiredOperation {
    @Operation(operationId = "listOldAccounts", summary = "Accounts, as they were listed before")
    @ApiResponse(responseCode = "200", description = "None")
    @Retired(since = "2026-11-29", sunset = "2027-11-29", successor = "/v1/accounts")
    @GetMapping(path = "/v1/accounts/old", produces = "application/json")
    Map<String, String> list() {
        return Map.of();
    }
}
