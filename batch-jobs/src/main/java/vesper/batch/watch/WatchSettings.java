package vesper.batch.watch;

import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the watchdog.
 *
 * @param every pause between two looks
 * @param deadline how long after the cut-off a day must be closed
 * @param stuck how long a run may be active without committing a chunk
 * @param slowFactor from how many times the usual duration on a close is slow
 * @param slowBy and by how much longer than usual at least
 * @param mailTo address that alerts are mailed to; null: none are
 * @param mailFrom address that they come from
 * @param smtpHost mail server, which asks for no password
 * @param webhook where alerts are posted as JSON, signed as Standard Webhooks 1.0 says; null: nowhere
 * @param webhookSecret Base64, with {@code whsec_} in front or without; needed with {@code webhook}
 */
@Validated
@ConfigurationProperties("vesper.watch")
public record WatchSettings(
        @NotNull @DefaultValue("1m") Duration every,
        @NotNull @DefaultValue("2h") Duration deadline,
        @NotNull @DefaultValue("15m") Duration stuck,
        @DecimalMin("1.0") @DefaultValue("2") double slowFactor,
        @NotNull @DefaultValue("5m") Duration slowBy,
        @Nullable String mailTo,

        @NotNull @DefaultValue("Vesper <night@vesper.example>")
        String mailFrom,

        @NotNull @DefaultValue("127.0.0.1") String smtpHost,
        @Min(1) @Max(65535) @DefaultValue("25") int smtpPort,
        @Nullable URI webhook,
        @Nullable String webhookSecret) {
    public WatchSettings {
        // What is set to nothing is not set.
        mailTo = mailTo == null || mailTo.isBlank() ? null : mailTo;
        webhook = webhook == null || webhook.toString().isBlank() ? null : webhook;
        webhookSecret = webhookSecret == null || webhookSecret.isBlank() ? null : webhookSecret;
        if (webhook != null && webhookSecret == null) {
            throw new IllegalArgumentException("vesper.watch.webhook needs vesper.watch.webhook-secret");
        }
    }

    /** Without the secret, which must not reach a log. */
    @Override
    public String toString() {
        return "WatchSettings[every=" + every + ", deadline=" + deadline + ", stuck=" + stuck + ", slowFactor="
                + slowFactor + ", slowBy=" + slowBy + ", mailTo=" + mailTo + ", webhook=" + webhook + "]";
    }
}
