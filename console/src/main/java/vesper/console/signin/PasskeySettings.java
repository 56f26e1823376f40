package vesper.console.signin;

import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

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
        if (relyingParty != null && (origins.isEmpty() || !allAt(relyingParty, origins))) {
            throw new IllegalArgumentException(
                    "vesper.console.passkeys.origins must name addresses at the relying party " + relyingParty);
        }
    }

    private static boolean allAt(String party, Set<String> origins) {
        return origins.stream()
                .map(origin -> URI.create(origin).getHost())
                .allMatch(host -> host != null && (host.equals(party) || host.endsWith("." + party)));
    }
}
