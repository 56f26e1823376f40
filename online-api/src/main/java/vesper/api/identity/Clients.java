package vesper.api.identity;

import com.nimbusds.jose.jwk.JWKSet;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import vesper.api.caller.Scope;

/** Registers and finds the programs that may call the API. */
public final class Clients {
    private static final int MIN_SECRET = 43;

    private final JdbcClient jdbc;

    public Clients(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A registered client.
     *
     * @param secretHash of the secrets that are valid now, separated by a blank, or empty if all have expired; null for an app, which
     *     can keep no secret, and for a client with keys
     * @param publicKeys JWK set by which a client proves itself instead; null for others
     * @param signsRequests whether it must sign each request
     * @param asksConsent whether an app is of others, which customers let in by what they consent to
     * @param redirectUris where customers come back to an app; empty for other clients
     */
    record Client(
            String id,
            @Nullable String secretHash,
            @Nullable String publicKeys,
            boolean signsRequests,
            boolean asksConsent,
            Set<String> scopes,
            Set<String> redirectUris) {}

    /**
     * Registers a client under a new secret, or gives a registered one a new secret and these scopes; its old secret is
     * void at once.
     *
     * @param clientId 2 to 64 small letters, digits, dots, underscores and dashes
     * @param scopes values of {@link Scope}; at least one
     * @return the secret, which is stored nowhere and cannot be asked for again
     * @throws IllegalArgumentException if the id is malformed or a scope is not known
     */
    public String register(String clientId, Set<String> scopes) {
        String secret = ClientSecrets.generate();
        register(clientId, scopes, secret);
        return secret;
    }

    /**
     * Like {@link #register(String, Set)}, under a secret that was drawn elsewhere.
     *
     * @param secret at least 256 random bits, so at least 43 characters: it is hashed in a way that protects no less than that
     */
    public void register(String clientId, Set<String> scopes, String secret) {
        if (secret.length() < MIN_SECRET) {
            throw new IllegalArgumentException("a client secret has at least " + MIN_SECRET + " random characters");
        }
        checkId(clientId);
        checkScopes(scopes, Scope::isForClients);
        jdbc.sql("""
                        insert into oauth_client (client_id, secret_hash, scopes) values (:id, :hash, :scopes)
                        on conflict (client_id) do update
                           set secret_hash = excluded.secret_hash, scopes = excluded.scopes, redirect_uris = '{}',
                               public_keys = null, signs_requests = false, asks_consent = false, secret_expires_at = null,
                               previous_secret_hash = null, previous_until = null, enabled = true
                        """)
                .param("id", clientId)
                .param("hash", Objects.requireNonNull(new ClientSecrets().encode(secret)))
                .param("scopes", new TreeSet<>(scopes).toArray(String[]::new))
                .update();
    }

    /**
     * Registers a client that proves who it is by signing ({@code private_key_jwt}), or gives a registered one other keys: with the old
     * and the new key in the set, a client changes keys without a gap. A secret that it had is void.
     *
     * @param jwks JWK set (RFC 7517) of public keys, RSA of at least 2048 bits or P-256
     * @throws IllegalArgumentException if the id is malformed, a scope is not known, or a key is not as described
     */
    public void registerByKeys(String clientId, Set<String> scopes, String jwks) {
        checkId(clientId);
        checkScopes(scopes, Scope::isForClients);
        jdbc.sql("""
                        insert into oauth_client (client_id, public_keys, scopes) values (:id, :keys::jsonb, :scopes)
                        on conflict (client_id) do update
                           set secret_hash = null, scopes = excluded.scopes, redirect_uris = '{}',
                               public_keys = excluded.public_keys, asks_consent = false, secret_expires_at = null,
                               previous_secret_hash = null, previous_until = null, enabled = true
                        """)
                .param("id", clientId)
                .param("keys", PublicKeys.checked(jwks).toString())
                .param("scopes", new TreeSet<>(scopes).toArray(String[]::new))
                .update();
    }

    /**
     * Makes a client with keys sign each request (RFC 9421), or lets it leave that; its tokens say which, so a change holds for those it
     * gets from then on. Returns false if there is no such client with keys.
     */
    public boolean requireSignatures(String clientId, boolean required) {
        return jdbc.sql(
                                "update oauth_client set signs_requests = :required where client_id = :id and public_keys is not null")
                        .param("required", required)
                        .param("id", clientId)
                        .update()
                == 1;
    }

    /**
     * Gives a client another secret; the one that it has stays valid for a while, so that it can be changed without a gap.
     *
     * @param overlap how long the secret until now stays valid
     * @param validFor how long the new one is
     * @return the new secret, shown this once; empty if the client has no secret, or one before is still valid
     */
    public Optional<String> rotateSecret(String clientId, Duration overlap, Duration validFor) {
        String secret = ClientSecrets.generate();
        int rotated = jdbc.sql("""
                        update oauth_client
                           set previous_secret_hash = secret_hash,
                               previous_until = least(now() + :overlap * interval '1 second', secret_expires_at),
                               secret_hash = :hash, secret_expires_at = now() + :valid * interval '1 second'
                         where client_id = :id and secret_hash is not null
                           and (previous_until is null or previous_until <= now())
                        """)
                .param("overlap", overlap.toSeconds())
                .param("hash", Objects.requireNonNull(new ClientSecrets().encode(secret)))
                .param("valid", validFor.toSeconds())
                .param("id", clientId)
                .update();
        return rotated == 1 ? Optional.of(secret) : Optional.empty();
    }

    /**
     * Says whether an app is of others, so that a customer is asked before it gets a token. Returns false if there is no such app.
     */
    public boolean askConsent(String clientId, boolean asked) {
        return jdbc.sql(
                                "update oauth_client set asks_consent = :asked where client_id = :id and cardinality(redirect_uris) > 0")
                        .param("asked", asked)
                        .param("id", clientId)
                        .update()
                == 1;
    }

    /** The keys by which an enabled client proves itself, if it does so by keys. */
    Optional<JWKSet> keysOf(String clientId) {
        return find(clientId).map(Client::publicKeys).map(PublicKeys::checked);
    }

    /**
     * Registers an app, or a web page, through which customers sign in; or changes one.
     *
     * @param scopes values of {@link Scope} that customers may have; at least one
     * @param redirectUris where customers come back to, compared letter by letter; HTTPS, an app's own scheme, or this machine
     * @throws IllegalArgumentException if the id, a scope or an address is not as described
     */
    public void registerApp(String clientId, Set<String> scopes, Set<String> redirectUris) {
        checkId(clientId);
        checkScopes(scopes, Scope::isForCustomers);
        if (redirectUris.isEmpty()) {
            throw new IllegalArgumentException("an app needs at least one address to come back to");
        }
        redirectUris.forEach(Clients::checkRedirect);
        jdbc.sql("""
                        insert into oauth_client (client_id, scopes, redirect_uris) values (:id, :scopes, :uris)
                        on conflict (client_id) do update
                           set secret_hash = null, scopes = excluded.scopes, redirect_uris = excluded.redirect_uris,
                               public_keys = null, signs_requests = false, secret_expires_at = null,
                               previous_secret_hash = null, previous_until = null, enabled = true
                        """)
                .param("id", clientId)
                .param("scopes", new TreeSet<>(scopes).toArray(String[]::new))
                .param("uris", new TreeSet<>(redirectUris).toArray(String[]::new))
                .update();
    }

    private static void checkId(String clientId) {
        if (!clientId.matches("[a-z0-9][a-z0-9._-]{1,63}")) {
            throw new IllegalArgumentException(
                    "a client id has 2 to 64 small letters, digits, dots, underscores and dashes");
        }
    }

    private static void checkScopes(Set<String> scopes, Predicate<Scope> allowed) {
        if (scopes.isEmpty()) {
            throw new IllegalArgumentException("a client needs at least one scope");
        }
        for (String scope : scopes) {
            if (Scope.of(scope).filter(allowed).isEmpty()) {
                throw new IllegalArgumentException("there is no scope " + scope + " for a client of this kind");
            }
        }
    }

    private static void checkRedirect(String address) {
        URI uri = URI.create(address);
        boolean local =
                "http".equals(uri.getScheme()) && Set.of("127.0.0.1", "[::1]").contains(uri.getHost());
        boolean app = uri.getScheme() != null && uri.getScheme().contains(".");
        if (uri.getFragment() != null || !(local || app || "https".equals(uri.getScheme()))) {
            throw new IllegalArgumentException("customers cannot be sent back to " + address);
        }
    }

    /** Whether a client with this id is registered, enabled or not. */
    public boolean exists(String clientId) {
        return jdbc.sql("select exists (select from oauth_client where client_id = :id)")
                .param("id", clientId)
                .query(Boolean.class)
                .single();
    }

    /** Lets a client have no more tokens, or lets it again. Returns false if there is no such client. */
    public boolean setEnabled(String clientId, boolean enabled) {
        return jdbc.sql("update oauth_client set enabled = :enabled where client_id = :id")
                        .param("enabled", enabled)
                        .param("id", clientId)
                        .update()
                == 1;
    }

    /** The client, if it is registered and enabled. */
    Optional<Client> find(String clientId) {
        return jdbc.sql("""
                        select client_id, public_keys,
                               case when secret_hash is not null then
                                   concat_ws(' ', case when secret_expires_at > now() or secret_expires_at is null then secret_hash end,
                                                  case when previous_until > now() then previous_secret_hash end)
                               end as secret_hash, signs_requests, asks_consent, scopes, redirect_uris
                          from oauth_client
                         where client_id = :id and enabled
                        """)
                .param("id", clientId)
                .query((row, n) -> new Client(
                        row.getString("client_id"),
                        row.getString("secret_hash"),
                        row.getString("public_keys"),
                        row.getBoolean("signs_requests"),
                        row.getBoolean("asks_consent"),
                        Set.of((String[]) row.getArray("scopes").getArray()),
                        Set.of((String[]) row.getArray("redirect_uris").getArray())))
                .optional();
    }
}
