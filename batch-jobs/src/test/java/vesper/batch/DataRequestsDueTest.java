package vesper.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vesper.bank.exceptions.ExceptionItem;
import vesper.bank.exceptions.ExceptionSearch;
import vesper.batch.operator.RunStatus;
import vesper.batch.operator.RunView;
import vesper.reporting.privacy.DataRequest;
import vesper.reporting.privacy.DataRequest.State;
import vesper.reporting.privacy.DataRequests;

/** Requests of persons for their data, in the night and by the job of their own. */
class DataRequestsDueTest {
    private static final LocalDate TODAY = LocalDate.parse("2023-06-05");

    private final Night night = new Night();
    private final DataRequests requests =
            BatchJobs.reportingOver(night.test.bank(), null).dataRequests();

    @AfterEach
    void close() {
        night.close();
    }

    @Test
    void theNightGathersForEverybodyWhoAsked() {
        long first = taken();
        long second = taken();
        RunView run = night.closeOne();
        assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(night.step(run, "personal-data")).matches(step -> step.done() == 2 && step.failed() == 0);
        assertThat(List.of(first, second)).allMatch(id -> state(id) == State.GATHERED);
    }

    @Test
    void theJobOfItsOwnDoesNotWaitForTheNight() {
        long id = taken();
        long run = night.operations().start(Night.OLGA, "personal-data", Map.of());
        night.operations().await(run);
        assertThat(state(id)).isEqualTo(State.GATHERED);
    }

    @Test
    void oneThatCannotBeGatheredIsAnExceptionUntilANightDoesIt() {
        long id = taken();
        rename("customer_id", "person_id");
        RunView run = night.closeOne();
        assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(night.step(run, "personal-data")).matches(step -> step.done() == 0 && step.failed() == 1);
        assertThat(state(id)).isEqualTo(State.RECEIVED);
        assertThat(requests.steps(id)).extracting(DataRequest.Step::step).containsExactly("TAKEN", "NOT_GATHERED");
        assertThat(waiting()).singleElement().satisfies(item -> {
            assertThat(item.failed().reason()).isEqualTo("NOT_GATHERED");
            assertThat(item.failed().dueOn()).isEqualTo(TODAY.plusMonths(1));
        });

        rename("person_id", "customer_id");
        night.closeOne();
        assertThat(state(id)).isEqualTo(State.GATHERED);
        assertThat(waiting()).isEmpty();
    }

    private long taken() {
        return requests.take(night.test.current(100).customerId(), "olga", TODAY)
                .orElseThrow()
                .id();
    }

    private State state(long id) {
        return requests.find(id).orElseThrow().state();
    }

    private List<ExceptionItem> waiting() {
        return night.batch.exceptions().list(ExceptionSearch.WAITING, Long.MAX_VALUE, 10);
    }

    private void rename(String column, String to) {
        night.test
                .bank()
                .jdbc()
                .sql("alter table tax_residence rename column " + column + " to " + to)
                .update();
    }
}
