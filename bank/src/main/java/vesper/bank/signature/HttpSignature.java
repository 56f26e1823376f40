package vesper.bank.signature;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.greenbytes.http.sfv.ByteSequenceItem;
import org.greenbytes.http.sfv.InnerList;
import org.greenbytes.http.sfv.IntegerItem;
import org.greenbytes.http.sfv.Item;
import org.greenbytes.http.sfv.ListElement;
import org.greenbytes.http.sfv.ParseException;
import org.greenbytes.http.sfv.Parser;
import org.greenbytes.http.sfv.StringItem;

/** Checks signatures of HTTP messages, RFC 9421. */
public final class HttpSignature {
    private final InnerList covered;

    private HttpSignature(InnerList covered) {
        this.covered = covered;
    }

    /**
     * Reads what a signature covers.
     *
     * @param input its member of {@code Signature-Input}: {@code ("@method" "@path");created=1618884473;keyid="a"}
     * @throws SignatureException if it is no inner list with parameters
     */
    public static HttpSignature parse(String input) throws SignatureException {
        try {
            return new HttpSignature(Parser.parseInnerList(input));
        } catch (ParseException e) {
            throw new SignatureException("signature input is no list of components");
        }
    }

    /** A signature as a message carries it. */
    public record Labelled(HttpSignature signature, byte[] bytes) {}

    /**
     * The one signature that a message carries, from its fields {@code Signature-Input} and {@code Signature}.
     *
     * @throws SignatureException if it carries none, or several, or the fields cannot be read
     */
    public static Labelled only(HttpMessage message) throws SignatureException {
        Map<String, ListElement<?>> inputs = members(message, "signature-input");
        Map<String, ListElement<?>> signatures = members(message, "signature");
        if (inputs.size() != 1 || !inputs.keySet().equals(signatures.keySet())) {
            throw new SignatureException("message carries no signature, or several");
        }
        if (inputs.values().iterator().next() instanceof InnerList covered
                && signatures.values().iterator().next() instanceof ByteSequenceItem bytes) {
            ByteBuffer buffer = bytes.get();
            byte[] copy = new byte[buffer.remaining()];
            buffer.duplicate().get(copy);
            return new Labelled(new HttpSignature(covered), copy);
        }
        throw new SignatureException("signature is no list of components with bytes");
    }

    private static Map<String, ListElement<?>> members(HttpMessage message, String field) throws SignatureException {
        try {
            return Parser.parseDictionary(String.join(", ", message.headers().getOrDefault(field, List.of())))
                    .get();
        } catch (ParseException e) {
            throw new SignatureException(field + " is no dictionary");
        }
    }

    /** The key that it says it was made with. */
    public Optional<String> keyId() {
        return covered.getParams().get("keyid") instanceof StringItem id ? Optional.of(id.get()) : Optional.empty();
    }

    /** Whether it is made over a component, the whole of it. */
    public boolean covers(String component) {
        return covered.get().stream()
                .anyMatch(item -> item instanceof StringItem name
                        && name.get().equals(component)
                        && item.getParams().isEmpty());
    }

    /** The text that is signed. */
    public String base(HttpMessage message) throws SignatureException {
        return SignatureBase.of(message, covered);
    }

    /**
     * Checks a signature.
     *
     * @param algorithm the one agreed for the key; one named in the parameters must be the same
     * @param now the moment of the check: the signature must not have expired, nor be made later than this
     * @param maxAge how old it may be; one that does not say when it was made is refused
     * @throws SignatureException saying why it does not hold
     */
    public void verify(
            HttpMessage message, byte[] signature, SignatureAlgorithm algorithm, Key key, Instant now, Duration maxAge)
            throws SignatureException {
        requireInTime(now, maxAge);
        Item<?> named = covered.getParams().get("alg");
        if (named != null && !(named instanceof StringItem code && code.get().equals(algorithm.code()))) {
            throw new SignatureException("signature names another algorithm than its key is for");
        }
        byte[] base = base(message).getBytes(StandardCharsets.UTF_8);
        if (!algorithm.verify(key, base, signature)) {
            throw new SignatureException("signature is not that of this message and key");
        }
        requireSameBody(message);
    }

    private void requireInTime(Instant now, Duration maxAge) throws SignatureException {
        if (!(covered.getParams().get("created") instanceof IntegerItem created)) {
            throw new SignatureException("signature does not say when it was made");
        }
        long seconds = now.getEpochSecond();
        if (created.get() > seconds) {
            throw new SignatureException("signature was made in the future");
        }
        if (created.get() < seconds - maxAge.toSeconds()) {
            throw new SignatureException("signature is too old");
        }
        Item<?> expires = covered.getParams().get("expires");
        if (expires != null && !(expires instanceof IntegerItem end && end.get() >= seconds)) {
            throw new SignatureException("signature has expired");
        }
    }

    /** A covered digest binds the body as well. */
    private void requireSameBody(HttpMessage message) throws SignatureException {
        boolean digest = covered.get().stream().anyMatch(HttpSignature::isDigest);
        if (digest && message.body() != null) {
            List<String> lines = message.headers().getOrDefault("content-digest", List.of());
            ContentDigest.verify(String.join(", ", lines), message.body());
        }
    }

    private static boolean isDigest(Item<?> component) {
        return component instanceof StringItem name
                && name.get().equals("content-digest")
                && !name.getParams().containsKey("req");
    }
}
