package vesper.reporting.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.BodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import vesper.bank.TestBank;
import vesper.bank.account.Account;
import vesper.reporting.Reporting;
import vesper.reporting.document.Document;
import vesper.reporting.document.DocumentLinks;
import vesper.reporting.document.DocumentPreference;
import vesper.reporting.link.Collected;
import vesper.reporting.privacy.DataRequests;
import vesper.reporting.statement.DocumentKind;
import vesper.reporting.statement.Letterhead;
import vesper.reporting.statement.Period;
import vesper.reporting.statement.Verapdf;

class MailSenderTest {
    private static final Period DAY = new Period(TestBank.DAY, TestBank.DAY);
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2023-06-05T22:00:00Z"), ZoneOffset.UTC);
    private static final String LOOPBACK = "127.0.0.1";
    private static final String PERSONAL_DATA = "https://vesper.example/personal-data/";

    private final TestBank test = new TestBank();
    private final Reporting reporting = new Reporting(test.bank(), Letterhead.vesper());
    private final MailOutbox outbox = reporting.mailOutbox();
    private final DocumentLinks links = reporting.documentLinks();

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void aMailHasTextHtmlAndTheDocumentAsItWasStored() throws Exception {
        Account account = queued("ada@customer.example");
        GreenMail server = greenMail();
        try {
            assertThat(sender(server.getSmtp().getPort()).sendDue()).isEqualTo(1);
            MimeMessage message = server.getReceivedMessages()[0];
            OutboxMail row = outbox.list(MailState.SENT, Long.MAX_VALUE, 1).get(0);
            assertThat(message.getMessageID()).isEqualTo(row.messageId());
            assertThat(message.getSubject()).isEqualTo("Your account statement 2023-06-05 to 2023-06-05");
            assertThat(message.getSentDate()).isEqualTo(CLOCK.instant());
            MimeMultipart parts = (MimeMultipart) message.getContent();
            MimeMultipart wordings = (MimeMultipart) parts.getBodyPart(0).getContent();
            String last4 = account.number().substring(account.number().length() - 4);
            assertThat(wordings.getBodyPart(0).getContent().toString()).contains("Dear Ada Nilsson", last4);
            assertThat(wordings.getBodyPart(1).getContentType()).startsWith("text/html");
            assertThat(wordings.getBodyPart(1).getContent().toString())
                    .contains("Dear Ada Nilsson")
                    .doesNotContain(account.number());
            BodyPart attachment = parts.getBodyPart(1);
            assertThat(attachment.getFileName())
                    .isEqualTo("statement_" + account.number() + "_2023-06-05_2023-06-05.pdf");
            assertThat(attachment.getInputStream().readAllBytes())
                    .isEqualTo(reporting
                            .documents()
                            .content(Document.id(DocumentKind.STATEMENT, account.id(), DAY))
                            .orElseThrow());
        } finally {
            server.stop();
        }
    }

    @Test
    void aMailIsSentOnceHoweverOftenItIsAskedFor() throws IOException {
        queued("a@customer.example", "b@customer.example", "c@customer.example");
        try (ScriptedSmtpServer server = new ScriptedSmtpServer()) {
            assertThat(sender(server.port()).sendDue()).isEqualTo(3);
            assertThat(sender(server.port()).sendDue()).isZero();
            assertThat(server.taken).hasSize(3).doesNotHaveDuplicates();
            assertThat(server.connections).hasValue(1);
        }
    }

    @Test
    void workersOfSeveralSendersShareTheOutboxWithoutSendingTwice() throws Exception {
        queued(IntStream.range(0, 60)
                .mapToObj(i -> "c" + i + "@customer.example")
                .toArray(String[]::new));
        try (ScriptedSmtpServer server = new ScriptedSmtpServer();
                MailSender first = sender("one", settings(server.port(), 5));
                MailSender second = sender("two", settings(server.port(), 5))) {
            first.start();
            second.start();
            await(() -> outbox.counts().get(MailState.SENT) == 60);
            assertThat(server.taken).hasSize(60).doesNotHaveDuplicates();
        }
    }

    @Test
    void aRefusalForGoodIsGivenUpWithTheServersWordsAndTheOthersGoOn() throws IOException {
        queued("nobody@customer.example", "ada@customer.example");
        try (ScriptedSmtpServer server = new ScriptedSmtpServer()) {
            server.fates.put("nobody@customer.example", ScriptedSmtpServer.Fate.REFUSE_FOR_GOOD);
            assertThat(sender(server.port()).sendDue()).isEqualTo(1);
            OutboxMail failed = outbox.list(MailState.FAILED, Long.MAX_VALUE, 2).get(0);
            assertThat(failed.lastError()).contains("550 no such mailbox");
            assertThat(failed.attempts()).isEqualTo(1);

            server.fates.clear();
            assertThat(outbox.retry(failed.id())).isTrue();
            assertThat(sender(server.port()).sendDue()).isEqualTo(1);
            assertThat(server.taken).hasSize(2).contains(failed.messageId());
        }
    }

    @Test
    void aRefusalForNowIsTriedAgainLaterAndGivenUpInTheEnd() throws IOException {
        queued("busy@customer.example");
        try (ScriptedSmtpServer server = new ScriptedSmtpServer()) {
            server.fates.put("busy@customer.example", ScriptedSmtpServer.Fate.REFUSE_FOR_NOW);
            MailSender sender = sender(server.port());
            assertThat(sender.sendDue()).isZero();
            OutboxMail postponed =
                    outbox.list(MailState.QUEUED, Long.MAX_VALUE, 1).get(0);
            assertThat(postponed.lastError()).contains("451 busy");
            assertThat(postponed.dueAt()).isAfter(postponed.createdAt().plusSeconds(29));
            assertThat(sender.sendDue()).isZero();
            for (int attempt = 2; attempt <= 8; attempt++) {
                makeDue();
                sender.sendDue();
            }
            OutboxMail failed = outbox.list(MailState.FAILED, Long.MAX_VALUE, 1).get(0);
            assertThat(failed.attempts()).isEqualTo(8);
        }
    }

    @Test
    void aServerThatDiesInTheMiddleOfDataGetsTheMailAgainUnderTheSameId() throws IOException {
        queued("ada@customer.example", "bob@customer.example");
        try (ScriptedSmtpServer server = new ScriptedSmtpServer()) {
            server.fates.put("ada@customer.example", ScriptedSmtpServer.Fate.DIE_IN_DATA);
            assertThat(sender(server.port()).sendDue()).isEqualTo(1);
            server.fates.put("ada@customer.example", ScriptedSmtpServer.Fate.TAKE_AND_DIE);
            makeDue();
            sender(server.port()).sendDue();
            server.fates.clear();
            makeDue();
            assertThat(sender(server.port()).sendDue()).isEqualTo(1);
            // The server took it once without saying so: a receiver sees the repeat by its Message-ID.
            assertThat(server.taken).hasSize(3);
            assertThat(server.taken.stream().distinct()).hasSize(2);
        }
    }

    @Test
    void aServerThatIsDownCostsNoMailAnAttempt() throws IOException {
        queued("ada@customer.example");
        int port;
        try (ScriptedSmtpServer server = new ScriptedSmtpServer()) {
            port = server.port();
        }
        MailSender sender = sender(port);
        assertThatThrownBy(sender::sendDue).isInstanceOf(MailServerDownException.class);
        OutboxMail mail = outbox.list(MailState.QUEUED, Long.MAX_VALUE, 1).get(0);
        assertThat(mail.attempts()).isZero();
        assertThat(mail.lastError()).contains(Integer.toString(port));
    }

    @Test
    void aServerThatAsksWhoSendsIsToldAndOneThatDoesNotKnowUsGetsNothing() {
        queued("ada@customer.example");
        GreenMail server = new GreenMail(new ServerSetup(0, LOOPBACK, ServerSetup.PROTOCOL_SMTP));
        server.start();
        try {
            server.setUser("statements@vesper.example", "statements", "secret");
            MailSettings settings = settings(server.getSmtp().getPort(), 50);
            MailSender unknown = sender("test", settings.signedInAs("statements", "wrong", false));
            assertThatThrownBy(unknown::sendDue)
                    .isInstanceOf(MailServerDownException.class)
                    .hasMessageContaining("535");
            makeDue();
            assertThat(sender("test", settings.signedInAs("statements", "secret", false))
                            .sendDue())
                    .isEqualTo(1);
        } finally {
            server.stop();
        }
    }

    @Test
    void nothingIsSaidUnencryptedToAServerThatCannotEncrypt() throws IOException {
        queued("ada@customer.example");
        try (ScriptedSmtpServer server = new ScriptedSmtpServer()) {
            MailSender sender = sender("test", settings(server.port(), 50).signedInAs(null, null, true));
            assertThatThrownBy(sender::sendDue).isInstanceOf(MailServerDownException.class);
            assertThat(server.taken).isEmpty();
        }
    }

    @Test
    void whatAKilledProcessHadLeasedIsSentWhenItStartsAgain() throws Exception {
        queued("a@customer.example", "b@customer.example", "c@customer.example");
        List<MailLeases.Leased> leased = outbox.leases().lease("node#1", 10, Duration.ofMinutes(5));
        outbox.leases().sent(List.of(leased.get(0).id()));
        try (ScriptedSmtpServer server = new ScriptedSmtpServer()) {
            assertThat(sender("other", settings(server.port(), 50)).sendDue()).isZero();
            try (MailSender again = sender("node", settings(server.port(), 50))) {
                again.start();
                await(() -> outbox.counts().get(MailState.SENT) == 3);
            }
            assertThat(server.taken)
                    .containsExactlyInAnyOrder(
                            leased.get(1).messageId(), leased.get(2).messageId());
        }
    }

    @Test
    void aLeaseThatEndedIsTakenOverByAnother() throws IOException {
        queued("a@customer.example");
        outbox.leases().lease("gone#1", 10, Duration.ofMinutes(5));
        try (ScriptedSmtpServer server = new ScriptedSmtpServer()) {
            assertThat(sender(server.port()).sendDue()).as("it is leased").isZero();
        }
        test.bank()
                .jdbc()
                .sql("update mail_queue set lease_ends = clock_timestamp()")
                .update();
        try (ScriptedSmtpServer server = new ScriptedSmtpServer()) {
            assertThat(sender(server.port()).sendDue()).isEqualTo(1);
        }
    }

    @Test
    void defaultsArePinned() {
        assertThat(MailSettings.plain(LOOPBACK, 25))
                .isEqualTo(new MailSettings(
                        LOOPBACK,
                        25,
                        "Vesper Bank <statements@vesper.example>",
                        "https://vesper.example/documents/",
                        10 * 1024 * 1024,
                        null,
                        null,
                        false,
                        8,
                        40,
                        Duration.ofMinutes(5),
                        8,
                        Duration.ofSeconds(30)));
        MailSettings settings = MailSettings.plain(LOOPBACK, 25);
        assertThat(IntStream.of(1, 2, 3, 60).mapToObj(settings::pauseAfter))
                .containsExactly(
                        Duration.ofSeconds(30), Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofDays(1));
    }

    @Test
    void aMailSpeaksTheCustomersLanguage() throws Exception {
        Account account = test.current(100);
        prefer(account, new DocumentPreference("de", Delivery.ATTACHMENT, false, false));
        reporting.statementRun().renderAndQueue(List.of(account.id()), DAY, TestBank.DAY);
        MimeMessage message = received(settings(25, 50));
        assertThat(message.getSubject()).isEqualTo("Ihr Kontoauszug vom 05.06.2023 bis 05.06.2023");
        assertThat(plainText(message))
                .contains("Guten Tag Ada Nilsson,", "liegt bei", "Er umfasst 05.06.2023 bis 05.06.2023.");
        assertThat(((MimeMultipart) message.getContent()).getCount()).isEqualTo(2);
    }

    @Test
    void whoWantsALinkGetsNoAttachment() throws Exception {
        Account account = test.current(100);
        prefer(account, new DocumentPreference("en", Delivery.LINK, true, false));
        reporting.statementRun().renderAndQueue(List.of(account.id()), DAY, TestBank.DAY);
        MimeMessage message = received(settings(25, 50));
        assertThat(((MimeMultipart) message.getContent()).getCount()).isEqualTo(1);
        String token = token(plainText(message));
        String address = "https://vesper.example/documents/" + token;
        assertThat(text(message, 1)).contains("<a href=\"" + address + "\"", ">" + address + "</a>");
        UUID document = Document.id(DocumentKind.STATEMENT, account.id(), DAY);
        Instant now = CLOCK.instant();
        assertThat(links.door(token, now)).isEqualTo(DocumentLinks.Door.OPEN);
        assertThat(links.door(document.toString(), now)).isEqualTo(DocumentLinks.Door.GONE);
        Collected.File file = (Collected.File) links.collect(token, "", now);
        assertThat(file.content())
                .isEqualTo(reporting.documents().content(document).orElseThrow());
        assertThat(Verapdf.violations(file.content(), PDFAFlavour.PDFUA_1))
                .as("tagged as the customer wants")
                .isEmpty();
        assertThat(links.collect(token, "", now)).as("once").isEqualTo(new Collected.Gone());
    }

    @Test
    void aLinkAsksForTheCustomersPasswordAndEndsAfterADayOrFiveWrongTries() throws Exception {
        Account account = test.current(100);
        prefer(account, new DocumentPreference("en", Delivery.LINK, false, false));
        reporting.documentPreferences().setPassword(account.customerId(), "correct horse");
        reporting.statementRun().renderAndQueue(List.of(account.id()), DAY, TestBank.DAY);
        String text = plainText(received(settings(25, 50)));
        assertThat(text).contains("within 24 hours", "The page asks for the password that you chose.");
        String token = token(text);
        Instant now = CLOCK.instant();
        assertThat(links.door(token, now)).isEqualTo(DocumentLinks.Door.LOCKED);
        for (int left = 4; left >= 0; left--) {
            assertThat(links.collect(token, "wrong horse", now)).isEqualTo(new Collected.Wrong(left));
        }
        assertThat(links.collect(token, "correct horse", now)).isEqualTo(new Collected.Gone());

        UUID document = Document.id(DocumentKind.STATEMENT, account.id(), DAY);
        String other = links.link(document, now);
        String third = links.link(document, now);
        assertThat(links.door(other, now.plus(Duration.ofHours(24)))).isEqualTo(DocumentLinks.Door.GONE);
        assertThat(links.collect(other, "correct horse", now.plus(Duration.ofHours(24))))
                .isEqualTo(new Collected.Gone());
        assertThat(links.collect(third, "correct horse", now)).isInstanceOf(Collected.File.class);
        assertThat(links.door(other, now)).as("all have ended").isEqualTo(DocumentLinks.Door.GONE);
    }

    @ParameterizedTest
    @CsvSource({
        "en,What we hold on you is ready,The page asks for the passphrase",
        "de,Ihre Datenauskunft ist da,Die Seite fragt nach der Passphrase",
        "fr,Vos données personnelles sont prêtes,La page demande la phrase secrète"
    })
    void thePersonIsMailedTheLinkToWhatIsHeldOnThem(String language, String subject, String asks) throws Exception {
        Account account = test.current(100);
        prefer(account, new DocumentPreference(language, Delivery.ATTACHMENT, false, false));
        DataRequests.Taken taken = gathered(account);
        MimeMessage message = received(settings(25, 50));
        assertThat(message.getSubject()).isEqualTo(subject);
        assertThat(((MimeMultipart) message.getContent()).getCount())
                .as("no attachment")
                .isEqualTo(1);
        assertThat(plainText(message))
                .contains(asks)
                .doesNotContain(taken.passphrase().text(), "{");
        String token = token(plainText(message), PERSONAL_DATA);
        assertThat(text(message, 1))
                .contains("<a href=\"" + PERSONAL_DATA + token + "\"")
                .doesNotContain("{");
        assertThat(whole()).contains(message.getMessageID()).doesNotContain(token);
        DataRequests requests = reporting.dataRequests();
        Instant now = CLOCK.instant();
        assertThat(requests.leads(token, now.plus(Duration.ofHours(24)))).isFalse();
        assertThat(requests.collect(token, taken.passphrase(), now)).isInstanceOf(Collected.File.class);
        assertThat(requests.collect(token, taken.passphrase(), now)).isEqualTo(new Collected.Gone());
    }

    @Test
    void aMailWithALinkThatGoesOutTwiceHasOneIdAndBothLinksLead() throws Exception {
        DataRequests.Taken taken = gathered(test.current(100));
        DataRequests requests = reporting.dataRequests();
        String first = token(plainText(received(settings(25, 50))), PERSONAL_DATA);
        // As if the process had died before it marked what the server has.
        test.bank().jdbc().sql("""
                        with sent as (update mail_outbox set state = 'QUEUED', sent_at = null returning id)
                        insert into mail_queue (mail_id, lease_owner, lease_ends) select id, 'dead#1', clock_timestamp() from sent
                        """).update();
        String id = outbox.list(MailState.QUEUED, Long.MAX_VALUE, 1).get(0).messageId();
        MimeMessage again = received(settings(25, 50));
        assertThat(again.getMessageID()).isEqualTo(id);
        String second = token(plainText(again), PERSONAL_DATA);
        assertThat(second).isNotEqualTo(first);
        assertThat(List.of(first, second)).allMatch(token -> requests.leads(token, CLOCK.instant()));
        assertThat(requests.newest(10)).as("one request, two links").hasSize(1);

        assertThat(requests.mailAgain(taken.id(), "olga")).isTrue();
        assertThat(received(settings(25, 50)).getMessageID()).isNotEqualTo(id);
        assertThat(requests.collect(first, taken.passphrase(), CLOCK.instant())).isInstanceOf(Collected.File.class);
        assertThat(requests.leads(second, CLOCK.instant())).as("all have ended").isFalse();
    }

    private DataRequests.Taken gathered(Account account) {
        DataRequests requests = reporting.dataRequests();
        DataRequests.Taken taken =
                requests.take(account.customerId(), "olga", TestBank.DAY).orElseThrow();
        requests.gather(taken.id(), "night");
        return taken;
    }

    /** What the tables of mails, links and requests hold, as text. */
    private String whole() {
        return test.bank().jdbc().sql("""
                        select m::text from mail_outbox m union all select q::text from mail_queue q union all select l::text from one_time_link l
                        union all select r::text from data_request r union all select s::text from data_request_step s
                        """).query(String.class).list().toString();
    }

    private static String token(String text) {
        return token(text, "https://vesper.example/documents/");
    }

    private static String token(String text, String start) {
        return text.substring(text.indexOf(start) + start.length()).split("\\s")[0];
    }

    @Test
    void theAttachmentOpensWithThePasswordThatTheCustomerChoseAndNoOther() throws Exception {
        Account account = queued("ada@customer.example");
        byte[] issued = reporting
                .documents()
                .content(Document.id(DocumentKind.STATEMENT, account.id(), DAY))
                .orElseThrow();
        String password = "Grüße aus Łódź";
        reporting.documentPreferences().setPassword(account.customerId(), password);
        assertThat(reporting.documentPreferences().hasPassword(account.customerId()))
                .isTrue();

        MimeMessage message = received(settings(25, 50));
        assertThat(plainText(message)).contains("is attached.", "It opens with the password that you chose.");
        byte[] attached = ((MimeMultipart) message.getContent())
                .getBodyPart(1)
                .getInputStream()
                .readAllBytes();
        assertThatThrownBy(() -> Loader.loadPDF(attached)).isInstanceOf(InvalidPasswordException.class);
        assertThatThrownBy(() -> Loader.loadPDF(attached, "Grusse aus Lodz"))
                .isInstanceOf(InvalidPasswordException.class);
        try (PDDocument opened = Loader.loadPDF(attached, password);
                PDDocument original = Loader.loadPDF(issued)) {
            assertThat(opened.getEncryption().getVersion()).isEqualTo(5);
            assertThat(opened.getEncryption().getRevision()).isEqualTo(6);
            assertThat(new PDFTextStripper().getText(opened))
                    .isEqualTo(new PDFTextStripper().getText(original))
                    .contains("Ada Nilsson");
        }
        assertThat(test.bank().jdbc().sql("select * from document_lock").query().singleRow().values().stream()
                        .map(value ->
                                value instanceof byte[] bytes ? new String(bytes, StandardCharsets.ISO_8859_1) : value)
                        .map(String::valueOf))
                .noneMatch(value -> value.contains("aus"));

        reporting.documentPreferences().setPassword(account.customerId(), null);
        assertThat(outbox.sendCopy(Document.id(DocumentKind.STATEMENT, account.id(), DAY)))
                .isTrue();
        assertThat(((MimeMultipart) received(settings(25, 50)).getContent())
                        .getBodyPart(1)
                        .getInputStream()
                        .readAllBytes())
                .isEqualTo(issued);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7 chars", "0123456789012345678901234567890"})
    void aPasswordThatIsTooShortOrTooLongIsRefused(String password) {
        Account account = test.current(100);
        assertThatThrownBy(() -> reporting.documentPreferences().setPassword(account.customerId(), password))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("8 to 30 letters");
    }

    @Test
    void aDocumentOverTheLimitIsNamedAndNotAttached() throws Exception {
        Account account = queued("ada@customer.example");
        int bytes = reporting.documents().ofAccount(account.id()).get(0).bytes();
        MimeMessage message = received(settings(25, 50, bytes - 1));
        assertThat(((MimeMultipart) message.getContent()).getCount()).isEqualTo(1);
        assertThat(plainText(message)).contains("https://vesper.example/documents/");

        Account other = queued("bea@customer.example");
        int otherBytes = reporting.documents().ofAccount(other.id()).get(0).bytes();
        assertThat(((MimeMultipart) received(settings(25, 50, otherBytes)).getContent()).getCount())
                .isEqualTo(2);
    }

    @Test
    void aNameInBracesIsNotFilledIn() throws Exception {
        Account account = test.current(100);
        test.bank()
                .jdbc()
                .sql("update customer set name = '{account} $1 <b>' where id = :id")
                .param("id", account.customerId())
                .update();
        reporting.statementRun().renderAndQueue(List.of(account.id()), DAY, TestBank.DAY);
        MimeMessage message = received(settings(25, 50));
        assertThat(plainText(message)).contains("Dear {account} $1 <b>,");
        MimeMultipart wordings = (MimeMultipart)
                ((MimeMultipart) message.getContent()).getBodyPart(0).getContent();
        assertThat(wordings.getBodyPart(1).getContent().toString()).contains("Dear {account} $1 &lt;b&gt;,");
    }

    @Test
    void aCopyThatWasOrderedGoesOutUnderAMessageIdOfItsOwn() throws IOException {
        Account account = queued("a@customer.example");
        UUID document = Document.id(DocumentKind.STATEMENT, account.id(), DAY);
        assertThat(outbox.sendCopy(document)).as("on its way").isFalse();
        try (ScriptedSmtpServer server = new ScriptedSmtpServer()) {
            assertThat(sender(server.port()).sendDue()).isEqualTo(1);
            assertThat(outbox.sendCopy(document)).isTrue();
            assertThat(sender(server.port()).sendDue()).isEqualTo(1);
            assertThat(sender(server.port()).sendDue()).isZero();
            assertThat(server.taken).hasSize(2).doesNotHaveDuplicates();
        }
    }

    private void prefer(Account account, DocumentPreference preference) {
        reporting.documentPreferences().set(account.customerId(), preference);
        assertThat(reporting.documentPreferences().of(account.customerId())).isEqualTo(preference);
    }

    /** The one mail that is due, as a server gets it. */
    private MimeMessage received(MailSettings settings) {
        GreenMail server = greenMail();
        try {
            MailSettings there = settings(server.getSmtp().getPort(), settings.batch(), settings.attachmentBytes());
            assertThat(sender("test", there).sendDue()).isEqualTo(1);
            return server.getReceivedMessages()[0];
        } finally {
            server.stop();
        }
    }

    private static String plainText(MimeMessage message) throws Exception {
        return text(message, 0);
    }

    /** The mail's text: 0 is the plain one, 1 the same as HTML. */
    private static String text(MimeMessage message, int form) throws Exception {
        MimeMultipart wordings = (MimeMultipart)
                ((MimeMultipart) message.getContent()).getBodyPart(0).getContent();
        return wordings.getBodyPart(form).getContent().toString();
    }

    private Account queued(String... addresses) {
        Account last = null;
        List<Long> ids = new java.util.ArrayList<>();
        for (String address : addresses) {
            last = test.current(100);
            ids.add(last.id());
            test.bank()
                    .jdbc()
                    .sql("update customer set email = :email where id = :id")
                    .param("email", address)
                    .param("id", last.customerId())
                    .update();
        }
        reporting.statementRun().renderAndQueue(ids, DAY, TestBank.DAY);
        return last;
    }

    private void makeDue() {
        test.bank()
                .jdbc()
                .sql("update mail_queue set due_at = clock_timestamp()")
                .update();
    }

    private static MailSettings settings(int port, int batch) {
        return settings(port, batch, MailSettings.plain(LOOPBACK, port).attachmentBytes());
    }

    private static MailSettings settings(int port, int batch, int attachmentBytes) {
        MailSettings plain = MailSettings.plain(LOOPBACK, port);
        return new MailSettings(
                plain.host(),
                port,
                plain.from(),
                plain.documentsUrl(),
                attachmentBytes,
                null,
                null,
                false,
                2,
                batch,
                plain.lease(),
                plain.attempts(),
                plain.firstRetry());
    }

    private MailSender sender(int port) {
        return sender("test", settings(port, 50));
    }

    private MailSender sender(String owner, MailSettings settings) {
        return new MailSender(outbox, settings, owner, CLOCK, null, reporting.mailLinks());
    }

    private static GreenMail greenMail() {
        GreenMail server = new GreenMail(new ServerSetup(0, LOOPBACK, ServerSetup.PROTOCOL_SMTP));
        server.start();
        return server;
    }

    private static void await(java.util.function.BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
            Thread.sleep(20);
        }
    }
}
