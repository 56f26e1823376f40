package vesper.bank.holder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import vesper.bank.TestBank;
import vesper.bank.account.Account;
import vesper.bank.account.LedgerCode;

class HoldersTest {
    private static TestBank bank;
    private static Holders holders;

    private final Account account = bank.current(100_00);
    private final long first = account.customerId();
    private final long second = bank.current(0).customerId();
    private final long third = bank.current(0).customerId();

    @BeforeAll
    static void openBank() {
        bank = new TestBank();
        holders = bank.bank().holders();
    }

    @AfterAll
    static void closeBank() {
        bank.close();
    }

    @Test
    void whoHoldsAnAccountAloneMayDoAll() {
        assertThat(holders.rights(account, first)).contains(Rights.SOLE);
        assertThat(holders.rights(account, second)).isEmpty();
        assertThat(holders.of(bank.bank().accounts().ledgerAccount(LedgerCode.CASH, "USD")))
                .isEmpty();
    }

    @Test
    void whoMayLookChangesNothingForTheFirst() {
        holders.put(account, second, Rights.VIEW_ONLY);

        assertThat(holders.rights(account, first)).contains(Rights.SOLE);
        assertThat(holders.rights(account, second)).contains(Rights.VIEW_ONLY);
        assertThat(holders.heldBy(second)).containsExactly(account.id());
    }

    @Test
    void thoseWhoActDoSoByTheSameRights() {
        holders.put(account, second, Rights.EITHER);
        holders.put(account, third, Rights.BOTH_TO_SIGN);

        assertThat(holders.of(account)).extracting(Holders.Holder::rights).containsOnly(Rights.BOTH_TO_SIGN);
        holders.put(account, third, Rights.VIEW_ONLY);
        assertThat(holders.rights(account, first)).contains(Rights.BOTH_TO_SIGN);

        assertThat(holders.remove(account.id(), second)).isTrue();
        assertThat(holders.remove(account.id(), second)).isFalse();
        assertThat(holders.rights(account, first)).contains(Rights.SOLE);
    }

    @Test
    void firstHolderIsNoOther() {
        assertThatThrownBy(() -> holders.put(account, first, Rights.EITHER))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void transferIsDecidedOnceAndInTime() {
        JointPayments payments = bank.bank().jointPayments();
        Instant now = Instant.parse("2026-01-05T10:00:00Z");
        JointPayment waits = payments.add(asked(now.plusSeconds(60)));

        assertThat(payments.approve(waits.id(), second, now.plusSeconds(60)))
                .as("too late")
                .isFalse();
        assertThat(payments.find(waits.id()).orElseThrow().isExpired(now.plusSeconds(60)))
                .isTrue();
        assertThat(payments.approve(waits.id(), second, now)).isTrue();
        assertThat(payments.reject(waits.id(), first, now)).as("decided").isFalse();
        payments.sent(waits.id(), UUID.randomUUID());
        payments.refused(waits.id(), "account_closed");

        assertThat(payments.find(waits.id()).orElseThrow().state()).isEqualTo(JointPayment.State.SENT);
    }

    @Test
    void whoAskedDoesNotApprove() {
        JointPayments payments = bank.bank().jointPayments();
        JointPayment waits = payments.add(asked(Instant.now().plusSeconds(60)));

        assertThatThrownBy(() -> payments.approve(waits.id(), first, Instant.now()))
                .isInstanceOf(DataIntegrityViolationException.class);
        assertThat(payments.reject(waits.id(), first, Instant.now())).isTrue();
    }

    private JointPayments.Asked asked(Instant expires) {
        return new JointPayments.Asked(
                account.id(), bank.current(0).id(), 10_00, "USD", "Rent", first, "login", expires);
    }
}
