package vesper.api.identity;

import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import vesper.api.identity.Consents.Consent;

/** What a customer has let an app do. */
@Schema(name = "Consent", description = "What you have let an app do.")
record ConsentAnswer(
        @Schema(description = "id of the app", example = "budget-app")
        String app,

        @ArraySchema(schema = @Schema(example = "accounts:read"))
        List<String> scopes,

        @Schema(format = "date-time", example = "2026-01-15T09:30:00Z")
        String givenAt) {

    static ConsentAnswer of(Consent consent) {
        return new ConsentAnswer(
                consent.clientId(),
                consent.scopes().stream().sorted().toList(),
                consent.givenAt().toString());
    }

    /** A customer's. */
    @Schema(name = "ConsentList", description = "The apps of others that you let in.")
    record All(List<ConsentAnswer> consents) {}
}
