package vesper.bank.signin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.webauthn4j.converter.AttestationObjectConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.util.exception.NotImplementedException;
import com.webauthn4j.util.exception.UnexpectedCheckedException;
import com.webauthn4j.util.exception.WebAuthnException;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.web.webauthn.api.AuthenticatorAssertionResponse;
import org.springframework.security.web.webauthn.api.AuthenticatorAttestationResponse;
import org.springframework.security.web.webauthn.api.AuthenticatorResponse;
import org.springframework.security.web.webauthn.api.AuthenticatorSelectionCriteria;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.PublicKeyCredential;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialCreationOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRequestOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRpEntity;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.api.ResidentKeyRequirement;
import org.springframework.security.web.webauthn.api.UserVerificationRequirement;
import org.springframework.security.web.webauthn.jackson.WebauthnJacksonModule;
import org.springframework.security.web.webauthn.management.ImmutablePublicKeyCredentialCreationOptionsRequest;
import org.springframework.security.web.webauthn.management.ImmutableRelyingPartyRegistrationRequest;
import org.springframework.security.web.webauthn.management.PublicKeyCredentialUserEntityRepository;
import org.springframework.security.web.webauthn.management.RelyingPartyAuthenticationRequest;
import org.springframework.security.web.webauthn.management.RelyingPartyPublicKey;
import org.springframework.security.web.webauthn.management.UserCredentialRepository;
import org.springframework.security.web.webauthn.management.Webauthn4JRelyingPartyOperations;
import org.springframework.util.function.SingletonSupplier;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * What browser and bank do with passkeys (W3C Web Authentication Level 3): the bank asks, the device answers, the bank checks. The device
 * must have verified its owner, by finger, face or PIN, so that a passkey is two factors in one: what somebody has and is or knows. The
 * browser finds the passkey; no name is typed. Who asks keeps what was asked on the server and takes one answer to it.
 */
public final class PasskeyCeremony {
    private static final int LABEL_LENGTH = 60;
    private static final int KEPT = 20;
    private static final int SHORTEST_RSA = 2048;
    private static final Logger LOG = LoggerFactory.getLogger(PasskeyCeremony.class);
    private static final TypeReference<PublicKeyCredential<AuthenticatorAssertionResponse>> ASSERTION =
            new TypeReference<>() {};
    private static final TypeReference<PublicKeyCredential<AuthenticatorAttestationResponse>> ATTESTATION =
            new TypeReference<>() {};

    private final PublicKeyCredentialUserEntityRepository users;
    private final UserCredentialRepository keys;
    private final SingletonSupplier<Webauthn4JRelyingPartyOperations> operations;

    /** What reads and writes the messages; made with the first, for it costs some of a second that a start should not take. */
    private static final class Formats {
        private static final AttestationObjectConverter ATTESTATIONS =
                new AttestationObjectConverter(new ObjectConverter());
        private static final JsonMapper JSON = JsonMapper.builder()
                .addModule(new WebauthnJacksonModule())
                .changeDefaultPropertyInclusion(all -> all.withValueInclusion(JsonInclude.Include.NON_NULL))
                .build();
    }

    /**
     * @param users those who may sign in, each under a handle that says nothing of who it is
     * @param keys their passkeys
     */
    public PasskeyCeremony(
            RelyingParty party, PublicKeyCredentialUserEntityRepository users, UserCredentialRepository keys) {
        this.users = users;
        this.keys = keys;
        operations = SingletonSupplier.of(() -> operations(party));
    }

    private Webauthn4JRelyingPartyOperations operations(RelyingParty party) {
        Webauthn4JRelyingPartyOperations operations = new Webauthn4JRelyingPartyOperations(
                users,
                keys,
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
        return operations;
    }

    /** What a browser is asked for to sign in; it answers a challenge that nobody was given before. */
    public PublicKeyCredentialRequestOptions challenge() {
        return operations.obtain().createCredentialRequestOptions(() -> null);
    }

    /** Whose passkey answered the challenge; empty if it is not known, its owner may not sign in, or the answer is wrong. */
    public Optional<PublicKeyCredentialUserEntity> owner(PublicKeyCredentialRequestOptions asked, String answer) {
        return unlessRefused(() -> operations
                .obtain()
                .authenticate(new RelyingPartyAuthenticationRequest(
                        asked,
                        whole(
                                Formats.JSON.readValue(answer, ASSERTION),
                                response -> Stream.of(
                                        response.getClientDataJSON(),
                                        response.getAuthenticatorData(),
                                        response.getSignature())))));
    }

    /** What a browser is asked for to make a passkey for a user, by the name that the store of users knows. */
    public PublicKeyCredentialCreationOptions offer(String user) {
        return operations
                .obtain()
                .createPublicKeyCredentialCreationOptions(new ImmutablePublicKeyCredentialCreationOptionsRequest(
                        UsernamePasswordAuthenticationToken.authenticated(user, null, List.of())));
    }

    /**
     * Keeps the passkey that a browser made.
     *
     * @param user who is signed in
     * @param label how its owner calls it; cut to 60 characters, without those of control
     * @return false if the offer was made to somebody else, the answer is not one to it or has no usable key, or 20 are kept already
     */
    public boolean register(String user, PublicKeyCredentialCreationOptions offered, String answer, String label) {
        Bytes handle = offered.getUser().getId();
        PublicKeyCredentialUserEntity known = users.findByUsername(user);
        if (known == null
                || !known.getId().equals(handle)
                || keys.findByUserId(handle).size() >= KEPT) {
            return false;
        }
        String called = label.replaceAll("\\p{Cntrl}", " ").strip();
        String name = called.isEmpty() ? "Passkey" : called;
        return unlessRefused(() -> operations
                        .obtain()
                        .registerCredential(new ImmutableRelyingPartyRegistrationRequest(
                                offered,
                                new RelyingPartyPublicKey(
                                        usable(whole(
                                                Formats.JSON.readValue(answer, ATTESTATION),
                                                response -> Stream.of(
                                                        response.getClientDataJSON(),
                                                        response.getAttestationObject()))),
                                        name.substring(0, Math.min(LABEL_LENGTH, name.length()))))))
                .isPresent();
    }

    /** An answer whose key signatures can be checked with; the library keeps any. Short RSA keys are none. */
    private static PublicKeyCredential<AuthenticatorAttestationResponse> usable(
            PublicKeyCredential<AuthenticatorAttestationResponse> answer) {
        if (publicKey(answer.getResponse().getAttestationObject())
                .filter(key ->
                        !(key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() < SHORTEST_RSA))
                .isEmpty()) {
            throw new IllegalArgumentException("not a key that signs");
        }
        return answer;
    }

    /** The key that a device says it has made; empty if Java's cryptography takes it for none, in whatever way it says so. */
    private static Optional<PublicKey> publicKey(Bytes attestation) {
        try {
            return Optional.ofNullable(Formats.ATTESTATIONS.convert(attestation.getBytes()))
                    .map(made -> made.getAuthenticatorData().getAttestedCredentialData())
                    .map(made -> made.getCOSEKey().getPublicKey());
        } catch (RuntimeException e) {
            LOG.debug("a key is refused", e);
            return Optional.empty();
        }
    }

    /** An answer with all that is read of it. */
    private static <R extends AuthenticatorResponse> PublicKeyCredential<R> whole(
            @Nullable PublicKeyCredential<R> answer, Function<R, Stream<@Nullable Bytes>> parts) {
        if (answer == null
                || answer.getRawId() == null
                || answer.getResponse() == null
                || parts.apply(answer.getResponse()).anyMatch(Objects::isNull)) {
            throw new IllegalArgumentException("parts of the answer are missing");
        }
        return answer;
    }

    /**
     * Empty for whatever a wrong answer leads to. The library throws apart from its own exception two that are not of its kind: for keys
     * that Java's cryptography refuses, and for forms that it does not know.
     */
    private static <T> Optional<T> unlessRefused(Supplier<T> check) {
        try {
            return Optional.of(check.get());
        } catch (IllegalArgumentException
                | JacksonException
                | WebAuthnException
                | UnexpectedCheckedException
                | NotImplementedException e) {
            return Optional.empty();
        }
    }

    /** Options as a browser's {@code PublicKeyCredential.parse...OptionsFromJSON} takes them. */
    public static String json(Object options) {
        return Formats.JSON.writeValueAsString(options);
    }
}
