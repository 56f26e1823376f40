package vesper.bank.fraud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vesper.bank.TestBank;
import vesper.bank.audit.Actor;
import vesper.bank.audit.AuditSearch;
import vesper.bank.fraud.RuleProposals.Answer;
import vesper.bank.screening.Lists.Kind;
import vesper.bank.screening.Lists.Listed;
import vesper.bank.screening.Lists.Snooze;
import vesper.bank.screening.Lists.Whose;
import vesper.bank.screening.RuleFile;
import vesper.bank.screening.RuleSet;

class ScreeningListsTest {
    private static final Actor ANN = new Actor(Actor.Kind.STAFF, "ann", "test");
    private static final Actor BEN = new Actor(Actor.Kind.STAFF, "ben", "test");
    private static final long UNTIL =
            Instant.now().truncatedTo(ChronoUnit.DAYS).plus(Duration.ofDays(30)).toEpochMilli();
    private static final Listed BAD = new Listed(true, Kind.MERCHANT, "Bad Shop", UNTIL, "closed by the police");
    private static final Listed GOOD = new Listed(false, Kind.MERCHANT, "Good Shop", UNTIL, "our own");

    private TestBank test;
    private ScreeningLists lists;
    private RuleProposals proposals;

    @BeforeEach
    void open() {
        test = new TestBank();
        lists = test.bank().screeningLists();
        proposals = test.bank().ruleProposals();
    }

    @AfterEach
    void close() {
        test.close();
    }

    private void approve(OptionalLong proposal) {
        long id = proposal.orElseThrow();
        test.bank().ruleBacktests().ask(id, ANN);
        test.bank().ruleBacktests().workOff();
        assertThat(proposals.approve(id, ANN)).isEqualTo(Answer.NEEDS_ANOTHER);
        assertThat(proposals.approve(id, BEN)).isEqualTo(Answer.DONE);
    }

    @Test
    void whatBlocksCountsAtOnceAndItsEndNeedsAnother() {
        assertThat(lists.put(BAD, ANN)).isEmpty();
        RuleSet inForce = proposals.inForce();
        assertThat(inForce.lists().entries()).containsExactly(BAD);
        assertThat(test.bank().audit().search(AuditSearch.ofObject("rules " + inForce.version()), Long.MAX_VALUE, 5))
                .extracting(
                        entry -> entry.event().action() + " " + entry.event().detail())
                .containsExactlyInAnyOrder(
                        "rules.publish ", "rules.list block merchant Bad Shop until " + Instant.ofEpochMilli(UNTIL));

        OptionalLong end = lists.end(BAD, ANN);
        assertThat(proposals.inForce().lists().entries()).containsExactly(BAD);
        approve(end);
        assertThat(proposals.inForce().lists().entries()).isEmpty();
    }

    @Test
    void whatLetsPassNeedsAnotherAndItsEndCountsAtOnce() {
        Snooze quiet = new Snooze("burst-hour", Whose.CUSTOMER, 42, UNTIL);
        approve(lists.put(GOOD, ANN));
        approve(lists.put(quiet, ANN));
        approve(OptionalLong.of(lists.propose(new RuleSet.Thresholds(31, 46, 93, 1), ANN)));
        assertThat(proposals.inForce().lists().entries()).containsExactly(GOOD);
        assertThat(proposals.inForce().lists().snoozes()).containsExactly(quiet);
        assertThat(proposals.inForce().thresholds().review()).isEqualTo(46);

        assertThat(lists.end(GOOD, ANN)).isEmpty();
        assertThat(lists.end(quiet, ANN)).isEmpty();
        assertThat(proposals.inForce().lists().entries()).isEmpty();
        assertThat(proposals.inForce().lists().snoozes()).isEmpty();
        assertThatThrownBy(() -> lists.propose(new RuleSet.Thresholds(50, 40, 93, 1), ANN))
                .hasMessageContaining("thresholds must rise");
    }

    @Test
    void aBlockDoesNotOutdateWhatWaits() {
        OptionalLong waiting = lists.put(GOOD, ANN);
        lists.put(BAD, BEN);
        approve(waiting);
        assertThat(proposals.inForce().lists().entries()).containsExactly(BAD, GOOD);
    }

    @Test
    void manyWhoBlockAtOnceAreAllHeard() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<OptionalLong>> puts = new ArrayList<>();
            IntStream.range(0, 5)
                    .forEach(n -> puts.add(threads.submit(
                            () -> lists.put(new Listed(true, Kind.MERCHANT, "Shop " + n, UNTIL, "closed"), ANN))));
            for (Future<OptionalLong> put : puts) {
                assertThat(put.get()).isEmpty();
            }
        } finally {
            threads.shutdown();
        }
        assertThat(proposals.inForce().lists().entries()).hasSize(5);
        assertThat(RuleFile.parse(RuleFile.standard()).lists().entries()).isEmpty();
    }
}
