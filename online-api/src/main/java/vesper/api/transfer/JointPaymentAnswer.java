package vesper.api.transfer;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vesper.bank.account.Account;
import vesper.bank.holder.JointPayment;
import vesper.bank.money.Money;

/** A transfer that two must sign, as it stands. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "JointPayment", description = "A transfer that two must sign, as it stands.")
record JointPaymentAnswer(
        @Schema(format = "uuid", example = "0197a3c8-2f6e-7c1d-9b1e-3f6d2f1d9a55")
        String id,

        @Schema(example = "GB71VESP00000000000042") String from,

        @Schema(example = "GB44VESP00000000000043") String to,

        @Schema(example = "250.00") String amount,

        @Schema(example = "USD") String currency,

        @Schema(example = "Rent") String reference,

        @Schema(
                description =
                        "waiting for the other holder; approved: being sent; sent: see payment; refused: approved, and then not taken",
                allowableValues = {"waiting", "approved", "sent", "rejected", "refused", "expired"})
        String status,

        @Schema(description = "stable code, for refused", example = "account_closed") @Nullable
        String reason,

        @Schema(
                description = "until when the other holder may decide",
                format = "date-time",
                example = "2026-01-18T09:30:00Z")
        String expiresAt,

        @Schema(
                description = "the payment that it became, which who asked may follow at /v1/payments",
                format = "uuid",
                example = "0f0c4c7e-6a66-5d7c-8b1e-3f6d2f1d9a55")
        @Nullable
        String payment) {

    /** Without its contents: they are personal. */
    @Override
    public String toString() {
        return "JointPaymentAnswer";
    }

    static JointPaymentAnswer of(JointPayment payment, Account from, Account to, Instant now) {
        return new JointPaymentAnswer(
                payment.id().toString(),
                from.number(),
                to.number(),
                new Money(payment.amountMinor(), payment.currency()).toDecimal().toPlainString(),
                payment.currency(),
                payment.narrative(),
                payment.isExpired(now) ? "expired" : payment.state().name().toLowerCase(Locale.ROOT),
                payment.reason(),
                payment.expiresAt().toString(),
                payment.paymentId() == null ? null : payment.paymentId().toString());
    }

    /** From all accounts of a holder. */
    @Schema(name = "JointPaymentList", description = "Transfers that two must sign, newest first; the last 200.")
    record All(List<JointPaymentAnswer> jointPayments) {}
}
