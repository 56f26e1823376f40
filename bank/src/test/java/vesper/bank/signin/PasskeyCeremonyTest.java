package vesper.bank.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.webauthn4j.data.attestation.authenticator.COSEKey;
import com.webauthn4j.data.attestation.authenticator.Curve;
import com.webauthn4j.data.attestation.authenticator.EC2COSEKey;
import com.webauthn4j.data.attestation.authenticator.EdDSACOSEKey;
import com.webauthn4j.data.attestation.authenticator.RSACOSEKey;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.CredentialRecord;
import org.springframework.security.web.webauthn.api.ImmutablePublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialCreationOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRequestOptions;
import org.springframework.security.web.webauthn.management.MapPublicKeyCredentialUserEntityRepository;
import org.springframework.security.web.webauthn.management.MapUserCredentialRepository;

class PasskeyCeremonyTest {
    private final MapPublicKeyCredentialUserEntityRepository users = new MapPublicKeyCredentialUserEntityRepository();
    private final MapUserCredentialRepository keys = new MapUserCredentialRepository();
    private final PasskeyCeremony ceremony = new PasskeyCeremony(
            new RelyingParty("bank.example", "Bank", Set.of("https://login.bank.example")), users, keys);
    private TestDevice device;

    @BeforeEach
    void enrol() throws Exception {
        for (String name : List.of("ada", "bo")) {
            users.save(ImmutablePublicKeyCredentialUserEntity.builder()
                    .id(Bytes.random())
                    .name(name)
                    .displayName(name)
                    .build());
        }
        device = new TestDevice();
    }

    private List<CredentialRecord> kept(String user) {
        return keys.findByUserId(users.findByUsername(user).getId());
    }

    private boolean register(String user) throws Exception {
        PublicKeyCredentialCreationOptions offered = ceremony.offer(user);
        return ceremony.register(user, offered, device.made(offered), "Phone");
    }

    private String ownerOf(PublicKeyCredentialRequestOptions asked, String answer) {
        return ceremony.owner(asked, answer).map(owner -> owner.getName()).orElse(null);
    }

    @Test
    void keyThatWasKeptSignsItsOwnerIn() throws Exception {
        assertThat(register("ada")).isTrue();

        PublicKeyCredentialRequestOptions asked = ceremony.challenge();
        assertThat(ownerOf(asked, device.signed(asked))).isEqualTo("ada");
        assertThat(kept("ada"))
                .singleElement()
                .satisfies(key -> assertThat(key.getLabel()).isEqualTo("Phone"));
        assertThat(PasskeyCeremony.json(asked)).contains("\"userVerification\":\"required\"");
    }

    @Test
    void keyThatIsNotKnownAndAnAnswerToAnotherChallengeAreRefused() throws Exception {
        PublicKeyCredentialRequestOptions asked = ceremony.challenge();
        assertThat(ownerOf(asked, device.signed(asked))).isNull();

        register("ada");
        assertThat(ownerOf(asked, device.signed(ceremony.challenge()))).isNull();
        assertThat(ownerOf(asked, new TestDevice().signed(asked))).isNull();
    }

    @Test
    void deviceMustVerifyItsOwnerForThisBankAtThisAddress() throws Exception {
        device.verifies = false;
        assertThat(register("ada")).isFalse();
        device.verifies = true;
        device.origin = "https://login.bank.example.evil.example";
        assertThat(register("ada")).isFalse();
        device.origin = "https://login.bank.example";
        device.party = "evil.example";
        assertThat(register("ada")).isFalse();
        device.party = "bank.example";
        assertThat(register("ada")).isTrue();

        device.verifies = false;
        PublicKeyCredentialRequestOptions asked = ceremony.challenge();
        assertThat(ownerOf(asked, device.signed(asked))).isNull();
    }

    @Test
    void offerIsForWhomItWasMadeTo() throws Exception {
        PublicKeyCredentialCreationOptions offered = ceremony.offer("ada");

        assertThat(ceremony.register("bo", offered, device.made(offered), "Phone"))
                .isFalse();
        assertThat(ceremony.register("nobody", offered, device.made(offered), "Phone"))
                .isFalse();
        assertThat(kept("ada")).isEmpty();
        assertThat(kept("bo")).isEmpty();
    }

    /** Keys that are well-formed, and that Java's cryptography does not take or that are too short. */
    static Stream<COSEKey> unusableKeys() {
        byte[] short1024 = new byte[128];
        Arrays.fill(short1024, (byte) -1);
        return Stream.of(
                new RSACOSEKey(null, COSEAlgorithmIdentifier.RS256, null, new byte[] {15}, new byte[] {3}),
                new RSACOSEKey(null, COSEAlgorithmIdentifier.RS256, null, new byte[0], new byte[0]),
                new RSACOSEKey(null, COSEAlgorithmIdentifier.RS256, null, short1024, new byte[] {3}),
                new EdDSACOSEKey(null, COSEAlgorithmIdentifier.EdDSA, null, Curve.ED25519, new byte[0], null));
    }

    @ParameterizedTest
    @MethodSource("unusableKeys")
    void craftedKeyIsRefused(COSEKey crafted) throws Exception {
        PublicKeyCredentialCreationOptions offered = ceremony.offer("ada");

        assertThat(ceremony.register("ada", offered, device.made(offered, crafted), "Phone"))
                .isFalse();
        assertThat(kept("ada")).isEmpty();
    }

    /** Points that are on no curve. */
    static Stream<COSEKey> strayKeys() {
        byte[] one = {1};
        return Stream.of(
                new EC2COSEKey(null, COSEAlgorithmIdentifier.ES256, null, Curve.SECP256R1, new byte[0], new byte[0]),
                new EC2COSEKey(null, COSEAlgorithmIdentifier.ES256, null, Curve.SECP256R1, one, new byte[1000]),
                new EdDSACOSEKey(null, COSEAlgorithmIdentifier.EdDSA, null, Curve.ED25519, new byte[500], null));
    }

    @ParameterizedTest
    @MethodSource("strayKeys")
    void keyThatIsOnNoCurveOpensNothing(COSEKey crafted) throws Exception {
        PublicKeyCredentialCreationOptions offered = ceremony.offer("ada");
        ceremony.register("ada", offered, device.made(offered, crafted), "Phone");

        PublicKeyCredentialRequestOptions asked = ceremony.challenge();
        assertThat(ownerOf(asked, device.signed(asked))).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "[1",
                "{'response':{}}",
                "{'id':'AAAA','type':'public-key','response':{'clientDataJSON':'e30','attestationObject':'oA',"
                        + "'authenticatorData':'AAAA','signature':'AAAA'}}",
                "{'id':'AAAA','rawId':'AAAA','type':'public-key'}",
                "{'id':'AAAA','rawId':'AAAA','type':'public-key','response':null}",
                "{'id':'AAAA','rawId':'AAAA','type':'public-key','response':{}}",
                "{'id':'AAAA','rawId':'AAAA','type':'public-key','response':{'clientDataJSON':null,"
                        + "'attestationObject':'oA','authenticatorData':'AAAA','signature':'AAAA'}}",
                "{'id':'AAAA','rawId':'AAAA','type':'public-key','response':{'clientDataJSON':'bnVsbA',"
                        + "'attestationObject':'oA','authenticatorData':'AAAA','signature':'AAAA'}}",
                "{'id':'AAAA','rawId':'AAAA','type':'public-key','response':{'clientDataJSON':'e30',"
                        + "'attestationObject':'9g','authenticatorData':'','signature':''}}",
                "{'id':'AAAA','rawId':'AAAA','type':'public-key','response':{'clientDataJSON':'e30',"
                        + "'attestationObject':'o2NmbXRjdHBtZ2F0dFN0bXSgaGF1dGhEYXRhQQA','authenticatorData':'AAAA','signature':'A'}}",
                "{'id':'!','rawId':'!','type':'other','response':'text'}",
            })
    void answersThatAreNoPasskeysAreRefused(String crafted) throws Exception {
        register("ada");
        String answer = crafted.replace('\'', '"')
                .replace("AAAA", kept("ada").get(0).getCredentialId().toBase64UrlString());

        assertThat(ceremony.register("ada", ceremony.offer("ada"), crafted.replace('\'', '"'), "Phone"))
                .isFalse();
        assertThat(ownerOf(ceremony.challenge(), answer)).isNull();
    }

    @Test
    void labelIsCutAndHasNoCharactersOfControl() throws Exception {
        PublicKeyCredentialCreationOptions offered = ceremony.offer("ada");
        ceremony.register("ada", offered, device.made(offered), " Ada's\u0000phone" + "!".repeat(100));
        device = new TestDevice();
        PublicKeyCredentialCreationOptions other = ceremony.offer("ada");
        ceremony.register("ada", other, device.made(other), "\n");

        assertThat(kept("ada"))
                .extracting(CredentialRecord::getLabel)
                .containsExactlyInAnyOrder("Ada's phone" + "!".repeat(49), "Passkey");
    }

    @Test
    void twentyAreKept() throws Exception {
        for (int n = 0; n < 20; n++) {
            device = new TestDevice();
            assertThat(register("ada")).isTrue();
        }
        device = new TestDevice();

        assertThat(register("ada")).isFalse();
        assertThat(register("bo")).isTrue();
    }

    @Test
    void originsAreAtTheDomain() {
        assertThatThrownBy(() -> new RelyingParty("bank.example", "Bank", Set.of()))
                .isInstanceOf(IllegalArgumentException.class);
        for (String elsewhere :
                List.of("https://evilbank.example", "https://bank.example.evil.example", "bank.example")) {
            assertThatThrownBy(() -> new RelyingParty("bank.example", "Bank", Set.of(elsewhere)))
                    .as(elsewhere)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(new RelyingParty("bank.example", "Bank", Set.of("https://bank.example", "http://a.bank.example:80")))
                .isNotNull();
    }
}
