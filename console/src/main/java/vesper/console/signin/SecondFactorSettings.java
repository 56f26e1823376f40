package vesper.console.signin;

import java.util.Base64;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.security.core.GrantedAuthority;

/**
 * Whose second factor is asked for, prefix {@code vesper.console.second-factor}.
 *
 * @param roles staff with one of these roles enrol at their next sign-in and need a code from then on, administrators with any of them;
 *     others may enrol
 * @param key 32 bytes in base64, under which secrets are encrypted; without it nobody can enrol
 */
@ConfigurationProperties("vesper.console.second-factor")
public record SecondFactorSettings(
        @DefaultValue Set<StaffAccounts.Role> roles,
        @Nullable String key) {
    private static final int KEY_BYTES = 32;

    public SecondFactorSettings {
        if (key != null && key.isBlank()) {
            key = null;
        }
        if (key == null ? !roles.isEmpty() : !isKey(key)) {
            throw new IllegalArgumentException("vesper.console.second-factor.key must be 32 bytes in base64");
        }
    }

    private static boolean isKey(String base64) {
        try {
            return Base64.getDecoder().decode(base64).length == KEY_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    boolean isAskedOf(Collection<? extends GrantedAuthority> authorities) {
        return authorities.stream()
                .anyMatch(held -> roles.stream().anyMatch(role -> ("ROLE_" + role).equals(held.getAuthority())));
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "SecondFactorSettings[roles=" + roles + "]";
    }
}
