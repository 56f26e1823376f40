package vesper.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InboxTest {
    private static final Instant NOW = Instant.parse("2026-01-31T18:00:00Z");

    @TempDir
    Path folder;

    private Inbox inbox;

    @BeforeEach
    void open() {
        inbox = Inbox.open(folder);
    }

    @Test
    void mailIsKeptAsSentBehindItsEnvelope() throws IOException {
        long id = store("a@one.example", "Hello");

        assertThat(text(inbox, id))
                .isEqualTo("Return-Path: <bank@vesper.example>\r\nDelivered-To: a@one.example\r\n"
                        + "X-Received-At: 2026-01-31T18:00:00Z\r\n" + mail("Hello"));
        assertThat(inbox.messages())
                .containsExactly(new InboxMessage(
                        1,
                        NOW,
                        "bank@vesper.example",
                        List.of("a@one.example"),
                        "Hello",
                        "<1@vesper.example>",
                        text(inbox, id).length()));
    }

    @Test
    void reopenedInboxHasTheSameMailsAndCountsOn() throws IOException {
        store("a@one.example", "first");
        store("a@one.example", "second");

        Inbox reopened = Inbox.open(folder);
        assertThat(reopened.count()).isEqualTo(2);
        assertThat(reopened.messages()).isEqualTo(inbox.messages());
        assertThat(reopened.store("", List.of("x@y.example"), bytes("third"), NOW))
                .isEqualTo(3);
    }

    @Test
    void doubleIsSeenTwice() throws IOException {
        store("a@one.example", "Statement");
        store("a@one.example", "Statement");

        assertThat(inbox.messages())
                .extracting(InboxMessage::messageId)
                .containsExactly("<1@vesper.example>", "<1@vesper.example>");
    }

    @Test
    void searchFindsEveryWordInRecipientsAndSubjectNewestFirst() throws IOException {
        store("anna@one.example", "Statement January");
        store("ben@two.example", "Statement January");
        store("anna@one.example", "=?UTF-8?Q?Statement_M=C3=A4rz?=");

        assertThat(inbox.search("ANNA statement", 0, 10))
                .extracting(InboxMessage::id)
                .containsExactly(3L, 1L);
        assertThat(inbox.search("märz", 0, 10)).extracting(InboxMessage::id).containsExactly(3L);
        assertThat(inbox.search("", 1, 1)).extracting(InboxMessage::id).containsExactly(2L);
        assertThat(inbox.search("anna", 1, 10)).extracting(InboxMessage::id).containsExactly(1L);
        assertThat(inbox.count("january")).isEqualTo(2);
        assertThat(inbox.count(" ")).isEqualTo(3);
        assertThat(inbox.search("carol", 0, 10)).isEmpty();
    }

    @Test
    void mailsStoredAtTheSameTimeAllHaveNumbersOfTheirOwn() {
        IntStream.range(0, 200).parallel().forEach(n -> {
            try {
                store("a@one.example", "mail " + n);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });

        assertThat(inbox.messages())
                .extracting(InboxMessage::subject)
                .doesNotHaveDuplicates()
                .hasSize(200);
    }

    @Test
    void whatAKillLeftUnfinishedIsNoMailAndIsRemoved() throws IOException {
        Path unfinished = Files.writeString(folder.resolve(".000000001.eml123.new"), "half");

        assertThat(Inbox.open(folder).count()).isZero();
        inbox.removeUnfinished();
        assertThat(unfinished).doesNotExist();
    }

    private long store(String to, String subject) throws IOException {
        return inbox.store("bank@vesper.example", List.of(to), bytes(subject), NOW);
    }

    private static byte[] bytes(String subject) {
        return mail(subject).getBytes(StandardCharsets.UTF_8);
    }

    private static String mail(String subject) {
        return "Subject: " + subject + "\r\nMessage-ID: <1@vesper.example>\r\n\r\nBody\r\n";
    }

    private static String text(Inbox inbox, long id) {
        return new String(inbox.source(id).orElseThrow(), StandardCharsets.UTF_8);
    }
}
