package vesper.api.payment;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import vesper.api.ApiSettings;
import vesper.api.kafka.Follower;
import vesper.bank.Bank;
import vesper.bank.Ids;
import vesper.bank.event.EventCodec;
import vesper.bank.event.KafkaServers;
import vesper.bank.event.Topics;
import vesper.bank.event.UnreadableEventException;
import vesper.bank.payment.RecordedPayment;

/**
 * Keeps the {@link PaymentTracker} true. At the start, before the API takes requests, it reads what was submitted but may
 * not be recorded: from where the stream jobs have committed ({@code payments.submitted} by {@code screening},
 * {@code payments.decided} by {@code booking}) to the end. Then one thread follows {@code payments.submitted}, for what
 * other instances take, and {@code payments.outcome}, which ends the waiting and is told to the {@link PaymentStreams}.
 *
 * <p>An outcome can be missed, for instance when it was published before the start; payments that wait for long are
 * therefore looked up in the database now and then.
 */
final class PaymentFeed implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(PaymentFeed.class);
    private static final Duration LOOK_UP_AFTER = Duration.ofSeconds(30);
    private static final int LOOK_UP_AT_ONCE = 500;

    private final PaymentTracker tracker;
    private final Bank bank;
    private final ApiSettings settings;
    private final KafkaServers servers;
    private final PaymentProducer producer;
    private final PaymentStreams streams;
    private volatile @Nullable Follower follower;
    private @Nullable ScheduledExecutorService lookUps;

    PaymentFeed(
            PaymentTracker tracker,
            Bank bank,
            ApiSettings settings,
            KafkaServers servers,
            PaymentProducer producer,
            PaymentStreams streams) {
        this.tracker = tracker;
        this.bank = bank;
        this.settings = settings;
        this.servers = servers;
        this.producer = producer;
        this.streams = streams;
    }

    /** Before the web server takes requests. */
    @Override
    public int getPhase() {
        return WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE - 1024;
    }

    @Override
    public boolean isRunning() {
        return Follower.runs(follower);
    }

    @Override
    public void start() {
        awaitKafka();
        Consumer<String, byte[]> kafka = FeedConsumer.open(servers);
        recover(kafka);
        Follower following = new Follower(
                "payment-feed", kafka, messages -> messages.poll(Follower.POLL).forEach(this::take));
        follower = following;
        following.start();
        ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread lookUp = new Thread(task, "payment-look-up");
            lookUp.setDaemon(true);
            return lookUp;
        });
        var unused = scheduler.scheduleWithFixedDelay(() -> lookUp(LOOK_UP_AFTER), 10, 10, TimeUnit.SECONDS);
        lookUps = scheduler;
    }

    @Override
    public void stop() {
        Follower following = follower;
        if (lookUps != null) {
            lookUps.shutdownNow();
        }
        if (following != null) {
            following.stop();
        }
    }

    private void awaitKafka() {
        Instant deadline = Instant.now().plus(settings.startTimeout());
        while (!producer.reachable()) {
            if (Instant.now().isAfter(deadline)) {
                throw new IllegalStateException("no Kafka with topic " + Topics.SUBMITTED + " at " + servers
                        + " within " + settings.startTimeout().toSeconds() + " s");
            }
        }
    }

    private void recover(Consumer<String, byte[]> kafka) {
        List<TopicPartition> outcomes = FeedConsumer.partitions(kafka, Topics.OUTCOME);
        List<TopicPartition> submitted = FeedConsumer.partitions(kafka, Topics.SUBMITTED);
        List<TopicPartition> decided = FeedConsumer.partitions(kafka, Topics.DECIDED);
        List<TopicPartition> history = new ArrayList<>(submitted);
        history.addAll(decided);
        List<TopicPartition> all = new ArrayList<>(history);
        all.addAll(outcomes);
        kafka.assign(all);
        // Outcomes from here on are heard; those before are in the database, where they are looked up below.
        kafka.endOffsets(outcomes).forEach(kafka::seek);
        Map<TopicPartition, Long> ends = kafka.endOffsets(history);
        seek(kafka, submitted, "screening", ends);
        seek(kafka, decided, "booking", ends);
        int read = 0;
        Set<TopicPartition> behind = new HashSet<>(history);
        behind.removeIf(partition -> kafka.position(partition) >= ends.getOrDefault(partition, 0L));
        while (!behind.isEmpty()) {
            for (ConsumerRecord<String, byte[]> message : kafka.poll(Follower.POLL)) {
                take(message);
                read++;
            }
            behind.removeIf(partition -> kafka.position(partition) >= ends.getOrDefault(partition, 0L));
        }
        kafka.pause(decided);
        lookUp(Duration.ZERO);
        LOG.info("read {} messages of payments on their way; {} are not recorded yet", read, tracker.unrecorded());
    }

    /** To where the group has committed; where it never has, to what is not older than the recovery window. */
    private void seek(
            Consumer<String, byte[]> kafka,
            Collection<TopicPartition> partitions,
            String group,
            Map<TopicPartition, Long> ends) {
        Map<TopicPartition, OffsetAndMetadata> committed =
                FeedConsumer.committed(servers, group, Set.copyOf(partitions));
        Map<TopicPartition, Long> times = new HashMap<>();
        long since = Instant.now().minus(settings.recoveryWindow()).toEpochMilli();
        for (TopicPartition partition : partitions) {
            OffsetAndMetadata offset = committed.get(partition);
            if (offset == null) {
                times.put(partition, since);
            } else {
                kafka.seek(partition, offset.offset());
            }
        }
        Map<TopicPartition, OffsetAndTimestamp> found = kafka.offsetsForTimes(times);
        for (TopicPartition partition : times.keySet()) {
            OffsetAndTimestamp offset = found.get(partition);
            kafka.seek(partition, offset == null ? ends.getOrDefault(partition, 0L) : offset.offset());
        }
    }

    private void take(ConsumerRecord<String, byte[]> message) {
        try {
            switch (message.topic()) {
                case Topics.SUBMITTED -> submitted(message);
                case Topics.DECIDED ->
                    tracker.seen(TrackedPayment.of(
                            EventCodec.DECIDED.decode(message.value()).getPayment()));
                default -> {
                    var event = EventCodec.OUTCOME.decode(message.value());
                    settled(event.getPaymentId(), Outcome.of(event), event.getRecordedAt());
                }
            }
        } catch (UnreadableEventException e) {
            // The stream jobs put such a message, whole, where a person sees it.
            LOG.warn("skipped {}-{} at {}: {}", message.topic(), message.partition(), message.offset(), e.getMessage());
        }
    }

    private void settled(UUID id, Outcome outcome, Instant changedAt) {
        tracker.record(id, outcome);
        streams.tell(id, outcome, changedAt);
    }

    /** Most are this process's own, and known: what they hold need not be read. */
    private void submitted(ConsumerRecord<String, byte[]> message) throws UnreadableEventException {
        Header id = message.headers().lastHeader(Topics.HEADER_PAYMENT);
        if (id == null
                || id.value().length != 16
                || tracker.find(Ids.of(id.value())).isEmpty()) {
            tracker.seen(TrackedPayment.of(EventCodec.SUBMITTED.decode(message.value())));
        }
    }

    private void lookUp(Duration age) {
        try {
            List<UUID> waiting = tracker.waitingLongerThan(age);
            for (int from = 0; from < waiting.size(); from += LOOK_UP_AT_ONCE) {
                List<UUID> some = waiting.subList(from, Math.min(waiting.size(), from + LOOK_UP_AT_ONCE));
                for (RecordedPayment recorded : bank.payments().recorded(some)) {
                    settled(recorded.id(), Outcome.of(recorded), Instant.now());
                }
            }
        } catch (RuntimeException e) {
            if (!isRunning()) {
                throw e;
            }
            LOG.warn("cannot look up payments that wait, trying on: {}", e.toString());
        }
    }
}
