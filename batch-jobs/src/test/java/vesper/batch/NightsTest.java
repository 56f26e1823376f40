package vesper.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vesper.bank.TestBank;
import vesper.bank.account.Account;
import vesper.batch.operator.NightView;
import vesper.batch.operator.NightView.Outcome;
import vesper.batch.operator.Nights;

/** How nights are told afterwards. */
class NightsTest {
    private static final LocalDate FIRST = TestBank.DAY;

    private final Night night = new Night();
    private final Nights nights = night.operations().nights();

    @AfterEach
    void close() {
        night.close();
    }

    @Test
    void eachClosedDayHasItsOutcomeAndTheNightThatFailedIsToldUntilItIsDone() {
        Account account = night.test.current(0);
        night.batch
                .scheduledTransfers()
                .add(account.id(), night.test.current(0).id(), 1_00, "USD", FIRST.plusDays(1), "Rent");
        night.closeUntil(FIRST.plusDays(1));
        moved(account, 1);
        night.closeOne();

        assertThat(outcomes())
                .containsExactly(
                        FIRST.plusDays(2) + " UNFINISHED 1",
                        FIRST.plusDays(1) + " WITH_EXCEPTIONS 1",
                        FIRST + " COMPLETED 1");
        moved(account, -1);
        night.closeOne();
        assertThat(outcomes().get(0)).isEqualTo(FIRST.plusDays(2) + " COMPLETED 2");
        NightView mended = nights.between(FIRST.plusDays(2), FIRST.plusDays(2)).get(0);
        assertThat(mended.started()).isBefore(mended.run().started());
        assertThat(mended.steps()).allSatisfy(step -> assertThat(step.started()).isNotNull());
    }

    private List<String> outcomes() {
        return nights.between(FIRST, FIRST.plusDays(9)).stream()
                .map(each -> each.run().businessDate() + " " + each.outcome() + " " + each.runs())
                .toList();
    }

    private void moved(Account account, long byMinor) {
        night.test
                .bank()
                .jdbc()
                .sql("update account set balance_minor = balance_minor + :by where id = :id")
                .param("by", byMinor)
                .param("id", account.id())
                .update();
    }

    @Test
    void aNightIsComparedWithTheLastOneThatHadTheSameSteps() {
        night.closeUntil(LocalDate.parse("2023-07-31"));

        // A Saturday against a Sunday; the end of a month against that of a quarter, if no other month has ended yet.

        assertThat(usual("2023-07-05")).isEqualTo(Outcome.COMPLETED + " 2023-07-04");
        assertThat(usual("2023-07-01")).isEqualTo(Outcome.COMPLETED + " 2023-06-25");
        assertThat(usual("2023-07-31")).isEqualTo(Outcome.COMPLETED + " 2023-06-30");
        assertThat(nights.usual(LocalDate.parse("2023-06-30"))).isEmpty();
        assertThat(nights.usual(FIRST)).isEmpty();
    }

    private String usual(String date) {
        NightView usual = nights.usual(LocalDate.parse(date)).orElseThrow();
        return usual.outcome() + " " + usual.run().businessDate();
    }
}
