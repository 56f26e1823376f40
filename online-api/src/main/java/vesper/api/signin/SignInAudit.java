package vesper.api.signin;

import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import vesper.bank.audit.Actor;
import vesper.bank.audit.AuditEvent;

/**
 * Notes in the audit log who signed in, changed a password or enrolled, and who failed to. Nothing that was typed is noted: under a
 * name that is unknown there may stand a password.
 */
final class SignInAudit {
    private static final String UNKNOWN = "unknown";

    private final Consumer<AuditEvent> log;

    SignInAudit(Consumer<AuditEvent> log) {
        this.log = log;
    }

    /** A step that went well, such as {@code sign-in.code}. */
    void done(UUID login, String address, String action) {
        log.accept(AuditEvent.done(actor(Optional.of(login), address), action, "login " + login, ""));
    }

    /** A step that did not; without a login, nobody knows whose it was. */
    void refused(Optional<UUID> login, String address, String action) {
        String object = "login " + login.map(UUID::toString).orElse(UNKNOWN);
        log.accept(AuditEvent.refused(actor(login, address), action, object, "wrong"));
    }

    private static Actor actor(Optional<UUID> login, String address) {
        return new Actor(Actor.Kind.CUSTOMER, login.map(UUID::toString).orElse(UNKNOWN), address);
    }
}
