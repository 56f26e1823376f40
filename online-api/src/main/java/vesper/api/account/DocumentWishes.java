package vesper.api.account;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How the holder of an account wants documents, as it is or is to be; of a change only {@code paper} may be
 * missing. */
@Schema(name = "DocumentPreference", description = "How the holder of an account wants documents.")
record DocumentWishes(
        @Schema(
                description = "of the documents issued from now on",
                allowableValues = {"en", "de", "fr"},
                requiredMode = Schema.RequiredMode.REQUIRED)
        @Nullable
        String language,

        @Schema(
                description = "attached to the mail, or the mail has a link that works once within 24 hours",
                allowableValues = {"attachment", "link"},
                requiredMode = Schema.RequiredMode.REQUIRED)
        @Nullable
        String delivery,

        @Schema(
                description = "whether documents are tagged for readers who do not see them (PDF/UA-1)",
                requiredMode = Schema.RequiredMode.REQUIRED)
        @Nullable
        Boolean accessible,

        @Schema(
                description =
                        "whether documents are printed and posted too; a change without it leaves it as it is. Documents that"
                                + " the law asks for come by mail whatever is chosen")
        @Nullable
        Boolean paper) {}
