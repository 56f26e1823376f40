package vesper.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vesper.bank.Ids;
import vesper.bank.event.EventCodec;
import vesper.bank.event.PaymentDecided;
import vesper.bank.event.PaymentSubmitted;
import vesper.bank.event.Topics;
import vesper.bank.screening.Features;

/**
 * Both jobs go on from savepoints that the release before has left, which are kept as resources with the number of records that
 * each topic held then. The records themselves are not kept: what stands in their place is no event, and would be a dead letter
 * if it were read again.
 *
 * <p>With {@code -Dsavepoint.release=COMMIT} the savepoints are made anew before; see CONTRIBUTING.
 */
@SuppressWarnings("try") // jobs are only there to run
class SavepointTest {
    private static final Path KEPT = Path.of("src/test/resources/savepoints");
    private static final Path PLACES = KEPT.resolve("places.properties");
    private static final List<String> TAKEN =
            List.of(Topics.SUBMITTED, Topics.LABELLED, Topics.NOTED, Topics.CONTROL, Topics.DECIDED);

    /** Payments of the card before the savepoint, a minute apart. */
    private static final int BEFORE = 12;

    private static final String RULES = """
            {"version": "kept-1",
             "thresholds": {"challenge": 98, "review": 99, "decline": 100, "withoutModelMinor": 30000},
             "rules": [{"code": "burst-hour", "owner": "fraud-operations", "version": 1, "state": "active", "weight": 5,
                        "action": "approve", "when": "card_count_1h >= 13.0", "reason": "{card_count_1h} payments within an hour",
                        "hit": {"card_count_1h": 13}, "miss": {"card_count_1h": 12}}]}
            """;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void makeSavepointsIfAsked() throws Exception {
        String release = System.getProperty("savepoint.release");
        if (release != null) {
            make(release);
        }
    }

    @Test
    void bothJobsGoOnFromWhereTheReleaseBeforeLeftThem() throws Exception {
        Properties places = new Properties();
        try (InputStream in = Files.newInputStream(PLACES)) {
            places.load(in);
        }
        assertThat(Files.readString(Path.of("../.ci/previous-release")))
                .as("the release whose processes are tried on this schema")
                .startsWith(places.remove("release") + " ");
        try (StreamDay day = new StreamDay(folder.resolve("after"))) {
            places.forEach((place, records) -> day.fill(place.toString(), Integer.parseInt(records.toString())));
            for (String job : List.of(ScreeningJob.NAME, BookingJob.NAME)) {
                Path copy = Files.createDirectories(day.checkpoints(job).resolve("kept"));
                Files.copy(KEPT.resolve(job), copy.resolve("_metadata"));
            }
            try (RunningJob screening = day.screening();
                    RunningJob booking = day.booking();
                    TestKafka.Follower decided = day.kafka.follow(Topics.DECIDED)) {
                PaymentSubmitted next = day.ofCard(BEFORE, Events.NOON.plusSeconds(1_800));
                // One in each partition, after all that stood there.
                day.submit(0, next);
                for (int partition = 1; partition < StreamDay.PARTITIONS; partition++) {
                    day.submit(partition, day.other(100 + partition));
                }
                day.awaitTaken(ScreeningJob.NAME, Topics.SUBMITTED);
                int before = places.entrySet().stream()
                        .filter(place -> place.getKey().toString().startsWith(Topics.DECIDED))
                        .mapToInt(place -> Integer.parseInt(place.getValue().toString()))
                        .sum();
                decided.until(() -> decided.records().size() >= before + StreamDay.PARTITIONS);
                day.awaitTaken(BookingJob.NAME, Topics.DECIDED);

                assertThat(decided.records()).hasSize(before + StreamDay.PARTITIONS);
                PaymentDecided decision = EventCodec.DECIDED.decode(decided.records().stream()
                        .filter(record -> isOn(record, next.getId()))
                        .findFirst()
                        .orElseThrow()
                        .value());
                assertThat(decision.getRuleSetVersion()).isEqualTo("kept-1");
                assertThat(Features.of(decision.getFeatures()).asMap())
                        .containsEntry("card_payments", (double) BEFORE)
                        .containsEntry("card_count_1h", BEFORE + 1.0)
                        .containsEntry("customer_count_1h", BEFORE + 1.0)
                        .containsEntry("device_count_1h", BEFORE + 1.0)
                        .containsEntry("ip_count_1h", BEFORE + 1.0)
                        .containsEntry("merchant_count_1h", BEFORE + 1.0)
                        .containsEntry("merchant_risk_1d", 1.0)
                        .containsEntry("customer_travels", 1.0);
                assertThat(day.booked()).isEqualTo(StreamDay.PARTITIONS);
                assertThat(day.ends(Topics.DEAD_LETTER).values())
                        .as("nothing of before is read again")
                        .containsOnly(0L);
            }
        }
    }

    private static boolean isOn(ConsumerRecord<byte[], byte[]> decision, UUID payment) {
        Header id = decision.headers().lastHeader(Topics.HEADER_PAYMENT);
        return id != null && Arrays.equals(id.value(), Ids.bytes(payment));
    }

    /** Lets both jobs work for a while, and keeps savepoints of them. */
    private static void make(String release) throws Exception {
        Properties places = new Properties();
        places.setProperty("release", release);
        try (StreamDay day = new StreamDay(folder.resolve("before"));
                RunningJob screening = day.screening();
                RunningJob booking = day.booking();
                DecisionLog log = new DecisionLog(day.kafka)) {
            day.send(Topics.CONTROL, Topics.CONTROL_RULES, RULES.getBytes(StandardCharsets.UTF_8));
            int[] probes = {0};
            log.until(() -> {
                day.submit(probes[0] % StreamDay.PARTITIONS, day.other(200 + probes[0]++));
                return log.of(log.ids()).stream()
                        .anyMatch(decision -> decision.getRuleSetVersion().equals("kept-1"));
            });
            PaymentSubmitted first = day.ofCard(0, Events.NOON);
            for (int i = 0; i < BEFORE; i++) {
                day.submit(0, day.ofCard(i, Events.NOON.plusSeconds(60L * i)));
            }
            log.until(() -> log.ids().contains(Events.id(BEFORE - 1)));
            day.label(first);
            day.notice();
            for (String topic : List.of(Topics.SUBMITTED, Topics.LABELLED, Topics.NOTED)) {
                day.awaitTaken(ScreeningJob.NAME, topic);
            }
            Path left = Files.createDirectories(folder.resolve("left"));
            Path screened = screening.endWithSavepoint(left);
            day.awaitTaken(BookingJob.NAME, Topics.DECIDED);
            keep(screened, ScreeningJob.NAME);
            keep(booking.endWithSavepoint(left), BookingJob.NAME);
            for (String topic : TAKEN) {
                day.ends(topic).forEach((place, records) -> {
                    if (records > 0) {
                        places.setProperty(place.toString(), Long.toString(records));
                    }
                });
            }
        }
        try (OutputStream out = Files.newOutputStream(PLACES)) {
            places.store(out, null);
        }
    }

    private static void keep(Path savepoint, String job) throws Exception {
        try (var files = Files.list(savepoint)) {
            assertThat(files).as("all of the state is in one file").hasSize(1);
        }
        Files.createDirectories(KEPT);
        Files.copy(savepoint.resolve("_metadata"), KEPT.resolve(job), StandardCopyOption.REPLACE_EXISTING);
    }
}
