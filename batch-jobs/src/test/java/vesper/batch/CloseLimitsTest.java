package vesper.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.support.JdbcTransactionManager;
import vesper.bank.TestBank;
import vesper.bank.account.Account;
import vesper.bank.audit.Actor;
import vesper.bank.exceptions.ExceptionItem;
import vesper.bank.exceptions.ExceptionSearch;
import vesper.batch.PaymentsInFlight.StillInFlightException;
import vesper.batch.operator.RunStatus;
import vesper.batch.operator.RunView;

/** What stops a step, and what keeps a close from beginning. */
class CloseLimitsTest {
    private static final Actor ADAM = new Actor(Actor.Kind.STAFF, "adam", "test");

    private final Night night = new Night(Night.settings(2, 1, 3, new BatchSettings.Gate(2, 0)));

    @AfterEach
    void close() {
        night.close();
    }

    private void failingTransfers(int count) {
        Account poor = night.test.current(0);
        Account rich = night.test.current(0);
        for (int i = 0; i < count; i++) {
            night.batch.scheduledTransfers().add(poor.id(), rich.id(), 10_01, "USD", night.today(), "Rent");
        }
    }

    private List<ExceptionItem> waiting() {
        return night.batch.exceptions().list(ExceptionSearch.WAITING, Long.MAX_VALUE, 100);
    }

    private void giveUp(ExceptionItem item) {
        night.batch.exceptions().skip(Night.OLGA, item.id(), "test");
        night.batch.exceptions().approve(ADAM, item.id());
    }

    @Test
    void aStepStopsOnceMoreOfItsItemsFailedThanMay() {
        failingTransfers(10);

        RunView stopped = night.closeOne();

        assertThat(stopped.status()).isEqualTo(RunStatus.FAILED);
        assertThat(stopped.reason())
                .isEqualTo("4 items of scheduled-transfers could not be done, and at most 3 may:"
                        + " see what they have in common, mend it, then restart");
        assertThat(night.today()).isEqualTo(TestBank.DAY);
        // Chunks of two: what was tried is listed, and the rest was not touched.
        assertThat(waiting()).hasSize(4);
        assertThat(night.rows("select state, count(*) from scheduled_transfer group by state order by state"))
                .hasToString("[{state=FAILED, count=4}, {state=PENDING, count=6}]");
    }

    @Test
    void theLastChunkOfAStepCountsToo() {
        failingTransfers(4);

        RunView stopped = night.closeOne();

        assertThat(stopped.reason()).startsWith("4 items of scheduled-transfers");
        waiting().subList(0, 1).forEach(this::giveUp);
        RunView restarted = night.closeOne();
        assertThat(restarted.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(night.step(restarted, "scheduled-transfers").failed()).isEqualTo(4);
    }

    @Test
    void asManyAsMayFailDoNotStopTheNight() {
        failingTransfers(3);
        assertThat(night.closeOne().status()).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    void aDayIsNotCutOffWhileTheJobsAreTooFarBehind() {
        AtomicLong behind = new AtomicLong(6);
        PaymentsInFlight payments = new PaymentsInFlight() {
            @Override
            public void awaitSettled(Duration deadline) {
                behind.set(0);
            }

            @Override
            public long behind() {
                return behind.get();
            }
        };
        try (Batch batch = batch(payments, new BatchSettings.Gate(2, 5))) {
            RunView kept = batch.operations()
                    .closeUntil(Night.OLGA, TestBank.DAY, run -> {})
                    .get(0);
            assertThat(kept.reason()).startsWith("screening and booking are behind by 6 payments, and at most 5");
            assertThat(night.rows("select phase from business_date")).hasToString("[{phase=OPEN}]");

            behind.set(5);
            assertThat(batch.operations()
                            .closeUntil(Night.OLGA, TestBank.DAY, run -> {})
                            .get(0)
                            .status())
                    .isEqualTo(RunStatus.COMPLETED);
        }
    }

    private Batch batch(PaymentsInFlight payments, BatchSettings.Gate gate) {
        return new Batch(
                night.test.dataSource(),
                new JdbcTransactionManager(night.test.dataSource()),
                BatchJobs.reportingOver(night.test.bank(), null),
                payments,
                Night.settings(2, 1, 3, gate),
                List.of());
    }

    @Test
    void aDayWhosePaymentsDoNotReachTheBooksWaitsForThemAfterItsCutOff() {
        AtomicLong waits = new AtomicLong();
        PaymentsInFlight payments = deadline -> {
            if (waits.getAndIncrement() == 0) {
                throw new StillInFlightException("the job booking has not worked off payments.decided");
            }
        };
        try (Batch batch = batch(payments, new BatchSettings.Gate(2, 0))) {
            RunView failed = batch.operations()
                    .closeUntil(Night.OLGA, TestBank.DAY, run -> {})
                    .get(0);
            assertThat(failed.reason()).isEqualTo("the job booking has not worked off payments.decided");
            assertThat(failed.currentStep()).isEqualTo("drain");
            assertThat(night.rows("select phase, accepting_date - business_date as ahead from business_date"))
                    .hasToString("[{phase=DRAINING, ahead=1}]");

            long again = batch.operations().restart(Night.OLGA, failed.id());
            batch.operations().await(again);
            assertThat(night.today()).isEqualTo(TestBank.DAY.plusDays(1));
        }
    }

    @Test
    void aDayIsNotCutOffWhileTooMuchOfEarlierDaysIsLeft() {
        failingTransfers(3);
        assertThat(night.closeOne().status()).isEqualTo(RunStatus.COMPLETED);

        RunView kept = night.closeOne();

        assertThat(kept.status()).isEqualTo(RunStatus.FAILED);
        assertThat(kept.reason()).startsWith("3 exceptions of earlier days, in which money has not moved");
        assertThat(night.rows("select phase from business_date")).hasToString("[{phase=OPEN}]");
        giveUp(waiting().get(0));
        assertThat(night.closeOne().status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(night.today()).isEqualTo(TestBank.DAY.plusDays(2));
    }
}
