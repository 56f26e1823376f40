package vesper.bank.key;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keys as text (RFC 7468). */
public final class Pem {
    public static final String PRIVATE_KEY = "PRIVATE KEY";
    public static final String PUBLIC_KEY = "PUBLIC KEY";

    private static final int LINE = 64;

    private Pem() {}

    /** One part with the label: the encoded key in base64, 64 characters a line. */
    public static String text(String label, byte[] encoded) {
        String lines = Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(encoded);
        return "-----BEGIN " + label + "-----\n" + lines + "\n-----END " + label + "-----\n";
    }

    /** The contents of every part with the label. */
    public static List<byte[]> all(String text, String label) {
        Matcher part = Pattern.compile("-----BEGIN " + label + "-----([^-]*)-----END " + label + "-----")
                .matcher(text);
        List<byte[]> parts = new ArrayList<>();
        while (part.find()) {
            parts.add(Base64.getMimeDecoder().decode(part.group(1)));
        }
        return parts;
    }

    /** @throws IllegalArgumentException unless there is one part with the label */
    public static byte[] only(String text, String label) {
        List<byte[]> parts = all(text, label);
        if (parts.size() != 1) {
            throw new IllegalArgumentException("there are " + parts.size() + " parts " + label + ", not one");
        }
        return parts.get(0);
    }
}
