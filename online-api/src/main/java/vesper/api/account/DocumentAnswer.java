package vesper.api.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vesper.reporting.document.Document;

/** A document that the bank has issued. */
@Schema(description = "A document that the bank has issued.")
record DocumentAnswer(
        @Schema(format = "uuid") String id,

        @Schema(allowableValues = {"statement", "yearly_summary"})
        String kind,

        @Schema(description = "first day it is about", format = "date", example = "2023-06-01")
        String from,

        @Schema(description = "last day it is about", format = "date", example = "2023-06-30")
        String to,

        @Schema(description = "1, or higher for one that corrects another", example = "1")
        int version,

        @Schema(description = "id of the document that it corrects, which no longer holds", format = "uuid")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        String replaces,

        @Schema(example = "2") int pages,

        @Schema(description = "size of the file in bytes", example = "41234")
        int bytes,

        @Schema(description = "SHA-256 of the file in hexadecimal")
        String sha256,

        @Schema(description = "where the file is") String href) {

    static DocumentAnswer of(Document document) {
        return new DocumentAnswer(
                document.id().toString(),
                document.kind().name().toLowerCase(Locale.ROOT),
                document.period().from().toString(),
                document.period().to().toString(),
                document.version(),
                document.replaces() == null ? null : document.replaces().toString(),
                document.pages(),
                document.bytes(),
                document.sha256(),
                "/v1/accounts/" + document.accountNumber() + "/documents/" + document.id());
    }
}
