package vesper.console.staff;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import vesper.bank.Bank;
import vesper.bank.audit.Actor;
import vesper.bank.audit.AuditEvent;
import vesper.bank.audit.AuditLog;
import vesper.bank.foureyes.FourEyes;
import vesper.bank.foureyes.FourEyes.Check;
import vesper.console.signin.StaffAccounts.Role;

/**
 * What members of staff may do. One administrator proposes other roles, they count once another has approved them, and nobody does either
 * for the own ones. Who is left without a role may not sign in.
 */
@Component
final class StaffRoles {
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final AuditLog audit;
    private final FourEyes fourEyes;

    StaffRoles(Bank bank) {
        jdbc = bank.jdbc();
        transaction = bank.transaction();
        audit = bank.audit();
        fourEyes = new FourEyes(jdbc, audit, "staff_role_version", "username");
    }

    /**
     * A member of staff.
     *
     * @param roles what the member may do now; none: not even sign in
     */
    record Member(String username, Set<Role> roles, boolean secondFactor, Instant since) {}

    /** Roles that wait for their check, and who proposed them when. */
    record Proposal(String username, int version, Set<Role> roles, String by, Instant at) {}

    /** Roles that cannot be proposed or checked; the message says why, as a sentence without its full stop. */
    static final class RefusedRolesException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RefusedRolesException(String reason) {
            super(reason);
        }
    }

    /** All members, by name. */
    List<Member> members() {
        return jdbc.sql("""
                        select s.username, s.roles, s.enabled, s.created_at, f.username is not null as second_factor
                          from staff s left join staff_second_factor f on f.username = s.username order by s.username
                        """)
                .query((row, n) -> new Member(
                        row.getString("username"),
                        row.getBoolean("enabled") ? roles(row) : Set.of(),
                        row.getBoolean("second_factor"),
                        row.getTimestamp("created_at").toInstant()))
                .list();
    }

    Optional<Member> member(String username) {
        return members().stream()
                .filter(member -> member.username().equals(username))
                .findFirst();
    }

    /** Roles that wait for a second administrator, by name. */
    List<Proposal> inCheck() {
        return jdbc.sql("""
                        select username, version, roles, proposed_by, proposed_at from staff_role_version
                         where checked_by is null order by username
                        """)
                .query((row, n) -> new Proposal(
                        row.getString("username"),
                        row.getInt("version"),
                        roles(row),
                        row.getString("proposed_by"),
                        row.getTimestamp("proposed_at").toInstant()))
                .list();
    }

    private static Set<Role> roles(ResultSet row) throws SQLException {
        return Arrays.stream((String[]) row.getArray("roles").getArray())
                .map(Role::valueOf)
                .collect(Collectors.toSet());
    }

    /**
     * Proposes roles for a member.
     *
     * @param roles none: the member may not sign in any more
     * @return the number of the version
     * @throws RefusedRolesException if they are the own ones or those that the member has, or others of the member wait for their check
     */
    int propose(String username, Set<Role> roles, Actor by) {
        if (username.equals(by.name())) {
            throw refused(username, by, "version.propose", "Nobody proposes the own roles");
        }
        return Objects.requireNonNull(transaction.execute(status -> {
            jdbc.sql("select username from staff where username = :username for update")
                    .param("username", username)
                    .query(String.class)
                    .single();
            if (member(username).orElseThrow().roles().equals(roles)) {
                throw new RefusedRolesException("These are the roles of " + username + " now");
            }
            if (inCheck().stream().anyMatch(other -> other.username().equals(username))) {
                throw new RefusedRolesException("Other roles of " + username + " wait for their check");
            }
            int version = jdbc.sql("""
                            insert into staff_role_version (username, version, roles, proposed_by)
                            select :username, coalesce(max(version), 0) + 1, :roles, :by
                              from staff_role_version where username = :username
                            returning version
                            """)
                    .param("username", username)
                    .param("roles", names(roles))
                    .param("by", FourEyes.name(by))
                    .query(Integer.class)
                    .single();
            fourEyes.proposed(username, version, by);
            return version;
        }));
    }

    /**
     * Approves or rejects proposed roles.
     *
     * @throws RefusedRolesException if they are the own ones
     */
    Check check(String username, int version, boolean approve, Actor by) {
        if (username.equals(by.name())) {
            throw refused(
                    username, by, approve ? "version.approve" : "version.reject", "Nobody decides on the own roles");
        }
        return fourEyes.check(
                username,
                version,
                approve,
                by,
                () -> jdbc.sql("""
                        update staff s
                           set roles = case when cardinality(v.roles) > 0 then v.roles else s.roles end,
                               enabled = cardinality(v.roles) > 0
                          from staff_role_version v
                         where s.username = :username and v.username = s.username and v.version = :version
                        """)
                        .param("username", username)
                        .param("version", version)
                        .update());
    }

    private RefusedRolesException refused(String username, Actor by, String action, String reason) {
        audit.append(AuditEvent.refused(by, action, "staff role version " + username, "own_roles"));
        return new RefusedRolesException(reason);
    }

    private static String[] names(Set<Role> roles) {
        return new TreeSet<>(roles).stream().map(Role::name).toArray(String[]::new);
    }
}
