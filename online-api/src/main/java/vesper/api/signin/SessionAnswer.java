package vesper.api.signin;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vesper.api.signin.Sessions.Session;

/** A sign-in that has not ended. */
@Schema(description = "A sign-in that has not ended.")
record SessionAnswer(
        @Schema(format = "uuid", example = "0197a3c8-2f6e-7c1d-9b1e-3f6d2f1d9a55")
        String id,

        @Schema(format = "date-time", example = "2026-01-15T09:30:00Z")
        String startedAt,

        @Schema(description = "network address it came from", example = "192.0.2.7")
        String address,

        @Schema(description = "what the browser says of itself", example = "Mozilla/5.0 (X11; Linux x86_64)")
        String device,

        @Schema(description = "whether this request is made in it")
        boolean current) {

    static SessionAnswer of(Session session, @Nullable UUID current) {
        return new SessionAnswer(
                session.id().toString(),
                session.startedAt().toString(),
                session.address(),
                session.device(),
                session.id().equals(current));
    }

    /** A device on which no second factor is asked for. */
    @Schema(description = "A device on which the sign-in asks for no second factor, for 30 days.")
    record RememberedDevice(
            @Schema(format = "uuid", example = "0197a3c8-2f6e-7c1d-9b1e-3f6d2f1d9a55")
            String id,

            @Schema(description = "what the browser says of itself", example = "Mozilla/5.0 (X11; Linux x86_64)")
            String device,

            @Schema(description = "network address that it was remembered from", example = "192.0.2.7")
            String address,

            @Schema(
                    description = "when the second factor was given on it",
                    format = "date-time",
                    example = "2026-01-15T09:30:00Z")
            String since,

            @Schema(
                    description = "when it stood for the second factor last",
                    format = "date-time",
                    example = "2026-01-15T09:30:00Z")
            String usedAt) {

        static RememberedDevice of(RememberedDevices.Device device) {
            return new RememberedDevice(
                    device.id().toString(),
                    device.device(),
                    device.address(),
                    device.since().toString(),
                    device.usedAt().toString());
        }
    }

    /** All of them, newest first. */
    @Schema(
            name = "SessionList",
            description =
                    "Sign-ins that have not ended, newest first, the last 100; and remembered devices, newest first.")
    record All(List<SessionAnswer> sessions, List<RememberedDevice> rememberedDevices) {}
}
