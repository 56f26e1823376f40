package vesper.api.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vesper.bank.customer.Customer;
import vesper.bank.holder.Rights;

/** A holder of an account. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Holder", description = "A holder of an account.")
record HolderAnswer(
        @Schema(description = "to clients: the key under which the customer was registered", example = "C-1042")
        @Nullable
        String customerReference,

        @Schema(example = "Ada Nilsson") String name,

        @Schema(
                description =
                        "sole: there is nobody else who acts; either: each of those acts alone; both_to_sign: pays with another;"
                                + " view_only: sees it",
                allowableValues = {"sole", "either", "both_to_sign", "view_only"})
        String rights) {

    /** Without its contents: they are personal. */
    @Override
    public String toString() {
        return "HolderAnswer";
    }

    static HolderAnswer of(Customer customer, Rights rights, boolean toClient) {
        return new HolderAnswer(
                toClient ? customer.reference() : null,
                customer.name(),
                rights.name().toLowerCase(Locale.ROOT));
    }

    /** Of one account. */
    @Schema(name = "HolderList", description = "The holders of an account, the one for whom it was opened first.")
    record All(List<HolderAnswer> holders) {}
}
