package vesper.bank.servicing;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vesper.bank.lending.LoanCommand;
import vesper.bank.lending.LoanTerms;
import vesper.bank.lending.LoanTransaction.ReAge;
import vesper.bank.lending.TermChange;
import vesper.bank.lending.TransactionType;
import vesper.bank.money.Money;

/**
 * What staff change on a loan by hand. Each action has the fields it needs ({@link Action}), and no others.
 *
 * @param on the value date, not after the date that payments are taken for; of a change of terms the due date of the first
 *     instalment that it concerns
 * @param amountMinor positive
 * @param target the payment, charge or transaction that it is about, by its number on the loan
 * @param newDueOn of the instalment that moves, or of the first new one
 * @param instalments how many; positive
 * @param ratePct yearly rate in percent
 */
public record LoanAdjustment(
        Action action,
        @Nullable LocalDate on,
        @Nullable Long amountMinor,
        @Nullable Long target,
        @Nullable LocalDate newDueOn,
        @Nullable Integer instalments,
        @Nullable BigDecimal ratePct) {
    private static final int MOST_INSTALMENTS = 600;
    private static final BigDecimal HIGHEST_RATE = BigDecimal.valueOf(1000);

    /** What can be done, with the fields that it needs. */
    public enum Action {
        /** The bank repays out of its own pocket. */
        GOODWILL_CREDIT("Goodwill credit", Field.ON, Field.AMOUNT),
        /** The merchant gave the price back through the linked account; it repays the loan that paid it. */
        MERCHANT_REFUND("Merchant refund", Field.ON, Field.AMOUNT),
        /** Cash back to the borrower out of what was repaid. */
        REFUND("Refund of repayments", Field.ON, Field.AMOUNT),
        /** What was overpaid goes back to the borrower. */
        OVERPAYMENT_REFUND("Refund of an overpayment", Field.ON, Field.AMOUNT),
        /** A repayment that its bank has called back is owed again. */
        CHARGEBACK("Chargeback", Field.TARGET, Field.AMOUNT),
        /** A fee, due on a day. */
        FEE("Fee", Field.ON, Field.AMOUNT),
        /** A fee or penalty is given up. */
        WAIVER("Waiver of a charge", Field.TARGET),
        /** Held to be lost in the books; still owed. */
        CHARGE_OFF("Charge-off", Field.ON),
        /** Given up. */
        WRITE_OFF("Write-off", Field.ON),
        /** A transaction that no longer counts. */
        UNDO("Undo a transaction", Field.TARGET),
        /** An instalment moves; the later ones follow from it. */
        NEW_DUE_DATE("New due date", Field.ON, Field.NEW_DUE_ON),
        /** Instalments of which nothing is paid; as many are added at the end. */
        PAYMENT_HOLIDAY("Payment holiday", Field.ON, Field.INSTALMENTS),
        /** Instalments added at the end; what is owed is spread over them. */
        LONGER_TERM("Longer term", Field.ON, Field.INSTALMENTS),
        NEW_RATE("New rate", Field.ON, Field.RATE),
        /** What is owed is spread over new monthly instalments. */
        RE_AGEING("Re-ageing", Field.NEW_DUE_ON, Field.INSTALMENTS),
        /** What is overdue is spread over the coming instalments. */
        RE_AMORTISATION("Re-amortisation");

        private final String label;
        private final @Nullable Field first;
        private final @Nullable Field second;

        Action(String label) {
            this(label, null, null);
        }

        Action(String label, Field needed) {
            this(label, needed, null);
        }

        Action(String label, @Nullable Field first, @Nullable Field second) {
            this.label = label;
            this.first = first;
            this.second = second;
        }

        /** Its name for people. */
        public String label() {
            return label;
        }

        public boolean needs(Field field) {
            return field == first || field == second;
        }
    }

    /** A field that an action may need. */
    public enum Field {
        ON("date"),
        AMOUNT("amount"),
        TARGET("number"),
        NEW_DUE_ON("new due date"),
        INSTALMENTS("instalments"),
        RATE("rate");

        private final String label;

        Field(String label) {
            this.label = label;
        }

        /** Its name for people. */
        public String label() {
            return label;
        }
    }

    /** @throws IllegalArgumentException naming the field that is missing, too much or out of range */
    public LoanAdjustment {
        require(action, Field.ON, on);
        require(action, Field.AMOUNT, amountMinor);
        require(action, Field.TARGET, target);
        require(action, Field.NEW_DUE_ON, newDueOn);
        require(action, Field.INSTALMENTS, instalments);
        require(action, Field.RATE, ratePct);
        require(amountMinor == null || amountMinor > 0, "amount must be positive");
        require(
                instalments == null || (instalments > 0 && instalments <= MOST_INSTALMENTS),
                "instalments must be 1 to " + MOST_INSTALMENTS);
        require(
                ratePct == null || (ratePct.signum() >= 0 && ratePct.compareTo(HIGHEST_RATE) <= 0),
                "rate must be 0 to " + HIGHEST_RATE + " percent");
    }

    private static void require(Action action, Field field, @Nullable Object value) {
        require(!action.needs(field) || value != null, field.label + " is missing");
        require(action.needs(field) || value == null, field.label + " is not used by " + action);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    /** What is asked of the loan. */
    LoanCommand command(String currency) {
        return switch (action) {
            case GOODWILL_CREDIT -> pay(TransactionType.GOODWILL_CREDIT, currency);
            case MERCHANT_REFUND -> pay(TransactionType.MERCHANT_ISSUED_REFUND, currency);
            case REFUND -> pay(TransactionType.REFUND, currency);
            case OVERPAYMENT_REFUND -> new LoanCommand.RefundCredit(required(on), money(currency));
            case CHARGEBACK -> new LoanCommand.Chargeback(required(target), money(currency));
            case FEE -> new LoanCommand.AddCharge("Fee", false, required(on), money(currency));
            case WAIVER -> new LoanCommand.WaiveCharge(required(target));
            case CHARGE_OFF -> new LoanCommand.ChargeOff(required(on));
            case WRITE_OFF -> new LoanCommand.WriteOff(required(on));
            case UNDO -> new LoanCommand.Undo(required(target));
            case NEW_DUE_DATE -> change(newDueOn, 0, 0, null);
            case PAYMENT_HOLIDAY -> change(null, required(instalments), 0, null);
            case LONGER_TERM -> change(null, 0, required(instalments), null);
            case NEW_RATE -> change(null, 0, 0, ratePct);
            case RE_AGEING ->
                new LoanCommand.ReAgeFrom(
                        new ReAge(required(newDueOn), required(instalments), 1, LoanTerms.Unit.MONTHS));
            case RE_AMORTISATION -> new LoanCommand.ReAmortise();
        };
    }

    private LoanCommand pay(TransactionType type, String currency) {
        return new LoanCommand.Pay(type, required(on), money(currency));
    }

    private Money money(String currency) {
        return new Money(required(amountMinor), currency);
    }

    private LoanCommand change(@Nullable LocalDate moved, int holiday, int extra, @Nullable BigDecimal rate) {
        return new LoanCommand.Reschedule(new TermChange(required(on), moved, holiday, holiday, extra, rate));
    }

    private static <T> T required(@Nullable T value) {
        return Objects.requireNonNull(value, "checked when it was made");
    }
}
