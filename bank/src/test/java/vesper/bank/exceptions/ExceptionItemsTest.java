package vesper.bank.exceptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vesper.bank.TestBank;
import vesper.bank.account.Account;
import vesper.bank.exceptions.ExceptionRules.Command;
import vesper.bank.exceptions.ExceptionRules.Refusal;
import vesper.bank.exceptions.ExceptionRules.Verdict;

class ExceptionItemsTest {
    private final TestBank test = new TestBank();
    private final ExceptionItems items = test.bank().exceptions();

    @AfterEach
    void close() {
        test.close();
    }

    private static FailedItem failed(long key, String reason, boolean money, boolean triedAgain) {
        return new FailedItem(
                "transfers", key, "transfer " + key, null, TestBank.DAY, 10_00, "USD", reason, money, triedAgain);
    }

    @Test
    void anExceptionIsListedAsItWasRaisedWithItsAccountsNumber() {
        Account account = test.current(0);
        FailedItem failed = new FailedItem(
                "transfers", 3, "transfer 3", account.id(), TestBank.DAY, 0, null, "NO_ADDRESS", false, false);

        items.raise(TestBank.DAY, List.of(failed));

        ExceptionItem item =
                items.list(ExceptionSearch.WAITING, Long.MAX_VALUE, 10).get(0);
        assertThat(item.failed()).isEqualTo(failed);
        assertThat(item.accountNumber()).isEqualTo(account.number());
        assertThat(item.state()).isEqualTo(ExceptionState.OPEN);
        assertThat(item.tries()).isEqualTo(1);
        assertThat(items.find(item.id())).contains(item);
    }

    @Test
    void anItemThatFailsAgainWhileItIsOpenStaysOneExceptionWithTheNewReason() {
        items.raise(TestBank.DAY, List.of(failed(1, "ACCOUNT_FROZEN", true, false), failed(2, "X", true, false)));
        items.raise(TestBank.DAY.plusDays(1), List.of(failed(1, "ACCOUNT_CLOSED", true, false)));

        assertThat(items.list(ExceptionSearch.ALL, Long.MAX_VALUE, 10))
                .extracting(item -> item.failed().key() + " " + item.failed().reason() + " " + item.tries() + " "
                        + item.businessDate())
                .containsExactly("2 X 1 2023-06-05", "1 ACCOUNT_CLOSED 2 2023-06-06");
    }

    @Test
    void whatTheStepDoesAfterAllIsClosedAndMayFailAnew() {
        items.raise(TestBank.DAY, List.of(failed(1, "X", true, false), failed(2, "X", true, false)));

        items.settle("transfers", List.of(1L, 99L));

        assertThat(items.list(ExceptionSearch.WAITING, Long.MAX_VALUE, 10))
                .extracting(item -> item.failed().key())
                .containsExactly(2L);
        items.raise(TestBank.DAY, List.of(failed(1, "X", true, false)));
        assertThat(items.list(ExceptionSearch.ALL, Long.MAX_VALUE, 10)).hasSize(3);
    }

    @Test
    void whatANightTriesAgainWaitsForNobody() {
        items.raise(TestBank.DAY, List.of(failed(1, "X", true, true), failed(2, "X", true, false)));

        assertThat(items.list(ExceptionSearch.WAITING, Long.MAX_VALUE, 10)).hasSize(1);
        assertThat(items.list(ExceptionSearch.OPEN, Long.MAX_VALUE, 10)).hasSize(2);
        assertThat(items.countWaiting("transfers", TestBank.DAY)).isEqualTo(1);
        assertThat(items.countWaiting("transfers", TestBank.DAY.plusDays(1))).isZero();
    }

    @Test
    void onlyMoneyOfEarlierDaysCountsAsLeftOver() {
        items.raise(TestBank.DAY, List.of(failed(1, "X", true, false), failed(2, "X", false, false)));

        assertThat(items.countMoneyBefore(TestBank.DAY)).isZero();
        assertThat(items.countMoneyBefore(TestBank.DAY.plusDays(1))).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "OPEN, true, SKIP, olga, why, SKIP_PROPOSED",
        "OPEN, true, FIX, olga, how, FIX_PROPOSED",
        "OPEN, false, SKIP, olga, why, SKIPPED",
        "OPEN, false, FIX, olga, how, FIXED",
        "OPEN, true, SKIP, olga, '', NOTE",
        "OPEN, false, SKIP, olga, ' ', NOTE",
        "OPEN, true, RETRY, olga, '', OPEN",
        "OPEN, true, APPROVE, adam, '', NOT_PROPOSED",
        "OPEN, true, REJECT, adam, '', NOT_PROPOSED",
        "SKIP_PROPOSED, true, APPROVE, olga, '', FOUR_EYES",
        "SKIP_PROPOSED, true, APPROVE, adam, '', SKIPPED",
        "FIX_PROPOSED, true, APPROVE, adam, '', FIXED",
        "SKIP_PROPOSED, true, REJECT, adam, '', OPEN",
        "SKIP_PROPOSED, true, REJECT, olga, '', OPEN",
        "SKIP_PROPOSED, true, RETRY, olga, '', PROPOSED",
        "SKIP_PROPOSED, true, FIX, olga, how, PROPOSED",
        "SKIPPED, true, RETRY, olga, '', CLOSED",
        "DONE, true, SKIP, olga, why, CLOSED",
        "FIXED, true, APPROVE, adam, '', CLOSED"
    })
    void moneyIsGivenUpByTwoPeopleAndAnythingElseByOne(
            ExceptionState state, boolean money, Command command, String by, String note, String expected) {
        ExceptionItem item = new ExceptionItem(
                1,
                TestBank.DAY,
                failed(1, "X", money, false),
                null,
                1,
                state,
                state.proposed() ? "olga" : null,
                null,
                null,
                Instant.EPOCH,
                Instant.EPOCH);

        Verdict verdict = ExceptionRules.decide(item, command, by, note);

        assertThat(
                        verdict instanceof Verdict.To to
                                ? to.state().name()
                                : ((Verdict.Refused) verdict).reason().name())
                .isEqualTo(expected);
    }

    @Test
    void aNoteHasAnEnd() {
        ExceptionItem item = new ExceptionItem(
                1,
                TestBank.DAY,
                failed(1, "X", false, false),
                null,
                1,
                ExceptionState.OPEN,
                null,
                null,
                null,
                Instant.EPOCH,
                Instant.EPOCH);
        assertThat(ExceptionRules.decide(item, Command.SKIP, "olga", "x".repeat(500)))
                .isEqualTo(new Verdict.To(ExceptionState.SKIPPED));
        assertThat(ExceptionRules.decide(item, Command.SKIP, "olga", "x".repeat(501)))
                .isEqualTo(new Verdict.Refused(Refusal.NOTE));
    }

    @Test
    void theDatabaseItselfKeepsMoneyFromBeingGivenUpByOne() {
        items.raise(TestBank.DAY, List.of(failed(1, "X", true, false)));
        ExceptionItem item = items.list(ExceptionSearch.ALL, Long.MAX_VALUE, 1).get(0);

        assertThatThrownBy(() -> items.move(item, ExceptionState.SKIPPED, "olga", "why"))
                .hasMessageContaining("exception_item");
        items.move(item, ExceptionState.SKIP_PROPOSED, "olga", "why");
        assertThatThrownBy(() -> items.move(item, ExceptionState.SKIPPED, "olga", ""))
                .hasMessageContaining("exception_item");
        items.move(item, ExceptionState.SKIPPED, "adam", "");
        ExceptionItem closed = items.find(item.id()).orElseThrow();
        assertThat(closed.closedBy()).isEqualTo("adam");
        assertThat(closed.proposedBy()).isEqualTo("olga");
        assertThat(closed.note()).isEqualTo("why");
    }
}
