package vesper.reporting.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vesper.bank.TestBank;
import vesper.bank.account.Account;
import vesper.reporting.Reporting;
import vesper.reporting.document.StatementRun.Outcome;
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
