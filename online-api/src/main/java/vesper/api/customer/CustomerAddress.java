package vesper.api.customer;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import vesper.api.field.FieldChecks;

/** Where a customer is reached, unchecked. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "CustomerAddress", description = "Where a customer is reached.")
record CustomerAddress(
        @Schema(
                requiredMode = Schema.RequiredMode.REQUIRED,
                description = "postal address, lines separated by line feeds; at most 500 characters",
                example = "1 Quay Street\nPort Amity")
        @Nullable
        String address,

        @Schema(
                description = "where statements go; stays as it is if left out",
                format = "email",
                example = "ada@customer.example")
        @Nullable
        String email) {
    private static final int LONGEST = 500;

    /**
     * The same, if it can be used.
     *
     * @throws vesper.api.problem.ProblemException naming the fields that cannot be used
     */
    CustomerAddress checked() {
        FieldChecks fields = new FieldChecks();
        fields.requiredLines("address", address, LONGEST);
        fields.optionalEmail("email", email);
        fields.finish();
        return this;
    }

    /** Without its contents: they are personal. */
    @Override
    public String toString() {
        return "CustomerAddress";
    }
}
