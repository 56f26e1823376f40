package vesper.api.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import vesper.api.TestApi;
import vesper.api.TestApi.Answer;

/** Clients that prove who they are by signing. */
class ClientAssertionTest {
    private static final String BANK = "http://localhost:8080";

    private final TestApi api = TestApi.shared();
    private final Clients clients = new Clients(api.bank().jdbc());
    private final String id = "signer-" + UUID.randomUUID();
    private final ECKey key = curve();

    private static ECKey curve() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID("k1").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String publicKeys(JWK... keys) {
        return new JWKSet(List.of(keys)).toPublicJWKSet().toString();
    }

    private JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer(id)
                .subject(id)
                .audience(BANK)
                .jwtID(UUID.randomUUID().toString())
                .expirationTime(Date.from(Instant.now().plusSeconds(60)));
    }

    private static String signed(ECKey key, JWTClaimsSet claims) {
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.ES256)
                            .keyID(key.getKeyID())
                            .build(),
                    claims);
            token.sign(new ECDSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private Answer ask(String assertion) {
        return api.send(HttpRequest.newBuilder(api.uri("/oauth2/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials&scope=accounts:read&client_id=" + id
                        + "&client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer&client_assertion="
                        + assertion)));
    }

    @Test
    void clientGetsATokenForWhatItSignsOnce() {
        clients.registerByKeys(id, Set.of("accounts:read"), publicKeys(key));
        String assertion = signed(key, claims().build());

        Answer token = ask(assertion);

        assertThat(token.status()).as(token.text()).isEqualTo(200);
        String number = api.testBank().current(1_00).number();
        assertThat(api.get("/v1/accounts/" + number, "Authorization", "Bearer " + token.field("access_token"))
                        .status())
                .isEqualTo(200);
        assertThat(ask(assertion).status()).as("the same again").isEqualTo(401);
        assertThat(ask(signed(key, claims().build())).status()).isEqualTo(200);
    }

    @Test
    void rsaKeysSignToo() throws JOSEException {
        RSAKey rsa = new RSAKeyGenerator(2048).keyID("r1").generate();
        clients.registerByKeys(id, Set.of("accounts:read"), publicKeys(key, rsa));
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.PS256).keyID("r1").build(), claims().build());
        token.sign(new RSASSASigner(rsa));

        assertThat(ask(token.serialize()).status()).isEqualTo(200);
    }

    @Test
    void whatIsNotSoundIsRefused() {
        clients.registerByKeys(id, Set.of("accounts:read"), publicKeys(key));
        Instant now = Instant.now();

        assertThat(List.of(
                        signed(curve(), claims().build()),
                        signed(key, claims().issuer("shop").build()),
                        signed(key, claims().subject("shop").build()),
                        signed(
                                key,
                                claims().audience("https://elsewhere.example").build()),
                        signed(key, claims().jwtID(null).build()),
                        signed(key, claims().expirationTime(null).build()),
                        signed(
                                key,
                                claims().expirationTime(Date.from(now.minusSeconds(120)))
                                        .build()),
                        signed(
                                key,
                                claims().expirationTime(Date.from(now.plusSeconds(3600)))
                                        .build())))
                .allSatisfy(assertion -> assertThat(ask(assertion).status()).isEqualTo(401));
        assertThat(api.requestToken(id, "any-secret", "accounts:read").status()).isEqualTo(401);
    }

    @Test
    void removedKeyOpensNothing() {
        clients.registerByKeys(id, Set.of("accounts:read"), publicKeys(key));
        clients.registerByKeys(id, Set.of("accounts:read"), publicKeys(curve()));

        assertThat(ask(signed(key, claims().build())).status()).isEqualTo(401);
    }

    @Test
    void keysAreStrongAndPublic() throws JOSEException {
        for (String keys : List.of(
                "{}",
                "{\"keys\": []}",
                new JWKSet(key).toString(false),
                publicKeys(new RSAKeyGenerator(1024, true).generate()),
                publicKeys(new ECKeyGenerator(Curve.P_384).generate()))) {
            assertThatThrownBy(() -> clients.registerByKeys(id, Set.of("accounts:read"), keys))
                    .as(keys)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(clients.exists(id)).isFalse();
    }
}
