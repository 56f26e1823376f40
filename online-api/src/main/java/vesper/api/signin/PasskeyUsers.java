package vesper.api.signin;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.ImmutablePublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.management.PublicKeyCredentialUserEntityRepository;
import vesper.bank.Ids;

/** The logins of customers as Web Authentication knows users: the handle is the login's id, which says nothing of who it is. */
final class PasskeyUsers implements PublicKeyCredentialUserEntityRepository {
    private final JdbcClient jdbc;

    PasskeyUsers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public @Nullable PublicKeyCredentialUserEntity findById(Bytes id) {
        return find(Ids.of(id.getBytes())).orElse(null);
    }

    /** By the login's id: what Spring Security calls the name of the user is that of the authentication. */
    @Override
    public @Nullable PublicKeyCredentialUserEntity findByUsername(String login) {
        return find(UUID.fromString(login)).orElse(null);
    }

    private Optional<PublicKeyCredentialUserEntity> find(UUID login) {
        return jdbc.sql("select name from customer_login where id = :id and enabled")
                .param("id", login)
                .query(String.class)
                .optional()
                .map(name -> ImmutablePublicKeyCredentialUserEntity.builder()
                        .id(new Bytes(Ids.bytes(login)))
                        .name(name)
                        .displayName(name)
                        .build());
    }

    @Override
    public void save(PublicKeyCredentialUserEntity user) {
        throw new UnsupportedOperationException("logins are made by enrolment");
    }

    @Override
    public void delete(Bytes id) {
        throw new UnsupportedOperationException("logins are not deleted");
    }
}
