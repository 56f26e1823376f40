package vesper.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import jakarta.mail.internet.MimeMessage;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import vesper.bank.TestPorts;
import vesper.bank.signature.SignatureException;
import vesper.bank.signature.WebhookSignature;
import vesper.batch.operator.CloseTimes;
import vesper.batch.watch.Alert;
import vesper.batch.watch.AlertTable;
import vesper.batch.watch.WatchSettings;
import vesper.batch.watch.Watchdog;

/** A bank on 5 June 2023 that nobody closes, and those who are to be told. */
class WatchdogTest {
    private static final String SECRET = "whsec_c2VjcmV0LW9mLXRoZS13ZWJob29r";
    private static final Instant MORNING = Instant.parse("2023-06-06T08:00:00Z");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Night night = new Night();

    @AfterEach
    void close() {
        night.close();
    }

    private Watchdog watchdog(Instant now, String mailTo, int smtp, URI webhook) {
        WatchSettings settings = new WatchSettings(
                Duration.ofMillis(50),
                Duration.ofHours(2),
                Duration.ofMinutes(15),
                2,
                Duration.ofMinutes(5),
                mailTo,
                "Night <night@vesper.example>",
                "127.0.0.1",
                smtp,
                webhook,
                webhook == null ? null : SECRET);
        return new Watchdog(
                night.test.bank(),
                night.operations(),
                settings,
                new CloseTimes(night.test.bank().jdbc(), LocalTime.of(23, 30), ZoneId.of("UTC")),
                Clock.fixed(now, ZoneOffset.UTC));
    }

    private List<Alert> raised() {
        return new AlertTable(night.test.bank().jdbc())
                .newest(10).stream().map(Alert.Raised::alert).toList();
    }

    @Test
    void aMissedCloseIsMailedOnceEvenIfTheServerWasDownAtFirst() throws Exception {
        int port = TestPorts.free();
        Watchdog watchdog = watchdog(MORNING, "ops@vesper.example", port, null);
        watchdog.look();
        GreenMail server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        try {
            watchdog.look();
            watchdog.look();

            assertThat(server.getReceivedMessages()).hasSize(1);
            var mail = server.getReceivedMessages()[0];
            assertThat(mail.getSubject()).isEqualTo("Close of 2023-06-05: late");
            assertThat(mail.getAllRecipients()).extracting(Object::toString).containsExactly("ops@vesper.example");
            assertThat(mail.getContent().toString())
                    .startsWith("2023-06-05 should have been closed by now, and the open business date is 2023-06-05.");
        } finally {
            server.stop();
        }
    }

    @Test
    void theWebhookIsCalledUntilItTakesTheAlertAndCanCheckWhoSignedIt() throws Exception {
        List<String> bodies = new CopyOnWriteArrayList<>();
        AtomicInteger calls = new AtomicInteger();
        HttpServer receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/alerts", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Map<String, String> headers = new HashMap<>();
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
            int status = calls.incrementAndGet() == 1 ? 503 : 204;
            try {
                new WebhookSignature(SECRET).verify(headers, body, MORNING);
            } catch (SignatureException e) {
                status = 401;
            }
            if (status == 204) {
                bodies.add(headers.get("Webhook-id") + " " + new String(body, StandardCharsets.UTF_8));
            }
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        receiver.start();
        try {
            URI address = URI.create("http://127.0.0.1:" + receiver.getAddress().getPort() + "/alerts");
            Watchdog watchdog = watchdog(MORNING, null, 25, address);
            watchdog.look();
            assertThat(bodies).isEmpty();
            watchdog.look();
            watchdog.look();

            assertThat(calls).hasValue(2);
            assertThat(bodies)
                    .containsExactly("alert_1 {\"type\":\"close.late\",\"timestamp\":\"2023-06-06T08:00:00Z\",\"data\":"
                            + "{\"business_date\":\"2023-06-05\",\"run\":0,\"message\":\"2023-06-05 should have been closed"
                            + " by now, and the open business date is 2023-06-05\"}}");
        } finally {
            receiver.stop(0);
        }
    }

    @Test
    void aBankThatWasClosedInTimeRaisesNothing() {
        night.closeOne();

        watchdog(MORNING, null, 25, null).look();

        assertThat(raised()).isEmpty();
    }

    @Test
    void aBrokenProofIsRaisedOnceWithItsRun() {
        night.test.current(1_00);
        night.test
                .bank()
                .jdbc()
                .sql("update account set balance_minor = balance_minor + 1 where kind = 'CURRENT'")
                .update();
        long run = night.closeOne().id();
        Watchdog watchdog = watchdog(Instant.parse("2023-06-05T23:59:00Z"), null, 25, null);

        watchdog.look();
        watchdog.look();

        assertThat(raised())
                .containsExactly(new Alert(
                        Alert.Kind.FAILED,
                        LocalDate.parse("2023-06-05"),
                        run,
                        "the close of 2023-06-05 failed, run " + run));
    }

    @Test
    void aCloseThatIsStuckAndOneThatIsSlowAreToldByMailAndWebhook() throws Exception {
        night.closeUntil(LocalDate.parse("2023-06-09"));
        long run = night.operations().runs("close", 1).get(0).id();
        int port = TestPorts.free();
        GreenMail mails = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mails.start();
        List<String> posted = new CopyOnWriteArrayList<>();
        HttpServer receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/alerts", exchange -> {
            posted.add(JSON.readTree(exchange.getRequestBody().readAllBytes())
                    .get("type")
                    .asString());
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        receiver.start();
        try {
            URI address = URI.create("http://127.0.0.1:" + receiver.getAddress().getPort() + "/alerts");
            // In the evening of the ninth: that it is closed already is not late. The others took a second each.
            Instant evening = Instant.parse("2023-06-09T23:00:00Z");
            began(run, "COMPLETED", evening.minusSeconds(600), evening);
            watchdog(evening, "ops@vesper.example", port, address).look();
            began(run, "STARTED", evening.minusSeconds(16 * 60), null);
            moved(run, evening.minusSeconds(15 * 60 + 1));
            watchdog(evening, "ops@vesper.example", port, address).look();
            watchdog(evening, "ops@vesper.example", port, address).look();

            assertThat(posted).containsExactly("close.slow", "close.stuck");
            assertThat(mails.getReceivedMessages())
                    .extracting(MimeMessage::getSubject)
                    .containsExactly("Close of 2023-06-09: slow", "Close of 2023-06-09: stuck");
            assertThat(mails.getReceivedMessages()[1].getContent().toString())
                    .contains("has not moved since 2023-06-09T22:44:59Z, run " + run);
        } finally {
            receiver.stop(0);
            mails.stop();
        }
    }

    private void began(long run, String status, Instant start, Instant end) {
        night.test
                .bank()
                .jdbc()
                .sql("""
                        update batch_job_execution set status = :status, start_time = :start, end_time = :end::timestamp
                         where job_execution_id = :run
                        """)
                .param("status", status)
                .param("start", Timestamp.from(start))
                .param("end", end == null ? null : Timestamp.from(end))
                .param("run", run)
                .update();
    }

    private void moved(long run, Instant at) {
        night.test
                .bank()
                .jdbc()
                .sql("update batch_step_execution set last_updated = :at where job_execution_id = :run")
                .param("at", Timestamp.from(at))
                .param("run", run)
                .update();
    }

    @Test
    void itLooksByItselfWhileItIsStarted() {
        try (Watchdog watchdog = watchdog(MORNING, null, 25, null)) {
            watchdog.start();

            org.awaitility.Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> raised().size() == 1);
        }
    }
}
