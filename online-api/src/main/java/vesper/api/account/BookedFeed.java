package vesper.api.account;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import vesper.api.kafka.Follower;
import vesper.bank.event.EntryBooked;
import vesper.bank.event.EventCodec;
import vesper.bank.event.KafkaServers;
import vesper.bank.event.PostingBooked;
import vesper.bank.event.Topics;
import vesper.bank.event.UnreadableEventException;

/**
 * Follows {@code ledger.booked} and has the {@link AccountCache} forget each account that something was booked on. Nothing is kept before it
 * listens. Each process follows all of it, so that what one process puts there is forgotten though another has ended; an event that
 * cannot be carried out, since Redis is away, is tried until what is kept has expired by itself.
 */
final class BookedFeed implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(BookedFeed.class);

    private final KafkaServers servers;
    private final AccountCache cache;
    private boolean listens;
    private volatile @Nullable Follower follower;

    BookedFeed(KafkaServers servers, AccountCache cache) {
        this.servers = servers;
        this.cache = cache;
    }

    @Override
    public void start() {
        Consumer<String, byte[]> kafka = new KafkaConsumer<>(
                servers.client(Map.of(
                        ConsumerConfig.CLIENT_ID_CONFIG,
                        "online-api-booked",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "latest")),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        listens = false;
        Follower following = new Follower("booked-feed", kafka, this::follow);
        follower = following;
        following.start();
    }

    @Override
    public boolean isRunning() {
        return Follower.runs(follower);
    }

    @Override
    public void stop() {
        Follower following = follower;
        if (following != null) {
            following.stop();
        }
    }

    private void follow(Consumer<String, byte[]> kafka) {
        listens = listens || listen(kafka);
        if (listens && cache.connect()) {
            forget(kafka.poll(Follower.POLL));
        } else {
            Follower.pause();
        }
    }

    /** From the end of the topic on; false if there is no such topic yet. */
    private static boolean listen(Consumer<String, byte[]> kafka) {
        List<TopicPartition> partitions = kafka.partitionsFor(Topics.BOOKED).stream()
                .map(info -> new TopicPartition(Topics.BOOKED, info.partition()))
                .toList();
        kafka.assign(partitions);
        kafka.seekToEnd(partitions);
        // Where the end is, is asked for only now.
        partitions.forEach(kafka::position);
        return !partitions.isEmpty();
    }

    private void forget(Iterable<ConsumerRecord<String, byte[]>> messages) {
        Set<Long> booked = new HashSet<>();
        for (ConsumerRecord<String, byte[]> message : messages) {
            try {
                EntryBooked entry = EventCodec.BOOKED.decode(message.value());
                for (PostingBooked posting : entry.getPostings()) {
                    booked.add(posting.getAccountId());
                }
            } catch (UnreadableEventException e) {
                LOG.warn(
                        "skipped {}-{} at {}: {}",
                        message.topic(),
                        message.partition(),
                        message.offset(),
                        e.getMessage());
            }
        }
        long since = System.nanoTime();
        while (isRunning()
                && !booked.isEmpty()
                && !cache.forget(booked)
                && System.nanoTime() - since < cache.kept().toNanos()) {
            Follower.pause();
        }
    }
}
