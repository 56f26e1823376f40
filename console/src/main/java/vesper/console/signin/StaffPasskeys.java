package vesper.console.signin;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialCreationOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRequestOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialUserEntity;
import org.springframework.stereotype.Component;
import vesper.bank.Bank;
import vesper.bank.signin.PasskeyCeremony;

/** Passkeys of staff, where the settings name a domain: they stand for password and second factor. */
@Component
final class StaffPasskeys {
    private final JdbcClient jdbc;
    private final Optional<PasskeyCeremony> ceremony;

    StaffPasskeys(Bank bank, PasskeySettings settings) {
        jdbc = bank.jdbc();
        StaffPasskeyStore store = new StaffPasskeyStore(jdbc);
        ceremony = settings.party().map(party -> new PasskeyCeremony(party, store, store));
    }

    /** A passkey, as its owner sees it. */
    record Passkey(String id, String label, Instant lastUsedAt) {}

    /** What a browser is asked for to sign in; empty if there are no passkeys here. */
    Optional<PublicKeyCredentialRequestOptions> challenge() {
        return ceremony.map(PasskeyCeremony::challenge);
    }

    /** The user name of whose passkey answered the challenge; empty if it is not known, or the answer is wrong. */
    Optional<String> username(PublicKeyCredentialRequestOptions asked, String answer) {
        return ceremony.flatMap(known -> known.owner(asked, answer)).map(PublicKeyCredentialUserEntity::getName);
    }

    /** What a browser is asked for to make a passkey; empty if there are none here. */
    Optional<PublicKeyCredentialCreationOptions> offer(String username) {
        return ceremony.map(known -> known.offer(username));
    }

    /**
     * Keeps the passkey that a browser made.
     *
     * @return false as {@link PasskeyCeremony#register}
     */
    boolean register(String username, PublicKeyCredentialCreationOptions offered, String answer, String label) {
        return ceremony.filter(known -> known.register(username, offered, answer, label))
                .isPresent();
    }

    /** Those of a member, newest first. */
    List<Passkey> of(String username) {
        return jdbc.sql("""
                        select credential_id, label, last_used_at from staff_passkey
                         where username = :username order by created_at desc, credential_id
                        """)
                .param("username", username)
                .query((row, n) -> new Passkey(
                        row.getString("credential_id"),
                        row.getString("label"),
                        row.getTimestamp("last_used_at").toInstant()))
                .list();
    }

    /** Forgets a passkey of the member's; false if there is none with this id. */
    boolean remove(String username, String id) {
        return jdbc.sql("delete from staff_passkey where credential_id = :id and username = :username")
                        .param("id", id)
                        .param("username", username)
                        .update()
                == 1;
    }
}
