package vesper.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vesper.bank.Bank;
import vesper.bank.TestPorts;
import vesper.bank.account.Account;
import vesper.bank.account.AccountStatus;
import vesper.bank.exceptions.ExceptionItem;
import vesper.bank.exceptions.ExceptionSearch;
import vesper.batch.operator.RunStatus;
import vesper.batch.operator.RunView;
import vesper.reporting.Reporting;
import vesper.reporting.mail.MailSender;
import vesper.reporting.mail.MailServerDownException;
import vesper.reporting.mail.MailSettings;
import vesper.reporting.mail.MailState;

/** A bank that is ten days behind, with a month end among them, bad accounts in one step, and a mail server that is down. */
class TenDaysBehindTest {
    private static final LocalDate FIRST = LocalDate.parse("2023-06-25");
    private static final LocalDate MONTH_END = LocalDate.parse("2023-06-30");
    private static final LocalDate LAST = FIRST.plusDays(9);
    private static final int BAD = 100;
    private static final int GOOD = 30;

    private final Night night = new Night(Night.chunksOf(25));
    private final Bank bank = night.test.bank();

    @AfterEach
    void close() {
        night.close();
    }

    @Test
    void theNightEndsTheBooksProveAndTheExceptionsAreExactlyTheBadAccounts() throws Exception {
        night.closeUntil(FIRST.minusDays(1));
        Account payee = night.test.current(0);
        List<Account> payers = new ArrayList<>();
        Set<Long> bad = new HashSet<>();
        for (int i = 0; i < BAD + GOOD; i++) {
            boolean barred = i < BAD;
            Account payer = night.test.current(barred ? 0 : 500_00 + i);
            payers.add(payer);
            long transfer = night.batch
                    .scheduledTransfers()
                    .add(payer.id(), payee.id(), 100_00 + i, "USD", FIRST.plusDays(3), "Rent");
            if (barred) {
                bank.accounts().setStatus(payer.id(), AccountStatus.FROZEN);
                bad.add(transfer);
            }
        }
        int port = TestPorts.free();
        MailSender sender = new Reporting(bank, vesper.reporting.statement.Letterhead.vesper())
                .mailSender(MailSettings.plain("127.0.0.1", port), "test");

        List<RunView> runs = night.operations().closeUntil(Night.OLGA, LAST, run -> {
            if (run.businessDate().equals(MONTH_END)) {
                assertThatThrownBy(sender::sendDue).isInstanceOf(MailServerDownException.class);
            }
        });

        assertThat(runs)
                .extracting(RunView::businessDate)
                .containsExactlyElementsOf(FIRST.datesUntil(LAST.plusDays(1)).toList());
        assertThat(runs).extracting(RunView::status).containsOnly(RunStatus.COMPLETED);
        assertThat(bank.proof().check().breaks()).isEmpty();
        assertThat(night.batch.exceptions().list(ExceptionSearch.ALL, Long.MAX_VALUE, 1_000))
                .hasSize(BAD)
                .allSatisfy(item -> assertThat(item.failed().reason()).isEqualTo("ACCOUNT_FROZEN"))
                .extracting(TenDaysBehindTest::transfer)
                .containsExactlyInAnyOrderElementsOf(bad);
        // Each good one pays 100.00 and its number in cents: 30 x 100.00 + (100 + ... + 129) / 100 = 3,034.35.
        assertThat(night.rows("""
                        select sum(p.amount_minor)::text as moved from posting p join journal_entry e on e.seq = p.entry_seq
                         where e.kind = 'TRANSFER' and p.account_id = %d
                        """.formatted(payee.id()))).hasToString("[{moved=303435}]");
        sentOnce(sender, port, payers.size() + 1);
    }

    private void sentOnce(MailSender sender, int port, int statements) throws Exception {
        // What was refused a connection waits a moment before it is due again.
        bank.jdbc().sql("update mail_queue set due_at = clock_timestamp()").update();
        GreenMail server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        try {
            assertThat(sender.sendDue()).isEqualTo(statements);
            assertThat(sender.sendDue()).isZero();
            Set<String> ids = new HashSet<>();
            for (MimeMessage message : server.getReceivedMessages()) {
                assertThat(ids.add(message.getMessageID())).isTrue();
            }
            assertThat(ids).hasSize(statements);
        } finally {
            server.stop();
        }
        assertThat(night.rows("select distinct state from mail_outbox"))
                .hasToString("[{state=" + MailState.SENT + "}]");
    }

    private static long transfer(ExceptionItem item) {
        return item.failed().key();
    }
}
