package vesper.bank.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vesper.bank.Bank;
import vesper.bank.TestBank;
import vesper.bank.account.Account;
import vesper.bank.audit.AuditEvent.Outcome;

class AuditLogTest {
    private static final Actor OLGA = new Actor(Actor.Kind.STAFF, "olga", "192.0.2.7");
    private static final Actor SHOP = new Actor(Actor.Kind.CLIENT, "shop", "203.0.113.9");

    private final TestBank test = new TestBank();
    private final Bank bank = test.bank();
    private final AuditLog log = bank.audit();

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void anEventIsFoundAsItWasWritten() {
        Account account = test.current(0);
        AuditEvent frozen = AuditEvent.done(OLGA, "account.freeze", "account " + account.id(), "court order é 7")
                .about(account.id());

        log.append(frozen);

        List<AuditEntry> found = log.search(AuditSearch.ALL, Long.MAX_VALUE, 10);
        assertThat(found).extracting(AuditEntry::event).containsExactly(frozen);
        assertThat(found.get(0).seq()).isEqualTo(1);
        assertThat(Duration.between(found.get(0).recordedAt(), java.time.Instant.now())
                        .abs())
                .isLessThan(Duration.ofMinutes(5));
    }

    @Test
    void eachPartOfASearchNarrowsIt() {
        Account account = test.current(0);
        AuditEvent run = AuditEvent.done(OLGA, "job.run", "run 1", "");
        AuditEvent refused = AuditEvent.refused(OLGA, "job.restart", "run 1", "NOT_RESTARTABLE");
        AuditEvent paid =
                AuditEvent.done(SHOP, "payment.submit", "payment 7", "").about(account.id());
        AuditEvent jobs = AuditEvent.done(SHOP, "jobs", "all", "");
        log.append(List.of(run, refused, paid, jobs));

        assertThat(found("olga", null, null, null, null)).containsExactly(refused, run);
        assertThat(found(null, "job", null, null, null)).containsExactly(refused, run);
        assertThat(found(null, "job.run", null, null, null)).containsExactly(run);
        assertThat(found(null, null, "payment 7", null, null)).containsExactly(paid);
        assertThat(found(null, null, null, account.id(), null)).containsExactly(paid);
        assertThat(found("olga", null, null, null, Outcome.REFUSED)).containsExactly(refused);
        assertThat(found("shop", "job", null, null, null)).isEmpty();
    }

    private List<AuditEvent> found(String actor, String action, String object, Long account, Outcome outcome) {
        return log
                .search(new AuditSearch(actor, action, object, account, outcome, null, null), Long.MAX_VALUE, 10)
                .stream()
                .map(AuditEntry::event)
                .toList();
    }

    @Test
    void timesOfASearchIncludeTheFirstAndExcludeTheLast() {
        log.append(event(1));
        log.append(event(2));
        List<AuditEntry> all = log.search(AuditSearch.ALL, Long.MAX_VALUE, 10);
        AuditEntry second = all.get(0);
        AuditEntry first = all.get(1);
        assertThat(second.recordedAt()).isAfter(first.recordedAt());

        AuditSearch between = new AuditSearch(null, null, null, null, null, first.recordedAt(), second.recordedAt());

        assertThat(log.search(between, Long.MAX_VALUE, 10)).containsExactly(first);
    }

    @Test
    void pagesFollowEachOtherWithoutGapOrOverlap() {
        log.append(IntStream.rangeClosed(1, 7).mapToObj(AuditLogTest::event).toList());

        List<Long> seqs = new ArrayList<>();
        long before = Long.MAX_VALUE;
        while (true) {
            List<AuditEntry> page = log.search(AuditSearch.ALL, before, 3);
            if (page.isEmpty()) {
                break;
            }
            page.forEach(entry -> seqs.add(entry.seq()));
            before = page.get(page.size() - 1).seq();
        }

        assertThat(seqs).containsExactly(7L, 6L, 5L, 4L, 3L, 2L, 1L);
    }

    @Test
    void whatIsRolledBackWasNeverLogged() {
        log.append(event(1));
        bank.transaction().executeWithoutResult(status -> {
            log.append(event(2));
            status.setRollbackOnly();
        });
        log.append(event(3));

        assertThat(log.search(AuditSearch.ALL, Long.MAX_VALUE, 10))
                .extracting(entry -> entry.event().object())
                .containsExactly("thing 3", "thing 1");
        assertThat(bank.auditChain().check()).isEqualTo(new AuditChain.Result(2, null));
    }

    @Test
    void manyWritersMakeOneChain() throws Exception {
        ExecutorService writers = Executors.newFixedThreadPool(6);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                int n = i;
                all.add(writers.submit(() -> log.append(List.of(event(n), event(n)))));
            }
            for (Future<?> each : all) {
                each.get();
            }
        } finally {
            writers.shutdown();
        }

        assertThat(bank.auditChain().check()).isEqualTo(new AuditChain.Result(120, null));
        List<AuditEntry> entries = log.search(AuditSearch.ALL, Long.MAX_VALUE, 200);
        assertThat(entries).isSortedAccordingTo((a, b) -> {
            int later = b.recordedAt().compareTo(a.recordedAt());
            return later != 0 ? later : Long.compare(b.seq(), a.seq());
        });
    }

    @Test
    void theDatabaseRefusesToChangeOrToForget() {
        log.append(event(1));
        for (String change :
                List.of("update audit_event set actor = 'nobody'", "delete from audit_event", "truncate audit_event")) {
            assertThatThrownBy(() -> bank.jdbc().sql(change).update()).hasMessageContaining("append-only");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit_event set actor_kind = 'CLIENT' where seq = 2",
                "update audit_event set actor = 'adam' where seq = 2",
                "update audit_event set origin = 'elsewhere' where seq = 2",
                "update audit_event set action = 'thing.undone' where seq = 2",
                "update audit_event set object = 'thing 9' where seq = 2",
                "update audit_event set account_id = (select min(id) from account) where seq = 2",
                "update audit_event set outcome = 'FAILED' where seq = 2",
                "update audit_event set detail = detail || ' ' where seq = 2",
                "update audit_event set recorded_at = recorded_at + interval '1 microsecond' where seq = 2"
            })
    void aChangedEventIsFound(String change) {
        test.current(0);
        log.append(List.of(event(1), event(2), event(3)));

        pastTheGuard(change);

        assertThat(bank.auditChain().check()).isEqualTo(new AuditChain.Result(1, "event 2 was changed"));
    }

    @Test
    void aMissingEventIsFound() {
        log.append(List.of(event(1), event(2), event(3)));
        pastTheGuard("delete from audit_event where seq = 2");
        assertThat(bank.auditChain().check()).isEqualTo(new AuditChain.Result(1, "event 2 is missing"));
    }

    @Test
    void aCutOffEndIsFound() {
        log.append(List.of(event(1), event(2), event(3)));
        pastTheGuard("delete from audit_event where seq = 3");
        assertThat(bank.auditChain().check().broken()).startsWith("events after 2 are missing");
    }

    private void pastTheGuard(String change) {
        bank.transaction().executeWithoutResult(status -> {
            bank.jdbc().sql("set local session_replication_role = replica").update();
            assertThat(bank.jdbc().sql(change).update()).isEqualTo(1);
        });
    }

    @Test
    void aTextWithControlCharactersIsRefused() {
        assertThatThrownBy(() -> AuditEvent.done(OLGA, "job.run", "run\n1", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("object must not have control characters");
        assertThatThrownBy(() -> new Actor(Actor.Kind.STAFF, "", "here")).hasMessageContaining("1 to 100 characters");
    }

    private static AuditEvent event(int n) {
        return AuditEvent.done(OLGA, "thing.done", "thing " + n, "");
    }
}
