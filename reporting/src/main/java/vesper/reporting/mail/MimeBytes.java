package vesper.reporting.mail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;

/**
 * Writes a mail of a text, perhaps the same as HTML and a file, as the bytes that go to the server (RFC 2045, 2046). No line of it
 * begins with a dot, so that it may be sent as it is (RFC 5321, 4.5.2). The mail library looks its parts up anew for every mail, which
 * takes longer than the database and the server together.
 */
final class MimeBytes {
    private static final String END = "\r\n";
    private static final int LONGEST_LINE = 998;
    private static final int HEAD = 4096;

    private final ByteArrayOutputStream out;
    private String boundary = "";

    /**
     * An empty mail.
     *
     * @param fileBytes size of the file that will be attached
     */
    MimeBytes(int fileBytes) {
        out = new ByteArrayOutputStream(HEAD + fileBytes + fileBytes / 2);
    }

    /** Adds a field; the value is ASCII, encoded and folded if it must be. */
    MimeBytes field(String name, String value) {
        return write(name + ": " + value + END);
    }

    /** Ends the fields of a mail that is nothing but a text, and writes it. */
    MimeBytes text(String plain) {
        write("MIME-Version: 1.0" + END);
        return text("plain", plain);
    }

    /**
     * Ends the fields and writes the mail's text in both forms.
     *
     * @param id makes boundaries that no content has: they begin with what base64 has not, and ours are no lines of a text
     */
    MimeBytes texts(UUID id, String plain, String html) {
        boundary = "=_" + id;
        write("MIME-Version: 1.0" + END);
        write("Content-Type: multipart/mixed; boundary=\"" + boundary + '"' + END + END);
        write("--" + boundary + END);
        write("Content-Type: multipart/alternative; boundary=\"" + boundary + ".texts\"" + END + END);
        write("--" + boundary + ".texts" + END);
        text("plain", plain);
        write("--" + boundary + ".texts" + END);
        text("html", html);
        return write("--" + boundary + ".texts--" + END);
    }

    private MimeBytes text(String subtype, String text) {
        write("Content-Type: text/" + subtype + "; charset=UTF-8" + END);
        if (isPlain(text)) {
            write("Content-Transfer-Encoding: 7bit" + END + END);
            write(text.replace("\n", END));
        } else {
            write("Content-Transfer-Encoding: base64" + END + END);
            out.writeBytes(
                    Base64.getMimeEncoder().encode(text.replace("\n", END).getBytes(StandardCharsets.UTF_8)));
        }
        return write(END);
    }

    /** Whether a text may go as it is: ASCII, no line too long, and none that begins with a dot. */
    private static boolean isPlain(String text) {
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean dot = c == '.' && length == 0;
            length = c == '\n' ? 0 : length + 1;
            if (dot || c >= 0x7f || (c < ' ' && c != '\n') || length > LONGEST_LINE) {
                return false;
            }
        }
        return true;
    }

    /** @param name ASCII, without quotation marks */
    MimeBytes file(String mediaType, String name, byte[] content) {
        write("--" + boundary + END);
        write("Content-Type: " + mediaType + "; name=\"" + name + '"' + END);
        write("Content-Transfer-Encoding: base64" + END);
        write("Content-Disposition: attachment; filename=\"" + name + '"' + END + END);
        out.writeBytes(Base64.getMimeEncoder().encode(content));
        return write(END);
    }

    /** Ends a mail of several parts. */
    MimeBytes end() {
        return write("--" + boundary + "--" + END);
    }

    /** Writes the mail, once, with what follows it. */
    void writeTo(OutputStream server, byte[] end) throws IOException {
        out.writeBytes(end);
        out.writeTo(server);
        server.flush();
    }

    private MimeBytes write(String ascii) {
        out.writeBytes(ascii.getBytes(StandardCharsets.US_ASCII));
        return this;
    }
}
