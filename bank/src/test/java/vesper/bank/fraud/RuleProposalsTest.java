package vesper.bank.fraud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.NestedRuntimeException;
import org.springframework.jdbc.core.simple.JdbcClient;
import vesper.bank.TestBank;
import vesper.bank.account.Account;
import vesper.bank.account.LedgerCode;
import vesper.bank.audit.Actor;
import vesper.bank.audit.AuditSearch;
import vesper.bank.event.DecisionKind;
import vesper.bank.event.PaymentDecided;
import vesper.bank.event.PaymentKind;
import vesper.bank.event.PaymentSubmitted;
import vesper.bank.event.Topics;
import vesper.bank.fraud.RuleProposals.Answer;
import vesper.bank.fraud.RuleProposals.Proposal;
import vesper.bank.payment.DecisionMessage;
import vesper.bank.payment.PaymentLabels;
import vesper.bank.screening.Rule;
import vesper.bank.screening.RuleBacktest;
import vesper.bank.screening.RuleEdit;
import vesper.bank.screening.RuleFile;

class RuleProposalsTest {
    private static final Actor ANN = new Actor(Actor.Kind.STAFF, "ann", "test");
    private static final Actor BEN = new Actor(Actor.Kind.STAFF, "ben", "test");
    private static final Instant NOON = Instant.parse("2023-06-05T12:00:00Z");

    private TestBank test;
    private RuleProposals proposals;
    private RuleBacktests backtests;
    private Account account;

    @BeforeEach
    void open() {
        test = new TestBank();
        proposals = test.bank().ruleProposals();
        backtests = test.bank().ruleBacktests();
        account = test.current(1_000_000_00);
    }

    @AfterEach
    void close() {
        test.close();
    }

    /** Hits payments of {@code least} and more. */
    private static Rule rule(Rule.State state, double least) {
        return new Rule(
                "amount-from",
                "me",
                1,
                state,
                "amount >= " + least,
                70,
                DecisionKind.APPROVE,
                "{amount} is much",
                Map.of("amount", least),
                Map.of("amount", least - 1),
                null);
    }

    private UUID pay(long amountMinor) {
        UUID id = UUID.randomUUID();
        PaymentSubmitted payment = PaymentSubmitted.newBuilder()
                .setId(id)
                .setClientId("shop")
                .setKind(PaymentKind.CARD_PAYMENT)
                .setDebtorAccountId(account.id())
                .setCreditorAccountId(test.bank()
                        .accounts()
                        .ledgerAccount(LedgerCode.CARD_SETTLEMENT, "USD")
                        .id())
                .setAmountMinor(amountMinor)
                .setCurrency("USD")
                .setMerchant("Old Harbour Books")
                .setOccurredAt(NOON)
                .setAcceptedAt(NOON)
                .setBusinessDate(TestBank.DAY)
                .setRequestHash(ByteBuffer.wrap(new byte[32]))
                .build();
        PaymentDecided decided = PaymentDecided.newBuilder()
                .setPayment(payment)
                .setDecision(DecisionKind.APPROVE)
                .setDecidedBy("screening")
                .setScore(0)
                .setReasons(List.of())
                .setFeatures(List.of((double) amountMinor))
                .setRuleSetVersion("standard-5")
                .setSourcePartition(0)
                .setSourceOffset(0)
                .build();
        test.bank().payments().record(List.of(DecisionMessage.of(decided)));
        return id;
    }

    private void label(UUID payment, boolean fraud, Instant knownAt) {
        test.bank()
                .labels()
                .record(List.of(new PaymentLabels.Label(payment, fraud, knownAt, PaymentLabels.Source.CHARGEBACK)));
    }

    private Answer tried(long id, Actor by) {
        Answer asked = backtests.ask(id, by);
        backtests.workOff();
        return asked;
    }

    private List<String> actions(String version) {
        return test.bank().audit().search(AuditSearch.ofObject("rules " + version), Long.MAX_VALUE, 50).stream()
                .map(entry -> entry.event().action() + " " + entry.event().outcome())
                .toList();
    }

    @Test
    void aRuleIsProposedTriedAndPutInForceByAnother() {
        UUID low = pay(10_00);
        UUID fraud = pay(900_00);
        UUID takenBack = pay(800_00);
        pay(700_00);
        label(fraud, true, NOON.plusSeconds(60));
        label(takenBack, true, NOON.plusSeconds(60));
        label(takenBack, false, NOON.plusSeconds(120));
        label(low, true, NOON.plusSeconds(60));

        long id = proposals.propose(rule(Rule.State.ACTIVE, 500_00), ANN);
        assertThat(proposals.approve(id, BEN)).isEqualTo(Answer.NOT_TRIED);
        assertThat(tried(id, ANN)).isEqualTo(Answer.DONE);

        Proposal proposal = proposals.find(id).orElseThrow();
        RuleBacktest.Result backtest = proposal.backtest();
        RuleBacktest.Figures figures = backtest.rules().get(backtest.rules().size() - 1);
        assertThat(figures.code()).isEqualTo("amount-from");
        assertThat(List.of(
                        backtest.payments(), backtest.labelled(), figures.hits(), figures.labelled(), figures.frauds()))
                .containsExactly(4, 3, 3, 2, 1);
        assertThat(figures.caughtMinor()).containsExactly(Map.entry("USD", 900_00L));
        assertThat(figures.examples())
                .contains(fraud, takenBack)
                .doesNotContain(low)
                .hasSize(3);
        assertThat(backtest.alertsADayThen() - backtest.alertsADayNow()).isEqualTo(3);

        assertThat(proposals.approve(id, ANN)).isEqualTo(Answer.NEEDS_ANOTHER);
        assertThat(proposals.approve(id, BEN)).isEqualTo(Answer.DONE);
        assertThat(proposals.approve(id, BEN)).isEqualTo(Answer.NOTHING_TO_DO);
        assertThat(test.bank().screening().rules()).isEqualTo(proposal.text());
        assertThat(proposals.inForce().version()).isEqualTo("standard-6");
        assertThat(proposals.open()).isEmpty();
        assertThat(test.bank()
                        .jdbc()
                        .sql("select count(*) from outbox where topic = :topic and :key = any(keys)")
                        .param("topic", Topics.CONTROL)
                        .param("key", Topics.CONTROL_RULES)
                        .query(Long.class)
                        .single())
                .isOne();
        assertThat(actions("standard-6"))
                .containsExactlyInAnyOrder(
                        "rules.propose DONE",
                        "rules.approve REFUSED",
                        "rules.back-test DONE",
                        "rules.approve REFUSED",
                        "rules.publish DONE",
                        "rules.approve DONE");
    }

    /** The one at work waits for a table that the test holds; its connection is cut as if its process died. */
    @Test
    void aBacktestIsOnePersonsAtATimeAndAnotherTakesItUpWhenItDies() throws Exception {
        pay(900_00);
        long id = proposals.propose(rule(Rule.State.ACTIVE, 500_00), ANN);
        backtests.ask(id, ANN);
        backtests.ask(id, BEN);
        JdbcClient jdbc = test.bank().jdbc();
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try (Connection hold = test.dataSource().getConnection()) {
            hold.setAutoCommit(false);
            hold.createStatement().execute("lock table payment_label in access exclusive mode");
            Future<?> dying = threads.submit(backtests::workOff);
            List<Integer> waiting = List.of();
            while (waiting.isEmpty() && !dying.isDone()) {
                waiting = jdbc.sql("""
                                select pid from pg_stat_activity
                                 where datname = current_database() and wait_event_type = 'Lock'
                                """).query(Integer.class).list();
            }
            backtests.workOff();
            assertThat(proposals.find(id).orElseThrow().trying())
                    .as("left to the one at work, for whoever asked first")
                    .isEqualTo(new RuleProposals.Trying(
                            "ann", proposals.find(id).orElseThrow().trying().at(), 0, 1));
            jdbc.sql("select pg_terminate_backend(:pid)")
                    .param("pid", waiting.get(0))
                    .query(Boolean.class)
                    .single();
            assertThatThrownBy(dying::get).hasCauseInstanceOf(NestedRuntimeException.class);
            hold.rollback();
        } finally {
            threads.shutdown();
        }
        assertThat(proposals.find(id).orElseThrow().failure()).isNull();
        backtests.workOff();
        Proposal proposal = proposals.find(id).orElseThrow();
        assertThat(proposal.trying()).isNull();
        assertThat(proposal.backtest().payments()).isOne();
    }

    @Test
    void whatIsWrongEndsABacktestAndIsToldUntilItIsAskedForAgain() {
        UUID damaged = pay(900_00);
        long id = proposals.propose(rule(Rule.State.ACTIVE, 500_00), ANN);
        byte[] decision = test.bank()
                .jdbc()
                .sql("select decision from payment where id = :id")
                .param("id", damaged)
                .query(byte[].class)
                .single();
        keep(damaged, new byte[] {1, 2, 3});
        tried(id, ANN);
        Proposal failed = proposals.find(id).orElseThrow();
        assertThat(failed.failure()).isEqualTo("a recorded decision is damaged");
        assertThat(failed.trying()).isNull();
        assertThat(proposals.approve(id, BEN)).isEqualTo(Answer.NOT_TRIED);

        keep(damaged, decision);
        tried(id, ANN);
        Proposal mended = proposals.find(id).orElseThrow();
        assertThat(mended.failure()).isNull();
        assertThat(mended.backtest().payments()).isOne();
    }

    private void keep(UUID payment, byte[] decision) {
        test.bank()
                .jdbc()
                .sql("update payment set decision = :decision where id = :id")
                .param("decision", decision)
                .param("id", payment)
                .update();
    }

    @Test
    void onlyTheRulesThatWereInForceThenAreReplaced() {
        long one = proposals.propose(rule(Rule.State.SHADOW, 500_00), ANN);
        long other = proposals.propose(rule(Rule.State.SHADOW, 600_00), ANN);
        tried(one, BEN);
        tried(other, BEN);
        assertThat(proposals.approve(other, BEN)).isEqualTo(Answer.DONE);
        assertThat(proposals.approve(one, BEN)).isEqualTo(Answer.OUTDATED);
        assertThat(proposals.refuse(one, ANN)).isEqualTo(Answer.DONE);
        assertThat(proposals.refuse(one, ANN)).isEqualTo(Answer.NOTHING_TO_DO);
        assertThat(tried(one, ANN)).isEqualTo(Answer.NOTHING_TO_DO);
        assertThat(proposals.inForce().version()).isEqualTo("standard-7");
    }

    @Test
    void aFileIsProposedWholeUnderAVersionThatIsFree() {
        String file = RuleEdit.put(RuleFile.standard(), rule(Rule.State.ACTIVE, 500_00), "file-1");
        long id = proposals.propose(file, ANN);
        Proposal proposal = proposals.find("file-1").orElseThrow();
        assertThat(proposal.id()).isEqualTo(id);
        assertThat(proposal.text()).isEqualTo(file);
        assertThat(proposal.base()).isEqualTo(proposals.inForce().version());
        assertThatThrownBy(() -> proposals.propose(file, BEN)).hasMessageContaining("file-1 is taken");
        assertThatThrownBy(() -> proposals.propose(RuleFile.standard(), ANN)).hasMessageContaining("is taken");
        assertThatThrownBy(() -> proposals.propose("{}", ANN)).isInstanceOf(IllegalArgumentException.class);
        assertThat(test.bank().screening().rules()).as("not in force yet").isEqualTo(RuleFile.standard());
    }

    /** The payments of this bank were recorded with the first feature only, as if all others were new. */
    @Test
    void aRuleThatReadsANewWindowWarmsBeforeItActs() {
        Rule burst = new Rule(
                "burst",
                "me",
                1,
                Rule.State.ACTIVE,
                "card_count_24h >= 5.0 && amount > 0.0",
                70,
                DecisionKind.APPROVE,
                "x",
                Map.of("card_count_24h", 5.0, "amount", 1.0),
                Map.of(),
                null);
        assertThat(last(proposals.propose(burst, ANN)).state())
                .as("a bank without payments has missed none")
                .isEqualTo(Rule.State.ACTIVE);
        pay(900_00);
        String file = RuleEdit.put(RuleFile.standard(), burst, "file-1");
        assertThat(last(proposals.propose(file, ANN)).state())
                .as("in a file too")
                .isEqualTo(Rule.State.WARMING);
        Instant day = Instant.now().plus(Duration.ofHours(24)).truncatedTo(ChronoUnit.SECONDS);
        long id = proposals.propose(burst, ANN);
        Rule warming = last(id);
        assertThat(warming.state()).isEqualTo(Rule.State.WARMING);
        assertThat(warming.actsFrom()).isBetween(day, day.plusSeconds(60));
        assertThat(last(proposals.propose(rule(Rule.State.ACTIVE, 500_00), ANN)).state())
                .isEqualTo(Rule.State.ACTIVE);
        tried(id, ANN);
        RuleBacktest.Result backtest = proposals.find(id).orElseThrow().backtest();
        assertThat(backtest.rules().get(backtest.rules().size() - 1).unknown()).isOne();
        assertThat(backtest.rules().stream().filter(each -> each.code().equals("amount-extreme")))
                .allMatch(each -> each.unknown() == 0)
                .hasSize(1);
    }

    private Rule last(long id) {
        List<Rule> rules =
                RuleFile.parse(proposals.find(id).orElseThrow().text()).rules();
        return rules.get(rules.size() - 1);
    }

    @Test
    void whatCannotBeUsedIsNotProposedAndACheckChangesNothing() {
        UUID hit = pay(900_00);
        pay(10_00);
        assertThatThrownBy(() -> proposals.propose(
                        new Rule(
                                "wrong",
                                "me",
                                1,
                                Rule.State.DRAFT,
                                "amuont > 1.0",
                                1,
                                DecisionKind.APPROVE,
                                "x",
                                Map.of(),
                                Map.of(),
                                null),
                        ANN))
                .hasMessageContaining("amuont");
        RuleBacktest.Figures figures = backtests.check(rule(Rule.State.DRAFT, 500_00));
        assertThat(figures.hits()).isOne();
        assertThat(figures.examples()).containsExactly(hit);
        assertThat(proposals.open()).isEmpty();
        assertThat(test.bank().screening().rules()).isEqualTo(RuleFile.standard());
    }
}
