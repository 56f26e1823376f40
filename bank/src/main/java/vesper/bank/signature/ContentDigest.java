package vesper.bank.signature;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import org.greenbytes.http.sfv.ByteSequenceItem;
import org.greenbytes.http.sfv.ListElement;
import org.greenbytes.http.sfv.ParseException;
import org.greenbytes.http.sfv.Parser;

/** The field {@code Content-Digest}, RFC 9530: what binds a signature to the body of its message. */
final class ContentDigest {
    private static final Map<String, String> HASHES = Map.of("sha-256", "SHA-256", "sha-512", "SHA-512");

    private ContentDigest() {}

    /** Holds each digest of a known hash against the body, and wants at least one. */
    static void verify(String field, byte[] body) throws SignatureException {
        int compared = 0;
        for (Map.Entry<String, ListElement<?>> digest : digests(field).entrySet()) {
            String hash = HASHES.get(digest.getKey());
            if (hash != null && digest.getValue() instanceof ByteSequenceItem bytes) {
                if (!bytes.get().equals(ByteBuffer.wrap(hash(hash, body)))) {
                    throw new SignatureException("body has another " + digest.getKey() + " than content-digest says");
                }
                compared++;
            }
        }
        if (compared == 0) {
            throw new SignatureException("content-digest has no hash that is known");
        }
    }

    private static Map<String, ListElement<?>> digests(String field) throws SignatureException {
        try {
            return Parser.parseDictionary(field).get();
        } catch (ParseException e) {
            throw new SignatureException("content-digest is no dictionary");
        }
    }

    private static byte[] hash(String name, byte[] body) {
        try {
            return MessageDigest.getInstance(name).digest(body);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + name, e);
        }
    }
}
