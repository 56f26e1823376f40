package vesper.api.sentcode;

import java.io.IOException;

/** Sends a short text at once. */
public interface CodeSender {
    CodeChannel channel();

    /**
     * Returns when a server has taken the text over.
     *
     * @param to a contact of the channel
     * @throws IOException if none has; what it says holds neither the contact nor the text
     */
    void send(String to, String subject, String text) throws IOException;
}
