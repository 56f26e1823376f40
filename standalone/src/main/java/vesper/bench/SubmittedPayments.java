package vesper.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import vesper.bank.event.EventCodec;
import vesper.bank.event.PaymentKind;
import vesper.bank.event.PaymentSubmitted;
import vesper.bank.event.Topics;

/** Payments for screening, put into Kafka. Each card pays once a day, at any of the merchants; the days follow each other. */
final class SubmittedPayments implements AutoCloseable {
    private static final int CARDS = 10_000;
    private static final int MERCHANTS = 500;
    private static final int DAYS = 30;
    private static final Instant ACCEPTED = CardPayments.DAY.atStartOfDay().toInstant(ZoneOffset.UTC);

    private final SplittableRandom random = new SplittableRandom(1);
    private final KafkaProducer<byte[], byte[]> producer;
    private int sent;

    SubmittedPayments(String brokers) {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", brokers, "linger.ms", "20", "batch.size", "65536"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Sends the next payments, and returns when Kafka has them. */
    void send(int count) {
        for (int n = 0; n < count; n++) {
            PaymentSubmitted payment = payment(sent++);
            var unused = producer.send(new ProducerRecord<>(
                    Topics.SUBMITTED,
                    payment.getCardId().toString().getBytes(StandardCharsets.UTF_8),
                    EventCodec.SUBMITTED.encode(payment)));
        }
        producer.flush();
    }

    private PaymentSubmitted payment(int n) {
        int card = n % CARDS;
        int merchant = random.nextInt(MERCHANTS);
        byte[] hash = new byte[32];
        hash[0] = (byte) n;
        return PaymentSubmitted.newBuilder()
                .setId(new UUID(0x4000L | random.nextLong() << 16, 0x8000_0000_0000_0000L | n))
                .setClientId("bench")
                .setKind(PaymentKind.CARD_PAYMENT)
                .setDebtorAccountId(100 + card)
                .setCreditorAccountId(7)
                .setCardId(new UUID(0x4000L, 0x8000_0000_0000_0000L | card))
                .setAmountMinor(500 + random.nextInt(9_500))
                .setCurrency("USD")
                .setMerchant("Merchant " + merchant)
                .setCategory("category_" + merchant % 14)
                .setOccurredAt(CardPayments.DAY
                        .minusDays(DAYS - n / CARDS)
                        .atTime(LocalTime.ofSecondOfDay(8 * 3_600 + card * 4L))
                        .toInstant(ZoneOffset.UTC))
                .setAcceptedAt(ACCEPTED)
                .setBusinessDate(CardPayments.DAY)
                .setRequestHash(ByteBuffer.wrap(hash))
                .build();
    }

    @Override
    public void close() {
        producer.close();
    }
}
