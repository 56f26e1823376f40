package vesper.api.account;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The password that a customer chooses for documents. */
@Schema(name = "DocumentPassword", description = "The password that is to open documents attached to mails.")
record DocumentPasswordChoice(
        @Schema(
                description = "8 to 30 characters; the bank does not keep it, and cannot tell it again",
                example = "correct horse battery",
                requiredMode = Schema.RequiredMode.REQUIRED)
        @Nullable
        String password) {

    /** Without the password. */
    @Override
    public String toString() {
        return "DocumentPasswordChoice";
    }
}
