package vesper.api.caller;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/**
 * Who calls: a client, which acts for the bank's own channels and sees the accounts of all customers, or one customer through an
 * app, who sees those that {@link AccountRights} allow.
 *
 * @param name id of the client, or of the customer's login
 * @param customerId null for a client
 * @param sessionId the sign-in in which the customer's token was got; null for a client
 * @param signedInAt when the customer gave all factors of the sign-in, by the second; null for a client
 */
public record Caller(
        String name,
        @Nullable Long customerId,
        @Nullable UUID sessionId,
        @Nullable Instant signedInAt) {
    /** Claim of a customer's id. */
    public static final String CUSTOMER = "customer";
    /** Claim of the second at which the customer gave all factors (OpenID Connect Core 2). */
    public static final String SIGNED_IN_AT = "auth_time";
    /** Claim of the session's id. */
    public static final String SESSION = "sid";

    public static Caller of(Authentication authentication) {
        Jwt token = jwt(authentication);
        return new Caller(
                authentication.getName(),
                token.getClaims().get(CUSTOMER) instanceof Number id ? id.longValue() : null,
                session(token).orElse(null),
                token.getClaimAsInstant(SIGNED_IN_AT));
    }

    /** The access token itself, for who must see later whether it still holds. */
    public static String token(Authentication authentication) {
        return jwt(authentication).getTokenValue();
    }

    private static Jwt jwt(Authentication authentication) {
        if (!(authentication instanceof JwtAuthenticationToken token)) {
            throw new IllegalStateException("the API is called with access tokens only");
        }
        return token.getToken();
    }

    /** The session that a token names; a client's names none. */
    public static Optional<UUID> session(Jwt token) {
        return Optional.ofNullable(token.getClaimAsString(SESSION)).map(UUID::fromString);
    }
}
