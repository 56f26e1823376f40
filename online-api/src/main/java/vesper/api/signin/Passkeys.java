package vesper.api.signin;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialCreationOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRequestOptions;
import org.springframework.security.web.webauthn.management.JdbcUserCredentialRepository;
import vesper.bank.Ids;
import vesper.bank.customer.CustomerNotices;
import vesper.bank.signin.PasskeyCeremony;
import vesper.bank.signin.RelyingParty;

/** Passkeys of customers: they stand for password and second factor. */
final class Passkeys {
    private final JdbcClient jdbc;
    private final CustomerNotices notices;
    private final RememberedDevices devices;
    private final PasskeyCeremony ceremony;

    Passkeys(JdbcTemplate template, CustomerNotices notices, RememberedDevices devices, RelyingParty party) {
        jdbc = JdbcClient.create(template);
        this.notices = notices;
        this.devices = devices;
        ceremony = new PasskeyCeremony(party, new PasskeyUsers(jdbc), new JdbcUserCredentialRepository(template));
    }

    /**
     * A passkey, as its owner sees it.
     *
     * @param id base64url
     */
    record Passkey(String id, String label, Instant createdAt, Instant lastUsedAt) {}

    /** What a browser is asked for to sign in. */
    PublicKeyCredentialRequestOptions challenge() {
        return ceremony.challenge();
    }

    /** The login whose passkey answered the challenge; empty if it is not known, not enabled, or the answer is wrong. */
    Optional<UUID> login(PublicKeyCredentialRequestOptions asked, String answer) {
        return ceremony.owner(asked, answer).map(owner -> Ids.of(owner.getId().getBytes()));
    }

    /** What a browser is asked for to make a passkey for a login. */
    PublicKeyCredentialCreationOptions offer(UUID login) {
        return ceremony.offer(login.toString());
    }

    /**
     * Keeps the passkey that a browser made, and tells screening that the sign-in is new.
     *
     * @return false as {@link PasskeyCeremony#register}
     */
    boolean register(
            UUID login,
            PublicKeyCredentialCreationOptions offered,
            String answer,
            String label,
            long customerId,
            Instant now) {
        boolean kept = ceremony.register(login.toString(), offered, answer, label);
        if (kept) {
            devices.forgetAll(login);
            notices.signInChanged(customerId, now);
        }
        return kept;
    }

    /** Those of a login, newest first. */
    List<Passkey> of(UUID login) {
        return jdbc.sql("""
                        select credential_id, label, created, last_used from user_credentials
                         where login_id = :login order by created desc, credential_id
                        """)
                .param("login", login)
                .query((row, n) -> new Passkey(
                        row.getString("credential_id"),
                        row.getString("label"),
                        row.getTimestamp("created").toInstant(),
                        row.getTimestamp("last_used").toInstant()))
                .list();
    }

    /** Forgets a passkey of the login's; false if it has none with this id. */
    boolean remove(UUID login, String id) {
        boolean removed = jdbc.sql("delete from user_credentials where credential_id = :id and login_id = :login")
                        .param("id", id)
                        .param("login", login)
                        .update()
                == 1;
        if (removed) {
            devices.forgetAll(login);
        }
        return removed;
    }
}
