package vesper.reporting.mail;

import jakarta.mail.Address;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** A message whose bytes are there already. */
final class PreparedMessage extends MimeMessage {
    private final Address from;
    private final Address to;
    private final byte[] bytes;

    PreparedMessage(Session session, Address from, Address to, byte[] bytes) {
        super(session);
        this.from = from;
        this.to = to;
        this.bytes = bytes;
    }

    @Override
    public Address[] getFrom() {
        return new Address[] {from};
    }

    @Override
    public Address[] getAllRecipients() {
        return new Address[] {to};
    }

    @Override
    public void writeTo(OutputStream out, String @Nullable [] ignored) throws IOException {
        out.write(bytes);
    }
}
