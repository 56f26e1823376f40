package vesper.api.transfer;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vesper.bank.transfer.StandingOrders.Made;

/** What became of one date of a standing order. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Occurrence", description = "What became of one date of a standing order.")
record OccurrenceAnswer(
        @Schema(format = "date", example = "2026-02-01") String orderedFor,

        @Schema(
                description = "the business date on which it was booked, or is tried next",
                format = "date",
                example = "2026-02-02")
        String dueOn,

        @Schema(
                description = "pending: waits for the close of its day; failed: people look after it",
                allowableValues = {"pending", "booked", "failed", "left_out"})
        String status,

        @Schema(description = "stable code, for failed and left_out", example = "insufficient_funds") @Nullable
        String reason) {

    static OccurrenceAnswer of(Made made) {
        return new OccurrenceAnswer(
                made.orderedFor().toString(),
                made.dueOn().toString(),
                made.state().equals("GIVEN_UP") ? "left_out" : made.state().toLowerCase(Locale.ROOT),
                made.reason() == null ? null : made.reason().toLowerCase(Locale.ROOT));
    }

    /** Of one order. */
    @Schema(
            name = "OccurrenceList",
            description = "Dates of a standing order that are behind it, newest first; the last 200.")
    record All(List<OccurrenceAnswer> occurrences) {}
}
