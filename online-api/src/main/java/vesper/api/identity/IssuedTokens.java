package vesper.api.identity;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.server.authorization.JdbcOAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;

/**
 * Keeps what is needed between a customer's sign-in and the moment when the app fetches the token, in the database, so that any
 * process can answer; an hour later it is deleted. Of tokens for clients nothing is kept: they carry all that is checked, and
 * run out within minutes.
 */
final class IssuedTokens implements OAuth2AuthorizationService {
    private final JdbcTemplate jdbc;
    private final JdbcOAuth2AuthorizationService stored;

    IssuedTokens(JdbcTemplate jdbc, RegisteredClientRepository clients) {
        this.jdbc = jdbc;
        stored = new JdbcOAuth2AuthorizationService(jdbc, clients);
    }

    @Override
    public void save(OAuth2Authorization authorization) {
        if (authorization.getAuthorizationGrantType().equals(AuthorizationGrantType.AUTHORIZATION_CODE)) {
            jdbc.update(
                    "delete from oauth2_authorization where authorization_code_expires_at < now() - interval '1 hour'");
            stored.save(authorization);
        }
    }

    @Override
    public void remove(OAuth2Authorization authorization) {
        stored.remove(authorization);
    }

    @Override
    public @Nullable OAuth2Authorization findById(String id) {
        return stored.findById(id);
    }

    @Override
    public @Nullable OAuth2Authorization findByToken(String token, @Nullable OAuth2TokenType type) {
        return stored.findByToken(token, type);
    }
}
