package vesper.bank.account;

import static org.assertj.core.api.Assertions.assertThat;

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
}
