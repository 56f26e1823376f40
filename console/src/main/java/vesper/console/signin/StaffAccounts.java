package vesper.console.signin;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.transaction.support.TransactionTemplate;
import vesper.bank.Bank;

/** The people who may sign in, in table {@code staff}. Passwords are random, shown once, and kept as salted hashes. */
public final class StaffAccounts {
    /** Letters and digits that are not taken for one another. */
    private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private static final int PASSWORD_LENGTH = 20;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final PasswordEncoder encoder = PasswordEncoderFactories.createDelegatingPasswordEncoder();
    private final SecureRandom random = new SecureRandom();

    public StaffAccounts(Bank bank) {
        jdbc = bank.jdbc();
        transaction = bank.transaction();
    }

    /** What a member of staff may do. */
    public enum Role {
        /** Runs the night: jobs, dead letters, mail. */
        OPERATOR,
        /** Decides on payments under review. */
        ANALYST,
        /** Decides on applications for loans. */
        UNDERWRITER,
        /** May do all that the others may. */
        ADMIN
    }

    /**
     * Adds a member of staff, or gives one that exists new roles and a new password, takes the second factor and passkeys away, which may
     * be lost, and ends all sessions.
     *
     * @param username a lower-case letter, then 1 to 39 of {@code a-z 0-9 . _ -}
     * @param roles at least one
     * @return the password, which is stored nowhere in clear: 20 characters, some 115 bits
     * @throws IllegalArgumentException if the user name or the roles are not as described
     */
    public String register(String username, Set<Role> roles) {
        String password = newPassword();
        register(username, roles, password);
        return password;
    }

    /**
     * Like {@link #register(String, Set)}, with a password that was drawn elsewhere.
     *
     * @param password at least 20 characters
     */
    public void register(String username, Set<Role> roles, String password) {
        if (password.length() < PASSWORD_LENGTH) {
            throw new IllegalArgumentException("a password has at least " + PASSWORD_LENGTH + " characters");
        }
        if (!username.matches("[a-z][a-z0-9._-]{1,39}")) {
            throw new IllegalArgumentException(
                    "a user name is a lower-case letter and then 1 to 39 of a-z, 0-9, '.', '_' and '-'");
        }
        if (roles.isEmpty()) {
            throw new IllegalArgumentException("a member of staff needs a role");
        }
        String hash = encoder.encode(password);
        transaction.executeWithoutResult(status -> keep(username, roles, hash));
    }

    /**
     * Gives a member a new password, takes the second factor and passkeys away, which may be lost, and ends all sessions; roles stay.
     *
     * @return the password; empty if there is no such member
     */
    public Optional<String> renew(String username) {
        String password = newPassword();
        String hash = encoder.encode(password);
        boolean known = Boolean.TRUE.equals(transaction.execute(status -> {
            forgetFactors(username);
            return jdbc.sql("""
                            update staff set password_hash = :hash, renewals = renewals + 1 where username = :username
                            """).param("hash", hash).param("username", username).update() == 1;
        }));
        return known ? Optional.of(password) : Optional.empty();
    }

    private void keep(String username, Set<Role> roles, String hash) {
        jdbc.sql("""
                        insert into staff (username, password_hash, roles) values (:username, :hash, :roles)
                        on conflict (username) do update
                           set password_hash = excluded.password_hash, roles = excluded.roles, enabled = true,
                               renewals = staff.renewals + 1
                        """)
                .param("username", username)
                .param("hash", hash)
                .param("roles", new TreeSet<>(roles).stream().map(Role::name).toArray(String[]::new))
                .update();
        forgetFactors(username);
    }

    private void forgetFactors(String username) {
        jdbc.sql("delete from staff_backup_code where username = :username")
                .param("username", username)
                .update();
        jdbc.sql("delete from staff_passkey where username = :username")
                .param("username", username)
                .update();
        jdbc.sql("delete from staff_second_factor where username = :username")
                .param("username", username)
                .update();
    }

    /** Whether there is a member of staff of this name, enabled or not. */
    public boolean exists(String username) {
        return jdbc.sql("select count(*) from staff where username = :username")
                        .param("username", username)
                        .query(Long.class)
                        .single()
                > 0;
    }

    PasswordEncoder encoder() {
        return encoder;
    }

    StaffMember load(String username) {
        return jdbc.sql("""
                        select username, password_hash, roles, enabled, renewals from staff where username = :username
                        """)
                .param("username", username)
                .query((row, n) -> new StaffMember(
                        row.getString("username"),
                        row.getString("password_hash"),
                        row.getBoolean("enabled"),
                        authorities((String[]) row.getArray("roles").getArray()),
                        row.getInt("renewals")))
                .optional()
                .orElseThrow(() -> new UsernameNotFoundException("no such member of staff"));
    }

    /**
     * Whether somebody who is signed in may still do what was allowed then, no less and no more, and would still get in by what was
     * shown then.
     */
    boolean stands(Authentication staff) {
        if (!(staff.getPrincipal() instanceof StaffMember member)) {
            return false;
        }
        return jdbc.sql("""
                        select roles from staff where username = :username and enabled and renewals = :renewals
                        """)
                .param("username", member.getUsername())
                .param("renewals", member.renewals())
                .query((row, n) -> authorities((String[]) row.getArray("roles").getArray()))
                .optional()
                .filter(allowed -> Set.copyOf(allowed).equals(Set.copyOf(member.getAuthorities())))
                .isPresent();
    }

    /** Keeps a hash made anew of the same password, when the way of hashing has become stronger since it was set. */
    UserDetails rehash(UserDetails user, String hash) {
        jdbc.sql("update staff set password_hash = :hash where username = :username and password_hash = :known")
                .param("hash", hash)
                .param("username", user.getUsername())
                .param("known", user.getPassword())
                .update();
        return user;
    }

    private static List<GrantedAuthority> authorities(String[] roles) {
        List<String> given = List.of(roles);
        List<String> effective =
                given.contains(Role.ADMIN.name()) ? List.of("ADMIN", "OPERATOR", "ANALYST", "UNDERWRITER") : given;
        return effective.stream()
                .<GrantedAuthority>map(role -> new SimpleGrantedAuthority("ROLE_" + role))
                .toList();
    }

    private String newPassword() {
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < PASSWORD_LENGTH; i++) {
            password.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return password.toString();
    }
}
