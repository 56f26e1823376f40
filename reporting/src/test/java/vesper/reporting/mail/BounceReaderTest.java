package vesper.reporting.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vesper.bank.TestBank;
import vesper.bank.account.Account;
import vesper.bank.exceptions.ExceptionItem;
import vesper.bank.exceptions.ExceptionSearch;
import vesper.reporting.Reporting;
import vesper.reporting.mail.BounceSettings.Protocol;
import vesper.reporting.statement.Letterhead;
import vesper.reporting.statement.Period;

/** Mails that come back, out of a mailbox on a real server, over IMAP and over POP3. */
class BounceReaderTest {
    private static final String LOOPBACK = "127.0.0.1";
    private static final Period DAY = new Period(TestBank.DAY, TestBank.DAY);

    private final TestBank test = new TestBank();
    private final Reporting reporting = new Reporting(test.bank(), Letterhead.vesper());
    private final MailOutbox outbox = reporting.mailOutbox();
    private final GreenMail server = new GreenMail(new ServerSetup[] {
        new ServerSetup(0, LOOPBACK, ServerSetup.PROTOCOL_IMAP), new ServerSetup(0, LOOPBACK, ServerSetup.PROTOCOL_POP3)
    });
    private GreenMailUser mailbox;
    private BounceReader reader;

    @BeforeEach
    void open() {
        server.start();
        mailbox = server.setUser("statements@vesper.example", "bounces", "secret");
        reader = new BounceReader(outbox, settings("secret"));
    }

    @AfterEach
    void close() {
        server.stop();
        test.close();
    }

    private BounceSettings settings(String password) {
        return new BounceSettings(
                Protocol.IMAP, LOOPBACK, server.getImap().getPort(), "bounces", password, false, Duration.ofMinutes(1));
    }

    @Test
    void aMailThatCannotBeDeliveredIsAnExceptionWithTheServersWords() throws Exception {
        OutboxMail mail = sent();
        arrives(report(mail.messageId(), "failed", "5.1.1", "smtp; 550 5.1.1 no such user here", "message/rfc822"));
        assertThat(reader.read()).isEqualTo(1);

        OutboxMail bounced = outbox.list(MailState.BOUNCED, Long.MAX_VALUE, 10).get(0);
        assertThat(bounced.id()).isEqualTo(mail.id());
        assertThat(bounced.lastError()).isEqualTo("5.1.1 550 5.1.1 no such user here");
        assertThat(waiting()).singleElement().satisfies(item -> {
            assertThat(item.failed().key()).isEqualTo(mail.id());
            assertThat(item.failed().reason()).isEqualTo("MAIL_BOUNCED");
        });
        assertThat(left()).as("noted, so deleted").isZero();

        assertThat(outbox.retry(mail.id())).isTrue();
        assertThat(waiting()).isEmpty();
        assertThat(outbox.counts()).containsEntry(MailState.QUEUED, 1L).containsEntry(MailState.BOUNCED, 0L);
    }

    @Test
    void aMailThatIsLateIsNotedAndStaysSent() throws Exception {
        OutboxMail mail = sent();
        arrives(report(mail.messageId(), "delayed", "4.4.1", "smtp; connection timed out", "text/rfc822-headers"));
        assertThat(reader.read()).isEqualTo(1);
        OutboxMail late = outbox.list(MailState.SENT, Long.MAX_VALUE, 10).get(0);
        assertThat(late.lastError()).isEqualTo("4.4.1 connection timed out");
        assertThat(waiting()).isEmpty();
    }

    @Test
    void aNotificationReadTwiceHasNoSecondEffect() throws Exception {
        OutboxMail mail = sent();
        String report = report(mail.messageId(), "failed", "5.2.2", "smtp; 552 mailbox full", "message/rfc822");
        arrives(report);
        arrives(report);
        assertThat(reader.read()).isEqualTo(2);
        assertThat(waiting()).hasSize(1).allMatch(item -> item.tries() == 1);
    }

    @Test
    void whatIsNoneOfOursStaysForAPerson() throws Exception {
        arrives("From: ada@customer.example\r\nSubject: A question\r\n\r\nWhen do you open?\r\n");
        arrives(report("<somebody.elses@mail.example>", "failed", "5.1.1", "smtp; 550 no", "message/rfc822"));
        assertThat(reader.read()).isZero();
        assertThat(left()).isEqualTo(2);
        assertThat(reader.read()).as("seen, so not read again").isZero();
        assertThat(waiting()).isEmpty();
    }

    @Test
    void aMailboxIsReadOverPop3Too() throws Exception {
        BounceSettings pop3 = new BounceSettings(
                Protocol.POP3, LOOPBACK, server.getPop3().getPort(), "bounces", "secret", false, Duration.ofMinutes(1));
        BounceReader popReader = new BounceReader(outbox, pop3);
        OutboxMail mail = sent();
        arrives("From: ada@customer.example\r\nSubject: A question\r\n\r\nWhen do you open?\r\n");
        arrives(report(mail.messageId(), "failed", "5.1.1", "smtp; 550 5.1.1 no such user here", "message/rfc822"));
        assertThat(popReader.read()).isEqualTo(1);
        assertThat(left()).as("the notification is deleted, the question stays").isEqualTo(1);
        assertThat(outbox.list(MailState.BOUNCED, Long.MAX_VALUE, 10)).hasSize(1);

        assertThat(popReader.read()).as("seen, so not read again").isZero();
        assertThat(left()).isEqualTo(1);
    }

    @Test
    void aMailboxThatDoesNotOpenIsSaid() {
        BounceReader locked = new BounceReader(outbox, settings("wrong"));
        assertThatThrownBy(locked::read).isInstanceOf(MessagingException.class);
    }

    private OutboxMail sent() {
        Account account = test.current(100);
        reporting.statementRun().renderAndQueue(List.of(account.id()), DAY, TestBank.DAY);
        MailLeases.Leased leased =
                outbox.leases().lease("test#1", 1, Duration.ofMinutes(1)).get(0);
        outbox.leases().sent(List.of(leased.id()));
        return outbox.list(MailState.SENT, Long.MAX_VALUE, 1).get(0);
    }

    private List<ExceptionItem> waiting() {
        return test.bank().exceptions().list(ExceptionSearch.WAITING, Long.MAX_VALUE, 10);
    }

    private int left() {
        return server.getReceivedMessages().length;
    }

    private void arrives(String text) throws MessagingException {
        mailbox.deliver(new MimeMessage(null, new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII))));
    }

    /** A notification as Postfix writes them. */
    private static String report(String messageId, String action, String status, String diagnostic, String original) {
        return """
                From: MAILER-DAEMON@mail.example (Mail Delivery System)
                To: statements@vesper.example
                Subject: Undelivered Mail Returned to Sender
                Auto-Submitted: auto-replied
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=delivery-status;
                	boundary="5F1.1700000000/mail.example"

                This is a MIME-encapsulated message.

                --5F1.1700000000/mail.example
                Content-Description: Notification
                Content-Type: text/plain; charset=us-ascii

                I'm sorry to have to inform you that your message could not
                be delivered to one or more recipients.

                --5F1.1700000000/mail.example
                Content-Description: Delivery report
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mail.example
                Arrival-Date: Mon,  5 Jun 2023 22:00:00 +0000 (UTC)

                Final-Recipient: rfc822; ada@customer.example
                Action: %s
                Status: %s
                Diagnostic-Code: %s

                --5F1.1700000000/mail.example
                Content-Description: Undelivered Message
                Content-Type: %s

                From: Vesper Bank <statements@vesper.example>
                To: ada@customer.example
                Message-ID: %s
                Subject: Your account statement

                Dear Ada

                --5F1.1700000000/mail.example--
                """.formatted(action, status, diagnostic, original, messageId).replace("\n", "\r\n");
    }
}
