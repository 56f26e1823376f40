package vesper.api.limits;

import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/**
 * What browsers are told with every answer, after the OWASP Secure Headers Project; beside what Spring Security says by itself:
 * no caching, no sniffing of types, no frames, and on encrypted connections HTTPS only, for a year.
 */
public final class SecurityHeaders {
    private static final String NOTHING =
            "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
    private static final String OWN_PAGES = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
            + "img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

    private static final String FORMS =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'";

    private SecurityHeaders() {}

    /** For answers that are data: a browser that is made to show one may load and run nothing. */
    public static void ofData(HeadersConfigurer<HttpSecurity> headers) {
        ofAll(headers, NOTHING);
    }

    /** For pages of this server: scripts and pictures of its own, and styles, which the documentation's viewer writes inline. */
    public static void ofPages(HeadersConfigurer<HttpSecurity> headers) {
        ofAll(headers, OWN_PAGES);
    }

    /** For pages with forms, after which a browser may be led on to an app's own address: forms are not bound to this server. */
    public static void ofForms(HeadersConfigurer<HttpSecurity> headers) {
        ofAll(headers, FORMS);
    }

    private static void ofAll(HeadersConfigurer<HttpSecurity> headers, String contentPolicy) {
        headers.contentSecurityPolicy(policy -> policy.policyDirectives(contentPolicy))
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER))
                .permissionsPolicyHeader(
                        permissions -> permissions.policy("camera=(), geolocation=(), microphone=(), payment=()"))
                .crossOriginOpenerPolicy(opener -> opener.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
                .crossOriginResourcePolicy(resource -> resource.policy(CrossOriginResourcePolicy.SAME_ORIGIN));
    }
}
