package vesper.bank.directdebit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vesper.bank.TestBank;
import vesper.bank.account.Account;
import vesper.bank.account.AccountStatus;
import vesper.bank.directdebit.DirectDebits.Collected;
import vesper.bank.directdebit.DirectDebits.Collection;
import vesper.bank.directdebit.DirectDebits.Mandate;

class DirectDebitsTest {
    private final TestBank test = new TestBank();
    private final DirectDebits directDebits = test.bank().directDebits();
    private final Account creditor = test.current(0);

    @AfterEach
    void close() {
        test.close();
    }

    private long mandate(Account debtor, LocalDate signedOn) {
        return directDebits.grant(
                new Mandate(creditor.id(), debtor.id(), "M-" + debtor.id(), signedOn, Long.valueOf(50_00)));
    }

    private void present(long mandate, String endToEndId, long amountMinor, LocalDate dueOn) {
        assertThat(directDebits.present(mandate, new Collection(endToEndId, amountMinor, "USD", dueOn, "Gas")))
                .isTrue();
    }

    private List<RejectReason> collect(LocalDate day) {
        return directDebits.collect(day, Long.MIN_VALUE, 100).stream()
                .map(Collected::rejected)
                .toList();
    }

    @Test
    void eachIsCollectedOnceOnItsDayAndOneThatCannotBeHoldsUpNoOther() {
        Account funded = test.current(100_00);
        Account poor = test.current(1_00);
        Account frozen = test.current(100_00);
        test.bank().accounts().setStatus(frozen.id(), AccountStatus.FROZEN);
        long good = mandate(funded, TestBank.DAY);
        present(mandate(poor, TestBank.DAY), "1", 20_00, TestBank.DAY);
        present(mandate(frozen, TestBank.DAY), "1", 20_00, TestBank.DAY);
        present(good, "1", 20_00, TestBank.DAY);
        present(good, "2", 50_01, TestBank.DAY);
        present(good, "3", 30_00, TestBank.DAY.plusDays(1));
        assertThat(directDebits.present(good, new Collection("1", 20_00, "USD", TestBank.DAY, "Gas")))
                .as("presented before")
                .isFalse();

        assertThat(directDebits.countDue(TestBank.DAY)).isEqualTo(4);
        assertThat(collect(TestBank.DAY))
                .containsExactly(RejectReason.AM04, RejectReason.AC06, null, RejectReason.AM02);
        assertThat(collect(TestBank.DAY)).isEmpty();

        assertThat(test.balance(funded)).isEqualTo(80_00);
        assertThat(test.balance(creditor)).isEqualTo(20_00);
        assertThat(test.balance(poor)).isEqualTo(1_00);
        assertThat(test.bank().proof().check().breaks()).isEmpty();
    }

    @Test
    void nothingIsCollectedBeforeAMandateIsSignedOrOnceItIsRevoked() {
        Account early = test.current(100_00);
        Account revoked = test.current(100_00);
        long later = mandate(early, TestBank.DAY.plusDays(1));
        long gone = mandate(revoked, TestBank.DAY.minusDays(9));
        present(later, "1", 1_00, TestBank.DAY);
        present(gone, "1", 1_00, TestBank.DAY);
        assertThat(directDebits.revoke(gone, TestBank.DAY)).isTrue();
        assertThat(directDebits.revoke(gone, TestBank.DAY)).isFalse();

        assertThat(collect(TestBank.DAY)).containsExactly(RejectReason.MD01, RejectReason.MD01);
        assertThat(mandate(revoked, TestBank.DAY)).as("known by its reference").isEqualTo(gone);
    }
}
