package vesper.bank.directdebit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import vesper.bank.directdebit.Mandates.Registration;

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

    @Test
    void aMandateIsRegisteredOnceCancelledOnceAndBothAreInTheAuditLog() {
        Mandates mandates = test.bank().mandates();
        Account debtor = test.current(100_00);
        Registration wanted =
                new Registration(creditor.number(), debtor.number(), " GAS-1 ", TestBank.DAY, Long.valueOf(50_00));

        Mandates.Registered first = mandates.register(wanted, TestBank.staff("olga"));
        assertThat(first.known()).isFalse();
        assertThat(first.mandate().reference()).isEqualTo("GAS-1");
        assertThat(mandates.register(wanted, TestBank.staff("olga")))
                .isEqualTo(new Mandates.Registered(first.mandate(), true));
        long id = first.mandate().id();
        present(id, "1", 20_00, TestBank.DAY);
        assertThat(collect(TestBank.DAY)).containsOnlyNulls();
        present(id, "2", 20_00, TestBank.DAY);

        assertThat(mandates.cancel(id, TestBank.staff("olga")).orElseThrow().cancelledFrom())
                .isEqualTo(TestBank.DAY);
        assertThatThrownBy(() -> mandates.cancel(id, TestBank.staff("olga")))
                .isInstanceOf(Mandates.CancelledException.class);
        assertThat(mandates.cancel(id + 1, TestBank.staff("olga"))).isEmpty();
        assertThat(collect(TestBank.DAY)).containsExactly(RejectReason.MD01);

        assertThat(mandates.presented(id, 9))
                .extracting(Mandates.Presented::state)
                .containsExactly("REJECTED", "BOOKED");
        assertThat(mandates.list(debtor.number(), Long.MAX_VALUE, 9)).hasSize(1);
        assertThat(mandates.list(creditor.number(), Long.MAX_VALUE, 9)).hasSize(1);
        assertThat(mandates.list(test.current(0).number(), Long.MAX_VALUE, 9)).isEmpty();
        assertThat(mandates.list(null, id, 9)).isEmpty();
        assertThat(test.bank()
                        .jdbc()
                        .sql(
                                "select action || ' ' || outcome from audit_event where action like 'mandate%' order by seq")
                        .query(String.class)
                        .list())
                .containsExactly("mandate.register DONE", "mandate.cancel DONE", "mandate.cancel REFUSED");
    }

    @Test
    void whatCannotBeAMandateIsRefusedWithItsReason() {
        Mandates mandates = test.bank().mandates();
        Account debtor = test.current(0);
        String from = creditor.number();
        String to = debtor.number();
        mandates.register(new Registration(from, to, "GAS-1", TestBank.DAY, null), TestBank.staff("olga"));

        refused(new Registration(from, from, "GAS-2", TestBank.DAY, null), "the same account");
        refused(new Registration("GB00", to, "GAS-2", TestBank.DAY, null), "no customer's account GB00");
        refused(new Registration(from, to, "  ", TestBank.DAY, null), "printable characters");
        refused(new Registration(from, to, "G".repeat(36), TestBank.DAY, null), "printable characters");
        refused(new Registration(from, to, "GAS-2", TestBank.DAY.plusDays(1), null), "signed after today");
        refused(new Registration(from, to, "GAS-2", TestBank.DAY, 0L), "not positive");
        refused(new Registration(from, to, "GAS-1", TestBank.DAY, 1L), "another mandate GAS-1");
        refused(new Registration(from, test.current(0).number(), "GAS-1", TestBank.DAY, null), "another mandate");
        test.bank().accounts().setStatus(debtor.id(), AccountStatus.CLOSED);
        refused(new Registration(from, to, "GAS-2", TestBank.DAY, null), "is closed");
        assertThat(mandates.list(null, Long.MAX_VALUE, 9)).hasSize(1);
    }

    private void refused(Registration wanted, String reason) {
        assertThatThrownBy(() -> test.bank().mandates().register(wanted, TestBank.staff("olga")))
                .isInstanceOf(Mandates.InvalidMandateException.class)
                .hasMessageContaining(reason);
    }
}
