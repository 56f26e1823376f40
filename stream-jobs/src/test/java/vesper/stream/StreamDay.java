package vesper.stream;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import vesper.bank.TestBank;
import vesper.bank.account.LedgerCode;
import vesper.bank.event.CustomerNoted;
import vesper.bank.event.EventCodec;
import vesper.bank.event.NoticeKind;
import vesper.bank.event.PaymentKind;
import vesper.bank.event.PaymentLabelled;
import vesper.bank.event.PaymentSubmitted;
import vesper.bank.event.Topics;
import vesper.stream.booking.DatabaseSettings;

/** A broker and a bank of their own, the settings of both jobs there, and payments of one card and of others. */
final class StreamDay implements AutoCloseable {
    static final int PARTITIONS = 4;

    private static final UUID CARD = new UUID(5, 5);
    private static final Comparator<TopicPartition> ORDER = Comparator.comparing(TopicPartition::toString);

    private final Path folder;
    final TestKafka kafka;
    private final TestBank bank = new TestBank();
    private final KafkaProducer<byte[], byte[]> producer;
    private final Admin admin;
    private final long account = bank.current(10_000_000).id();
    private final long settlement = bank.bank()
            .accounts()
            .ledgerAccount(LedgerCode.CARD_SETTLEMENT, "USD")
            .id();

    StreamDay(Path folder) throws Exception {
        this.folder = folder;
        kafka = new TestKafka(Files.createDirectories(folder.resolve("kafka")));
        producer = kafka.producer();
        admin = kafka.admin();
    }

    Path checkpoints(String job) {
        return folder.resolve(job);
    }

    RunningJob screening() throws Exception {
        ScreeningSettings defaults = ScreeningSettings.of(kafka.bootstrapServers());
        // What is kept must not be forgotten while it is kept.
        Duration memory = Duration.ofDays(36_500);
        ScreeningSettings settings =
                new ScreeningSettings(defaults.kafka(), defaults.group(), 2, Duration.ofMillis(200), memory, memory);
        return RunningJob.start(checkpoints(ScreeningJob.NAME), env -> {
            env.configure(inOneFile());
            ScreeningJob.define(env, settings);
        });
    }

    RunningJob booking() throws Exception {
        DatabaseSettings database = new DatabaseSettings(bank.dataSource().getJdbcUrl(), "postgres", "");
        BookingSettings settings =
                BookingSettings.of(kafka.bootstrapServers(), database).withCheckpointInterval(Duration.ofMillis(200));
        return RunningJob.start(checkpoints(BookingJob.NAME), env -> {
            env.configure(inOneFile());
            BookingJob.define(env, settings);
        });
    }

    private static Configuration inOneFile() {
        Configuration options = new Configuration();
        options.set(CheckpointingOptions.FS_SMALL_FILE_THRESHOLD, MemorySize.ofMebiBytes(1));
        return options;
    }

    /** Puts what is no event where records stood, {@code topic-partition} names where. */
    void fill(String place, int records) {
        int dash = place.lastIndexOf('-');
        for (int i = 0; i < records; i++) {
            producer.send(new ProducerRecord<>(
                    place.substring(0, dash),
                    Integer.parseInt(place.substring(dash + 1)),
                    "gone".getBytes(StandardCharsets.UTF_8),
                    "gone".getBytes(StandardCharsets.UTF_8)));
        }
        producer.flush();
    }

    /** A payment of the card that is watched. */
    PaymentSubmitted ofCard(int number, Instant at) {
        return Events.cardPayment(number, 1_000)
                .setDebtorAccountId(account)
                .setCreditorAccountId(settlement)
                .setCardId(CARD)
                .setCustomerId(4242L)
                .setDevice("tablet-4242")
                .setIp("212.27.48.10")
                .setCountry("FR")
                .setMerchant("kept")
                .setOccurredAt(at)
                .setAcceptedAt(at)
                .build();
    }

    /** A payment of a card of its own, that nothing else is known of. */
    PaymentSubmitted other(int number) {
        return Events.cardPayment(number, 1_000)
                .setDebtorAccountId(account)
                .setCreditorAccountId(settlement)
                .setCardId(new UUID(6, number))
                .build();
    }

    void submit(int partition, PaymentSubmitted payment) {
        producer.send(new ProducerRecord<>(
                Topics.SUBMITTED,
                partition,
                payment.getCardId().toString().getBytes(StandardCharsets.UTF_8),
                EventCodec.SUBMITTED.encode(payment)));
        producer.flush();
    }

    void send(String topic, String key, byte[] value) {
        producer.send(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value));
        producer.flush();
    }

    void label(PaymentSubmitted fraud) {
        send(
                Topics.LABELLED,
                CARD.toString(),
                EventCodec.LABELLED.encode(new PaymentLabelled(
                        fraud.getId(),
                        true,
                        Events.NOON.plusSeconds(900),
                        "analyst",
                        PaymentKind.CARD_PAYMENT,
                        fraud.getDebtorAccountId(),
                        fraud.getCreditorAccountId(),
                        CARD,
                        fraud.getMerchant(),
                        fraud.getAmountMinor(),
                        fraud.getOccurredAt(),
                        null,
                        null,
                        null,
                        null,
                        null)));
    }

    void notice() {
        send(
                Topics.NOTED,
                "4242",
                EventCodec.NOTED.encode(new CustomerNoted(
                        4242L,
                        NoticeKind.TRAVEL,
                        Events.NOON.minus(Duration.ofDays(1)),
                        Events.NOON.plus(Duration.ofDays(9)),
                        "FR")));
    }

    /** Waits until a complete checkpoint has all that the topic holds. */
    void awaitTaken(String group, String topic) {
        Awaitility.await(group + " has taken " + topic)
                .atMost(Duration.ofMinutes(1))
                .until(() -> {
                    Map<TopicPartition, Long> committed = new TreeMap<>(ORDER);
                    admin.listConsumerGroupOffsets(group)
                            .partitionsToOffsetAndMetadata()
                            .get()
                            .forEach((place, offset) -> {
                                if (place.topic().equals(topic) && offset != null && offset.offset() > 0) {
                                    committed.put(place, offset.offset());
                                }
                            });
                    Map<TopicPartition, Long> ends = ends(topic);
                    ends.values().removeIf(end -> end == 0);
                    return committed.equals(ends);
                });
    }

    /** How many records each partition holds. */
    Map<TopicPartition, Long> ends(String topic) throws Exception {
        Map<TopicPartition, Long> ends = new TreeMap<>(ORDER);
        Set<TopicPartition> partitions = IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .collect(Collectors.toSet());
        admin.listOffsets(partitions.stream()
                        .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest())))
                .all()
                .get()
                .forEach((place, info) -> ends.put(place, info.offset()));
        return ends;
    }

    /** Payments on the books, which hold no others. */
    long booked() {
        return bank.bank()
                .jdbc()
                .sql("select count(*) from payment where status = 'BOOKED'")
                .query(Long.class)
                .single();
    }

    @Override
    public void close() {
        admin.close();
        producer.close();
        bank.close();
        kafka.close();
    }
}
