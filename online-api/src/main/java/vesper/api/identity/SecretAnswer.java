package vesper.api.identity;

import io.swagger.v3.oas.annotations.media.Schema;

/** A new secret. */
@Schema(name = "Secret", description = "A new secret, shown this once.")
record SecretAnswer(
        @Schema(example = "3q2-7wT0a5lqk0Zb1uPz9yH4mC6dE8fGxJvKsLnOpRt")
        String secret,

        @Schema(format = "date-time", example = "2027-01-15T09:30:00Z")
        String expiresAt,

        @Schema(
                description = "until when the secret until now is valid, too",
                format = "date-time",
                example = "2026-01-16T09:30:00Z")
        String oldUntil) {

    /** Without the secret. */
    @Override
    public String toString() {
        return "SecretAnswer";
    }
}
