package vesper.console.signin;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
import org.springframework.security.web.webauthn.management.RelyingPartyAuthenticationRequest;
import org.springframework.security.web.webauthn.management.RelyingPartyPublicKey;
import org.springframework.security.web.webauthn.management.WebAuthnRelyingPartyOperations;
import org.springframework.security.web.webauthn.management.Webauthn4JRelyingPartyOperations;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;
import vesper.bank.Bank;

/**
 * Passkeys of staff (W3C Web Authentication Level 3), where the settings name a domain. The device must have verified its owner, so that a
 * passkey is both factors.
 */
@Component
final class StaffPasskeys {
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
    private final @Nullable WebAuthnRelyingPartyOperations operations;

    StaffPasskeys(Bank bank, PasskeySettings settings) {
        jdbc = bank.jdbc();
        operations = settings.relyingParty() == null ? null : operations(jdbc, settings.relyingParty(), settings);
    }

    private static WebAuthnRelyingPartyOperations operations(JdbcClient jdbc, String party, PasskeySettings settings) {
        StaffPasskeyStore store = new StaffPasskeyStore(jdbc);
        Webauthn4JRelyingPartyOperations operations = new Webauthn4JRelyingPartyOperations(
                store,
                store,
                PublicKeyCredentialRpEntity.builder()
                        .id(party)
                        .name("Vesper back office")
                        .build(),
                settings.origins());
        operations.setCustomizeRequestOptions(
                options -> options.userVerification(UserVerificationRequirement.REQUIRED));
        operations.setCustomizeCreationOptions(
                options -> options.authenticatorSelection(AuthenticatorSelectionCriteria.builder()
                        .userVerification(UserVerificationRequirement.REQUIRED)
                        .residentKey(ResidentKeyRequirement.REQUIRED)
                        .build()));
        return operations;
    }

    /** A passkey, as its owner sees it. */
    record Passkey(String id, String label, Instant lastUsedAt) {}

    /** What a browser is asked for to sign in; empty if there are no passkeys here. */
    Optional<PublicKeyCredentialRequestOptions> challenge() {
        return Optional.ofNullable(operations).map(known -> known.createCredentialRequestOptions(() -> null));
    }

    /** The user name of whose passkey answered the challenge; empty if it is not known, or the answer is wrong. */
    Optional<String> username(PublicKeyCredentialRequestOptions asked, String answer) {
        if (operations == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(operations
                    .authenticate(new RelyingPartyAuthenticationRequest(asked, JSON.readValue(answer, ASSERTION)))
                    .getName());
        } catch (RuntimeException e) {
            return refused(e);
        }
    }

    /** What a browser is asked for to make a passkey; empty if there are none here. */
    Optional<PublicKeyCredentialCreationOptions> offer(String username) {
        return Optional.ofNullable(operations)
                .map(known -> known.createPublicKeyCredentialCreationOptions(
                        new ImmutablePublicKeyCredentialCreationOptionsRequest(
                                UsernamePasswordAuthenticationToken.authenticated(username, null, List.of()))));
    }

    /**
     * Keeps the passkey that a browser made.
     *
     * @param label how its owner calls it; cut to 60 characters
     * @return false if the answer is not one to the offer, or 20 are kept already
     */
    boolean register(String username, PublicKeyCredentialCreationOptions offered, String answer, String label) {
        if (operations == null || of(username).size() >= KEPT) {
            return false;
        }
        String name = label.isBlank() ? "Passkey" : label.strip();
        try {
            operations.registerCredential(new ImmutableRelyingPartyRegistrationRequest(
                    offered,
                    new RelyingPartyPublicKey(
                            JSON.readValue(answer, ATTESTATION),
                            name.substring(0, Math.min(LABEL_LENGTH, name.length())))));
            return true;
        } catch (RuntimeException e) {
            return refused(e).isPresent();
        }
    }

    /** Empty for what a wrong answer leads to; anything else is thrown on. */
    private static Optional<String> refused(RuntimeException e) {
        if (e instanceof IllegalArgumentException
                || e instanceof JacksonException
                || e.getClass().getPackageName().startsWith("com.webauthn4j")) {
            return Optional.empty();
        }
        throw e;
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

    /** Options as a browser's {@code PublicKeyCredential.parse...OptionsFromJSON} takes them. */
    static String json(Object options) {
        return JSON.writeValueAsString(options);
    }
}
