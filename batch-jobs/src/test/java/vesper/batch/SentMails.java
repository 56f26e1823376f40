package vesper.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import vesper.bank.Bank;
import vesper.bank.TestPorts;
import vesper.reporting.mail.MailSender;
import vesper.reporting.mail.MailSettings;

/** What a mail server receives of a bank whose mails are due. */
final class SentMails {
    private SentMails() {}

    /** Each as one text, in order of their Message-IDs; seals, which have the time of sealing in them, made equal. */
    static List<String> of(Bank bank) {
        int port = TestPorts.free();
        GreenMail server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        try {
            MailSender sender =
                    BatchJobs.reportingOver(bank, null).mailSender(MailSettings.plain("127.0.0.1", port), "test");
            int sent = sender.sendDue();
            assertThat(sender.sendDue()).as("sent a second time").isZero();
            MimeMessage[] received = server.getReceivedMessages();
            assertThat(received).hasSize(sent);
            return Arrays.stream(received).map(SentMails::text).sorted().toList();
        } finally {
            server.stop();
        }
    }

    private static String text(MimeMessage message) {
        try {
            List<String> parts = new ArrayList<>(
                    List.of(message.getMessageID(), Arrays.toString(message.getAllRecipients()), message.getSubject()));
            addTexts(message.getContent(), parts);
            return String.join("\n", parts);
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void addTexts(Object content, List<String> parts) throws MessagingException, IOException {
        if (content instanceof Multipart several) {
            for (int n = 0; n < several.getCount(); n++) {
                BodyPart part = several.getBodyPart(n);
                parts.add(
                        part.isMimeType("application/pdf")
                                ? part.getFileName()
                                        + "\n"
                                        + Books.withoutSeal(DocumentText.of(
                                                part.getInputStream().readAllBytes()))
                                : "");
                if (!part.isMimeType("application/pdf")) {
                    addTexts(part.getContent(), parts);
                }
            }
        } else {
            parts.add(String.valueOf(content));
        }
    }
}
