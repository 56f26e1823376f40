package vesper.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vesper.bank.TestBank;
import vesper.bank.account.Account;
import vesper.bank.account.LedgerCode;
import vesper.bank.event.DecisionKind;
import vesper.bank.event.EventCodec;
import vesper.bank.event.KafkaServers;
import vesper.bank.event.PaymentDecided;
import vesper.bank.event.PaymentSubmitted;
import vesper.bank.event.Topics;
import vesper.bank.payment.DeadLetters;
import vesper.bank.payment.DeadLetters.DeadLetter;
import vesper.bank.payment.Payment;
import vesper.bank.payment.PaymentStatus;
import vesper.stream.booking.DatabaseSettings;

/** Booking from a real broker into a real database; each test has both to itself. */
@SuppressWarnings("try") // a job is only there to run
class BookingJobTest {
    @TempDir
    Path kafkaFolder;

    private TestKafka kafka;

    @TempDir
    Path checkpoints;

    private TestBank bank;
    private KafkaProducer<byte[], byte[]> producer;
    private Account account;
    private long settlement;

    @BeforeEach
    void open() {
        kafka = new TestKafka(kafkaFolder);
        bank = new TestBank();
        account = bank.current(1_000_000);
        settlement = bank.bank()
                .accounts()
                .ledgerAccount(LedgerCode.CARD_SETTLEMENT, "USD")
                .id();
        producer = kafka.producer();
    }

    @AfterEach
    void close() {
        producer.close();
        kafka.close();
        bank.close();
    }

    private RunningJob booking() throws Exception {
        DatabaseSettings database = new DatabaseSettings(bank.dataSource().getJdbcUrl(), "postgres", "");
        return RunningJob.start(
                checkpoints,
                env -> BookingJob.define(
                        env,
                        new BookingSettings(
                                KafkaServers.plain(kafka.bootstrapServers()),
                                "booking",
                                2,
                                Duration.ofMillis(200),
                                database,
                                500,
                                Duration.ofMillis(2))));
    }

    private PaymentSubmitted.Builder payment(long number, long amountMinor) {
        return Events.cardPayment(number, amountMinor)
                .setDebtorAccountId(account.id())
                .setCreditorAccountId(settlement);
    }

    private PaymentDecided decide(PaymentSubmitted.Builder payment, DecisionKind kind) {
        PaymentDecided decided = new PaymentDecided(
                payment.build(), kind, "screening", 0, List.of(), List.of(), "test", 0, 0L, null, null);
        send(decided.getPayment().getId().toString(), EventCodec.DECIDED.encode(decided));
        return decided;
    }

    private void send(String key, byte[] value) {
        producer.send(new ProducerRecord<>(Topics.DECIDED, key.getBytes(StandardCharsets.UTF_8), value));
    }

    private PaymentStatus status(long number) {
        return bank.bank()
                .payments()
                .find(Events.id(number))
                .map(Payment::status)
                .orElse(null);
    }

    private List<DeadLetter> deadLetters() {
        return bank.bank().deadLetters().list(DeadLetters.State.NEW, Long.MAX_VALUE, 1_000);
    }

    private static void await(org.awaitility.core.ThrowingRunnable assertion) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(assertion);
    }

    @Test
    void approvedIsBookedDeclinedIsRecordedReviewWaits() throws Exception {
        decide(payment(1, 10_000), DecisionKind.APPROVE);
        decide(payment(2, 20_000), DecisionKind.DECLINE);
        decide(payment(3, 30_000), DecisionKind.REVIEW);
        decide(payment(4, 2_000_000), DecisionKind.APPROVE);
        decide(payment(5, 1_000_000_000_000_000L), DecisionKind.APPROVE);
        decide(payment(6, 100).setCurrency("XQQ"), DecisionKind.APPROVE);
        decide(payment(1, 10_000), DecisionKind.APPROVE);
        try (RunningJob job = booking()) {
            await(() -> assertThat(List.of(1L, 2L, 3L, 4L, 5L, 6L))
                    .extracting(this::status)
                    .containsExactly(
                            PaymentStatus.BOOKED,
                            PaymentStatus.DECLINED,
                            PaymentStatus.IN_REVIEW,
                            PaymentStatus.REFUSED,
                            PaymentStatus.REFUSED,
                            PaymentStatus.REFUSED));
        }
        assertThat(List.of(4L, 5L, 6L))
                .extracting(this::statusReason)
                .containsExactly("insufficient_funds", "insufficient_funds", "currency_mismatch");
        assertThat(bank.balance(account)).isEqualTo(990_000);
        assertThat(deadLetters()).isEmpty();
    }

    private String statusReason(long number) {
        return bank.bank()
                .payments()
                .find(Events.id(number))
                .map(Payment::statusReason)
                .orElse("");
    }

    @Test
    void whatTheBooksCannotTakeStandsAsideAndTheBatchGoesOn() throws Exception {
        byte[] noEvent = "no event".getBytes(StandardCharsets.UTF_8);
        send("no event", noEvent);
        for (int i = 0; i < 300; i++) {
            decide(payment(10_000 + i, 100), DecisionKind.APPROVE);
        }
        // PostgreSQL's text holds no NUL.
        PaymentDecided poison = decide(payment(20_000, 100).setMerchant("A\0B"), DecisionKind.APPROVE);
        for (int i = 300; i < 600; i++) {
            decide(payment(10_000 + i, 100), DecisionKind.APPROVE);
        }
        try (RunningJob job = booking()) {
            await(() -> assertThat(deadLetters()).hasSize(2));
            await(() -> assertThat(bank.balance(account)).isEqualTo(1_000_000 - 600 * 100));
        }
        assertThat(deadLetters())
                .allSatisfy(letter -> assertThat(letter.sourceTopic()).isEqualTo(Topics.DECIDED))
                .anySatisfy(letter -> assertThat(letter.value()).isEqualTo(noEvent))
                .anySatisfy(letter -> {
                    assertThat(letter.value()).isEqualTo(EventCodec.DECIDED.encode(poison));
                    assertThat(letter.reason()).startsWith("refused by the books: ");
                });
    }

    @Test
    void anotherRequestUnderABookedIdIsADeadLetter() throws Exception {
        decide(payment(30_000, 100), DecisionKind.APPROVE);
        PaymentDecided other = decide(payment(30_000, 200).setRequestHash(Events.hash((byte) 9)), DecisionKind.APPROVE);
        try (RunningJob job = booking()) {
            await(() -> assertThat(deadLetters()).singleElement().satisfies(letter -> {
                assertThat(letter.reason()).isEqualTo("key_reused");
                assertThat(letter.value()).isEqualTo(EventCodec.DECIDED.encode(other));
            }));
        }
        assertThat(bank.balance(account)).isEqualTo(1_000_000 - 100);
    }

    @Test
    void lostConnectionsAreBorne() throws Exception {
        try (RunningJob job = booking()) {
            for (int i = 0; i < 2_000; i++) {
                decide(payment(40_000 + i, 10), DecisionKind.APPROVE);
                if (i % 500 == 250) {
                    int before = i - 200;
                    await(() -> assertThat(status(40_000 + before)).isEqualTo(PaymentStatus.BOOKED));
                    bank.bank().jdbc().sql("""
                            select pg_terminate_backend(pid) from pg_stat_activity
                             where datname = current_database() and pid <> pg_backend_pid()
                            """).query().listOfRows();
                }
            }
            await(() -> assertThat(bank.balance(account)).isEqualTo(1_000_000 - 20_000));
            assertThat(job.isRunning()).isTrue();
        }
        assertThat(deadLetters()).isEmpty();
    }

    @Test
    void aDeadLetterWithoutHeadersIsKeptAsOneOfItsTopic() throws Exception {
        producer.send(new ProducerRecord<>(Topics.DEAD_LETTER, null, new byte[] {1, 2}));
        try (RunningJob job = booking()) {
            await(() -> assertThat(deadLetters()).anySatisfy(letter -> {
                assertThat(letter.sourceTopic()).isEqualTo(Topics.DEAD_LETTER);
                assertThat(letter.value()).containsExactly(1, 2);
            }));
        }
    }
}
