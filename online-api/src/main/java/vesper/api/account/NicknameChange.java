package vesper.api.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a holder calls an account, as it is or is to be. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Nickname", description = "What a holder calls an account.")
record NicknameChange(
        @Schema(description = "1 to 60 characters; missing: nothing", example = "Holidays") @Nullable
        String nickname) {

    /** Without its contents: they are personal. */
    @Override
    public String toString() {
        return "NicknameChange";
    }
}
