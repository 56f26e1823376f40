package vesper.bank.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.message.BinaryMessageEncoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventCodecTest {
    static PaymentSubmitted payment(UUID cardId) {
        return PaymentSubmitted.newBuilder()
                .setId(new UUID(1, 2))
                .setClientId("shop")
                .setKind(PaymentKind.CARD_PAYMENT)
                .setDebtorAccountId(100)
                .setCreditorAccountId(7)
                .setCardId(cardId)
                .setAmountMinor(1234)
                .setCurrency("USD")
                .setMerchant("Kirlin and Sons")
                .setOccurredAt(Instant.parse("2023-06-05T10:15:30.123456Z"))
                .setAcceptedAt(Instant.parse("2023-06-05T10:15:31Z"))
                .setBusinessDate(LocalDate.parse("2023-06-05"))
                .setRequestHash(ByteBuffer.wrap(new byte[32]))
                .build();
    }

    private static PaymentDecided decision() {
        return PaymentDecided.newBuilder()
                .setPayment(payment(new UUID(3, 4)))
                .setDecision(DecisionKind.REVIEW)
                .setDecidedBy("screening")
                .setScore(64)
                .setReasons(List.of(new DecisionReason("night-high-amount", 40, "912.00 at 02:11")))
                .setFeatures(List.of(912.0))
                .setRuleSetVersion("2026-01")
                .setSourcePartition(1)
                .setSourceOffset(42)
                .build();
    }

    @Test
    void eventReadsBackAsWritten() throws Exception {
        assertThat(EventCodec.SUBMITTED.decode(EventCodec.SUBMITTED.encode(payment(null))))
                .isEqualTo(payment(null));
        assertThat(EventCodec.DECIDED.decode(EventCodec.DECIDED.encode(decision())))
                .isEqualTo(decision());
    }

    @Test
    void sameDecisionGivesTheSameBytes() {
        assertThat(EventCodec.DECIDED.encode(decision())).isEqualTo(EventCodec.DECIDED.encode(decision()));
    }

    /** Before a customer's address could be told to be new. */
    @Test
    void aNoticeOfTheSchemaBeforeAddressesIsRead() throws Exception {
        Schema before = EarlierSchemas.of("CustomerNoted").get(0);
        GenericData.Record old = new GenericData.Record(before);
        old.put("customerId", 42L);
        old.put("kind", new GenericData.EnumSymbol(before.getField("kind").schema(), "TRAVEL"));
        old.put("at", 1_700_000_000_000_000L);
        old.put("country", "FR");
        ByteBuffer written = new BinaryMessageEncoder<GenericData.Record>(GenericData.get(), before).encode(old);
        CustomerNoted read = EventCodec.NOTED.decode(Arrays.copyOf(written.array(), written.limit()));
        assertThat(read.getKind()).isEqualTo(NoticeKind.TRAVEL);
        assertThat(read.getCountry()).isEqualTo("FR");
    }

    static List<Schema> earlier() {
        return EarlierSchemas.of("PaymentSubmitted");
    }

    /** As a bank of that version wrote it: without the fields that came later. */
    @ParameterizedTest
    @MethodSource("earlier")
    void whatAnEarlierSchemaWroteIsRead(Schema version) throws Exception {
        PaymentSubmitted now = payment(null);
        assertThat(version.getField("ip")).isNull();
        assertThat(version.getFields().size())
                .isLessThan(PaymentSubmitted.getClassSchema().getFields().size());
        GenericData.Record old = new GenericData.Record(version);
        for (Schema.Field field : version.getFields()) {
            old.put(field.pos(), raw(field.schema(), now.get(field.pos())));
        }
        var bytes = new BinaryMessageEncoder<GenericData.Record>(GenericData.get(), version).encode(old);
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        assertThat(EventCodec.SUBMITTED.decode(copy)).isEqualTo(now);
    }

    private static Object raw(Schema schema, Object value) {
        if (value instanceof UUID || value instanceof PaymentKind) {
            return schema.getType() == Schema.Type.ENUM ? new GenericData.EnumSymbol(schema, value) : value.toString();
        }
        if (value instanceof Instant time) {
            return time.getEpochSecond() * 1_000_000 + time.getNano() / 1_000;
        }
        return value instanceof LocalDate date ? (Object) (int) date.toEpochDay() : value;
    }

    @Test
    void everyTruncationIsUnreadable() {
        byte[] whole = EventCodec.DECIDED.encode(decision());
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> EventCodec.DECIDED.decode(cut)).isInstanceOf(UnreadableEventException.class);
        }
    }

    @Test
    void anotherEventTypeIsUnreadable() {
        byte[] submitted = EventCodec.SUBMITTED.encode(payment(null));
        assertThatThrownBy(() -> EventCodec.DECIDED.decode(submitted))
                .isInstanceOf(UnreadableEventException.class)
                .hasMessageContaining("PaymentDecided");
    }
}
