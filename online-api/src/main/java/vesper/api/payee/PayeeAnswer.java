package vesper.api.payee;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Locale;
import vesper.bank.payee.Payees.Payee;

/** Somebody whom a customer pays. */
@Schema(name = "Payee", description = "Somebody whom you pay.")
record PayeeAnswer(
        @Schema(format = "uuid", example = "0197a3c8-2f6e-7c1d-9b1e-3f6d2f1d9a55")
        String id,

        @Schema(example = "Ada Nilsson") String name,

        @Schema(description = "IBAN", example = "GB44VESP00000000000043")
        String account,

        @Schema(
                description = "how the name compared with the holder's when the payee was added",
                allowableValues = {"match", "close_match", "no_match"})
        String confirmation) {

    /** Without its contents: they are personal. */
    @Override
    public String toString() {
        return "PayeeAnswer";
    }

    static PayeeAnswer of(Payee payee) {
        return new PayeeAnswer(
                payee.id().toString(),
                payee.name(),
                payee.number(),
                payee.confirmation().name().toLowerCase(Locale.ROOT));
    }

    /** A customer's. */
    @Schema(name = "PayeeList", description = "Payees by name; the first 500.")
    record All(List<PayeeAnswer> payees) {}
}
