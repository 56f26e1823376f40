package vesper.api.identity;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.authorization.authentication.JwtClientAssertionDecoderFactory;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;

/**
 * Verifies what clients sign to prove who they are ({@code private_key_jwt}, RFC 7523): under a key that is registered for the client,
 * with PS256 or ES256, as FAPI 2.0 has it; by the client, for this bank, for five minutes at most, and once.
 */
final class ClientAssertions implements JwtDecoderFactory<RegisteredClient> {
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Duration SKEW = Duration.ofMinutes(1);
    private static final int LONGEST_ID = 200;

    private final Clients clients;
    private final UsedOnce used;

    ClientAssertions(Clients clients, UsedOnce used) {
        this.clients = clients;
        this.used = used;
    }

    @Override
    public JwtDecoder createDecoder(RegisteredClient client) {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(
                Set.of(JWSAlgorithm.PS256, JWSAlgorithm.ES256),
                new ImmutableJWKSet<>(clients.keysOf(client.getClientId())
                        .orElseThrow(() -> new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT)))));
        // The validators below look at the claims.
        processor.setJWTClaimsSetVerifier((claims, context) -> {});
        NimbusJwtDecoder decoder = new NimbusJwtDecoder(processor);
        decoder.setJwtValidator(token -> {
            OAuth2TokenValidatorResult sound = JwtClientAssertionDecoderFactory.DEFAULT_JWT_VALIDATOR_FACTORY
                    .apply(client)
                    .validate(token);
            return sound.hasErrors() || takeOnce(client.getClientId(), token, Instant.now())
                    ? sound
                    : OAuth2TokenValidatorResult.failure(new OAuth2Error(OAuth2ErrorCodes.INVALID_CLIENT));
        });
        return decoder;
    }

    private boolean takeOnce(String client, Jwt token, Instant now) {
        Instant expires = token.getExpiresAt();
        String id = token.getId();
        if (expires == null
                || id == null
                || id.isBlank()
                || id.length() > LONGEST_ID
                || expires.isAfter(now.plus(LONGEST).plus(SKEW))) {
            return false;
        }
        return used.take(client, "assertion " + id, expires.plus(SKEW));
    }
}
