package vesper.bank.signin;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.webauthn4j.converter.AttestationObjectConverter;
import com.webauthn4j.converter.AuthenticatorDataConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.data.attestation.AttestationObject;
import com.webauthn4j.data.attestation.authenticator.AAGUID;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.authenticator.AuthenticatorData;
import com.webauthn4j.data.attestation.authenticator.COSEKey;
import com.webauthn4j.data.attestation.authenticator.EC2COSEKey;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Map;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialCreationOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRequestOptions;
import tools.jackson.databind.json.JsonMapper;

/** What a device and its browser answer, for a page at {@code https://login.bank.example}; what they must not answer, too. */
final class TestDevice {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final ObjectConverter CBOR = new ObjectConverter();
    private static final byte PRESENT = AuthenticatorData.BIT_UP;
    private static final byte VERIFIED = AuthenticatorData.BIT_UV;

    private final Bytes id = Bytes.random();
    private final KeyPair keys;
    final COSEKey key;
    String party = "bank.example";
    String origin = "https://login.bank.example";
    boolean verifies = true;

    TestDevice() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        keys = generator.generateKeyPair();
        key = EC2COSEKey.create((ECPublicKey) keys.getPublic(), COSEAlgorithmIdentifier.ES256);
    }

    String made(PublicKeyCredentialCreationOptions offered) throws GeneralSecurityException {
        return made(offered, key);
    }

    /** As if the device had made this key. */
    String made(PublicKeyCredentialCreationOptions offered, COSEKey key) throws GeneralSecurityException {
        AttestedCredentialData data = new AttestedCredentialData(AAGUID.ZERO, id.getBytes(), key);
        byte[] attestation = new AttestationObjectConverter(CBOR)
                .convertToBytes(new AttestationObject(
                        new AuthenticatorData<>(
                                digest(party.getBytes(UTF_8)), (byte) (flags() | AuthenticatorData.BIT_AT), 0, data),
                        new NoneAttestationStatement()));
        return answer(Map.of(
                "clientDataJSON", clientData("webauthn.create", offered.getChallenge()),
                "attestationObject", new Bytes(attestation).toBase64UrlString()));
    }

    String signed(PublicKeyCredentialRequestOptions asked) throws GeneralSecurityException {
        String client = clientData("webauthn.get", asked.getChallenge());
        byte[] data = new AuthenticatorDataConverter(CBOR)
                .convert(new AuthenticatorData<>(digest(party.getBytes(UTF_8)), flags(), 0));
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(keys.getPrivate());
        signature.update(data);
        signature.update(digest(Bytes.fromBase64(client).getBytes()));
        return answer(Map.of(
                "clientDataJSON", client,
                "authenticatorData", new Bytes(data).toBase64UrlString(),
                "signature", new Bytes(signature.sign()).toBase64UrlString()));
    }

    private String answer(Map<String, String> response) {
        return JSON.writeValueAsString(Map.of(
                "id",
                id.toBase64UrlString(),
                "rawId",
                id.toBase64UrlString(),
                "type",
                "public-key",
                "response",
                response,
                "clientExtensionResults",
                Map.of()));
    }

    private byte flags() {
        return verifies ? PRESENT | VERIFIED : PRESENT;
    }

    private String clientData(String type, Bytes challenge) {
        Map<String, String> data = Map.of("type", type, "challenge", challenge.toBase64UrlString(), "origin", origin);
        return new Bytes(JSON.writeValueAsBytes(data)).toBase64UrlString();
    }

    private static byte[] digest(byte[] bytes) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-256").digest(bytes);
    }
}
