package vesper.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;
import vesper.home.Home;
import vesper.home.Ports;
import vesper.inbox.Inbox;

/**
 * A mail server that takes every mail, for whomever it is, and keeps it in the home's {@link Inbox}. It says that it has a
 * mail only after the mail is on disk; a sender that was not told sends again, and then there may be two.
 */
public final class EmbeddedSmtp implements AutoCloseable {
    private static final int MAX_CONNECTIONS = 50;
    private static final int MAX_RECIPIENTS = 100;
    private static final int MAX_BYTES = 32 * 1024 * 1024;
    private static final int IDLE_LIMIT_MS = 5 * 60 * 1000;
    private static final int NOT_NOW = 451;
    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedSmtp.class);

    private final Inbox inbox;
    private final SMTPServer server;

    private EmbeddedSmtp(Inbox inbox, SMTPServer server) {
        this.inbox = inbox;
        this.server = server;
    }

    /**
     * Starts the server on the home's port.
     *
     * @param clock tells when a mail came
     */
    public static EmbeddedSmtp start(Home home, Clock clock) {
        Ports.requireFree(home.ports().smtp(), "SMTP");
        Inbox inbox = Inbox.open(home.inbox());
        try {
            inbox.removeUnfinished();
            SMTPServer server = SMTPServer.port(home.ports().smtp())
                    .bindAddress(InetAddress.getByAddress(LOOPBACK))
                    .hostName("localhost")
                    .softwareName("Vesper inbox")
                    .hideTLS(true)
                    .insertReceivedHeaders(false)
                    .maxConnections(MAX_CONNECTIONS)
                    .maxRecipients(MAX_RECIPIENTS)
                    .maxMessageSize(MAX_BYTES)
                    .connectionTimeoutMs(IDLE_LIMIT_MS)
                    .messageHandlerFactory(context -> new Delivery(inbox, clock))
                    .build();
            server.start();
            return new EmbeddedSmtp(inbox, server);
        } catch (UnknownHostException e) {
            throw new EmbeddedServerException("this machine has no loopback address", e);
        } catch (IOException e) {
            throw new EmbeddedServerException("cannot use the inbox " + home.inbox() + ": " + e.getMessage(), e);
        }
    }

    /** The mails that came, in this run and before. */
    public Inbox inbox() {
        return inbox;
    }

    /** Port on the loopback interface. */
    public int port() {
        return server.getPortAllocated();
    }

    /** Takes no more mail and cuts the connections; what was not acknowledged will be sent again. */
    @Override
    public void close() {
        server.stop();
    }

    /** One mail on its way in. */
    private static final class Delivery implements MessageHandler {
        private final Inbox inbox;
        private final Clock clock;
        private final List<String> recipients = new ArrayList<>();
        private String sender = "";

        Delivery(Inbox inbox, Clock clock) {
            this.inbox = inbox;
            this.clock = clock;
        }

        @Override
        public void from(String address) {
            sender = address;
        }

        @Override
        public void recipient(String address) {
            recipients.add(address);
        }

        @Override
        public String data(InputStream mail) throws RejectException, IOException {
            byte[] bytes = mail.readAllBytes();
            try {
                return "kept as " + inbox.store(sender, recipients, bytes, clock.instant());
            } catch (IOException e) {
                LOG.error("cannot keep a mail", e);
                throw new RejectException(NOT_NOW, "cannot be kept now");
            }
        }

        @Override
        public void done() {
            // Nothing is held between mails.
        }
    }
}
