package vesper.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vesper.bank.Ids;
import vesper.bank.TestBank;
import vesper.bank.account.Account;
import vesper.bank.ledger.HoldRequest;
import vesper.batch.operator.OperationRefusedException;
import vesper.batch.operator.RunStatus;
import vesper.batch.operator.RunView;

class CloseOfBusinessTest {
    private final Night night = new Night();

    @AfterEach
    void close() {
        night.close();
    }

    @Test
    void closingADayMovesTheDateByOneAndProvesTheBooks() {
        night.test.current(100_000);

        RunView run = night.closeOne();

        assertThat(run.reason()).isNull();
        assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(night.today()).isEqualTo(TestBank.DAY.plusDays(1));
        assertThat(night.rows("select business_date::text from day_proof"))
                .containsExactly(Map.of("business_date", TestBank.DAY.toString()));
    }

    @Test
    void aMonthEndPostsTheInterestOfTheMonthToTheCent() {
        Account savings = night.test.account("savings", 100_000_00);

        List<RunView> runs = night.closeUntil(LocalDate.parse("2023-06-30"));

        assertThat(runs).hasSize(26).allMatch(run -> run.status() == RunStatus.COMPLETED);
        // 100,000.00 at 2.00 % for the 26 days from 5 to 30 June: 100,000 x 0.02 x 26 / 365 = 142.4657...
        assertThat(night.test.balance(savings)).isEqualTo(100_142_47);
    }

    @Test
    void aHoldEndsWithItsLastDay() {
        Account account = night.test.current(50_00);
        LocalDate lastDay = TestBank.DAY.plusDays(1);
        night.test
                .bank()
                .ledger()
                .book(List.of(new HoldRequest(Ids.of("hold", "1"), account.id(), 50_00, "USD", "Hotel", lastDay)));

        night.closeOne();
        List<Map<String, Object>> whileItLasts = night.rows("select state from hold");
        night.closeOne();

        assertThat(whileItLasts).containsExactly(Map.of("state", "ACTIVE"));
        assertThat(night.rows("select state, held_minor from hold join account on account.id = account_id"))
                .containsExactly(Map.of("state", "EXPIRED", "held_minor", 0L));
    }

    @Test
    void aSecondCloseOfTheSameDayIsRefused() {
        night.closeOne();

        assertThatThrownBy(() ->
                        night.operations().start(Night.OLGA, "close", Map.of("businessDate", TestBank.DAY.toString())))
                .isInstanceOf(OperationRefusedException.class)
                .hasMessageContaining("is closed already");
    }

    @Test
    void tenDaysBehindAreCaughtUpInOrder() {
        List<RunView> runs = night.closeUntil(TestBank.DAY.plusDays(9));

        assertThat(runs)
                .extracting(RunView::businessDate)
                .containsExactlyElementsOf(
                        TestBank.DAY.datesUntil(TestBank.DAY.plusDays(10)).toList());
        assertThat(night.today()).isEqualTo(TestBank.DAY.plusDays(10));
    }
}
