package vesper.bank.fraud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vesper.bank.Ids;
import vesper.bank.TestBank;
import vesper.bank.account.Account;
import vesper.bank.account.LedgerCode;
import vesper.bank.audit.Actor;
import vesper.bank.audit.AuditEntry;
import vesper.bank.audit.AuditSearch;
import vesper.bank.event.DecisionKind;
import vesper.bank.event.DecisionReason;
import vesper.bank.event.PaymentDecided;
import vesper.bank.event.PaymentKind;
import vesper.bank.event.PaymentSubmitted;
import vesper.bank.fraud.Investigation.Action;
import vesper.bank.fraud.Investigation.State;
import vesper.bank.payment.DecisionMessage;
import vesper.bank.payment.Disputes;
import vesper.bank.payment.PaymentLabels;
import vesper.bank.payment.PaymentStatus;
import vesper.bank.payment.ReviewCases;
import vesper.bank.payment.ReviewCases.Answer;

class InvestigationsTest {
    private static final Actor ANN = new Actor(Actor.Kind.STAFF, "ann", "test");
    private static final Actor BEN = new Actor(Actor.Kind.STAFF, "ben", "test");
    private static final long HIGH = 1_000_000;

    private TestBank test;
    private Investigations investigations;
    private InvestigationSearch search;

    @BeforeEach
    void open() {
        test = new TestBank();
        investigations = test.bank().investigations();
        search = investigations.search();
    }

    @AfterEach
    void close() {
        assertThat(test.bank().auditChain().check().holds()).isTrue();
        test.close();
    }

    /** Sends a payment to review and returns its case. */
    private long review(Account from, long amountMinor, String merchant, String device) {
        return review(from, amountMinor, merchant, device, null);
    }

    private long review(Account from, long amountMinor, String merchant, String device, String ip) {
        UUID id = decided(
                DecisionKind.REVIEW,
                from,
                amountMinor,
                merchant,
                device,
                ip,
                new DecisionReason("night-hours", 20, "Paid at night"),
                new DecisionReason("merchant-" + merchant, 15, "Paid there"),
                new DecisionReason("steady-customer", -5, "Pays as ever"));
        return test.bank()
                .jdbc()
                .sql("select id from review_case where payment_id = :id")
                .param("id", id)
                .query(Long.class)
                .single();
    }

    /** Records a decision of screening and returns its payment. */
    private UUID decided(
            DecisionKind decision,
            Account from,
            long amountMinor,
            String merchant,
            String device,
            String ip,
            DecisionReason... reasons) {
        UUID id = Ids.next();
        UUID card = test.bank()
                .cards(new byte[32])
                .issue("4" + Math.abs(id.getLeastSignificantBits() % 1_000_000_000_000L), from.id())
                .id();
        Instant now = Instant.parse("2023-06-05T10:00:00Z");
        PaymentSubmitted payment = PaymentSubmitted.newBuilder()
                .setId(id)
                .setClientId("shop")
                .setKind(PaymentKind.CARD_PAYMENT)
                .setDebtorAccountId(from.id())
                .setCreditorAccountId(test.bank()
                        .accounts()
                        .ledgerAccount(LedgerCode.CARD_SETTLEMENT, "USD")
                        .id())
                .setCardId(card)
                .setAmountMinor(amountMinor)
                .setCurrency("USD")
                .setMerchant(merchant)
                .setDevice(device)
                .setIp(ip)
                .setOccurredAt(now)
                .setAcceptedAt(now)
                .setBusinessDate(TestBank.DAY)
                .setRequestHash(ByteBuffer.wrap(new byte[32]))
                .build();
        test.bank()
                .payments()
                .record(List.of(DecisionMessage.of(PaymentDecided.newBuilder()
                        .setPayment(payment)
                        .setDecision(decision)
                        .setDecidedBy("screening")
                        .setScore(60)
                        .setReasons(List.of(reasons))
                        .setFeatures(List.of())
                        .setRuleSetVersion("test")
                        .setSourcePartition(0)
                        .setSourceOffset(1)
                        .build())));
        return id;
    }

    private Investigation of(long caseId) {
        return search.ofCase(caseId).orElseThrow();
    }

    @Test
    void theOpenCasesOfACustomerAreOneInvestigationAndAClosedOneTakesNoMore() {
        Account ada = test.current(10_000_000);
        long first = review(ada, 100, "Shop", "phone");
        long second = review(ada, 200, "Shop", "phone");
        long others = review(test.current(10_000), 300, "Other", null);
        investigations.gather();
        investigations.gather();
        assertThat(of(first)).isEqualTo(of(second));
        assertThat(of(others).id()).isNotEqualTo(of(first).id());
        assertThat(of(first).dueAt()).isEqualTo(of(first).openedAt().plusSeconds(4 * 3_600));

        assertThat(investigations.decide(first, true, "knows it", ANN)).isEqualTo(Answer.DECIDED);
        assertThat(of(first).state()).isEqualTo(State.OPEN);
        assertThat(investigations.decide(second, false, "", ANN)).isEqualTo(Answer.DECIDED);
        assertThat(of(first).state()).isEqualTo(State.CLOSED);
        assertThat(investigations.decide(second, true, "", BEN)).isEqualTo(Answer.DECIDED_BEFORE);
        assertThat(search.steps(of(first).id()))
                .extracting(Investigation.Step::action)
                .containsExactly(Action.CLOSED, Action.REJECTED, Action.RELEASED);

        long later = review(ada, 400, "Shop", "phone");
        investigations.gather();
        assertThat(of(later).id()).isNotEqualTo(of(first).id());
    }

    @Test
    void theNextIsTheMostUrgentThatNobodyHasAndItIsLocked() {
        long first = review(test.current(10_000), 100, "A", null);
        long second = review(test.current(10_000), 100, "B", null);
        long third = review(test.current(10_000), 100, "C", null);
        investigations.gather();
        investigations.note(of(third).id(), Action.ESCALATED, "", ANN);

        assertThat(investigations.next(ANN)).contains(of(third).id());
        assertThat(investigations.next(BEN)).contains(of(first).id());
        assertThat(of(first).assignedTo()).isEqualTo("ben");
        assertThatThrownBy(() -> investigations.decide(first, true, "", ANN))
                .isInstanceOf(Investigations.TakenException.class);
        assertThatThrownBy(() -> investigations.note(of(first).id(), Action.NOTE, "x", ANN))
                .isInstanceOf(Investigations.TakenException.class);
        assertThat(investigations.next(ANN)).contains(of(second).id());
        assertThat(investigations.next(ANN)).contains(of(third).id());

        investigations.take(of(first).id(), ANN);
        assertThat(investigations.decide(first, true, "", ANN)).isEqualTo(Answer.DECIDED);
        investigations.giveBack(of(second).id(), ANN);
        assertThat(investigations.next(BEN)).contains(of(second).id());
    }

    @Test
    void anAnalystIsGivenNoMoreThanThePolicyAllows() {
        test.bank().jdbc().sql("update review_policy set most_assigned = 1").update();
        long first = review(test.current(10_000), 100, "A", null);
        review(test.current(10_000), 100, "B", null);
        assertThat(investigations.next(ANN)).contains(of(first).id());
        assertThat(investigations.next(ANN)).contains(of(first).id());
    }

    @Test
    void aHighAmountTakesTwoAnalystsWhoDecideTheSame() {
        Account ada = test.current(10 * HIGH);
        long high = review(ada, HIGH, "Yachts", null);
        long low = review(ada, HIGH - 1, "Boats", null);
        investigations.gather();
        investigations.take(of(high).id(), ANN);
        assertThat(investigations.decide(low, true, "", ANN)).isEqualTo(Answer.DECIDED);
        assertThat(investigations.decide(high, true, "", ANN)).isEqualTo(Answer.PROPOSED);
        assertThat(investigations.decide(high, true, "", ANN)).isEqualTo(Answer.NEEDS_ANOTHER);
        assertThat(payment(high)).isEqualTo(PaymentStatus.IN_REVIEW);
        assertThat(investigations.decide(high, false, "", BEN)).isEqualTo(Answer.PROPOSED);
        assertThat(payment(high)).isEqualTo(PaymentStatus.IN_REVIEW);
        assertThat(investigations.decide(high, false, "", ANN)).isEqualTo(Answer.DECIDED);
        assertThat(of(high).state()).isEqualTo(State.CLOSED);
        assertThat(test.bank().cases().find(high).orElseThrow().decidedBy()).isEqualTo("ann");
    }

    private PaymentStatus payment(long caseId) {
        UUID id = test.bank().cases().find(caseId).orElseThrow().paymentId();
        return test.bank().payments().find(id).orElseThrow().status();
    }

    @Test
    void aBlockedCardIsBlockedOnceAndEachStepIsInTheAuditLog() {
        long file = review(test.current(10_000), 100, "A", null);
        investigations.gather();
        long id = of(file).id();
        assertThat(investigations.blockCard(id, file, ANN)).isTrue();
        assertThat(investigations.blockCard(id, file, ANN)).isFalse();
        investigations.looked(id, ANN);
        investigations.note(id, Action.SAR_DRAFT, "Names and all", ANN);
        List<AuditEntry> told =
                test.bank().audit().search(AuditSearch.ofObject("investigation " + id), Long.MAX_VALUE, 10);
        assertThat(told)
                .extracting(entry -> entry.event().action())
                .containsExactly("investigation.sar-draft", "investigation.look", "investigation.card-blocked");
        assertThat(told).allSatisfy(entry -> assertThat(entry.event().detail()).doesNotContain("Names"));
    }

    /** But not against an analyst who is about to reject it. */
    @Test
    void aCustomerWhoConfirmsOrDeniesPaymentsEndsTheirCasesAndTheInvestigation() {
        Account ada = test.current(10_000_000);
        UUID first = decided(DecisionKind.CHALLENGE, ada, HIGH, "Shop", null, null);
        UUID second = decided(DecisionKind.CHALLENGE, ada, HIGH, "Shop", null, null);
        investigations.gather();
        List<Long> cases = test.bank().cases().open(0, 9).stream()
                .map(ReviewCases.ReviewCase::id)
                .toList();
        long id = of(cases.get(0)).id();
        assertThat(investigations.decide(cases.get(1), false, "", ANN)).isEqualTo(Answer.PROPOSED);
        Instant now = Instant.parse("2023-06-05T10:20:00Z");

        assertThat(test.bank().disputes().confirm(first, true, now).released()).isTrue();
        assertThat(test.bank().disputes().confirm(second, true, now).released()).isFalse();
        assertThat(search.find(id).orElseThrow().state()).isEqualTo(State.OPEN);
        test.bank().disputes().open(second, "ada", Disputes.Reason.NOT_ME, null, now.plusSeconds(60));

        assertThat(search.find(id).orElseThrow().state()).isEqualTo(State.CLOSED);
        assertThat(search.cases(id))
                .extracting(Investigation.Gathered::state, Investigation.Gathered::decidedBy)
                .containsExactlyInAnyOrder(tuple("RELEASED", ReviewCases.PAYER), tuple("REJECTED", ReviewCases.PAYER));
        assertThat(search.steps(id))
                .extracting(Investigation.Step::caseId, Investigation.Step::action, Investigation.Step::takenBy)
                .containsExactlyInAnyOrder(
                        tuple(cases.get(1), Action.PROPOSED_REJECTION, "ann"),
                        tuple(cases.get(0), Action.RELEASED, ReviewCases.PAYER),
                        tuple(cases.get(1), Action.REJECTED, ReviewCases.PAYER),
                        tuple(null, Action.CLOSED, ReviewCases.PAYER));
    }

    @Test
    void customersAreLinkedByDeviceAndMerchant() {
        long ada = review(test.current(10_000), 100, "Odd Goods", "tablet");
        long grace = review(test.current(10_000), 100, "Odd Goods", "phone");
        long joan = review(test.current(10_000), 100, "Bakery", "tablet");
        review(test.current(10_000), 100, "Florist", null);
        investigations.gather();
        assertThat(search.links(of(ada).id()))
                .extracting(
                        Investigation.Link::investigationId,
                        Investigation.Link::by,
                        Investigation.Link::shared,
                        Investigation.Link::cases)
                .containsExactlyInAnyOrder(
                        org.assertj.core.api.Assertions.tuple(of(joan).id(), "device", "tablet", 1),
                        org.assertj.core.api.Assertions.tuple(of(grace).id(), "merchant", "Odd Goods", 1));
    }

    @Test
    void whoPaidFromTheSameAddressIsLinked() {
        long ada = review(test.current(10_000), 100, "A", null, "81.2.69.142");
        long joan = review(test.current(10_000), 100, "B", null, "81.2.69.142");
        review(test.current(10_000), 100, "C", null, "81.2.69.143");
        investigations.gather();
        assertThat(search.links(of(ada).id()))
                .extracting(Investigation.Link::investigationId, Investigation.Link::by, Investigation.Link::shared)
                .containsExactly(tuple(of(joan).id(), "internet_address", "81.2.69.142"));
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aFileIsKeptWholeUnderItsOwnNameAndOnce() {
        long id = of(gathered()).id();
        Attachments attachments = test.bank().attachments();
        byte[] letter = text("%PDF-1.7\nDear bank, that was not me. \0");
        assertThat(attachments.attach(id, "C:\\letters/..\\her <letter>.pdf", letter, ANN))
                .isEqualTo(Attachments.Answer.KEPT);
        assertThat(attachments.attach(id, "again.pdf", letter, ANN)).isEqualTo(Attachments.Answer.KNOWN);
        assertThat(attachments.attach(id, "\u0000/", text("She calls at 5.\n"), ANN))
                .isEqualTo(Attachments.Answer.KEPT);
        assertThat(attachments.of(id))
                .extracting(Attachment::name, Attachment::kind, Attachment::bytes, Attachment::attachedBy)
                .containsExactly(
                        tuple("file", Attachment.Kind.TEXT, 16, "ann"),
                        tuple("her letter.pdf", Attachment.Kind.PDF, letter.length, "ann"));
        long first = attachments.of(id).get(1).id();
        assertThat(attachments.take(id, first, BEN))
                .hasValueSatisfying(whole -> assertThat(whole.content()).isEqualTo(letter));
        assertThat(attachments.take(id + 1, first, BEN)).isEmpty();
        assertThat(search.steps(id))
                .extracting(Investigation.Step::action, Investigation.Step::note)
                .containsExactly(tuple(Action.ATTACHED, "file"), tuple(Action.ATTACHED, "her letter.pdf"));
        assertThat(test.bank().audit().search(AuditSearch.ofObject("investigation " + id), Long.MAX_VALUE, 50))
                .extracting(entry -> entry.event().action())
                .containsExactly("investigation.attachment-taken", "investigation.attached", "investigation.attached");
        assertThatThrownBy(() -> test.bank()
                        .jdbc()
                        .sql("update investigation_attachment set name = 'other'")
                        .update())
                .hasMessageContaining("investigation_attachment");
    }

    private long gathered() {
        long file = review(test.current(10_000), 100, "A", null);
        investigations.gather();
        return file;
    }

    @Test
    void whatMayNotBeAttachedIsRefusedWithItsReason() {
        long id = of(gathered()).id();
        Attachments attachments = test.bank().attachments();
        assertThat(attachments.attach(id, "a", new byte[0], ANN)).isEqualTo(Attachments.Answer.EMPTY);
        byte[] large = new byte[Attachments.LARGEST + 1];
        Arrays.fill(large, (byte) 'x');
        assertThat(attachments.attach(id, "a.txt", large, ANN)).isEqualTo(Attachments.Answer.TOO_LARGE);
        for (byte[] other : List.of(text("MZ\u0000\u0001"), new byte[] {-1, -2}, text("PK\u0003\u0004"))) {
            assertThat(attachments.attach(id, "innocent.pdf", other, ANN)).isEqualTo(Attachments.Answer.OTHER_KIND);
        }
        for (int i = 0; i < Attachments.MOST; i++) {
            assertThat(attachments.attach(id, "note.txt", text("note " + i), ANN))
                    .isEqualTo(Attachments.Answer.KEPT);
        }
        assertThat(attachments.attach(id, "note.txt", text("one more"), ANN)).isEqualTo(Attachments.Answer.TOO_MANY);
        investigations.take(id, BEN);
        assertThatThrownBy(() -> attachments.attach(id, "note.txt", text("mine"), ANN))
                .isInstanceOf(Investigations.TakenException.class);
    }

    @Test
    void statisticsTellHowTheQueueStandsAndWhatCameOfItByAnalyst() {
        Account ada = test.current(10_000_000);
        long[] cases = new long[6];
        for (int i = 0; i < cases.length; i++) {
            cases[i] = review(ada, 100, i < 3 ? "Shop" : "Other", null);
        }
        investigations.gather();
        // Opened 30, 90, 170, 210, 300 and 2,000 minutes ago; the policy allows four hours.
        int[] minutes = {30, 90, 170, 210, 300, 2_000};
        for (int i = 0; i < cases.length; i++) {
            test.bank()
                    .jdbc()
                    .sql(
                            "update review_case set opened_at = clock_timestamp() - make_interval(mins => :m) where id = :id")
                    .param("m", minutes[i])
                    .param("id", cases[i])
                    .update();
        }
        CaseStatistics statistics = test.bank().caseStatistics();
        assertThat(statistics.open()).isEqualTo(new CaseStatistics.Open(1, 3, 1, 1, 2, 1, 6));

        investigations.decide(cases[0], false, "", ANN);
        investigations.decide(cases[1], true, "", ANN);
        investigations.decide(cases[4], false, "", ANN);
        investigations.decide(cases[5], false, "", BEN);

        assertThat(statistics.open()).isEqualTo(new CaseStatistics.Open(0, 2, 0, 0, 0, 1, 2));
        List<CaseStatistics.Decided> decided = statistics.decided();
        assertThat(decided)
                .extracting(
                        CaseStatistics.Decided::analyst,
                        CaseStatistics.Decided::decided,
                        CaseStatistics.Decided::rejected,
                        CaseStatistics.Decided::inTime,
                        line -> line.median().toMinutes(),
                        line -> line.most().toMinutes())
                .containsExactly(
                        tuple("", 4, 3, 2, 90L, 2_000L),
                        tuple("ann", 3, 2, 2, 90L, 300L),
                        tuple("ben", 1, 1, 0, 2_000L, 2_000L));
        assertThat(decided.get(0).inTimeShare()).isEqualTo(0.5);
    }

    /** By the label that stands, whoever it came from, and for rules in shadow as well. */
    @Test
    void rulesAreMeasuredByWhatBecameKnownOfThePaymentsThatTheyHit() {
        Account ada = test.current(10_000_000);
        RuleOutcomes outcomes = test.bank().ruleOutcomes();
        assertThat(outcomes.outcomes()).isEqualTo(new RuleOutcomes.Outcomes(0, 0, 0, List.of()));
        long released = review(ada, 100, "Shop", null);
        review(ada, 150, "Shop", null);
        long rejected = review(ada, 200, "Shop", null);
        UUID approved = decided(
                DecisionKind.APPROVE,
                ada,
                400,
                "Shop",
                null,
                null,
                new DecisionReason("shadow:burst", 0, "Would have hit"),
                new DecisionReason("steady-customer", -5, "Pays as ever"));

        investigations.decide(released, true, "", ANN);
        investigations.decide(rejected, false, "", ANN);
        label(approved, true);

        assertThat(outcomes.outcomes())
                .isEqualTo(new RuleOutcomes.Outcomes(
                        3,
                        2,
                        1,
                        List.of(
                                new RuleOutcomes.ByReason("merchant-Shop", 2, 1, Map.of("USD", 200L)),
                                new RuleOutcomes.ByReason("night-hours", 2, 1, Map.of("USD", 200L)),
                                new RuleOutcomes.ByReason("shadow:burst", 1, 1, Map.of("USD", 400L)))));

        label(test.bank().cases().find(released).orElseThrow().paymentId(), true);
        label(approved, false);
        assertThat(outcomes.outcomes())
                .isEqualTo(new RuleOutcomes.Outcomes(
                        3,
                        2,
                        0,
                        List.of(
                                new RuleOutcomes.ByReason("merchant-Shop", 2, 2, Map.of("USD", 300L)),
                                new RuleOutcomes.ByReason("night-hours", 2, 2, Map.of("USD", 300L)),
                                new RuleOutcomes.ByReason("shadow:burst", 1, 0, Map.of()))));
    }

    private void label(UUID payment, boolean fraud) {
        assertThat(test.bank()
                        .labels()
                        .record(List.of(new PaymentLabels.Label(
                                payment,
                                fraud,
                                Instant.now().plusSeconds(fraud ? 1 : 2),
                                PaymentLabels.Source.CHARGEBACK))))
                .isEmpty();
    }
}
