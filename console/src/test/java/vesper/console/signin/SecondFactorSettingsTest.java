package vesper.console.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import vesper.console.signin.StaffAccounts.Role;

class SecondFactorSettingsTest {
    private static final String KEY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    @Test
    void rolesSayWhoIsAsked() {
        SecondFactorSettings settings = new SecondFactorSettings(Set.of(Role.OPERATOR), KEY);

        assertThat(settings.isAskedOf(List.of(new SimpleGrantedAuthority("ROLE_OPERATOR"))))
                .isTrue();
        assertThat(settings.isAskedOf(List.of(new SimpleGrantedAuthority("ROLE_ANALYST"))))
                .isFalse();
        assertThat(settings.isAskedOf(
                        AuthorityUtils.createAuthorityList("ROLE_ADMIN", "ROLE_OPERATOR", "ROLE_ANALYST")))
                .as("an administrator has all roles")
                .isTrue();
        assertThat(new SecondFactorSettings(Set.of(), null)
                        .isAskedOf(List.of(new SimpleGrantedAuthority("ROLE_ADMIN"))))
                .isFalse();
    }

    @Test
    void rolesNeedAKeyOf32Bytes() {
        assertThatThrownBy(() -> new SecondFactorSettings(Set.of(Role.ADMIN), ""))
                .hasMessageContaining("must be 32 bytes");
        assertThatThrownBy(() -> new SecondFactorSettings(Set.of(), "AAAA")).hasMessageContaining("must be 32 bytes");
        assertThat(new SecondFactorSettings(Set.of(Role.ADMIN), KEY).toString()).doesNotContain(KEY);
    }
}
