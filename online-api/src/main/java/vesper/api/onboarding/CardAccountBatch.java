package vesper.api.onboarding;

import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Many accounts to be opened. */
@Schema(description = "Many accounts to be opened, each on its own.")
record CardAccountBatch(
        @ArraySchema(minItems = 1, maxItems = 500) @Nullable List<@Nullable CardAccountRequest> cardAccounts) {}
