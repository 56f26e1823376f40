package vesper.console.signin;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.web.webauthn.api.AuthenticatorTransport;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.CredentialRecord;
import org.springframework.security.web.webauthn.api.ImmutableCredentialRecord;
import org.springframework.security.web.webauthn.api.ImmutablePublicKeyCose;
import org.springframework.security.web.webauthn.api.ImmutablePublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialType;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.management.PublicKeyCredentialUserEntityRepository;
import org.springframework.security.web.webauthn.management.UserCredentialRepository;
import vesper.bank.Ids;

/** Staff and their passkeys as Web Authentication knows users and credentials, in tables {@code staff} and {@code staff_passkey}. */
final class StaffPasskeyStore implements PublicKeyCredentialUserEntityRepository, UserCredentialRepository {
    private static final String CREDENTIAL = """
            select p.*, s.handle from staff_passkey p join staff s on s.username = p.username where s.enabled
            """;

    private final JdbcClient jdbc;

    StaffPasskeyStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public @Nullable PublicKeyCredentialUserEntity findById(Bytes id) {
        return user("handle = :sought", Ids.of(id.getBytes())).orElse(null);
    }

    @Override
    public @Nullable PublicKeyCredentialUserEntity findByUsername(String username) {
        return user("username = :sought", username).orElse(null);
    }

    private Optional<PublicKeyCredentialUserEntity> user(String which, Object sought) {
        return jdbc.sql("select username, handle from staff where enabled and " + which)
                .param("sought", sought)
                .query((row, n) -> ImmutablePublicKeyCredentialUserEntity.builder()
                        .id(new Bytes(Ids.bytes(row.getObject("handle", UUID.class))))
                        .name(row.getString("username"))
                        .displayName(row.getString("username"))
                        .build())
                .optional();
    }

    @Override
    public @Nullable CredentialRecord findByCredentialId(Bytes id) {
        return jdbc.sql(CREDENTIAL + " and p.credential_id = :id")
                .param("id", id.toBase64UrlString())
                .query(StaffPasskeyStore::credential)
                .optional()
                .orElse(null);
    }

    @Override
    public List<CredentialRecord> findByUserId(Bytes id) {
        return jdbc.sql(CREDENTIAL + " and s.handle = :handle")
                .param("handle", Ids.of(id.getBytes()))
                .query(StaffPasskeyStore::credential)
                .list();
    }

    private static CredentialRecord credential(ResultSet row, int n) throws SQLException {
        return ImmutableCredentialRecord.builder()
                .credentialType(PublicKeyCredentialType.PUBLIC_KEY)
                .credentialId(Bytes.fromBase64(row.getString("credential_id")))
                .userEntityUserId(new Bytes(Ids.bytes(row.getObject("handle", UUID.class))))
                .publicKey(new ImmutablePublicKeyCose(row.getBytes("public_key")))
                .signatureCount(row.getLong("signature_count"))
                .uvInitialized(true)
                .backupEligible(row.getBoolean("backup_eligible"))
                .backupState(row.getBoolean("backup_state"))
                .transports(Arrays.stream((String[]) row.getArray("transports").getArray())
                        .map(AuthenticatorTransport::valueOf)
                        .collect(Collectors.toSet()))
                .attestationObject(new Bytes(row.getBytes("attestation")))
                .attestationClientDataJSON(new Bytes(row.getBytes("client_data")))
                .label(row.getString("label"))
                .created(row.getTimestamp("created_at").toInstant())
                .lastUsed(row.getTimestamp("last_used_at").toInstant())
                .build();
    }

    /** Keeps a new passkey, or of a known one what its use has changed. */
    @Override
    public void save(CredentialRecord passkey) {
        jdbc.sql("""
                        insert into staff_passkey (credential_id, username, public_key, signature_count, backup_eligible, backup_state,
                                                   transports, attestation, client_data, label, created_at, last_used_at)
                        select :id, username, :key, :count, :eligible, :backup, :transports, :attestation, :client, :label,
                               :created, :used
                          from staff where handle = :handle
                            on conflict (credential_id) do update
                            set signature_count = excluded.signature_count, backup_state = excluded.backup_state,
                                last_used_at = excluded.last_used_at
                        """)
                .param("id", passkey.getCredentialId().toBase64UrlString())
                .param("key", passkey.getPublicKey().getBytes())
                .param("count", passkey.getSignatureCount())
                .param("eligible", passkey.isBackupEligible())
                .param("backup", passkey.isBackupState())
                .param(
                        "transports",
                        passkey.getTransports().stream()
                                .map(AuthenticatorTransport::getValue)
                                .toArray(String[]::new))
                .param("attestation", bytes(passkey.getAttestationObject()))
                .param("client", bytes(passkey.getAttestationClientDataJSON()))
                .param("label", passkey.getLabel())
                .param("created", time(passkey.getCreated()))
                .param("used", time(passkey.getLastUsed()))
                .param("handle", Ids.of(passkey.getUserEntityUserId().getBytes()))
                .update();
    }

    private static byte[] bytes(@Nullable Bytes bytes) {
        if (bytes == null) {
            throw new IllegalArgumentException("a passkey comes with its attestation");
        }
        return bytes.getBytes();
    }

    private static OffsetDateTime time(Instant instant) {
        return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    @Override
    public void delete(Bytes credentialId) {
        throw new UnsupportedOperationException("their owners remove passkeys");
    }

    @Override
    public void save(PublicKeyCredentialUserEntity user) {
        throw new UnsupportedOperationException("staff are added by command");
    }
}
