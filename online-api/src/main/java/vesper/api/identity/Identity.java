package vesper.api.identity;

import static org.springframework.security.config.http.SessionCreationPolicy.STATELESS;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import jakarta.servlet.DispatcherType;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.authentication.ClientSecretAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.JwtClientAssertionAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.util.matcher.MediaTypeRequestMatcher;
import org.springframework.web.cors.CorsConfigurationSource;
import vesper.api.ApiSettings;
import vesper.api.Services;
import vesper.api.audit.AuditTrail;
import vesper.api.caller.Caller;
import vesper.api.caller.Scope;
import vesper.api.limits.ClientLimit;
import vesper.api.limits.SecurityHeaders;
import vesper.api.problem.ProblemCode;
import vesper.api.problem.ProblemException;
import vesper.api.problem.ProblemWriter;
import vesper.api.signin.CustomerContext;
import vesper.api.signin.Sessions;
import vesper.bank.Bank;

/**
 * Who may do what. Three chains, each for its own paths: the authorization server, to which customers are led by the pages of
 * {@link vesper.api.signin}; {@code /v1}, where every operation needs a scope; the documentation, which is open. Other paths
 * are not this module's.
 */
@Configuration(proxyBeanMethods = false)
class Identity {
    private static final Logger LOG = LoggerFactory.getLogger(Identity.class);
    private static final String[] AUTHORIZATION = {
        "/oauth2/authorize",
        "/oauth2/token",
        "/oauth2/jwks",
        "/.well-known/openid-configuration",
        "/.well-known/oauth-authorization-server"
    };
    /** Claim of the app that got a token by a customer's consent. */
    private static final String CONSENTED = "consented_app";

    private static final String[] DOCUMENTATION = {
        "/openapi", "/openapi.yaml", "/openapi/**", "/docs", "/docs/**", "/swagger-ui/**"
    };

    @Bean
    Clients oauthClients(Bank bank) {
        return new Clients(bank.jdbc());
    }

    @Bean
    RegisteredClientRepository registeredClients(Clients clients, ApiSettings settings) {
        return new RegisteredClients(clients, settings.tokenLifetime());
    }

    @Bean
    OAuth2AuthorizationService issuedTokens(Bank bank, RegisteredClientRepository clients) {
        return new IssuedTokens(bank.jdbcTemplate(), clients);
    }

    @Bean
    Consents customerConsents(Bank bank, Sessions sessions) {
        return new Consents(bank.jdbc(), sessions);
    }

    @Bean
    AuthorizationServerSettings authorizationServerSettings(ApiSettings settings) {
        return AuthorizationServerSettings.builder().issuer(settings.issuer()).build();
    }

    @Bean
    JWKSource<SecurityContext> signingKeys(ApiSettings settings) {
        RSAKey key;
        if (settings.signingKeyFile() == null) {
            LOG.warn("no vesper.api.signing-key-file: access tokens will not outlive this process");
            key = SigningKey.inMemory();
        } else {
            key = SigningKey.loadOrCreate(settings.signingKeyFile());
        }
        return new ImmutableJWKSet<>(new JWKSet(key));
    }

    @Bean
    OAuth2TokenCustomizer<JwtEncodingContext> tokenClaims(ApiSettings settings, CustomerContext customers) {
        return context -> {
            if (context.getTokenType().equals(OAuth2TokenType.ACCESS_TOKEN)) {
                context.getClaims().audience(List.of(settings.audience()));
            }
            if (RegisteredClients.signsRequests(context.getRegisteredClient())) {
                context.getClaims().claim(SignedRequests.CLAIM, true);
            }
            if (AuthorizationGrantType.AUTHORIZATION_CODE.equals(context.getAuthorizationGrantType())) {
                nameCustomer(context, customers);
                if (context.getRegisteredClient().getClientSettings().isRequireAuthorizationConsent()) {
                    context.getClaims()
                            .claim(CONSENTED, context.getRegisteredClient().getClientId());
                }
            }
        };
    }

    /** A customer's tokens name the login, the customer and the session; one that has ended meanwhile gets none. */
    private static void nameCustomer(JwtEncodingContext context, CustomerContext customers) {
        Authentication principal = context.getPrincipal();
        Sessions.Session session = Optional.ofNullable(principal)
                .flatMap(customers::session)
                .orElseThrow(() -> new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_GRANT));
        context.getClaims()
                .subject(session.loginId().toString())
                .claim(Caller.SESSION, session.id().toString())
                .claim(Caller.SIGNED_IN_AT, session.authenticatedAt().getEpochSecond())
                .claim(Caller.CUSTOMER, session.customerId());
    }

    /** A token of a session that has ended is refused. */
    private static OAuth2TokenValidator<Jwt> activeSession(Sessions sessions) {
        return token -> Caller.session(token)
                        .map(session -> sessions.active(session).isPresent())
                        .orElse(true)
                ? OAuth2TokenValidatorResult.success()
                : OAuth2TokenValidatorResult.failure(new OAuth2Error(OAuth2ErrorCodes.INVALID_TOKEN));
    }

    /** A token of an app of others is refused once the customer has taken the consent back. */
    private static OAuth2TokenValidator<Jwt> consentThatHolds(Consents consents) {
        return token -> !(token.getClaim(CONSENTED) instanceof String client)
                        || consents.holds(UUID.fromString(String.valueOf(token.getSubject())), client)
                ? OAuth2TokenValidatorResult.success()
                : OAuth2TokenValidatorResult.failure(new OAuth2Error(OAuth2ErrorCodes.INVALID_TOKEN));
    }

    @Bean
    JwtDecoder apiTokens(
            JWKSource<SecurityContext> signingKeys, ApiSettings settings, Sessions sessions, Consents consents) {
        OAuth2TokenValidator<Jwt> validator = new DelegatingOAuth2TokenValidator<>(
                JwtValidators.createDefaultWithIssuer(settings.issuer()),
                new JwtClaimValidator<List<String>>(
                        JwtClaimNames.AUD, audience -> audience != null && audience.contains(settings.audience())),
                activeSession(sessions),
                consentThatHolds(consents));
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSource(signingKeys).build();
        decoder.setJwtValidator(validator);
        return new VerifiedTokens(decoder, validator, settings.tokenLifetime());
    }

    @Bean
    @Order(10)
    @Conditional(Services.HandsOutTokens.class)
    SecurityFilterChain authorizationChain(HttpSecurity http, CustomerContext customers, Clients clients, Bank bank) {
        ClientAssertions assertions = new ClientAssertions(clients, new UsedOnce(bank.jdbc()));
        return http.securityMatcher(AUTHORIZATION)
                .oauth2AuthorizationServer(server -> server.oidc(Customizer.withDefaults())
                        .authorizationEndpoint(endpoint -> endpoint.consentPage(ConsentPage.PATH))
                        .clientAuthentication(authentication ->
                                authentication.authenticationProviders(providers -> providers.forEach(provider -> {
                                    if (provider instanceof ClientSecretAuthenticationProvider secrets) {
                                        secrets.setPasswordEncoder(new ClientSecrets());
                                    }
                                    if (provider instanceof JwtClientAssertionAuthenticationProvider signed) {
                                        signed.setJwtDecoderFactory(assertions);
                                    }
                                }))))
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .headers(SecurityHeaders::ofData)
                .securityContext(context -> context.securityContextRepository(customers.repository()))
                .addFilterAfter(customers, SecurityContextHolderFilter.class)
                .exceptionHandling(handling -> handling.defaultAuthenticationEntryPointFor(
                        new LoginUrlAuthenticationEntryPoint("/sign-in"),
                        new MediaTypeRequestMatcher(MediaType.TEXT_HTML)))
                .csrf(csrf -> csrf.disable())
                .build();
    }

    @Bean
    @Order(11)
    SecurityFilterChain apiChain(
            HttpSecurity http,
            JwtDecoder apiTokens,
            FilterRegistrationBean<ClientLimit> clientLimit,
            FilterRegistrationBean<AuditTrail> auditTrail,
            Clients clients,
            Bank bank,
            ApiSettings settings,
            @Qualifier("apiCors") CorsConfigurationSource apiCors) {
        TokenProblems problems = new TokenProblems();
        SignedRequests signedRequests = new SignedRequests(
                clients,
                new UsedOnce(bank.jdbc()),
                Math.toIntExact(settings.maxBatchBody().toBytes()),
                Clock.systemUTC());
        return http.securityMatcher("/v1/**")
                .addFilterAfter(clientLimit.getFilter(), BearerTokenAuthenticationFilter.class)
                .addFilterAfter(auditTrail.getFilter(), BearerTokenAuthenticationFilter.class)
                .addFilterAfter(signedRequests, BearerTokenAuthenticationFilter.class)
                .cors(cors -> cors.configurationSource(apiCors))
                .headers(SecurityHeaders::ofData)
                .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(DispatcherType.ASYNC)
                        .permitAll()
                        .requestMatchers("/v1/payments/**", "/v1/payees/*/payments")
                        .hasAuthority(Scope.PAYMENTS_WRITE.authority())
                        .requestMatchers("/v1/disputes/**")
                        .hasAuthority(Scope.DISPUTES.authority())
                        .requestMatchers("/v1/graphql")
                        .hasAuthority(Scope.ACCOUNTS_READ.authority())
                        .requestMatchers(HttpMethod.GET, "/v1/accounts/**")
                        .hasAuthority(Scope.ACCOUNTS_READ.authority())
                        .requestMatchers("/v1/accounts/**")
                        .hasAuthority(Scope.ACCOUNTS_WRITE.authority())
                        .requestMatchers("/v1/loans/quotes")
                        .hasAuthority(Scope.LOANS_QUOTE.authority())
                        .requestMatchers("/v1/loans/products", "/v1/loans/applications/**")
                        .hasAuthority(Scope.LOANS_APPLY.authority())
                        .requestMatchers("/v1/payees/**")
                        .hasAuthority(Scope.PAYEES.authority())
                        .requestMatchers("/v1/joint-payments/**")
                        .hasAuthority(Scope.JOINT_PAYMENTS.authority())
                        .requestMatchers("/v1/standing-orders/**")
                        .hasAuthority(Scope.STANDING_ORDERS.authority())
                        .requestMatchers(HttpMethod.GET, "/v1/loans/accounts/**")
                        .hasAuthority(Scope.LOANS_READ.authority())
                        .requestMatchers("/v1/loans/accounts/**")
                        .hasAuthority(Scope.LOANS_REPAY.authority())
                        .requestMatchers("/v1/alerts/**")
                        .hasAuthority(Scope.ALERTS.authority())
                        .requestMatchers("/v1/data-requests/**")
                        .hasAuthority(Scope.PERSONAL_DATA.authority())
                        .requestMatchers("/v1/credentials/**")
                        .hasAuthority(Scope.CREDENTIALS.authority())
                        .requestMatchers("/v1/consents/**")
                        .hasAuthority(Scope.CONSENTS.authority())
                        .requestMatchers("/v1/sessions/**")
                        .hasAuthority(Scope.SESSIONS.authority())
                        .requestMatchers("/v1/card-accounts/**", "/v1/customers/**")
                        .hasAuthority(Scope.ONBOARDING.authority())
                        .anyRequest()
                        .authenticated())
                .oauth2ResourceServer(server -> server.bearerTokenResolver(new BearerTokens())
                        .jwt(jwt -> jwt.decoder(apiTokens))
                        .authenticationEntryPoint(problems)
                        .accessDeniedHandler(problems))
                .exceptionHandling(
                        handling -> handling.authenticationEntryPoint(problems).accessDeniedHandler(problems))
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(STATELESS))
                .csrf(csrf -> csrf.disable())
                .requestCache(cache -> cache.disable())
                .logout(logout -> logout.disable())
                .build();
    }

    @Bean
    @Order(12)
    SecurityFilterChain documentationChain(HttpSecurity http) {
        return http.securityMatcher(DOCUMENTATION)
                .headers(SecurityHeaders::ofPages)
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(STATELESS))
                .requestCache(cache -> cache.disable())
                .build();
    }

    /** For requests that no chain sees, since their path could be read in two ways. */
    @Bean
    @ConditionalOnMissingBean
    RequestRejectedHandler requestRejectedHandler() {
        return (request, response, rejection) -> ProblemWriter.write(
                response,
                new ProblemException(
                        ProblemCode.INVALID_REQUEST,
                        "The path, a header or a parameter has characters that are not allowed there."));
    }
}
