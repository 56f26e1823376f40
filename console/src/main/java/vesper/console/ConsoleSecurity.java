package vesper.console;

import jakarta.servlet.DispatcherType;
import java.util.List;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.util.matcher.AndRequestMatcher;
import org.springframework.security.web.util.matcher.NegatedRequestMatcher;
import org.springframework.security.web.util.matcher.RequestHeaderRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import vesper.console.operator.OperatorToken;
import vesper.console.signin.SecondFactorGate;
import vesper.console.signin.SignInOutcome;
import vesper.console.signin.StaffAccounts;
import vesper.console.signin.StaffFactors;
import vesper.console.signin.StaffStanding;

/** Who may open which page: staff in a session with form sign-in, the operator API by token and without a session. */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class ConsoleSecurity {
    private static final String SIGN_IN = "/console/sign-in";

    /** Scripts and styles from this server only and none inline; never in a frame; forms go home. */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
            + "frame-ancestors 'none'";

    private static final RequestMatcher BY_HTMX = new RequestHeaderRequestMatcher("HX-Request");
    private static final RequestMatcher EVENT_STREAM =
            new RequestHeaderRequestMatcher("Accept", MediaType.TEXT_EVENT_STREAM_VALUE);

    @Bean
    @Order(20)
    SecurityFilterChain consolePages(
            HttpSecurity http,
            SignInOutcome signIn,
            StaffAccounts accounts,
            StaffFactors factors,
            ConsoleSettings settings) {
        return http.securityMatcher("/console/**", "/inbox/**")
                .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(
                                DispatcherType.FORWARD, DispatcherType.ERROR, DispatcherType.ASYNC)
                        .permitAll()
                        .requestMatchers("/console/assets/**", SIGN_IN, SIGN_IN + "/passkey")
                        .permitAll()
                        .requestMatchers(
                                "/console/review/**",
                                "/console/investigations/**",
                                "/console/models/**",
                                "/console/rules/**")
                        .hasRole("ANALYST")
                        .requestMatchers(
                                "/console/applications/**",
                                "/console/loan-products/**",
                                "/console/loan-policies/**",
                                "/console/score-cards/**",
                                "/console/loans/**")
                        .hasRole("UNDERWRITER")
                        .requestMatchers("/console/staff/**")
                        .hasRole("ADMIN")
                        .requestMatchers(HttpMethod.POST, "/console/accounts/**")
                        .hasRole("OPERATOR")
                        .requestMatchers(
                                "/console/jobs/**",
                                "/console/exceptions/**",
                                "/console/ledger/**",
                                "/console/tax-rates/**",
                                "/console/dead-letters/**",
                                "/console/mail/**",
                                "/console/documents/**",
                                "/console/data-requests/**",
                                "/console/mandates/**",
                                "/inbox/**")
                        .hasRole("OPERATOR")
                        .anyRequest()
                        .authenticated())
                .formLogin(form -> form.loginPage(SIGN_IN)
                        .loginProcessingUrl(SIGN_IN)
                        .successHandler(signIn)
                        .failureHandler(signIn))
                .logout(out -> out.logoutUrl("/console/sign-out").logoutSuccessUrl(SIGN_IN + "?out"))
                .sessionManagement(session -> session.sessionFixation(fixation -> fixation.changeSessionId()))
                .addFilterBefore(new SessionLimit(settings.sessionLimit()), AuthorizationFilter.class)
                .addFilterBefore(new StaffStanding(accounts), AuthorizationFilter.class)
                .addFilterBefore(new SecondFactorGate(factors), AuthorizationFilter.class)
                .requestCache(cache -> cache.requestCache(onlyPages()))
                .exceptionHandling(handling -> handling.accessDeniedHandler(new Denied())
                        .defaultAuthenticationEntryPointFor(
                                (request, response, denied) -> {
                                    response.setHeader("HX-Redirect", SIGN_IN + "?expired");
                                    response.setStatus(HttpStatus.UNAUTHORIZED.value());
                                },
                                BY_HTMX)
                        .defaultAuthenticationEntryPointFor(
                                new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED), EVENT_STREAM))
                .headers(ConsoleSecurity::headers)
                .build();
    }

    private static void headers(HeadersConfigurer<HttpSecurity> headers) {
        headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_SECURITY_POLICY))
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                .permissionsPolicyHeader(
                        permissions -> permissions.policy("camera=(), geolocation=(), microphone=(), payment=()"))
                .crossOriginOpenerPolicy(opener -> opener.policy(CrossOriginOpenerPolicy.SAME_ORIGIN));
    }

    /** Sign-in leads back to the page that was asked for, but not to a fragment, a stream or an asset. */
    private static HttpSessionRequestCache onlyPages() {
        HttpSessionRequestCache cache = new HttpSessionRequestCache();
        cache.setRequestMatcher(new AndRequestMatcher(List.<RequestMatcher>of(
                request -> request.getMethod().equals("GET"),
                request -> !request.getRequestURI().startsWith("/console/assets/"),
                new NegatedRequestMatcher(BY_HTMX),
                new NegatedRequestMatcher(EVENT_STREAM))));
        return cache;
    }

    @Bean
    @Order(10)
    SecurityFilterChain operatorApi(HttpSecurity http, ConsoleSettings settings) {
        OperatorToken token = new OperatorToken(settings.operatorToken(), settings.viewerToken());
        return http.securityMatcher("/operator/v1/**")
                .authorizeHttpRequests(
                        requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                                .permitAll()
                                // It works on the books, if only to roll back.
                                .requestMatchers("/operator/v1/plan")
                                .hasRole("OPERATOR")
                                .requestMatchers(HttpMethod.GET, "/operator/v1/**")
                                .hasAnyRole("OPERATOR", "VIEWER")
                                .anyRequest()
                                .hasRole("OPERATOR"))
                .csrf(csrf -> csrf.disable())
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(cache -> cache.disable())
                .addFilterBefore(token, AuthorizationFilter.class)
                .exceptionHandling(
                        handling -> handling.authenticationEntryPoint(token).accessDeniedHandler(token))
                .build();
    }

    /** The session cookie is for this site's own navigation only, and out of reach of scripts. */
    @Bean
    ServletContextInitializer sessionCookie() {
        return context -> {
            context.getSessionCookieConfig().setHttpOnly(true);
            context.getSessionCookieConfig().setAttribute("SameSite", "Lax");
        };
    }
}
