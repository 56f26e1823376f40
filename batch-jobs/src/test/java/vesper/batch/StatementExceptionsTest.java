package vesper.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vesper.bank.Bank;
import vesper.bank.account.Account;
import vesper.bank.exceptions.ExceptionItem;
import vesper.bank.exceptions.ExceptionSearch;
import vesper.bank.exceptions.ExceptionState;
import vesper.batch.operator.ExceptionDesk;
import vesper.batch.operator.RunStatus;
import vesper.batch.operator.RunView;
import vesper.batch.task.Mending.Retried;
import vesper.reporting.document.Documents;

/** Statements that cannot be rendered: their account's currency is none that amounts can be written in. */
class StatementExceptionsTest {
    private final Night night = new Night(Steps.before("statements", () -> setCurrency("XXX")));
    private final Bank bank = night.test.bank();
    private final Account broken = night.test.current(100_00);
    private final Account whole = night.test.current(200_00);

    @AfterEach
    void close() {
        night.close();
    }

    @Test
    void aStatementThatCannotBeRenderedIsAnExceptionAndTheNightGoesOn() {
        List<RunView> nights = night.closeUntil(LocalDate.parse("2023-06-30"));
        assertThat(nights).allMatch(run -> run.status() == RunStatus.COMPLETED);
        assertThat(night.step(nights.get(nights.size() - 1), "statements"))
                .matches(step -> step.done() == 1 && step.failed() == 1);
        Documents documents = BatchJobs.reportingOver(bank, null).documents();
        assertThat(documents.ofAccount(whole.id())).hasSize(1);
        assertThat(documents.ofAccount(broken.id())).isEmpty();
        ExceptionItem item = only();
        assertThat(item.failed().accountId()).isEqualTo(broken.id());
        assertThat(item.failed().item()).isEqualTo("statement of 2023-06");
        assertThat(item.failed().reason()).isEqualTo("UNRENDERABLE");

        ExceptionDesk desk = night.batch.exceptions();
        assertThat(desk.retry(Night.OLGA, item.id()).retried()).isEqualTo(Retried.refused("UNRENDERABLE"));
        setCurrency("USD");
        ExceptionDesk.Outcome mended = desk.retry(Night.OLGA, item.id());
        assertThat(mended.retried()).isEqualTo(Retried.DONE);
        assertThat(mended.item().state()).isEqualTo(ExceptionState.DONE);
        assertThat(documents.ofAccount(broken.id())).hasSize(1);
        assertThat(night.rows("select document_id from mail_outbox")).hasSize(2);
    }

    private ExceptionItem only() {
        List<ExceptionItem> waiting = night.batch.exceptions().list(ExceptionSearch.WAITING, Long.MAX_VALUE, 10);
        assertThat(waiting).hasSize(1);
        return waiting.get(0);
    }

    private void setCurrency(String currency) {
        bank.jdbc()
                .sql("update account set currency = :currency where id = :id")
                .param("currency", currency)
                .param("id", broken.id())
                .update();
    }
}
