package vesper.console.signin;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import vesper.bank.signin.RelyingParty;

/**
 * Passkeys of staff, prefix {@code vesper.console.passkeys}.
 *
 * @param relyingParty the domain name for which they are made, the same for ever: one that all origins end with; null: there are none
 * @param origins the addresses of the console as browsers see it, such as {@code https://console.bank.example}
 */
@ConfigurationProperties("vesper.console.passkeys")
public record PasskeySettings(
        @Nullable String relyingParty, @DefaultValue Set<String> origins) {
    public PasskeySettings {
        relyingParty = relyingParty == null || relyingParty.isBlank() ? null : relyingParty;
        origins = Set.copyOf(origins);
        party(relyingParty, origins);
    }

    /** For whom passkeys are made; empty if there are none. */
    Optional<RelyingParty> party() {
        return party(relyingParty, origins);
    }

    private static Optional<RelyingParty> party(@Nullable String id, Set<String> origins) {
        return Optional.ofNullable(id).map(known -> new RelyingParty(known, "Vesper back office", origins));
    }
}
