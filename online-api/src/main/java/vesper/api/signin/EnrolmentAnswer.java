package vesper.api.signin;

import io.swagger.v3.oas.annotations.media.Schema;

/** A code with which a customer enrols. */
@Schema(description = "A code with which a customer enrols, once; hand it to nobody else.")
record EnrolmentAnswer(
        @Schema(example = "k3dq-7ahf-2mtx-5zpc") String code,

        @Schema(format = "date-time", example = "2026-01-22T09:30:00Z")
        String expiresAt,

        @Schema(description = "the page where it is used", example = "/sign-in/enrol")
        String page) {

    static EnrolmentAnswer of(Logins.Enrolment enrolment) {
        return new EnrolmentAnswer(enrolment.code(), enrolment.expiresAt().toString(), "/sign-in/enrol");
    }

    /** Without the code: whoever has it becomes the customer. */
    @Override
    public String toString() {
        return "EnrolmentAnswer";
    }
}
