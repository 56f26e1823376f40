package vesper.api.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.filter.OncePerRequestFilter;
import vesper.api.problem.ProblemCode;
import vesper.api.problem.ProblemException;
import vesper.api.problem.ProblemWriter;
import vesper.bank.signature.HttpMessage;
import vesper.bank.signature.HttpSignature;
import vesper.bank.signature.SignatureAlgorithm;
import vesper.bank.signature.SignatureException;

/**
 * Checks the signature of each request (RFC 9421) of the clients that must sign theirs, which their tokens say: made by a key of the
 * client's, over method, target, token and body, within five minutes; one that changes anything is taken once. Requests of all others
 * pass untouched.
 */
final class SignedRequests extends OncePerRequestFilter {
    /** Claim of tokens of clients that must sign their requests. */
    static final String CLAIM = "signed_requests";

    private static final Duration MAX_AGE = Duration.ofMinutes(5);
    private static final Duration SKEW = Duration.ofSeconds(30);
    private static final List<String> COVERED = List.of("@method", "@target-uri", "authorization");
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    private final Clients clients;
    private final UsedOnce used;
    private final int maxBody;
    private final Clock clock;

    SignedRequests(Clients clients, UsedOnce used, int maxBody, Clock clock) {
        this.clients = clients;
        this.used = used;
        this.maxBody = maxBody;
        this.clock = clock;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!(SecurityContextHolder.getContext().getAuthentication() instanceof JwtAuthenticationToken caller)
                || !Boolean.TRUE.equals(caller.getToken().getClaim(CLAIM))) {
            chain.doFilter(request, response);
            return;
        }
        byte[] body = request.getInputStream().readNBytes(maxBody + 1);
        try {
            if (body.length > maxBody) {
                throw new SignatureException("the body is longer than any that is taken");
            }
            verify(caller.getName(), message(request, body), body.length > 0);
        } catch (SignatureException e) {
            ProblemWriter.write(
                    response,
                    new ProblemException(
                            ProblemCode.INVALID_SIGNATURE,
                            "Sign @method, @target-uri, authorization and, with a body, content-digest, by a key that is registered"
                                    + " for you: " + e.getMessage() + "."));
            return;
        }
        chain.doFilter(new ReadRequest(request, body), response);
    }

    private static HttpMessage message(HttpServletRequest request, byte[] body) {
        Map<String, List<String>> headers = new TreeMap<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            headers.put(name, Collections.list(request.getHeaders(name)));
        }
        String query = request.getQueryString();
        return HttpMessage.request(
                request.getMethod(), request.getRequestURL() + (query == null ? "" : "?" + query), headers, body);
    }

    private void verify(String client, HttpMessage message, boolean hasBody) throws SignatureException {
        HttpSignature.Labelled signature = HttpSignature.only(message);
        for (String component : COVERED) {
            require(signature.signature().covers(component), component + " is not signed");
        }
        require(!hasBody || signature.signature().covers("content-digest"), "content-digest is not signed");
        JWK key = clients.keysOf(client)
                .map(keys -> keys.getKeyByKeyId(signature.signature().keyId().orElse("")))
                .orElseThrow(() -> new SignatureException("keyid names no key that is registered"));
        Instant now = clock.instant().plus(SKEW);
        signature
                .signature()
                .verify(message, signature.bytes(), algorithm(key), publicKey(key), now, MAX_AGE.plus(SKEW));
        boolean once = SAFE.contains(String.valueOf(message.method()))
                || used.take(
                        client,
                        "signature " + hash(signature.bytes()),
                        now.plus(MAX_AGE).plus(SKEW));
        require(once, "this signature was used before, make another");
    }

    private static void require(boolean holds, String otherwise) throws SignatureException {
        if (!holds) {
            throw new SignatureException(otherwise);
        }
    }

    private static SignatureAlgorithm algorithm(JWK key) {
        return key instanceof ECKey ? SignatureAlgorithm.ECDSA_P256_SHA256 : SignatureAlgorithm.RSA_PSS_SHA512;
    }

    private static PublicKey publicKey(JWK key) {
        try {
            return key instanceof ECKey curve ? curve.toECPublicKey() : ((RSAKey) key).toRSAPublicKey();
        } catch (JOSEException e) {
            throw new IllegalStateException("a key was registered that is none", e);
        }
    }

    private static String hash(byte[] signature) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(signature));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
