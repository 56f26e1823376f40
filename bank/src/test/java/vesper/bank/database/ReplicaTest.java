package vesper.bank.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads between a server and one that follows it by streaming replication. */
class ReplicaTest {
    private static final Duration MOST_LAG = Duration.ofSeconds(5);

    @TempDir
    private Path folder;

    private final SetClock clock = new SetClock();
    private StreamingReplica servers;
    private HikariDataSource pool;
    private JdbcClient primary;
    private JdbcClient copy;
    private Replica replica;

    /** Stands still until it is told to go on. */
    private static final class SetClock extends Clock {
        private Instant now = Instant.parse("2026-06-29T12:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    @BeforeEach
    void start() throws Exception {
        servers = new StreamingReplica(folder);
        pool = servers.primary();
        primary = JdbcClient.create(pool);
        HikariDataSource copies = servers.copy();
        copy = JdbcClient.create(copies);
        primary.sql("create table line (id int)").update();
        replica = new Replica(primary, copies, MOST_LAG, clock);
    }

    @AfterEach
    void stop() throws Exception {
        replica.close();
        pool.close();
        servers.close();
    }

    private boolean readFromCopy() {
        return replica.read(jdbc ->
                jdbc.sql("select pg_is_in_recovery()").query(Boolean.class).single());
    }

    private void book(int id) {
        primary.sql("insert into line values (?)").param(id).update();
    }

    private long lines() {
        return replica.read(
                jdbc -> jdbc.sql("select count(*) from line").query(Long.class).single());
    }

    private void awaitServing() {
        Awaitility.await("the replica is read").atMost(Duration.ofMinutes(1)).until(() -> {
            replica.look();
            return replica.serves();
        });
    }

    private void replay(String what, String state) {
        copy.sql("select pg_wal_replay_" + what + "()").query((row, n) -> n).list();
        Awaitility.await("replay is " + state)
                .atMost(Duration.ofMinutes(1))
                .until(() -> copy.sql("select pg_get_wal_replay_pause_state()")
                        .query(String.class)
                        .single()
                        .equals(state));
    }

    @Test
    void aReplicaThatKeepsUpIsRead() {
        book(1);
        assertThat(readFromCopy()).as("before it was looked at").isFalse();
        awaitServing();

        assertThat(readFromCopy()).isTrue();
        assertThat(lines()).isEqualTo(1);
    }

    @Test
    void oneThatFallsBehindIsNotReadUntilItHasCaughtUp() {
        awaitServing();
        replay("pause", "paused");
        book(1);
        replica.look();
        assertThat(readFromCopy()).as("behind, and not for long").isTrue();
        assertThat(lines()).as("as late as it may be").isZero();

        clock.now = clock.now.plus(MOST_LAG).plusMillis(1);
        replica.look();
        assertThat(readFromCopy()).isFalse();
        assertThat(lines()).isEqualTo(1);

        replay("resume", "not paused");
        awaitServing();
        assertThat(readFromCopy()).isTrue();
        assertThat(lines()).isEqualTo(1);
    }

    @Test
    void whatTheReplicaDoesNotAnswerThePrimaryDoes() {
        book(1);
        awaitServing();
        servers.stopCopy();

        assertThat(lines()).as("the first read after its end").isEqualTo(1);
        assertThat(replica.serves()).isFalse();
        replica.look();
        assertThat(replica.serves()).isFalse();
        assertThat(readFromCopy()).isFalse();
    }

    @Test
    void anotherPrimaryIsNoReplica() throws Exception {
        try (Replica wrong = new Replica(primary, servers.primary(), MOST_LAG, clock)) {
            wrong.look();

            assertThat(wrong.serves()).isFalse();
        }
    }
}
