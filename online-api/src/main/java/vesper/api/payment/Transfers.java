package vesper.api.payment;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.springframework.stereotype.Component;
import vesper.api.payment.PaymentIntake.Sender;

/** The way in for transfers that other parts of the API have decided on: they go the way of all payments. */
@Component
public final class Transfers {
    private final PaymentIntake intake;

    Transfers(PaymentIntake intake) {
        this.intake = intake;
    }

    /**
     * A transfer whose payer has agreed to it.
     *
     * @param login in whose name it is sent: that login can follow it
     * @param key idempotency key: sent again with it, the transfer has no further effect
     * @param amount decimal number in major units
     */
    public record Agreed(
            String login, String key, String from, String to, String amount, String currency, String reference) {

        /** Without its contents: they are personal. */
        @Override
        public String toString() {
            return "Agreed";
        }
    }

    /**
     * Sends it; returns at once.
     *
     * @return completes with the payment's id once it is held durably; fails with a {@link
     *     vesper.api.problem.ProblemException} if it was not taken
     */
    public CompletableFuture<UUID> send(Agreed transfer) {
        PaymentRequest request = new PaymentRequest(
                "transfer",
                null,
                transfer.from(),
                transfer.to(),
                null,
                null,
                transfer.amount(),
                transfer.currency(),
                null,
                transfer.reference(),
                null,
                null,
                null,
                null,
                null,
                null);
        TrackedPayment payment = intake.submit(
                        new Sender(transfer.login(), false, null, null), transfer.key(), intake.check(request))
                .payment();
        return payment.acknowledged().thenApply(accepted -> payment.id());
    }
}
