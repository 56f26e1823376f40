package vesper.bank.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vesper.bank.Bank;
import vesper.bank.TestBank;

class AccountsTest {
    private final TestBank test = new TestBank();
    private final Bank bank = test.bank();

    @AfterEach
    void close() {
        test.close();
    }

    private Account own() {
        return bank.accounts().ledgerAccount(LedgerCode.RECOVERIES, "JPY");
    }

    @Test
    void anOwnAccountIsTheSameInsideAndAfterTheTransactionThatOpensIt() {
        Account inside = Objects.requireNonNull(bank.transaction().execute(status -> {
            assertThat(own()).isSameAs(own());
            return own();
        }));

        assertThat(own()).isSameAs(inside);
    }

    @Test
    void anOwnAccountWhoseTransactionRolledBackIsOpenedAgain() {
        Account rolledBack = Objects.requireNonNull(bank.transaction().execute(status -> {
            status.setRollbackOnly();
            return own();
        }));

        assertThat(bank.accounts().byId(rolledBack.id())).isEmpty();
        assertThat(bank.accounts().byId(own().id())).isPresent();
    }

    @Test
    void accountsThatBearInterestArePartedByTheirNumberWhateverLiesBetween() {
        assertThat(bank.accounts().depositSplits(3)).containsExactly(0L, 0L);
        List<Long> deposits = new ArrayList<>();
        for (int n = 0; n < 6; n++) {
            deposits.add(test.account(n % 2 == 0 ? "savings" : "current", 0).id());
        }
        for (int n = 0; n < 30; n++) {
            test.account("loan", 0);
        }
        for (int n = 0; n < 3; n++) {
            deposits.add(test.account("savings", 0).id());
        }

        assertThat(bank.accounts().depositSplits(3)).containsExactly(deposits.get(2), deposits.get(5));
        assertThat(bank.accounts().depositSplits(1)).isEmpty();
    }
}
