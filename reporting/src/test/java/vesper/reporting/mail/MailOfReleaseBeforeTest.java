package vesper.reporting.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vesper.bank.TestBank;
import vesper.reporting.Reporting;
import vesper.reporting.statement.Letterhead;
import vesper.reporting.statement.Period;

/** The release before has no queue: it writes {@code mail_outbox} with the statements that are here, while this one sends. */
class MailOfReleaseBeforeTest {
    private static final Period DAY = new Period(TestBank.DAY, TestBank.DAY);

    private final TestBank test = new TestBank();
    private final Reporting reporting = new Reporting(test.bank(), Letterhead.vesper());
    private final MailOutbox outbox = reporting.mailOutbox();

    @BeforeEach
    void queueOne() {
        long account = test.current(100).id();
        update("update customer set email = 'ada@customer.example'");
        reporting.statementRun().renderAndQueue(List.of(account), DAY, TestBank.DAY);
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void itTakesNoneFromNowOn() {
        assertThat(take("before#1")).isZero();
        assertThat(queue()).hasSize(1);
    }

    @Test
    void whatItQueuesIsSentOnce() throws Exception {
        queueAsBefore();
        assertThat(take("before#1")).isZero();
        assertThat(sendDue()).isEqualTo(1);
        assertThat(sendDue()).isZero();
        assertThat(outbox.counts()).containsEntry(MailState.SENT, 1L);
    }

    @Test
    void whatItHadTakenAndSentIsNotSentAgain() throws Exception {
        takenBefore(Duration.ofMinutes(5));
        assertThat(sendDue()).as("it is leased").isZero();
        update(
                "update mail_outbox set state = 'SENT', sent_at = clock_timestamp(), lease_owner = null, last_error = null");
        assertThat(queue()).isEmpty();
        assertThat(sendDue()).isZero();
    }

    @Test
    void whatItHadTakenAndPutsBackIsDueWhenItSaid() throws Exception {
        takenBefore(Duration.ofMinutes(5));
        update("""
                update mail_outbox set state = 'QUEUED', lease_owner = null, last_error = '421 later',
                       due_at = clock_timestamp() + interval '1 hour'
                """);
        assertThat(sendDue()).isZero();
        OutboxMail mail = outbox.list(MailState.QUEUED, Long.MAX_VALUE, 1).get(0);
        assertThat(mail.dueAt())
                .isBetween(Instant.now().plusSeconds(3_500), Instant.now().plusSeconds(3_700));
        update("update mail_queue set due_at = clock_timestamp()");
        assertThat(sendDue()).isEqualTo(1);
    }

    @Test
    void whatItHadTakenWhenItDiedIsSentAfterItsLease() throws Exception {
        takenBefore(Duration.ZERO);
        assertThat(sendDue()).isEqualTo(1);
        assertThat(outbox.counts()).containsEntry(MailState.SENT, 1L);
        assertThat(queue()).isEmpty();
    }

    /** As the migration leaves a mail that is being sent. */
    private void takenBefore(Duration left) {
        test.bank().jdbc().sql("""
                        with taken as (
                            update mail_outbox set state = 'SENDING', lease_owner = 'before#1', attempts = 1,
                                   due_at = clock_timestamp() + :seconds * interval '1 second'
                            returning due_at)
                        update mail_queue q set attempts = 1, lease_owner = 'before#1', lease_ends = taken.due_at from taken
                        """).param("seconds", left.toSeconds()).update();
    }

    private void queueAsBefore() {
        Map<String, Object> mail = test.bank()
                .jdbc()
                .sql("select customer_id, document_id, recipient, subject, message_id from mail_outbox")
                .query()
                .singleRow();
        update("truncate mail_outbox, mail_queue");
        test.bank().jdbc().sql("""
                        insert into mail_outbox (customer_id, document_id, recipient, subject, message_id, state)
                        values (:customer_id, :document_id, :recipient, :subject, :message_id, 'QUEUED')
                        """).params(mail).update();
    }

    /** How many mails it takes. */
    private int take(String owner) {
        return test.bank().jdbc().sql("""
                        with due as (
                            select id from mail_outbox where state in ('QUEUED', 'SENDING') and due_at <= clock_timestamp()
                             order by due_at limit 20 for update skip locked)
                        update mail_outbox m
                           set state = 'SENDING', lease_owner = :owner, attempts = attempts + 1,
                               due_at = clock_timestamp() + interval '5 minutes'
                          from due where m.id = due.id
                        """).param("owner", owner).update();
    }

    private int sendDue() throws Exception {
        try (ScriptedSmtpServer server = new ScriptedSmtpServer();
                MailSender sender = reporting.mailSender(MailSettings.plain("127.0.0.1", server.port()), "now")) {
            return sender.sendDue();
        }
    }

    private List<Long> queue() {
        return test.bank()
                .jdbc()
                .sql("select mail_id from mail_queue")
                .query(Long.class)
                .list();
    }

    private void update(String sql) {
        test.bank().jdbc().sql(sql).update();
    }
}
