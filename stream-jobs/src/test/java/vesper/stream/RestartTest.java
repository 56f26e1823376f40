package vesper.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vesper.bank.TestBank;
import vesper.bank.account.Account;
import vesper.bank.account.LedgerCode;
import vesper.bank.event.EventCodec;
import vesper.bank.event.OutcomeStatus;
import vesper.bank.event.PaymentOutcome;
import vesper.bank.event.Topics;
import vesper.bank.event.UnreadableEventException;
import vesper.stream.booking.DatabaseSettings;
import vesper.stream.outbox.OutboxRelay;
import vesper.stream.outbox.OutboxRelaySettings;

/** The whole day's flow, ended abruptly again and again while payments come in. */
@SuppressWarnings("try") // the jobs are only there to run
class RestartTest {
    private static final int PAYMENTS = 4_000;
    private static final int AMOUNT = 1_000;

    @TempDir
    Path folder;

    @Test
    void endedAtRandomMomentsEveryPaymentIsSettledOnceAndPublished() throws Exception {
        try (TestKafka kafka = new TestKafka(folder);
                TestBank bank = new TestBank();
                KafkaProducer<byte[], byte[]> producer = kafka.producer();
                TestKafka.Follower outcomes = kafka.follow(Topics.OUTCOME)) {
            Account account = bank.current(100_000_000);
            Thread customers = submitAll(producer, bank, account);
            Random random = new Random(7);
            for (int run = 0; run < 4; run++) {
                long lastsMs = 1_500 + random.nextInt(1_500);
                runDay(kafka, bank, () -> {
                    long end = System.nanoTime() + Duration.ofMillis(lastsMs).toNanos();
                    outcomes.until(() -> System.nanoTime() > end);
                });
            }
            Set<UUID> settled = new HashSet<>();
            AtomicReference<Integer> read = new AtomicReference<>(0);
            runDay(
                    kafka,
                    bank,
                    () -> outcomes.until(() -> {
                        outcomes.records().stream()
                                .skip(read.get())
                                .forEach(record -> settled.add(booked(record.value())));
                        read.set(outcomes.records().size());
                        return settled.size() == PAYMENTS;
                    }));
            customers.join();
            assertThat(bank.balance(account)).isEqualTo(100_000_000L - (long) PAYMENTS * AMOUNT);
            assertThat(bank.bank()
                            .jdbc()
                            .sql("select count(*) from payment where status = 'BOOKED'")
                            .query(Long.class)
                            .single())
                    .isEqualTo(PAYMENTS);
            assertThat(bank.bank()
                            .jdbc()
                            .sql("select coalesce(sum(amount_minor), 0) from posting")
                            .query(Long.class)
                            .single())
                    .isZero();
        }
    }

    private static Thread submitAll(KafkaProducer<byte[], byte[]> producer, TestBank bank, Account account) {
        long settlement = bank.bank()
                .accounts()
                .ledgerAccount(LedgerCode.CARD_SETTLEMENT, "USD")
                .id();
        Thread thread = new Thread(() -> {
            for (int i = 0; i < PAYMENTS; i++) {
                UUID card = new UUID(9, i % 100);
                byte[] event = EventCodec.SUBMITTED.encode(Events.cardPayment(i, AMOUNT)
                        .setDebtorAccountId(account.id())
                        .setCreditorAccountId(settlement)
                        .setCardId(card)
                        .setMerchant("merchant " + i % 10)
                        .setOccurredAt(Events.NOON.plusSeconds(60L * i))
                        .setAcceptedAt(Events.NOON.plusSeconds(60L * i))
                        .build());
                producer.send(new ProducerRecord<>(
                        Topics.SUBMITTED, card.toString().getBytes(StandardCharsets.UTF_8), event));
                LockSupport.parkNanos(2_000_000);
            }
            producer.flush();
        });
        thread.start();
        return thread;
    }

    private void runDay(TestKafka kafka, TestBank bank, Runnable meanwhile) throws Exception {
        DatabaseSettings database = new DatabaseSettings(bank.dataSource().getJdbcUrl(), "postgres", "");
        ScreeningSettings screening = ScreeningSettings.of(kafka.bootstrapServers());
        BookingSettings booking = BookingSettings.of(kafka.bootstrapServers(), database);
        try (RunningJob first =
                        RunningJob.start(folder.resolve("screening"), env -> ScreeningJob.define(env, screening));
                RunningJob second =
                        RunningJob.start(folder.resolve("booking"), env -> BookingJob.define(env, booking));
                OutboxRelay relay =
                        new OutboxRelay(bank.dataSource(), OutboxRelaySettings.of(kafka.bootstrapServers())).start()) {
            meanwhile.run();
            assertThat(first.isRunning()).isTrue();
            assertThat(second.isRunning()).isTrue();
        }
    }

    private static UUID booked(byte[] event) {
        try {
            PaymentOutcome outcome = EventCodec.OUTCOME.decode(event);
            assertThat(outcome.getStatus()).isEqualTo(OutcomeStatus.BOOKED);
            return outcome.getPaymentId();
        } catch (UnreadableEventException e) {
            throw new AssertionError(e);
        }
    }
}
