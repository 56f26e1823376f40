package vesper.api.signin;

import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import vesper.bank.signin.RelyingParty;

/**
 * How customers sign in, prefix {@code vesper.api.sign-in}.
 *
 * @param failures wrong attempts of one name from one address that are answered at once
 * @param delay the wait after the last of them; it doubles with each further one, up to 15 minutes
 * @param breachList server of breached passwords by range, see {@link PasswordRange}; null: the short list that comes along
 * @param relyingParty the domain name for which passkeys are made, such as {@code bank.example}: one that all origins end with, and the
 *     same for ever, since passkeys work nowhere else; null: the host of the issuer
 * @param origins the addresses of the sign-in pages as browsers see them, such as {@code https://login.bank.example}; empty: the issuer
 */
@ConfigurationProperties("vesper.api.sign-in")
record SignInSettings(
        @DefaultValue("5") int failures,
        @DefaultValue("10s") Duration delay,
        @Nullable URI breachList,
        @Nullable String relyingParty,
        @DefaultValue Set<String> origins) {
    SignInSettings {
        if (failures < 1 || delay.isNegative() || delay.isZero()) {
            throw new IllegalArgumentException("vesper.api.sign-in: failures and delay must be positive");
        }
    }

    /** What is set, or else follows from the issuer. */
    RelyingParty relyingParty(String issuer) {
        URI address = URI.create(issuer);
        String id = relyingParty == null ? address.getHost() : relyingParty;
        Set<String> allowed =
                origins.isEmpty() ? Set.of(address.getScheme() + "://" + address.getAuthority()) : origins;
        return new RelyingParty(id, "Vesper", allowed);
    }
}
