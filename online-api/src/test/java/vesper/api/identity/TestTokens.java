package vesper.api.identity;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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

    /** Signing takes long where a test asks for thousands: what was signed in the last five minutes serves again. */
    private static final Map<Wanted, String> SIGNED = new ConcurrentHashMap<>();

    private static final JWKSource<SecurityContext> ANOTHER_KEY =
            new ImmutableJWKSet<>(new JWKSet(SigningKey.inMemory()));

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

    private String sign(int seconds, String audience, String issuer, boolean rightKey) {
        long fiveMinutes = Instant.now().getEpochSecond() / 300;
        Wanted wanted =
                new Wanted(api, api.port(), client, scopes, session, seconds, audience, issuer, rightKey, fiveMinutes);
        return SIGNED.computeIfAbsent(wanted, TestTokens::sign);
    }

    @SuppressWarnings("unchecked")
    private static String sign(Wanted wanted) {
        JWKSource<SecurityContext> keys = wanted.rightKey() ? wanted.api().bean(JWKSource.class) : ANOTHER_KEY;
        Instant now = Instant.now();
        Session session = wanted.session();
        JwtClaimsSet.Builder claims = JwtClaimsSet.builder();
        if (session != null) {
            claims.claim(Caller.SESSION, session.id().toString())
                    .claim(Caller.CUSTOMER, session.customerId())
                    .claim(Caller.SIGNED_IN_AT, session.authenticatedAt().getEpochSecond());
        }
        claims.subject(session == null ? wanted.client() : session.loginId().toString())
                .issuer(wanted.issuer())
                .audience(List.of(wanted.audience()))
                .claim("scope", wanted.scopes())
                .issuedAt(now.minusSeconds(1_000))
                .notBefore(now.minusSeconds(1_000))
                .expiresAt(now.plusSeconds(wanted.seconds()));
        return new NimbusJwtEncoder(keys)
                .encode(JwtEncoderParameters.from(
                        JwsHeader.with(SignatureAlgorithm.RS256).build(), claims.build()))
                .getTokenValue();
    }

    /** What a token is to say; its time is that of signing, so that none older than {@code fiveMinutes} serves. */
    private record Wanted(
            TestApi api,
            int port,
            String client,
            List<String> scopes,
            @Nullable Session session,
            int seconds,
            String audience,
            String issuer,
            boolean rightKey,
            long fiveMinutes) {}
}
