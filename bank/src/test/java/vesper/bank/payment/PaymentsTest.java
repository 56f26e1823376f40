package vesper.bank.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import vesper.bank.Ids;
import vesper.bank.TestBank;
import vesper.bank.account.Account;
import vesper.bank.account.LedgerCode;
import vesper.bank.event.DecisionKind;
import vesper.bank.event.DecisionReason;
import vesper.bank.event.EventCodec;
import vesper.bank.event.OutcomeStatus;
import vesper.bank.event.PaymentDecided;
import vesper.bank.event.PaymentKind;
import vesper.bank.event.PaymentLabelled;
import vesper.bank.event.PaymentOutcome;
import vesper.bank.event.PaymentSubmitted;
import vesper.bank.event.Topics;
import vesper.bank.event.UnreadableEventException;
import vesper.bank.payment.PaymentLabels.Label;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PaymentsTest {
    /** Marker and fingerprint before an event's body. */
    private static final int AVRO_HEADER = 10;

    private TestBank test;
    private Account account;
    private long settlement;

    @BeforeAll
    void open() {
        test = new TestBank();
        account = test.current(100_000);
        settlement = test.bank()
                .accounts()
                .ledgerAccount(LedgerCode.CARD_SETTLEMENT, "USD")
                .id();
    }

    @AfterEach
    void booksAreProved() {
        assertThat(test.bank().proof().check().breaks()).isEmpty();
    }

    @AfterAll
    void close() {
        test.close();
    }

    private PaymentDecided decided(UUID id, DecisionKind decision, long amountMinor) {
        return PaymentDecided.newBuilder()
                .setPayment(PaymentSubmitted.newBuilder()
                        .setId(id)
                        .setClientId("shop")
                        .setKind(PaymentKind.CARD_PAYMENT)
                        .setDebtorAccountId(account.id())
                        .setCreditorAccountId(settlement)
                        .setAmountMinor(amountMinor)
                        .setCurrency("USD")
                        .setMerchant("Kirlin and Sons")
                        .setOccurredAt(Instant.parse("2023-06-05T10:15:30Z"))
                        .setAcceptedAt(Instant.parse("2023-06-05T10:15:31Z"))
                        .setBusinessDate(TestBank.DAY)
                        .setRequestHash(ByteBuffer.wrap(new byte[32]))
                        .build())
                .setDecision(decision)
                .setDecidedBy("screening")
                .setScore(64)
                .setReasons(List.of(new DecisionReason("night_high_amount", 40, "912.00 at 02:11")))
                .setFeatures(List.of())
                .setRuleSetVersion("test")
                .setSourcePartition(0)
                .setSourceOffset(1)
                .build();
    }

    private void record(PaymentDecided... decisions) {
        test.bank()
                .payments()
                .record(Stream.of(decisions).map(DecisionMessage::of).toList());
    }

    private PaymentStatus status(UUID id) {
        return test.bank().payments().find(id).orElseThrow().status();
    }

    /** The newest message of a topic with this key. */
    private byte[] published(String topic, Object key) {
        return test.bank()
                .jdbc()
                .sql("""
                        select payloads[array_position(keys, cast(:key as text))] from outbox
                         where topic = :topic and keys @> array[:key]::text[] order by id desc limit 1
                        """)
                .param("topic", topic)
                .param("key", key.toString())
                .query(byte[].class)
                .single();
    }

    /** What was sent to booking last of the account's payments, which is of this payment. */
    private PaymentDecided decidedAgain(UUID id) throws Exception {
        PaymentDecided decided = EventCodec.DECIDED.decode(published(Topics.DECIDED, account.id()));
        assertThat(decided.getPayment().getId()).isEqualTo(id);
        return decided;
    }

    /** Avro may write a list in blocks with their sizes: the same event, in other bytes than ours. */
    private static byte[] inBlocks(PaymentDecided decided) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(EventCodec.DECIDED.encode(decided), 0, AVRO_HEADER);
        BinaryEncoder blocks = EncoderFactory.get().blockingBinaryEncoder(bytes, null);
        new SpecificDatumWriter<PaymentDecided>(decided.getSchema(), decided.getSpecificData()).write(decided, blocks);
        blocks.flush();
        return bytes.toByteArray();
    }

    @Test
    void theDecisionIsKeptInTheBytesItCameIn() throws Exception {
        UUID id = UUID.randomUUID();
        PaymentDecided decided = decided(id, DecisionKind.APPROVE, 1_250);
        byte[] came = inBlocks(decided);
        assertThat(came).isNotEqualTo(EventCodec.DECIDED.encode(decided));

        test.bank().payments().record(List.of(DecisionMessage.read(came)));

        assertThat(status(id)).isEqualTo(PaymentStatus.BOOKED);
        assertThat(test.bank()
                        .jdbc()
                        .sql("select decision from payment where id = :id")
                        .param("id", id)
                        .query(byte[].class)
                        .single())
                .isEqualTo(came);
    }

    @Test
    void approvedPaymentIsBookedAndItsOutcomePublished() throws Exception {
        UUID id = UUID.randomUUID();
        long before = test.balance(account);

        record(decided(id, DecisionKind.APPROVE, 1_250));

        assertThat(status(id)).isEqualTo(PaymentStatus.BOOKED);
        assertThat(test.balance(account)).isEqualTo(before - 1_250);
        PaymentOutcome outcome = EventCodec.OUTCOME.decode(published(Topics.OUTCOME, id));
        assertThat(outcome.getStatus()).isEqualTo(OutcomeStatus.BOOKED);
        assertThat(outcome.getBookingDate()).isEqualTo(TestBank.DAY);
    }

    @Test
    void firstDecisionCountsAndARepeatHasNoEffect() {
        UUID id = UUID.randomUUID();
        long before = test.balance(account);

        record(decided(id, DecisionKind.APPROVE, 500), decided(id, DecisionKind.DECLINE, 500));
        record(decided(id, DecisionKind.DECLINE, 500), decided(id, DecisionKind.APPROVE, 500));

        assertThat(status(id)).isEqualTo(PaymentStatus.BOOKED);
        assertThat(test.balance(account)).isEqualTo(before - 500);
    }

    @Test
    void approvedPaymentWithoutFundsIsRefusedWithTheReason() {
        UUID id = UUID.randomUUID();

        record(decided(id, DecisionKind.APPROVE, 99_999_999));

        Payment payment = test.bank().payments().find(id).orElseThrow();
        assertThat(payment.status()).isEqualTo(PaymentStatus.REFUSED);
        assertThat(payment.statusReason()).isEqualTo("insufficient_funds");
    }

    @Test
    void declinedPaymentIsRecordedWithItsReasonsAndNotBooked() {
        UUID id = UUID.randomUUID();
        long before = test.balance(account);

        record(decided(id, DecisionKind.DECLINE, 700));

        Payment payment = test.bank().payments().find(id).orElseThrow();
        assertThat(payment.status()).isEqualTo(PaymentStatus.DECLINED);
        assertThat(payment.reasons()).containsExactly(new Payment.Reason("night_high_amount", 40, "912.00 at 02:11"));
        assertThat(test.balance(account)).isEqualTo(before);
    }

    @Test
    void releasedCaseFlowsBackAndIsBooked() throws Exception {
        UUID id = UUID.randomUUID();
        record(decided(id, DecisionKind.REVIEW, 800));
        assertThat(status(id)).isEqualTo(PaymentStatus.IN_REVIEW);
        long caseId = caseOf(id);
        long before = test.balance(account);

        assertThat(test.bank().cases().release(caseId, "ines", "customer confirmed by phone"))
                .isEqualTo(ReviewCases.Answer.DECIDED);
        assertThat(test.bank().cases().reject(caseId, "omar", "too late")).isEqualTo(ReviewCases.Answer.DECIDED_BEFORE);
        PaymentDecided flowsBack = decidedAgain(id);
        record(flowsBack, flowsBack);

        assertThat(flowsBack.getDecidedBy()).isEqualTo("analyst:ines");
        assertThat(status(id)).isEqualTo(PaymentStatus.BOOKED);
        assertThat(test.balance(account)).isEqualTo(before - 800);
    }

    @Test
    void rejectedCaseIsDropped() throws Exception {
        UUID id = UUID.randomUUID();
        record(decided(id, DecisionKind.REVIEW, 800));
        long before = test.balance(account);

        assertThat(test.bank().cases().reject(caseOf(id), "ines", "not me, says the customer"))
                .isEqualTo(ReviewCases.Answer.DECIDED);
        record(decidedAgain(id));

        assertThat(status(id)).isEqualTo(PaymentStatus.REJECTED);
        assertThat(test.balance(account)).isEqualTo(before);
    }

    @Test
    void challengedPaymentIsBookedWhenItsPayerConfirmsIt() throws Exception {
        UUID id = UUID.randomUUID();
        long before = test.balance(account);
        record(decided(id, DecisionKind.CHALLENGE, 800));
        assertThat(reason(id)).isEqualTo("confirmation_needed");
        assertThat(EventCodec.OUTCOME.decode(published(Topics.OUTCOME, id)).getReason())
                .isEqualTo("confirmation_needed");
        Instant now = Instant.parse("2023-06-05T10:20:00Z");
        Disputes disputes = test.bank().disputes();

        assertThat(disputes.confirm(id, false, now)).as("by a program").isEqualTo(new Disputes.Confirmed(now, false));
        assertThat(disputes.confirm(id, true, now.plusSeconds(60))).isEqualTo(new Disputes.Confirmed(now, true));
        assertThat(disputes.confirm(id, true, now.plusSeconds(90)))
                .as("said again")
                .isEqualTo(new Disputes.Confirmed(now, true));
        PaymentDecided flowsBack = decidedAgain(id);
        record(flowsBack, flowsBack);

        assertThat(flowsBack.getDecidedBy()).isEqualTo("analyst:the customer");
        assertThat(status(id)).isEqualTo(PaymentStatus.BOOKED);
        assertThat(reason(id)).isNull();
        assertThat(test.balance(account)).isEqualTo(before - 800);
        assertThat(labelled(id)).extracting(PaymentLabelled::getFraud).containsExactly(false);
    }

    @Test
    void paymentUnderReviewStaysWhenItsPayerConfirmsItAndIsRejectedWhenDenied() throws Exception {
        UUID id = UUID.randomUUID();
        long before = test.balance(account);
        record(decided(id, DecisionKind.REVIEW, 800));
        assertThat(reason(id)).isNull();
        Instant now = Instant.parse("2023-06-05T10:20:00Z");

        assertThat(test.bank().disputes().confirm(id, true, now)).isEqualTo(new Disputes.Confirmed(now, false));
        assertThat(test.bank().cases().find(caseOf(id)).orElseThrow().state()).isEqualTo(ReviewCases.State.OPEN);
        test.bank().disputes().open(id, "ada", Disputes.Reason.NOT_ME, null, now.plusSeconds(60));
        record(decidedAgain(id));

        assertThat(status(id)).isEqualTo(PaymentStatus.REJECTED);
        assertThat(reason(id)).isEqualTo("rejected_by_customer");
        assertThat(test.balance(account)).isEqualTo(before);
        assertThat(labelled(id)).extracting(PaymentLabelled::getFraud).containsExactly(false, true);
        assertThat(test.bank().disputes().confirm(id, true, now.plusSeconds(90)).released())
                .as("too late")
                .isFalse();
    }

    private String reason(UUID id) {
        return test.bank().payments().find(id).orElseThrow().statusReason();
    }

    @Test
    void senderLearnsWhatWasRecordedOrMovedSinceAMoment() throws Exception {
        String sender = "sender-" + UUID.randomUUID();
        UUID booked = UUID.randomUUID();
        UUID reviewed = UUID.randomUUID();
        record(
                of(sender, decided(reviewed, DecisionKind.REVIEW, 100)),
                decided(UUID.randomUUID(), DecisionKind.APPROVE, 100));
        record(of(sender, decided(booked, DecisionKind.APPROVE, 100)));
        List<ChangedPayment> all = test.bank().payments().changed(sender, Instant.EPOCH, 10);
        Instant last = all.get(1).changedAt();

        assertThat(all).extracting(changed -> changed.payment().id()).containsExactly(reviewed, booked);
        assertThat(test.bank().payments().changed(sender, Instant.EPOCH, 1))
                .extracting(changed -> changed.payment().id())
                .containsExactly(reviewed);
        assertThat(test.bank().payments().changed(sender, last, 10)).hasSize(1);
        assertThat(test.bank().payments().changed(sender, last.plusNanos(1_000), 10))
                .isEmpty();

        test.bank().cases().release(caseOf(reviewed), "ines", "customer confirmed by phone");
        record(decidedAgain(reviewed));

        assertThat(test.bank().payments().changed(sender, last.plusNanos(1_000), 10))
                .extracting(
                        changed -> changed.payment().id(),
                        changed -> changed.payment().status())
                .containsExactly(tuple(reviewed, PaymentStatus.BOOKED));
    }

    private static PaymentDecided of(String sender, PaymentDecided decided) {
        return PaymentDecided.newBuilder(decided)
                .setPayment(PaymentSubmitted.newBuilder(decided.getPayment())
                        .setClientId(sender)
                        .build())
                .build();
    }

    @Test
    void analystCannotDecideWhatScreeningHasNotRecorded() {
        UUID id = UUID.randomUUID();

        record(PaymentDecided.newBuilder(decided(id, DecisionKind.APPROVE, 100))
                .setDecidedBy("analyst:ines")
                .build());

        assertThat(test.bank().payments().find(id)).isEmpty();
    }

    @Test
    void paymentThatComesAfterTheDrainIsBookedOnTheNextDay() {
        try (TestBank late = new TestBank()) {
            Account payer = late.current(1_000);
            long receiver = late.current(0).id();
            UUID id = UUID.randomUUID();
            late.bank().businessDates().cutOff(TestBank.DAY);
            late.bank().businessDates().startClosing(TestBank.DAY);
            PaymentDecided approved = decided(id, DecisionKind.APPROVE, 10);
            approved = PaymentDecided.newBuilder(approved)
                    .setPayment(PaymentSubmitted.newBuilder(approved.getPayment())
                            .setDebtorAccountId(payer.id())
                            .setCreditorAccountId(receiver)
                            .build())
                    .build();

            late.bank().payments().record(List.of(DecisionMessage.of(approved)));

            assertThat(late.bank()
                            .jdbc()
                            .sql("select booking_date from journal_entry where id = :id")
                            .param("id", id)
                            .query(LocalDate.class)
                            .single())
                    .isEqualTo(TestBank.DAY.plusDays(1));
        }
    }

    @Test
    void deadLetterIsKeptOnceAndSentAgainWhole() {
        byte[] bytes = {0, 1, 2, (byte) 0xff};
        DeadLetters letters = test.bank().deadLetters();
        letters.keep(Topics.SUBMITTED, 3, 77, null, bytes, "damaged");
        letters.keep(Topics.SUBMITTED, 3, 77, null, bytes, "damaged");
        List<DeadLetters.DeadLetter> kept = letters.list(DeadLetters.State.NEW, Long.MAX_VALUE, 10);
        assertThat(kept).hasSize(1);

        assertThat(letters.resend(kept.get(0).id(), "olga")).isTrue();
        assertThat(letters.resend(kept.get(0).id(), "olga")).isFalse();

        assertThat(letters.countNew()).isZero();
        assertThat(test.bank()
                        .jdbc()
                        .sql("select payloads[1] from outbox where topic = :topic")
                        .param("topic", Topics.SUBMITTED)
                        .query(byte[].class)
                        .single())
                .isEqualTo(bytes);
    }

    private long caseOf(UUID paymentId) {
        return test.bank().cases().open(0, 1_000).stream()
                .filter(open -> open.paymentId().equals(paymentId))
                .findFirst()
                .orElseThrow()
                .id();
    }

    private List<PaymentLabelled> labelled(UUID id) {
        return test
                .bank()
                .jdbc()
                .sql("select unnest(payloads) from outbox where topic = :topic order by id")
                .param("topic", Topics.LABELLED)
                .query(byte[].class)
                .list()
                .stream()
                .map(PaymentsTest::label)
                .filter(label -> label.getPaymentId().equals(id))
                .toList();
    }

    private static PaymentLabelled label(byte[] event) {
        try {
            return EventCodec.LABELLED.decode(event);
        } catch (UnreadableEventException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aLabelIsToldOnceAndOneOfAnUnknownPaymentComesBack() {
        UUID id = Ids.next();
        record(decided(id, DecisionKind.APPROVE, 100));
        Instant known = Instant.parse("2023-06-12T10:15:30Z");
        Label chargeback = new Label(id, true, known, PaymentLabels.Source.CHARGEBACK);
        Label unknown = new Label(Ids.next(), true, known, PaymentLabels.Source.CUSTOMER);
        assertThat(test.bank().labels().record(List.of(chargeback, unknown))).containsExactly(unknown);
        assertThat(test.bank().labels().record(List.of(chargeback))).isEmpty();
        assertThat(labelled(id)).singleElement().satisfies(label -> {
            assertThat(label.getFraud()).isTrue();
            assertThat(label.getKnownAt()).isEqualTo(known);
            assertThat(label.getMerchant()).isEqualTo("Kirlin and Sons");
        });
    }

    @Test
    void screeningIsToldWhatALabelChangesAndNothingElse() {
        UUID id = Ids.next();
        record(decided(id, DecisionKind.APPROVE, 100));
        Instant known = Instant.parse("2023-06-12T10:15:30Z");
        PaymentLabels labels = test.bank().labels();
        labels.record(List.of(
                new Label(id, true, known, PaymentLabels.Source.CUSTOMER),
                new Label(id, true, known.plusSeconds(60), PaymentLabels.Source.CHARGEBACK),
                new Label(id, false, known.minusSeconds(60), PaymentLabels.Source.HISTORY),
                new Label(id, false, known.plusSeconds(90), PaymentLabels.Source.ANALYST)));
        assertThat(labelled(id))
                .extracting(PaymentLabelled::getFraud, PaymentLabelled::getWasFraud, PaymentLabelled::getWasKnownAt)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple(true, null, null),
                        org.assertj.core.api.Assertions.tuple(false, true, known));
    }

    @Test
    void whatAnAnalystDecidesBecomesALabel() {
        UUID id = Ids.next();
        record(decided(id, DecisionKind.CHALLENGE, 100));
        long open = test.bank().cases().open(0, 1_000).stream()
                .filter(file -> file.paymentId().equals(id))
                .findFirst()
                .orElseThrow()
                .id();
        test.bank().cases().reject(open, "ann", "not her");
        assertThat(labelled(id)).extracting(PaymentLabelled::getFraud).containsExactly(true);
        assertThat(labelled(id)).extracting(PaymentLabelled::getSource).containsExactly("analyst");
    }
}
