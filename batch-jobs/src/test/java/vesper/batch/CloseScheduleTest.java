package vesper.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import vesper.bank.TestBank;
import vesper.bank.audit.AuditSearch;
import vesper.batch.DyingClose.Moment;
import vesper.batch.operator.Operations;
import vesper.batch.operator.RunStatus;
import vesper.batch.operator.RunView;
import vesper.batch.schedule.Schedules;

/** The night that begins by itself: applications with a schedule, over a bank that is open on a day in the past. */
class CloseScheduleTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Where it is between twelve and one o'clock now, so that every cut-off time below is hours away. */
    private static final ZoneOffset NOON =
            ZoneOffset.ofHours(12 - LocalTime.now(ZoneOffset.UTC).getHour());

    private static final LocalTime CUT_OFF = LocalTime.of(23, 30);

    /** The newest firing that a bank would have had that never stopped. */
    private static final Instant LAST_NIGHT = lastNight(CUT_OFF);

    private final TestBank test = new TestBank();
    private final List<ConfigurableApplicationContext> applications = new ArrayList<>();

    /** Two applications that start at once in one process would set up the one Logback together, which it does not bear. */
    @BeforeAll
    static void leaveLoggingAsItIs() {
        System.setProperty(LoggingSystem.SYSTEM_PROPERTY, LoggingSystem.NONE);
    }

    @AfterEach
    void stop() {
        stopApplications();
        test.close();
    }

    @Test
    void theTriggerIsForTheConfiguredCutOffInTheConfiguredZone() {
        ZoneId zone = ZoneId.of("Asia/Tokyo");
        LocalTime cutOff = LocalTime.now(zone).plusHours(12).truncatedTo(ChronoUnit.MINUTES);
        start("vesper.batch.cut-off-time=" + cutOff, "vesper.batch.zone=" + zone);

        assertThat(rows("select cron_expression, time_zone_id from qrtz_cron_triggers"))
                .containsExactly(Map.of(
                        "cron_expression",
                        "0 " + cutOff.getMinute() + " " + cutOff.getHour() + " ? * *",
                        "time_zone_id",
                        "Asia/Tokyo"));
        ZonedDateTime next = nextFiring().atZone(zone);
        assertThat(next.toLocalTime()).isEqualTo(cutOff);
        assertThat(Duration.between(ZonedDateTime.now(zone), next)).isBetween(Duration.ZERO, Duration.ofDays(1));
    }

    @Test
    void withoutAScheduleNothingIsStoredAndNothingCloses() {
        start("vesper.batch.schedule-enabled=false");

        assertThat(rows("select 1 from qrtz_triggers")).isEmpty();
    }

    @Test
    void aChangedCutOffTimeOrZoneReplacesTheStoredTrigger() {
        start();
        stopApplications();
        LocalTime earlier = CUT_OFF.minusMinutes(20);
        start("vesper.batch.cut-off-time=" + earlier);
        assertThat(nextFiring()).isEqualTo(tonight(earlier));
        stopApplications();

        ZoneOffset ahead = ZoneOffset.ofTotalSeconds(NOON.getTotalSeconds() + 3600);
        start("vesper.batch.cut-off-time=" + earlier, "vesper.batch.zone=" + ahead);
        assertThat(nextFiring()).isEqualTo(tonight(earlier).minus(1, ChronoUnit.HOURS));
        assertThat(today()).isEqualTo(TestBank.DAY);
    }

    @Test
    void anUnchangedTriggerIsNotTouchedAtTheNextStart() {
        start();
        String trigger = "select trigger_name, start_time, next_fire_time, prev_fire_time from qrtz_triggers";
        List<Map<String, Object>> stored = rows(trigger);
        stopApplications();
        start();

        assertThat(rows(trigger)).isEqualTo(stored);
    }

    @Test
    void aNightMissedWhileNothingRanIsMadeUpForAtTheNextStart() {
        storeFirstFiring(LAST_NIGHT);
        start();

        awaitAllFired();
        assertThat(today()).isEqualTo(TestBank.DAY.plusDays(1));
        assertThat(closes()).extracting(RunView::status).containsExactly(RunStatus.COMPLETED);
    }

    @Test
    void threeNightsMissedCloseThreeDays() {
        storeFirstFiring(LAST_NIGHT.minus(2, ChronoUnit.DAYS));
        start();

        awaitAllFired();
        assertThat(closes())
                .extracting(RunView::businessDate)
                .containsExactly(TestBank.DAY.plusDays(2), TestBank.DAY.plusDays(1), TestBank.DAY);
    }

    @Test
    void nightsMissedAreMadeUpForThoughTheCutOffTimeHasChangedSince() {
        storeFirstFiring(LAST_NIGHT.minus(1, ChronoUnit.DAYS));
        LocalTime earlier = CUT_OFF.minusHours(1);
        start("vesper.batch.cut-off-time=" + earlier);

        awaitAllFired();
        assertThat(nextFiring()).isEqualTo(tonight(earlier));
        assertThat(closes()).hasSize(2).allMatch(run -> run.status() == RunStatus.COMPLETED);
    }

    @Test
    void aNightThatFindsItsDayClosedByHandClosesNothing() {
        LocalDate night = LocalDate.ofInstant(LAST_NIGHT, NOON);
        openOn(night.plusDays(1));
        storeFirstFiring(LAST_NIGHT);
        start();

        awaitAllFired();
        assertThat(today()).isEqualTo(night.plusDays(1));
        assertThat(closes()).isEmpty();
    }

    @Test
    void twoSchedulersCloseEachDayOnce() {
        storeFirstFiring(LAST_NIGHT.minus(2, ChronoUnit.DAYS));
        CompletableFuture<Void> other = CompletableFuture.runAsync(this::start);
        start();
        other.join();

        awaitAllFired();
        assertThat(today()).isEqualTo(TestBank.DAY.plusDays(3));
        assertThat(closes())
                .extracting(RunView::businessDate)
                .containsExactly(TestBank.DAY.plusDays(2), TestBank.DAY.plusDays(1), TestBank.DAY);
    }

    @Test
    void aCloseLeftByADeadProcessIsFinishedAndTheNightMissedSinceIsMadeUpFor() throws Exception {
        storeFirstFiring(LAST_NIGHT);
        DyingClose.in(test.dataSource().getJdbcUrl(), "proof-of-books", Moment.BEGUN, 0);
        assertThat(closes()).extracting(RunView::status).containsExactly(RunStatus.RUNNING);
        start();

        awaitAllFired();
        assertThat(today()).isEqualTo(TestBank.DAY.plusDays(2));
        assertThat(closes())
                .extracting(RunView::status)
                .containsExactly(RunStatus.COMPLETED, RunStatus.COMPLETED, RunStatus.FAILED);
    }

    @Test
    void aProcessThatRunsTakesOverFromOneThatDies() {
        start("vesper.batch.take-over-every=100ms");
        DyingClose.inside(test.dataSource().getJdbcUrl(), "proof-of-books", Moment.BEGUN, 0);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(closes())
                        .extracting(RunView::status)
                        .containsExactly(RunStatus.COMPLETED, RunStatus.FAILED));
        assertThat(today()).isEqualTo(TestBank.DAY.plusDays(1));
        assertThat(rows("select actor from audit_event where action = 'job.restart'"))
                .hasToString("[{actor=takeover}]");
    }

    @Test
    void aNightThatFindsACloseRunningIsTriedAgain() {
        CompletableFuture<Void> go = new CompletableFuture<>();
        try (Batch other = Night.over(
                test.dataSource(),
                new JdbcTransactionManager(test.dataSource()),
                BatchSettings.standalone(),
                List.of(Steps.before("proof-of-books", go::join)))) {
            long running = other.operations().start(Night.OLGA, "close", Map.of());
            await().atMost(PATIENCE).until(() -> {
                RunView run = other.operations().run(running).orElseThrow().run();
                return "proof-of-books".equals(run.currentStep());
            });
            storeFirstFiring(LAST_NIGHT);
            start("vesper.batch.resume-at-start=false");
            await().atMost(PATIENCE)
                    .until(() -> !rows("select 1 from qrtz_triggers where trigger_type = 'SIMPLE'")
                            .isEmpty());
            assertThat(today()).isEqualTo(TestBank.DAY);
            go.complete(null);
            other.operations().await(running);
        }

        awaitAllFired();
        assertThat(today()).isEqualTo(TestBank.DAY.plusDays(2));
    }

    @Test
    void theNextFiveClosesAreTold() {
        start();

        Schedules.View view = schedules().view();

        assertThat(view.cutOff()).isEqualTo(CUT_OFF);
        assertThat(view.paused()).isFalse();
        Instant tonight = tonight(CUT_OFF);
        assertThat(view.next())
                .containsExactly(
                        tonight,
                        tonight.plus(1, ChronoUnit.DAYS),
                        tonight.plus(2, ChronoUnit.DAYS),
                        tonight.plus(3, ChronoUnit.DAYS),
                        tonight.plus(4, ChronoUnit.DAYS));
    }

    @Test
    void aNightMissedWhilePausedIsMadeUpForWhenItGoesOn() {
        storeFirstFiring(LAST_NIGHT);
        start("vesper.batch.resume-at-start=false");
        awaitAllFired();
        assertThat(today()).isEqualTo(TestBank.DAY.plusDays(1));
        schedules().pause(Night.OLGA);
        stopApplications();
        assertThat(test.bank()
                        .jdbc()
                        .sql("update qrtz_triggers set next_fire_time = :firing")
                        .param("firing", LAST_NIGHT.toEpochMilli())
                        .update())
                .isOne();
        start("vesper.batch.resume-at-start=false");
        assertThat(schedules().view().paused()).isTrue();
        assertThat(rows("select trigger_state from qrtz_triggers")).hasToString("[{trigger_state=PAUSED}]");
        assertThat(today()).isEqualTo(TestBank.DAY.plusDays(1));

        schedules().resume(Night.OLGA);

        awaitAllFired();
        assertThat(schedules().view().paused()).isFalse();
        assertThat(today()).isEqualTo(TestBank.DAY.plusDays(2));
        assertThat(test.bank().audit().search(AuditSearch.ALL, Long.MAX_VALUE, 100))
                .extracting(entry ->
                        entry.event().action() + " by " + entry.event().actor().name())
                .containsSubsequence("schedule.resume by olga", "schedule.pause by olga");
    }

    @Test
    void aTimeThatOperatorsChangedHoldsWhateverTheSettingsSay() {
        start();
        LocalTime earlier = CUT_OFF.minusMinutes(20);

        schedules().change(Night.OLGA, earlier, NOON);

        assertThat(nextFiring()).isEqualTo(tonight(earlier));
        assertThat(schedules().view().cutOff()).isEqualTo(earlier);
        stopApplications();
        start();
        assertThat(nextFiring()).isEqualTo(tonight(earlier));
    }

    @Test
    void aPausedScheduleStaysPausedThoughItsTimeIsChanged() {
        start();
        schedules().pause(Night.OLGA);

        schedules().change(Night.OLGA, CUT_OFF.minusMinutes(20), NOON);

        assertThat(schedules().view().paused()).isTrue();
        assertThat(rows("select trigger_state from qrtz_triggers")).hasToString("[{trigger_state=PAUSED}]");
    }

    private Schedules schedules() {
        return applications.get(applications.size() - 1).getBean(Schedules.class);
    }

    private synchronized void started(ConfigurableApplicationContext application) {
        applications.add(application);
    }

    private void start(String... settings) {
        started(new SpringApplicationBuilder(BatchJobs.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .registerShutdownHook(false)
                .properties("vesper.batch.zone=" + NOON)
                .properties("vesper.batch.cut-off-time=" + CUT_OFF)
                .properties(settings)
                .initializers(context -> {
                    GenericApplicationContext beans = (GenericApplicationContext) context;
                    beans.registerBean(DataSource.class, test::dataSource, bean -> bean.setDestroyMethodName(""));
                    beans.registerBean(
                            PlatformTransactionManager.class, () -> new JdbcTransactionManager(test.dataSource()));
                })
                .run());
    }

    private void stopApplications() {
        applications.forEach(ConfigurableApplicationContext::close);
        applications.clear();
    }

    /** As if a process had stored the schedule, and none had run at the firing and since. */
    private void storeFirstFiring(Instant firing) {
        start("vesper.batch.resume-at-start=false");
        stopApplications();
        assertThat(test.bank()
                        .jdbc()
                        .sql("update qrtz_triggers set next_fire_time = :firing, start_time = :firing")
                        .param("firing", firing.toEpochMilli())
                        .update())
                .isOne();
    }

    private void openOn(LocalDate day) {
        test.bank()
                .jdbc()
                .sql("update business_date set business_date = :day, accepting_date = :day")
                .param("day", day)
                .update();
    }

    /** Waits until no firing is due, under way or to be tried again; one statement, so that all is seen at one moment. */
    private void awaitAllFired() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(test.bank()
                                .jdbc()
                                .sql("""
                                select trigger_type, trigger_state, next_fire_time > :now as later,
                                       (select count(*) from qrtz_fired_triggers) as fired
                                  from qrtz_triggers
                                """)
                                .param("now", Instant.now().toEpochMilli())
                                .query()
                                .listOfRows())
                        .containsExactly(Map.of(
                                "trigger_type", "CRON", "trigger_state", "WAITING", "later", true, "fired", 0L)));
    }

    private Instant nextFiring() {
        return Instant.ofEpochMilli(test.bank()
                .jdbc()
                .sql("select next_fire_time from qrtz_triggers where trigger_type = 'CRON'")
                .query(Long.class)
                .single());
    }

    private static Instant tonight(LocalTime cutOff) {
        return ZonedDateTime.now(NOON).with(cutOff).toInstant();
    }

    private static Instant lastNight(LocalTime cutOff) {
        return tonight(cutOff).minus(1, ChronoUnit.DAYS);
    }

    private LocalDate today() {
        return test.bank().businessDates().current().businessDate();
    }

    private List<RunView> closes() {
        try (Batch batch = Night.over(
                test.dataSource(),
                new JdbcTransactionManager(test.dataSource()),
                BatchSettings.standalone(),
                List.of())) {
            Operations operations = batch.operations();
            return operations.runs("close", 100);
        }
    }

    private List<Map<String, Object>> rows(String sql) {
        return test.bank().jdbc().sql(sql).query().listOfRows();
    }
}
