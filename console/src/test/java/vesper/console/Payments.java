package vesper.console;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import vesper.bank.Bank;
import vesper.bank.TestBank;
import vesper.bank.account.Account;
import vesper.bank.account.LedgerCode;
import vesper.bank.event.DecisionKind;
import vesper.bank.event.DecisionReason;
import vesper.bank.event.PaymentDecided;
import vesper.bank.event.PaymentKind;
import vesper.bank.event.PaymentSubmitted;
import vesper.bank.payment.DecisionMessage;

/** Decided card payments for tests. */
public final class Payments {
    private final Bank bank;
    private final byte[] cardKey = new byte[32];

    public Payments(Bank bank) {
        this.bank = bank;
    }

    /** Where, on what and from which internet address a customer paid. */
    public record Where(Double latitude, Double longitude, String country, String device, String ip) {}

    /** Records a card payment as screening decided it, and returns its id. */
    public UUID record(Account from, String cardNumber, long amountMinor, String merchant, DecisionKind decision) {
        return record(from, cardNumber, amountMinor, merchant, decision, new Where(null, null, null, null, null));
    }

    public UUID record(
            Account from, String cardNumber, long amountMinor, String merchant, DecisionKind decision, Where where) {
        UUID id = UUID.randomUUID();
        Instant now = Instant.parse("2023-06-05T02:14:00Z");
        UUID card = bank.cards(cardKey).issue(cardNumber, from.id()).id();
        PaymentSubmitted submitted = new PaymentSubmitted(
                id,
                "till-7",
                PaymentKind.CARD_PAYMENT,
                from.id(),
                bank.accounts().ledgerAccount(LedgerCode.CARD_SETTLEMENT, "USD").id(),
                card,
                amountMinor,
                "USD",
                merchant,
                "shopping_net",
                null,
                now,
                now.plusMillis(250),
                TestBank.DAY,
                ByteBuffer.wrap(new byte[32]),
                where.latitude(),
                where.longitude(),
                where.country(),
                where.device(),
                null,
                from.customerId(),
                from.openedOn(),
                where.ip());
        boolean doubted = decision != DecisionKind.APPROVE;
        bank.payments()
                .record(List.of(DecisionMessage.of(new PaymentDecided(
                        submitted,
                        decision,
                        "screening",
                        doubted ? 61 : 4,
                        doubted
                                ? List.of(
                                        new DecisionReason("night-hours", 20, "Paid at night, in hour 2 UTC"),
                                        new DecisionReason(
                                                "amount-high-for-merchant",
                                                41,
                                                "The amount is 3.2 deviations above what is paid to this merchant"))
                                : List.of(),
                        List.of((double) amountMinor, 2.0, 5.0),
                        "standard-1",
                        0,
                        42L,
                        null,
                        null))));
        return id;
    }
}
