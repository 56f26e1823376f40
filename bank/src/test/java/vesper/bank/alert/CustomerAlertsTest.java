package vesper.bank.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vesper.bank.TestBank;
import vesper.bank.account.Account;
import vesper.bank.account.LedgerCode;
import vesper.bank.alert.CustomerAlerts.Alert;
import vesper.bank.alert.CustomerAlerts.Kind;
import vesper.bank.ledger.EntryKind;
import vesper.bank.ledger.EntryRequest;

class CustomerAlertsTest {
    private static TestBank bank;
    private static CustomerAlerts alerts;

    private final Account account = bank.current(100_00);
    private final long customer = account.customerId();

    @BeforeAll
    static void openBank() {
        bank = new TestBank();
        alerts = bank.bank().customerAlerts();
    }

    @AfterAll
    static void closeBank() {
        bank.close();
    }

    /** Positive: received, negative: paid. */
    private void move(long amountMinor) {
        Account cash = bank.bank().accounts().ledgerAccount(LedgerCode.CASH, "USD");
        bank.bank()
                .ledger()
                .book(List.of(EntryRequest.move(
                        UUID.randomUUID(),
                        EntryKind.TRANSFER,
                        TestBank.DAY,
                        "move",
                        amountMinor > 0 ? cash.id() : account.id(),
                        amountMinor > 0 ? account.id() : cash.id(),
                        Math.abs(amountMinor),
                        "USD",
                        false)));
    }

    private void wish(Map<Kind, Long> thresholds) {
        assertThat(alerts.change(customer, account.id(), alerts.preferences(customer, account.id()), thresholds))
                .isTrue();
    }

    private List<String> told() {
        return alerts.find(customer, List.of(account.id()), TestBank.DAY, 1000).stream()
                .map(alert -> alert.kind() + " " + alert.amountMinor())
                .toList();
    }

    @Test
    void nothingIsToldOfWhatCameBeforeTheWish() {
        move(-60_00);
        wish(Map.of(Kind.LARGE_PAYMENT, 50_00L));
        move(-10_00);
        assertThat(told()).isEmpty();
        move(-50_00);

        assertThat(told()).containsExactly("LARGE_PAYMENT -5000");
        wish(Map.of(Kind.LARGE_PAYMENT, 50_00L, Kind.MONEY_IN, 1_00L));
        assertThat(told()).as("the wish that stayed").containsExactly("LARGE_PAYMENT -5000");
        wish(Map.of(Kind.LARGE_PAYMENT, 40_00L));
        assertThat(told()).as("another wish").isEmpty();
    }

    @Test
    void lowBalanceIsToldWhenItIsReachedAndNotAgain() {
        wish(Map.of(Kind.LOW_BALANCE, 50_00L));
        move(-50_00);
        assertThat(told()).as("at the threshold").isEmpty();
        move(-1);
        move(-10_00);
        assertThat(told()).containsExactly("LOW_BALANCE -1");
        move(100_00);
        move(-99_00);

        assertThat(told()).containsExactly("LOW_BALANCE -9900", "LOW_BALANCE -1");
    }

    @Test
    void wishOfAnotherMomentIsNotChanged() {
        wish(Map.of(Kind.LOW_BALANCE, 50_00L));

        assertThat(alerts.change(customer, account.id(), Map.of(), Map.of(Kind.LOW_BALANCE, 1L)))
                .isFalse();
        assertThat(alerts.preferences(customer, account.id())).isEqualTo(Map.of(Kind.LOW_BALANCE, 50_00L));
    }

    @Test
    void whatIsToldAgreesWithABalanceThatIsCountedAlong() {
        SplittableRandom random = new SplittableRandom(5);
        Map<Kind, Long> thresholds =
                Map.of(Kind.LOW_BALANCE, 80_00L, Kind.LARGE_PAYMENT, 30_00L, Kind.MONEY_IN, 35_00L);
        wish(thresholds);
        List<String> expected = new ArrayList<>();
        long balance = 100_00;
        for (int n = 0; n < 120; n++) {
            long amount = random.nextLong(-balance, 60_00);
            if (amount == 0) {
                continue;
            }
            move(amount);
            if (-amount >= 30_00) {
                expected.add(0, "LARGE_PAYMENT " + amount);
            } else if (amount >= 35_00) {
                expected.add(0, "MONEY_IN " + amount);
            }
            if (balance >= 80_00 && balance + amount < 80_00) {
                expected.add(0, "LOW_BALANCE " + amount);
            }
            balance += amount;
        }

        assertThat(told()).hasSizeGreaterThan(20).containsExactlyInAnyOrderElementsOf(expected);
        List<Alert> newest = alerts.find(customer, List.of(account.id()), TestBank.DAY, 1);
        assertThat(newest).hasSize(1);
        assertThat(alerts.find(customer, List.of(), TestBank.DAY, 10))
                .as("of accounts not held any more")
                .isEmpty();
    }
}
