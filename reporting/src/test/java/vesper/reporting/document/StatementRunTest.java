package vesper.reporting.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vesper.bank.TestBank;
import vesper.bank.account.Account;
import vesper.reporting.Reporting;
import vesper.reporting.document.StatementRun.Outcome;
import vesper.reporting.letter.LetterRun;
import vesper.reporting.letter.Letters;
import vesper.reporting.mail.Delivery;
import vesper.reporting.mail.MailState;
import vesper.reporting.mail.OutboxMail;
import vesper.reporting.statement.DocumentKind;
import vesper.reporting.statement.Letterhead;
import vesper.reporting.statement.Period;

class StatementRunTest {
    private static final Period DAY = new Period(TestBank.DAY, TestBank.DAY);

    private final TestBank test = new TestBank();
    private final Reporting reporting = new Reporting(test.bank(), Letterhead.vesper());
    private final StatementRun run = reporting.statementRun();
    private final Letters letters = reporting.letters();

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void aRunAgainMakesNoSecondDocumentAndNoSecondMail() {
        Account first = test.current(100);
        Account second = test.current(200);
        List<Long> accounts = List.of(first.id(), second.id());

        assertThat(run.renderAndQueue(accounts, DAY, TestBank.DAY)).isEqualTo(new Outcome(2, 0, 2, List.of()));
        Document document = reporting.documents().ofAccount(first.id()).get(0);
        assertThat(run.renderAndQueue(accounts, DAY, TestBank.DAY)).isEqualTo(new Outcome(0, 2, 0, List.of()));

        assertThat(reporting.documents().ofAccount(first.id())).containsExactly(document);
        assertThat(reporting.mailOutbox().counts()).containsEntry(MailState.QUEUED, 2L);
        assertThat(reporting.mailOutbox().list(null, Long.MAX_VALUE, 10))
                .extracting(OutboxMail::messageId)
                .doesNotHaveDuplicates()
                .anyMatch(id -> id.contains(document.id().toString()));
    }

    @Test
    void aChunkThatIsRolledBackComesOutTheSameOnTheSecondTry() {
        Account account = test.current(100);
        UUID id = Document.id(DocumentKind.STATEMENT, account.id(), DAY);
        byte[][] first = new byte[1][];
        assertThatThrownBy(() -> test.bank().transaction().executeWithoutResult(status -> {
                    run.renderAndQueue(List.of(account.id()), DAY, TestBank.DAY);
                    first[0] = reporting.documents().content(id).orElseThrow();
                    throw new IllegalStateException("killed");
                }))
                .hasMessage("killed");
        assertThat(reporting.documents().find(id)).isEmpty();
        assertThat(reporting.mailOutbox().counts()).containsEntry(MailState.QUEUED, 0L);

        run.renderAndQueue(List.of(account.id()), DAY, TestBank.DAY);
        assertThat(reporting.documents().content(id)).hasValue(first[0]);
        assertThat(reporting.documents().find(id).orElseThrow().sha256()).isEqualTo(Documents.fingerprint(first[0]));
    }

    @Test
    void aCustomerWithoutAUsableAddressIsSeenNotSkipped() {
        Account without = test.current(100);
        Account broken = test.current(100);
        setEmail(without, null);
        setEmail(broken, "ada at example\r\nBcc: all@example.com");
        run.renderAndQueue(List.of(without.id(), broken.id()), DAY, TestBank.DAY);
        List<OutboxMail> mails = reporting.mailOutbox().list(MailState.NO_ADDRESS, Long.MAX_VALUE, 10);
        assertThat(mails)
                .extracting(OutboxMail::lastError)
                .containsExactlyInAnyOrder("the customer has no mail address", "not a mail address");

        assertThat(reporting.mailOutbox().retry(mails.get(0).id())).isFalse();
        setEmail(without, "ada@customer.example");
        setEmail(broken, "ada@customer.example");
        assertThat(reporting.mailOutbox().retry(mails.get(0).id())).isTrue();
        assertThat(reporting.mailOutbox().list(MailState.QUEUED, Long.MAX_VALUE, 10))
                .extracting(OutboxMail::recipient)
                .containsExactly("ada@customer.example");
    }

    @Test
    void whoWantsPaperGetsEachDocumentPrintedOnceBesideTheMail() throws IOException {
        Account paper = test.current(100);
        Account none = test.current(200);
        wantPaper(paper);
        List<Long> accounts = List.of(paper.id(), none.id());
        run.renderAndQueue(accounts, DAY, TestBank.DAY);
        run.renderAndQueue(accounts, DAY, TestBank.DAY);
        assertThat(reporting.mailOutbox().counts()).containsEntry(MailState.QUEUED, 2L);
        assertThat(letters.waiting()).isEqualTo(1);

        LetterRun taken = letters.take("olga").orElseThrow();
        assertThat(letters.take("otto")).isEmpty();
        assertThat(letters.runs(10)).containsExactly(taken);
        assertThat(taken.takenBy()).isEqualTo("olga");
        run.renderAndQueue(accounts, DAY, TestBank.DAY);
        assertThat(letters.waiting()).isZero();

        byte[] file = zip(taken);
        assertThat(zip(taken)).as("printed again").isEqualTo(file);
        Document document = reporting.documents().ofAccount(paper.id()).get(0);
        String name = "0001_1_" + document.fileName();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(file))) {
            assertThat(in.getNextEntry().getName()).isEqualTo("letters.csv");
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("file,document,pages,sha256\r\n" + name + ',' + document.id() + ',' + document.pages()
                            + ',' + document.sha256() + "\r\n");
            assertThat(in.getNextEntry().getName()).isEqualTo(name);
            assertThat(Documents.fingerprint(in.readAllBytes())).isEqualTo(document.sha256());
            assertThat(in.getNextEntry()).isNull();
        }
    }

    @Test
    void whoHasNoAddressButWantsPaperIsServedByThePrinterAndNoException() {
        Account paper = test.current(100);
        wantPaper(paper);
        setEmail(paper, null);
        run.renderAndQueue(List.of(paper.id()), DAY, TestBank.DAY);
        assertThat(letters.waiting()).isEqualTo(1);
        assertThat(reporting.mailOutbox().list(null, Long.MAX_VALUE, 10)).isEmpty();
        assertThat(openExceptions()).isZero();
    }

    @Test
    void whatCannotBeMailedIsPrintedInsteadAndNoExceptionAnyMore() {
        Account without = test.current(100);
        setEmail(without, null);
        run.renderAndQueue(List.of(without.id()), DAY, TestBank.DAY);
        OutboxMail mail = reporting.mailOutbox().list(null, Long.MAX_VALUE, 10).get(0);
        assertThat(openExceptions()).isEqualTo(1);
        assertThat(reporting.mailOutbox().printInstead(mail.id())).isTrue();
        assertThat(reporting.mailOutbox().printInstead(mail.id())).isFalse();
        assertThat(reporting.mailOutbox().retry(mail.id())).isFalse();
        assertThat(openExceptions()).isZero();
        assertThat(letters.waiting()).isEqualTo(1);
        assertThat(reporting.mailOutbox().counts()).containsEntry(MailState.ON_PAPER, 1L);
    }

    private long openExceptions() {
        return test.bank()
                .jdbc()
                .sql("select count(*) from exception_item where state = 'OPEN'")
                .query(Long.class)
                .single();
    }

    private void wantPaper(Account account) {
        reporting
                .documentPreferences()
                .set(
                        Objects.requireNonNull(account.customerId()),
                        new DocumentPreference("en", Delivery.ATTACHMENT, false, true));
    }

    private byte[] zip(LetterRun taken) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        letters.write(taken, out);
        return out.toByteArray();
    }

    @Test
    void theBanksOwnAccountsGetNeitherDocumentNorMail() {
        long cash = test.bank()
                .accounts()
                .ledgerAccount(vesper.bank.account.LedgerCode.CASH, "USD")
                .id();
        assertThat(run.renderAndQueue(List.of(cash), DAY, TestBank.DAY)).isEqualTo(new Outcome(0, 0, 0, List.of()));
    }

    private void setEmail(Account account, String email) {
        test.bank()
                .jdbc()
                .sql("update customer set email = :email where id = :id")
                .param("email", email)
                .param("id", account.customerId())
                .update();
    }
}
