package vesper.bank.signature;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What of an HTTP message can be signed.
 *
 * @param method null for a response
 * @param scheme {@code https} or {@code http}; of a request
 * @param target the request's target as sent: {@code /foo?a=b}, or a whole URI; null for a response
 * @param status null for a request
 * @param headers values of each field, in the order received; upper and lower case of names do not matter
 * @param body null if the receiver has not read it: then its digest is not compared
 * @param request what a response answers, for signatures that cover it; else null
 */
public record HttpMessage(
        @Nullable String method,
        String scheme,
        @Nullable String target,
        @Nullable Integer status,
        Map<String, List<String>> headers,
        byte @Nullable [] body,
        @Nullable HttpMessage request) {
    public HttpMessage {
        Map<String, List<String>> named = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, values) -> named.put(name, List.copyOf(values)));
        headers = named;
    }

    /** A request. */
    public static HttpMessage request(
            String method, String target, Map<String, List<String>> headers, byte @Nullable [] body) {
        return new HttpMessage(method, "https", target, null, headers, body, null);
    }

    /** A response. */
    public static HttpMessage response(
            int status, Map<String, List<String>> headers, byte @Nullable [] body, @Nullable HttpMessage request) {
        return new HttpMessage(null, "https", null, status, headers, body, request);
    }

    /** The target as a URI with scheme and authority; those of a target that is a whole URI win over the headers. */
    URI uri() throws SignatureException {
        if (target == null) {
            throw new SignatureException("a response has no target");
        }
        try {
            URI sent = URI.create(target);
            return sent.isAbsolute() ? sent : URI.create(scheme + "://" + host() + target);
        } catch (IllegalArgumentException e) {
            throw new SignatureException("target is no URI");
        }
    }

    private String host() throws SignatureException {
        List<String> hosts = headers.getOrDefault("host", List.of());
        if (hosts.size() != 1) {
            throw new SignatureException("request must have one host, and has " + hosts.size());
        }
        return hosts.get(0).strip().toLowerCase(Locale.ROOT);
    }
}
