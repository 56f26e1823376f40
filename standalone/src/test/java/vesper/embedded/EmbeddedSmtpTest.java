package vesper.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vesper.home.Home;
import vesper.home.Ports;
import vesper.inbox.Inbox;
import vesper.inbox.InboxMessage;
import vesper.inbox.Mails;

class EmbeddedSmtpTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-31T18:00:00Z"), ZoneOffset.UTC);

    @TempDir
    Path folder;

    private Home home;

    @BeforeEach
    void open() {
        home = Home.open(folder, Ports.anyFree().base());
    }

    @AfterEach
    void close() {
        home.close();
    }

    @Test
    void acknowledgedMailIsOnDisk() throws Exception {
        try (EmbeddedSmtp server = EmbeddedSmtp.start(home, CLOCK)) {
            Session session = Mails.session(server.port());
            Mails.send(Mails.plain(session, "anna@one.example", "Übersicht", "Line one\n.dotted line\n"));

            InboxMessage kept = Inbox.open(home.inbox()).messages().get(0);
            assertThat(kept.sender()).isEqualTo("statements@vesper.example");
            assertThat(kept.recipients()).containsExactly("anna@one.example");
            assertThat(kept.subject()).isEqualTo("Übersicht");
            assertThat(kept.receivedAt()).isEqualTo(CLOCK.instant());
            assertThat(new String(server.inbox().source(1).orElseThrow(), StandardCharsets.UTF_8))
                    .endsWith("\r\n\r\nLine one\r\n.dotted line\r\n");
        }
    }

    @Test
    void sameMailSentTwiceIsThereTwiceAlsoAfterARestart() throws Exception {
        try (EmbeddedSmtp server = EmbeddedSmtp.start(home, CLOCK)) {
            Session session = Mails.session(server.port());
            var mail = Mails.plain(session, "anna@one.example", "Statement", "text");
            Mails.send(mail);
            Mails.send(mail);
            assertThat(server.inbox().count()).isEqualTo(2);
        }
        try (EmbeddedSmtp server = EmbeddedSmtp.start(home, CLOCK)) {
            List<InboxMessage> kept = server.inbox().messages();
            assertThat(kept).hasSize(2);
            assertThat(kept)
                    .extracting(InboxMessage::messageId)
                    .containsOnly(kept.get(0).messageId());
        }
    }

    @Test
    void mailThatCannotBeKeptIsNotAcknowledged() throws Exception {
        try (EmbeddedSmtp server = EmbeddedSmtp.start(home, CLOCK)) {
            Files.delete(home.inbox());
            Session session = Mails.session(server.port());

            assertThatThrownBy(() -> Mails.send(Mails.plain(session, "anna@one.example", "Statement", "text")))
                    .isInstanceOf(MessagingException.class)
                    .hasStackTraceContaining("451");
            assertThat(server.inbox().count()).isZero();
        }
    }
}
