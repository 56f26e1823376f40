package vesper.console.signin;

import java.util.Collection;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.userdetails.User;

/** A member of staff as read at the sign-in; sessions keep it. */
final class StaffMember extends User {
    private static final long serialVersionUID = 1;

    private final int renewals;

    StaffMember(
            String username,
            String passwordHash,
            boolean enabled,
            Collection<? extends GrantedAuthority> authorities,
            int renewals) {
        super(username, passwordHash, enabled, true, true, true, authorities);
        this.renewals = renewals;
    }

    /** How often what the member signs in with had been renewed. */
    int renewals() {
        return renewals;
    }
}
