package vesper.api.identity;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import vesper.api.identity.Clients.Client;

/**
 * Shows the {@link Clients} to the authorization server: programs get tokens for themselves by their secret, apps get them for
 * the customer who signs in, by authorization code with proof of who asked (PKCE).
 */
final class RegisteredClients implements RegisteredClientRepository {
    private static final String SIGNS_REQUESTS = "vesper.signs-requests";

    private final Clients clients;
    private final TokenSettings tokens;

    RegisteredClients(Clients clients, Duration tokenLifetime) {
        this.clients = clients;
        tokens = TokenSettings.builder().accessTokenTimeToLive(tokenLifetime).build();
    }

    /** Whether a client must sign each of its requests. */
    static boolean signsRequests(RegisteredClient client) {
        return Boolean.TRUE.equals(client.getClientSettings().getSetting(SIGNS_REQUESTS));
    }

    @Override
    public void save(RegisteredClient client) {
        throw new UnsupportedOperationException("clients are registered through Clients");
    }

    @Override
    public @Nullable RegisteredClient findById(String id) {
        return findByClientId(id);
    }

    @Override
    public @Nullable RegisteredClient findByClientId(String clientId) {
        return clients.find(clientId).map(this::registered).orElse(null);
    }

    private RegisteredClient registered(Client client) {
        RegisteredClient.Builder registered = RegisteredClient.withId(client.id())
                .clientId(client.id())
                .scopes(scopes -> scopes.addAll(client.scopes()))
                .tokenSettings(tokens);
        if (client.publicKeys() != null) {
            return registered
                    .clientAuthenticationMethod(ClientAuthenticationMethod.PRIVATE_KEY_JWT)
                    .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                    // Says that it is a public key which verifies; ClientAssertions has the algorithms.
                    .clientSettings(ClientSettings.builder()
                            .tokenEndpointAuthenticationSigningAlgorithm(SignatureAlgorithm.PS256)
                            .setting(SIGNS_REQUESTS, client.signsRequests())
                            .build())
                    .build();
        }
        return client.secretHash() == null
                ? app(client, registered)
                : registered
                        .clientSecret(client.secretHash())
                        .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                        .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST)
                        .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                        .build();
    }

    private static RegisteredClient app(Client client, RegisteredClient.Builder registered) {
        return registered
                .scope(OidcScopes.OPENID)
                .redirectUris(uris -> uris.addAll(client.redirectUris()))
                .clientAuthenticationMethod(ClientAuthenticationMethod.NONE)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .clientSettings(ClientSettings.builder()
                        .requireProofKey(true)
                        .requireAuthorizationConsent(client.asksConsent())
                        .build())
                .build();
    }
}
