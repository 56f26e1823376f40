package vesper.api.identity;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import java.text.ParseException;

/** Public keys of clients, as a JWK set. */
final class PublicKeys {
    private static final int SHORTEST_RSA = 2048;

    private PublicKeys() {}

    /**
     * The set that is written.
     *
     * @throws IllegalArgumentException if it is none, is empty, or has a key that is private, too short or of another kind
     */
    static JWKSet checked(String jwks) {
        try {
            JWKSet set = JWKSet.parse(jwks);
            if (set.isEmpty() || !set.getKeys().stream().allMatch(PublicKeys::isSound)) {
                throw new IllegalArgumentException(
                        "a client has at least one public key, RSA of " + SHORTEST_RSA + " bits or more, or P-256");
            }
            return set;
        } catch (ParseException e) {
            throw new IllegalArgumentException("the keys are no JWK set (RFC 7517)", e);
        }
    }

    private static boolean isSound(JWK key) {
        boolean strong = (key instanceof RSAKey && key.size() >= SHORTEST_RSA)
                || (key instanceof ECKey curve && Curve.P_256.equals(curve.getCurve()));
        return strong && !key.isPrivate();
    }
}
