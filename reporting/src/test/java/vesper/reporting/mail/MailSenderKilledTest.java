package vesper.reporting.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vesper.bank.TestBank;
import vesper.reporting.Reporting;
import vesper.reporting.document.StatementRun;
import vesper.reporting.statement.Letterhead;
import vesper.reporting.statement.Period;

/**
 * A sending process that is killed again and again. {@code -Dmail.killed.mails=10000 -Dmail.killed.times=20} makes it as large as
 * a night.
 */
class MailSenderKilledTest {
    private static final int MAILS = Integer.getInteger("mail.killed.mails", 120);
    private static final int KILLS = Integer.getInteger("mail.killed.times", 3);
    private static final int CHUNK = 200;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final TestBank test = new TestBank();
    private final Reporting reporting = new Reporting(test.bank(), Letterhead.vesper());

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void everyMailArrivesUnderOneMessageIdHoweverOftenTheSenderIsKilled() throws Exception {
        queue();
        Random random = new Random(20);
        try (ScriptedSmtpServer server = new ScriptedSmtpServer()) {
            for (int kill = 1; kill <= KILLS; kill++) {
                int until = Math.max(1, MAILS * kill / (KILLS + 1) - random.nextInt(Math.max(1, MAILS / 20)));
                Process process = start(server.port());
                await(process, () -> server.taken.size() >= until);
                process.destroyForcibly().waitFor();
            }
            Process last = start(server.port());
            try {
                await(last, () -> reporting.mailOutbox().counts().get(MailState.SENT) == MAILS);
            } finally {
                last.destroyForcibly().waitFor();
            }
            assertThat(new HashSet<>(server.taken)).hasSize(MAILS);
            assertThat(server.deliveries).as("each its own").isEqualTo(owed());
            // A process that dies repeats what the server had accepted and the outbox was not told of yet.
            assertThat(server.taken.size() - MAILS).isBetween(0, KILLS * SentMarks.ROOM);
        }
    }

    private void queue() {
        List<Long> accounts = test.bank()
                .jdbc()
                .sql("""
                        with holder as (
                            insert into customer (name, email)
                            select 'Customer ' || n, 'customer' || n || '@customers.example' from generate_series(1, :mails) n
                            returning id)
                        insert into account (number, kind, product_code, customer_id, currency, name, opened_on)
                        select 'KILLED' || id, 'CURRENT', 'current', id, 'USD', 'Current account', :day from holder
                        returning id
                        """)
                .param("mails", MAILS)
                .param("day", TestBank.DAY)
                .query(Long.class)
                .list();
        StatementRun run = reporting.statementRun();
        for (int from = 0; from < accounts.size(); from += CHUNK) {
            run.renderAndQueue(
                    accounts.subList(from, Math.min(from + CHUNK, accounts.size())),
                    new Period(TestBank.DAY, TestBank.DAY),
                    TestBank.DAY);
        }
    }

    /** By Message-ID: whom a mail is for, and the name of the statement that it brings. */
    private Map<String, String> owed() {
        Map<String, String> owed = new HashMap<>();
        test.bank().jdbc().sql("""
                        select m.message_id, c.email, a.number, d.period_from
                          from mail_outbox m join document d on d.id = m.document_id join account a on a.id = d.account_id
                          join customer c on c.id = a.customer_id
                        """).query(row -> {
            owed.put(
                    row.getString("message_id"),
                    row.getString("email") + " statement_" + row.getString("number") + "_"
                            + row.getString("period_from") + "_" + row.getString("period_from") + ".pdf");
        });
        return owed;
    }

    private Process start(int port) throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        "-Xmx256m",
                        SenderProcess.class.getName(),
                        test.dataSource().getJdbcUrl(),
                        Integer.toString(port))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static void await(Process process, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(process.isAlive()).as("the sender").isTrue();
            assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
            Thread.sleep(10);
        }
    }
}
