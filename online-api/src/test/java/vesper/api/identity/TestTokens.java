package vesper.api.identity;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import vesper.api.TestApi;
import vesper.api.caller.Caller;
import vesper.api.signin.Sessions.Session;

/** Access tokens as the API itself makes them, and others that differ from those in one respect. */
public final class TestTokens {
    private static final String AUDIENCE = "vesper-api";
    private static final String ISSUER = "http://localhost:8080";

    private final TestApi api;
    private final List<String> scopes;
    private final @Nullable Session session;
    private final String client;

    /** Of the client {@code shop}. */
    public TestTokens(TestApi api, String scopes) {
        this(api, scopes, null);
    }

    /** Of a customer, if a session is given. */
    public TestTokens(TestApi api, String scopes, @Nullable Session session) {
        this(api, scopes, session, "shop");
    }

    /** Of the client, unless a session is given. */
    public TestTokens(TestApi api, String scopes, @Nullable Session session, String client) {
        this.api = api;
        this.client = client;
        this.scopes = List.of(scopes.split(" "));
        this.session = session;
    }

    /** Like those that the API makes. */
    public String sound() {
        return sign(900, AUDIENCE, ISSUER, true);
    }

    /** Ran out a second longer ago than clocks may differ. */
    public String expired() {
        return sign(-61, AUDIENCE, ISSUER, true);
    }

    public String forAnotherAudience() {
        return sign(900, "other-api", ISSUER, true);
    }

    public String ofAnotherIssuer() {
        return sign(900, AUDIENCE, "http://elsewhere.example", true);
    }

    public String underAnotherKey() {
        return sign(900, AUDIENCE, ISSUER, false);
    }

    @SuppressWarnings("unchecked")
    private String sign(int seconds, String audience, String issuer, boolean rightKey) {
        JWKSource<SecurityContext> keys =
                rightKey ? api.bean(JWKSource.class) : new ImmutableJWKSet<>(new JWKSet(SigningKey.inMemory()));
        Instant now = Instant.now();
        JwtClaimsSet.Builder claims = JwtClaimsSet.builder();
        if (session != null) {
            claims.claim(Caller.SESSION, session.id().toString())
                    .claim(Caller.CUSTOMER, session.customerId())
                    .claim(Caller.SIGNED_IN_AT, session.authenticatedAt().getEpochSecond());
        }
        claims.subject(session == null ? client : session.loginId().toString())
                .issuer(issuer)
                .audience(List.of(audience))
                .claim("scope", scopes)
                .issuedAt(now.minusSeconds(1_000))
                .notBefore(now.minusSeconds(1_000))
                .expiresAt(now.plusSeconds(seconds));
        return new NimbusJwtEncoder(keys)
                .encode(JwtEncoderParameters.from(
                        JwsHeader.with(SignatureAlgorithm.RS256).build(), claims.build()))
                .getTokenValue();
    }
}
