package vesper.up;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import vesper.batch.KafkaPaymentsInFlight;
import vesper.cli.BankDatabase;
import vesper.embedded.KilledPostgres;
import vesper.home.Home;
import vesper.home.Ports;

/**
 * The whole bank, or its database server alone, killed with {@code kill -9} again and again while payments come in; by default a
 * few times, {@code -Dbank.kills=50} so many.
 */
class KilledBankTest {
    private static final int KILLS = Integer.getInteger("bank.kills", 6);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @Test
    void noAcknowledgedPaymentIsLostAndNoneIsBookedTwice() throws Exception {
        Path home = folder.resolve("home");
        int port = Ports.anyFree().base();
        long seed = System.nanoTime();
        Random random = new Random(seed);
        PaymentLoad load = new PaymentLoad(home);
        BankProcess bank = BankProcess.up(home, port);
        try {
            load.openAccounts();
            for (int kill = 0; kill < KILLS; kill++) {
                int before = load.acknowledged().size();
                int more = 50 + random.nextInt(600);
                load.start();
                Awaitility.await()
                        .atMost(PATIENCE)
                        .until(() -> load.acknowledged().size() >= before + more);
                if (kill % 2 == 0) {
                    KilledPostgres.killAndStartAgain(home);
                    int atKill = load.acknowledged().size();
                    Awaitility.await("payments after the kill of the database")
                            .atMost(PATIENCE)
                            .until(() -> load.acknowledged().size() >= atKill + more);
                    awaitRecording(home);
                    load.stop();
                } else {
                    bank.killGroup();
                    load.stop();
                    bank = BankProcess.up(home, port);
                }
            }
            load.settle();
            awaitSettled(home);
            assertThat(bank.terminate().status()).isZero();
        } finally {
            bank.close();
        }

        assertThat(BankProcess.run(home, "verify").status()).as("seed " + seed).isZero();
        try (BankDatabase database = BankDatabase.open(home)) {
            JdbcClient jdbc = database.bank().jdbc();
            Set<UUID> recorded = new HashSet<>(
                    jdbc.sql("select id from payment").query(UUID.class).list());
            Set<UUID> acknowledged = new HashSet<>(load.acknowledged().values());
            assertThat(acknowledged).hasSize(load.sent());
            assertThat(recorded).as("seed " + seed).isEqualTo(acknowledged);
            List<UUID> booked = jdbc.sql("select id from payment where status = 'BOOKED'")
                    .query(UUID.class)
                    .list();
            List<UUID> entries = jdbc.sql("select id from journal_entry where kind = 'CARD_PAYMENT'")
                    .query(UUID.class)
                    .list();
            assertThat(booked).isNotEmpty();
            assertThat(entries).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(booked);
            assertThat(jdbc.sql("select sum(amount_minor) from posting group by currency having sum(amount_minor) <> 0")
                            .query(Long.class)
                            .list())
                    .isEmpty();
        }
    }

    /** Waits until the booking job, whose connection was cut, records decisions again. */
    private static void awaitRecording(Path home) {
        String count = "select count(*) from payment";
        AtomicLong before = new AtomicLong(-1);
        Awaitility.await("decisions recorded after the kill of the database")
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> {
                    try (BankDatabase database = BankDatabase.open(home)) {
                        long now = database.bank()
                                .jdbc()
                                .sql(count)
                                .query(Long.class)
                                .single();
                        return !before.compareAndSet(-1, now) && now > before.get();
                    }
                });
    }

    private static void awaitSettled(Path home) {
        int kafka = Home.running(home).orElseThrow().ports().kafka();
        try (BankDatabase database = BankDatabase.open(home)) {
            new KafkaPaymentsInFlight("127.0.0.1:" + kafka, database.bank().jdbc()).awaitSettled(PATIENCE);
        }
    }
}
