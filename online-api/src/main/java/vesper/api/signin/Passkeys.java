package vesper.api.signin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.webauthn4j.util.exception.WebAuthnException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.web.webauthn.api.AuthenticatorAssertionResponse;
import org.springframework.security.web.webauthn.api.AuthenticatorAttestationResponse;
import org.springframework.security.web.webauthn.api.AuthenticatorSelectionCriteria;
import org.springframework.security.web.webauthn.api.PublicKeyCredential;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialCreationOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRequestOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRpEntity;
import org.springframework.security.web.webauthn.api.ResidentKeyRequirement;
import org.springframework.security.web.webauthn.api.UserVerificationRequirement;
import org.springframework.security.web.webauthn.jackson.WebauthnJacksonModule;
import org.springframework.security.web.webauthn.management.ImmutablePublicKeyCredentialCreationOptionsRequest;
import org.springframework.security.web.webauthn.management.ImmutableRelyingPartyRegistrationRequest;
import org.springframework.security.web.webauthn.management.JdbcUserCredentialRepository;
import org.springframework.security.web.webauthn.management.RelyingPartyAuthenticationRequest;
import org.springframework.security.web.webauthn.management.RelyingPartyPublicKey;
import org.springframework.security.web.webauthn.management.Webauthn4JRelyingPartyOperations;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;
import vesper.bank.Ids;
import vesper.bank.customer.CustomerNotices;

/**
 * Passkeys of customers (W3C Web Authentication Level 3). The device must have verified its owner, by finger, face or PIN, so that a
 * passkey is two factors in one: what the customer has and is or knows. The browser finds the passkey; no name is typed.
 */
final class Passkeys {
    private static final int LABEL_LENGTH = 60;
    private static final int KEPT = 20;
    private static final TypeReference<PublicKeyCredential<AuthenticatorAssertionResponse>> ASSERTION =
            new TypeReference<>() {};
    private static final TypeReference<PublicKeyCredential<AuthenticatorAttestationResponse>> ATTESTATION =
            new TypeReference<>() {};
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new WebauthnJacksonModule())
            .changeDefaultPropertyInclusion(all -> all.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    private final JdbcClient jdbc;
    private final CustomerNotices notices;
    private final RememberedDevices devices;
    private final Webauthn4JRelyingPartyOperations operations;

    Passkeys(
            JdbcTemplate template,
            CustomerNotices notices,
            RememberedDevices devices,
            SignInSettings.RelyingParty party) {
        jdbc = JdbcClient.create(template);
        this.notices = notices;
        this.devices = devices;
        operations = new Webauthn4JRelyingPartyOperations(
                new PasskeyUsers(jdbc),
                new JdbcUserCredentialRepository(template),
                PublicKeyCredentialRpEntity.builder()
                        .id(party.id())
                        .name(party.name())
                        .build(),
                party.origins());
        operations.setCustomizeRequestOptions(
                options -> options.userVerification(UserVerificationRequirement.REQUIRED));
        operations.setCustomizeCreationOptions(
                options -> options.authenticatorSelection(AuthenticatorSelectionCriteria.builder()
                        .userVerification(UserVerificationRequirement.REQUIRED)
                        .residentKey(ResidentKeyRequirement.REQUIRED)
                        .build()));
    }

    /**
     * A passkey, as its owner sees it.
     *
     * @param id base64url
     */
    record Passkey(String id, String label, Instant createdAt, Instant lastUsedAt) {}

    /** What a browser is asked for to sign in; it answers a challenge that nobody was given before. */
    PublicKeyCredentialRequestOptions challenge() {
        return operations.createCredentialRequestOptions(() -> null);
    }

    /** The login whose passkey answered the challenge; empty if it is not known, not enabled, or the answer is wrong. */
    Optional<UUID> login(PublicKeyCredentialRequestOptions asked, String answer) {
        try {
            return Optional.of(Ids.of(operations
                    .authenticate(new RelyingPartyAuthenticationRequest(asked, JSON.readValue(answer, ASSERTION)))
                    .getId()
                    .getBytes()));
        } catch (IllegalArgumentException | JacksonException | WebAuthnException e) {
            return Optional.empty();
        }
    }

    /** What a browser is asked for to make a passkey for a login. */
    PublicKeyCredentialCreationOptions offer(UUID login) {
        return operations.createPublicKeyCredentialCreationOptions(
                new ImmutablePublicKeyCredentialCreationOptionsRequest(
                        UsernamePasswordAuthenticationToken.authenticated(login.toString(), null, List.of())));
    }

    /**
     * Keeps the passkey that a browser made, and tells screening that the sign-in is new.
     *
     * @param label how its owner calls it; cut to 60 characters
     * @return false if the answer is not one to the offer, or 20 are kept already
     */
    boolean register(
            PublicKeyCredentialCreationOptions offered, String answer, String label, long customerId, Instant now) {
        UUID login = Ids.of(offered.getUser().getId().getBytes());
        String name = label.isBlank() ? "Passkey" : label.strip();
        if (of(login).size() >= KEPT) {
            return false;
        }
        try {
            operations.registerCredential(new ImmutableRelyingPartyRegistrationRequest(
                    offered,
                    new RelyingPartyPublicKey(
                            JSON.readValue(answer, ATTESTATION),
                            name.substring(0, Math.min(LABEL_LENGTH, name.length())))));
        } catch (IllegalArgumentException | JacksonException | WebAuthnException e) {
            return false;
        }
        devices.forgetAll(login);
        notices.signInChanged(customerId, now);
        return true;
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

    /** Options as a browser's {@code PublicKeyCredential.parse...OptionsFromJSON} takes them. */
    static String json(Object options) {
        return JSON.writeValueAsString(options);
    }
}
