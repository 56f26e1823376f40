package vesper.stream.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vesper.bank.Bank;
import vesper.bank.TestDatabase;
import vesper.bank.event.Topics;
import vesper.bank.outbox.Outbox;
import vesper.stream.TestKafka;

/** The relay between a real database and a real broker. */
@SuppressWarnings("try") // a relay is only there to run
class OutboxRelayTest {
    private static final int KEYS = 8;

    @TempDir
    static Path kafkaFolder;

    private static TestKafka kafka;

    private HikariDataSource database;
    private Bank bank;

    @BeforeAll
    static void startKafka() {
        kafka = new TestKafka(kafkaFolder);
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    @BeforeEach
    void open() {
        database = TestDatabase.create();
        bank = new Bank(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private OutboxRelay relay() {
        return new OutboxRelay(database, OutboxRelaySettings.of(kafka.bootstrapServers())).start();
    }

    /** One transaction with a message for each key; the payload names the test and counts up. */
    private void add(String test, int number) {
        List<Outbox.Message> messages = new ArrayList<>();
        for (int key = 0; key < KEYS; key++) {
            messages.add(new Outbox.Message("key-" + key, (test + ":" + number).getBytes(StandardCharsets.UTF_8)));
        }
        bank.transaction().executeWithoutResult(status -> bank.outbox().add(Topics.OUTCOME, messages));
    }

    private long waiting() {
        return bank.jdbc().sql("select count(*) from outbox").query(Long.class).single();
    }

    private static Map<String, List<Integer>> published(TestKafka.Follower follower, String test) {
        Map<String, List<Integer>> byKey = new LinkedHashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : follower.records()) {
            String[] payload = new String(record.value(), StandardCharsets.UTF_8).split(":");
            if (payload[0].equals(test)) {
                byKey.computeIfAbsent(new String(record.key(), StandardCharsets.UTF_8), key -> new ArrayList<>())
                        .add(Integer.parseInt(payload[1]));
            }
        }
        return byKey;
    }

    /** All numbers are there, and each for the first time in order: repeats are allowed, overtaking is not. */
    private static boolean complete(Map<String, List<Integer>> published, int count) {
        if (published.size() < KEYS) {
            return false;
        }
        for (List<Integer> numbers : published.values()) {
            Set<Integer> seen = new HashSet<>();
            for (int number : numbers) {
                if (seen.add(number)) {
                    assertThat(number).isEqualTo(seen.size() - 1);
                }
            }
            if (seen.size() < count) {
                return false;
            }
        }
        return true;
    }

    @Test
    void committedMessagesArriveInOrderAndLeaveTheOutbox() {
        try (OutboxRelay relay = relay();
                TestKafka.Follower follower = kafka.follow(Topics.OUTCOME)) {
            for (int i = 0; i < 500; i++) {
                add("order", i);
            }
            follower.until(() -> complete(published(follower, "order"), 500) && waiting() == 0);
            assertThat(published(follower, "order").values())
                    .allSatisfy(numbers -> assertThat(numbers).hasSize(500));
        }
    }

    @Test
    void anUncommittedMessageIsNotPublished() {
        try (OutboxRelay relay = relay();
                TestKafka.Follower follower = kafka.follow(Topics.OUTCOME)) {
            bank.transaction().executeWithoutResult(status -> {
                bank.outbox()
                        .add(
                                Topics.OUTCOME,
                                List.of(new Outbox.Message("key-0", "rolled back:0".getBytes(StandardCharsets.UTF_8))));
                status.setRollbackOnly();
            });
            add("committed", 0);
            follower.until(() -> complete(published(follower, "committed"), 1));
            assertThat(published(follower, "rolled back")).isEmpty();
        }
    }

    @Test
    void severalRelaysKeepTheOrder() {
        try (OutboxRelay one = relay();
                OutboxRelay two = relay();
                OutboxRelay three = relay();
                TestKafka.Follower follower = kafka.follow(Topics.OUTCOME)) {
            for (int i = 0; i < 500; i++) {
                add("several", i);
            }
            follower.until(() -> complete(published(follower, "several"), 500) && waiting() == 0);
            assertThat(published(follower, "several").values())
                    .allSatisfy(numbers -> assertThat(numbers).hasSize(500));
        }
    }

    @Test
    void aBrokerThatGoesAwayAndALostDatabaseConnectionAreBorne() {
        try (OutboxRelay relay = relay()) {
            for (int i = 0; i < 100; i++) {
                add("away", i);
            }
            kafka.stop();
            for (int i = 100; i < 200; i++) {
                add("away", i);
            }
            bank.jdbc().sql("""
                    select pg_terminate_backend(pid) from pg_stat_activity
                     where datname = current_database() and pid <> pg_backend_pid()
                    """).query().listOfRows();
            kafka.start();
            for (int i = 200; i < 300; i++) {
                add("away", i);
            }
            try (TestKafka.Follower follower = kafka.follow(Topics.OUTCOME)) {
                follower.until(() -> complete(published(follower, "away"), 300) && waiting() == 0);
            }
        }
    }

    @Test
    void aStoppedRelayLeavesTheRestToTheNext() {
        try (OutboxRelay relay = relay()) {
            add("stopped", 0);
        }
        add("stopped", 1);
        try (OutboxRelay relay = relay();
                TestKafka.Follower follower = kafka.follow(Topics.OUTCOME)) {
            follower.until(() -> complete(published(follower, "stopped"), 2) && waiting() == 0);
        }
    }
}
