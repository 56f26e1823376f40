package vesper.bank.signature;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.greenbytes.http.sfv.Dictionary;
import org.greenbytes.http.sfv.InnerList;
import org.greenbytes.http.sfv.Item;
import org.greenbytes.http.sfv.ListElement;
import org.greenbytes.http.sfv.Parameters;
import org.greenbytes.http.sfv.ParseException;
import org.greenbytes.http.sfv.Parser;
import org.greenbytes.http.sfv.StringItem;
import org.jspecify.annotations.Nullable;

/**
 * The text that a signature of an HTTP message is made over, RFC 9421 section 2.5: a line for each covered component, in the
 * order of the signature's parameters, and a line with those.
 */
final class SignatureBase {
    private static final Set<String> KNOWN_PARAMETERS = Set.of("sf", "key", "bs", "req", "name");

    private final HttpMessage message;

    private SignatureBase(HttpMessage message) {
        this.message = message;
    }

    /**
     * @param covered the components and parameters, as in {@code Signature-Input}
     * @throws SignatureException if a component is unknown, named twice, or not in the message
     */
    static String of(HttpMessage message, InnerList covered) throws SignatureException {
        StringBuilder base = new StringBuilder();
        Set<String> seen = new HashSet<>();
        for (Item<?> component : covered.get()) {
            String identifier = component.serialize();
            if (!(component instanceof StringItem named)) {
                throw new SignatureException("component " + identifier + " is no string");
            }
            if (!seen.add(identifier)) {
                throw new SignatureException("component " + identifier + " is named twice");
            }
            HttpMessage from = component.getParams().containsKey("req") ? requestOf(message) : message;
            String value = new SignatureBase(from).value(named.get(), component.getParams());
            base.append(identifier).append(": ").append(value).append('\n');
        }
        return base.append("\"@signature-params\": ")
                .append(covered.serialize())
                .toString();
    }

    private static HttpMessage requestOf(HttpMessage message) throws SignatureException {
        if (message.request() == null) {
            throw new SignatureException("signature covers the request, which is not known");
        }
        return message.request();
    }

    private String value(String name, Parameters parameters) throws SignatureException {
        for (String parameter : parameters.keySet()) {
            if (!KNOWN_PARAMETERS.contains(parameter)) {
                throw new SignatureException("parameter " + parameter + " of component " + name + " is not known");
            }
        }
        return name.startsWith("@") ? derived(name, parameters) : field(name, parameters);
    }

    private String derived(String name, Parameters parameters) throws SignatureException {
        if (name.equals("@status")) {
            return present(name, message.status()).toString();
        }
        present(name, message.method());
        return switch (name) {
            case "@method" -> present(name, message.method());
            case "@request-target" -> present(name, message.target());
            case "@target-uri" -> message.uri().toString();
            case "@scheme" -> present(name, message.uri().getScheme()).toLowerCase(Locale.ROOT);
            case "@authority" -> authority(message.uri());
            case "@path" -> path(message.uri());
            case "@query" -> "?" + query(message.uri());
            case "@query-param" -> queryParameter(query(message.uri()), parameters);
            default -> throw new SignatureException("component " + name + " is not known");
        };
    }

    private static <T> T present(String name, @Nullable T value) throws SignatureException {
        if (value == null) {
            throw new SignatureException("message has no " + name);
        }
        return value;
    }

    /** Host in lower case, with the port unless it is the scheme's own. */
    private static String authority(URI uri) throws SignatureException {
        String authority = present("@authority", uri.getRawAuthority()).toLowerCase(Locale.ROOT);
        String usual = "https".equalsIgnoreCase(uri.getScheme()) ? ":443" : ":80";
        return authority.endsWith(usual) ? authority.substring(0, authority.length() - usual.length()) : authority;
    }

    private static String path(URI uri) {
        String path = uri.getRawPath();
        return path == null || path.isEmpty() ? "/" : path;
    }

    private static String query(URI uri) {
        return uri.getRawQuery() == null ? "" : uri.getRawQuery();
    }

    /** A parameter of the query, RFC 9421 section 2.2.8: decoded as a form, and encoded anew. */
    private static String queryParameter(String query, Parameters parameters) throws SignatureException {
        if (!(parameters.get("name") instanceof StringItem name)) {
            throw new SignatureException("@query-param has no name");
        }
        List<String> values = new ArrayList<>();
        for (String pair : query.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            if (reencoded(parts[0]).equals(name.get())) {
                values.add(parts.length == 2 ? reencoded(parts[1]) : "");
            }
        }
        if (values.size() != 1) {
            throw new SignatureException("query has parameter " + name.get() + " " + values.size() + " times");
        }
        return values.get(0);
    }

    private static String reencoded(String encoded) throws SignatureException {
        try {
            String decoded = URLDecoder.decode(encoded, StandardCharsets.UTF_8);
            return URLEncoder.encode(decoded, StandardCharsets.UTF_8).replace("+", "%20");
        } catch (IllegalArgumentException e) {
            throw new SignatureException("query is not encoded as a form");
        }
    }

    private String field(String name, Parameters parameters) throws SignatureException {
        if (!name.equals(name.toLowerCase(Locale.ROOT))) {
            throw new SignatureException("component " + name + " is not in lower case");
        }
        List<String> lines = message.headers().get(name);
        if (lines == null) {
            throw new SignatureException("message has no field " + name);
        }
        List<String> values = lines.stream()
                .map(line -> line.replaceAll("\\s*\\r?\\n\\s+", " ").strip())
                .toList();
        if (parameters.containsKey("bs")) {
            return values.stream()
                    .map(value ->
                            ":" + Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)) + ":")
                    .collect(Collectors.joining(", "));
        }
        String joined = String.join(", ", values);
        return parameters.containsKey("sf") || parameters.containsKey("key")
                ? structured(name, joined, parameters)
                : joined;
    }

    /** A member of a dictionary, or a dictionary written anew: the structured fields that signatures name are dictionaries. */
    private static String structured(String name, String value, Parameters parameters) throws SignatureException {
        try {
            Dictionary dictionary = Parser.parseDictionary(value);
            if (!(parameters.get("key") instanceof StringItem key)) {
                return dictionary.serialize();
            }
            ListElement<?> member = dictionary.get().get(key.get());
            if (member == null) {
                throw new SignatureException("field " + name + " has no member " + key.get());
            }
            return member.serialize();
        } catch (ParseException e) {
            throw new SignatureException("field " + name + " is no dictionary");
        }
    }
}
