package vesper.reporting.mail;

import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.search.FlagTerm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.angus.mail.pop3.POP3Folder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Reads what comes back to the sender's mailbox and notes it with the mail in the outbox. A notification is deleted once it is
 * noted; anything else is left, seen, for a person. A notification that is read twice has no second effect. POP3 has no way to mark
 * what was seen, so a process remembers it, and another reads it once more.
 */
public final class BounceReader implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BounceReader.class);

    private final MailOutbox outbox;
    private final BounceSettings settings;
    private final Set<String> seen = new HashSet<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "mail-bounces");

    /** A reader that is not started. */
    public BounceReader(MailOutbox outbox, BounceSettings settings) {
        this.outbox = outbox;
        this.settings = settings;
        thread.setDaemon(true);
    }

    /** Looks into the mailbox from now on. */
    public void start() {
        LOG.info("mails that come back are read from {} every {}", settings, settings.every());
        thread.start();
    }

    private void run() {
        try {
            do {
                look();
            } while (!stopped.await(settings.every().toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            int noted = read();
            if (noted > 0) {
                LOG.info("{} notifications about mails were noted", noted);
            }
        } catch (MessagingException | IOException | DataAccessException e) {
            LOG.warn("the mailbox {} cannot be read, next try in {}: {}", settings, settings.every(), e.getMessage());
        }
    }

    /**
     * Reads what is new.
     *
     * @return how many notifications were noted
     * @throws MessagingException if the mailbox cannot be read
     */
    public int read() throws MessagingException, IOException {
        String protocol = settings.protocol().name(settings.tls());
        try (Store store = Session.getInstance(properties(protocol)).getStore(protocol)) {
            store.connect(settings.host(), settings.port(), settings.username(), settings.password());
            try (Folder inbox = store.getFolder("INBOX")) {
                inbox.open(Folder.READ_WRITE);
                int noted = 0;
                for (Message message : unseen(inbox)) {
                    noted += note(message) ? 1 : 0;
                }
                return noted;
            }
        }
    }

    private List<Message> unseen(Folder inbox) throws MessagingException {
        if (!(inbox instanceof POP3Folder mailbox)) {
            return List.of(inbox.search(new FlagTerm(new Flags(Flags.Flag.SEEN), false)));
        }
        List<Message> unseen = new ArrayList<>();
        Set<String> there = new HashSet<>();
        for (Message message : mailbox.getMessages()) {
            String uid = mailbox.getUID(message);
            there.add(uid);
            if (!seen.contains(uid)) {
                unseen.add(message);
            }
        }
        seen.clear();
        seen.addAll(there);
        return unseen;
    }

    private boolean note(Message message) throws MessagingException, IOException {
        // As a whole: servers differ in what they give of a message within a message.
        Optional<Bounce> bounce =
                message instanceof MimeMessage mime ? Bounce.of(new MimeMessage(mime)) : Optional.empty();
        boolean noted = bounce.isPresent() && outbox.bounced(bounce.get());
        if (noted) {
            message.setFlag(Flags.Flag.DELETED, true);
        } else if (settings.protocol() == BounceSettings.Protocol.IMAP) {
            message.setFlag(Flags.Flag.SEEN, true);
        }
        return noted;
    }

    private static Properties properties(String protocol) {
        Properties properties = new Properties();
        String prefix = "mail." + protocol + '.';
        properties.setProperty(prefix + "connectiontimeout", "5000");
        properties.setProperty(prefix + "timeout", "60000");
        properties.setProperty(prefix + "writetimeout", "60000");
        properties.setProperty(prefix + "ssl.checkserveridentity", "true");
        return properties;
    }

    @Override
    public void close() {
        stopped.countDown();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
