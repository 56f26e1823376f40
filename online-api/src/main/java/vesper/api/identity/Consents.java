package vesper.api.identity;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationConsent;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationConsentService;
import vesper.api.signin.Sessions;
import vesper.api.signin.Sessions.Session;

/**
 * What customers have let apps of others do. The authorization server knows a customer by the session, in which a consent is asked for;
 * it is kept by the login, so that it holds for the next session as well. Taking one back ends its tokens within two seconds.
 */
public final class Consents implements OAuth2AuthorizationConsentService {
    private static final Duration NOTICED_AFTER = Duration.ofSeconds(2);
    private static final int KEPT = 50_000;

    private final JdbcClient jdbc;
    private final Sessions sessions;
    private final LoadingCache<Key, Boolean> lately;

    Consents(JdbcClient jdbc, Sessions sessions) {
        this.jdbc = jdbc;
        this.sessions = sessions;
        lately = Caffeine.newBuilder()
                .maximumSize(KEPT)
                .expireAfterWrite(NOTICED_AFTER)
                .build(key -> find(key).isPresent());
    }

    private record Key(UUID login, String client) {}

    /** What a customer has let an app do. */
    public record Consent(String clientId, Set<String> scopes, Instant givenAt) {}

    /** Those that a customer has given, by app. */
    public List<Consent> of(UUID login) {
        return jdbc.sql("select client_id, scopes, given_at from consent where login_id = :login order by client_id")
                .param("login", login)
                .query((row, n) -> new Consent(
                        row.getString("client_id"),
                        Set.of((String[]) row.getArray("scopes").getArray()),
                        row.getTimestamp("given_at").toInstant()))
                .list();
    }

    /** Takes a consent back; false if there is none. */
    public boolean revoke(UUID login, String client) {
        boolean revoked = jdbc.sql("delete from consent where login_id = :login and client_id = :client")
                        .param("login", login)
                        .param("client", client)
                        .update()
                == 1;
        lately.invalidate(new Key(login, client));
        return revoked;
    }

    /** Whether the customer lets the app in, as it was two seconds ago at most. */
    boolean holds(UUID login, String client) {
        return lately.get(new Key(login, client));
    }

    private Optional<Set<String>> find(Key key) {
        return of(key.login()).stream()
                .filter(consent -> consent.clientId().equals(key.client()))
                .map(Consent::scopes)
                .findFirst();
    }

    @Override
    public void save(OAuth2AuthorizationConsent consent) {
        UUID login = login(consent.getPrincipalName())
                .orElseThrow(() -> new IllegalStateException("a session ended while it was asked for consent"));
        jdbc.sql("""
                        insert into consent (login_id, client_id, scopes) values (:login, :client, :scopes)
                            on conflict (login_id, client_id)
                            do update set scopes = excluded.scopes, given_at = clock_timestamp()
                        """)
                .param("login", login)
                .param("client", consent.getRegisteredClientId())
                .param("scopes", new TreeSet<>(consent.getScopes()).toArray(String[]::new))
                .update();
        lately.invalidate(new Key(login, consent.getRegisteredClientId()));
    }

    @Override
    public void remove(OAuth2AuthorizationConsent consent) {
        login(consent.getPrincipalName()).ifPresent(login -> revoke(login, consent.getRegisteredClientId()));
    }

    @Override
    public @Nullable OAuth2AuthorizationConsent findById(String registeredClientId, String principalName) {
        return login(principalName)
                .flatMap(login -> find(new Key(login, registeredClientId)))
                .filter(scopes -> !scopes.isEmpty())
                .map(scopes -> {
                    OAuth2AuthorizationConsent.Builder consent =
                            OAuth2AuthorizationConsent.withId(registeredClientId, principalName);
                    scopes.forEach(consent::scope);
                    return consent.build();
                })
                .orElse(null);
    }

    /** A principal is named by its session. */
    private Optional<UUID> login(String session) {
        try {
            return sessions.active(UUID.fromString(session)).map(Session::loginId);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
