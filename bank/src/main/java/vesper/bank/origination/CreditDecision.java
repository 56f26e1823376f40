package vesper.bank.origination;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the rules say of an application.
 *
 * @param reasons why it was not approved; empty if it was
 */
public record CreditDecision(Kind kind, List<Reason> reasons) {
    /** Ordered from best to worst: the worst reason decides. */
    public enum Kind {
        APPROVE,
        REFER,
        DECLINE
    }

    /** Why rules do not approve. The lower-case name is the stable code. */
    public enum Reason {
        UNAFFORDABLE(Kind.DECLINE, "Income does not cover outgoings, debts and this loan"),
        DEBT_SERVICE_TOO_HIGH(Kind.DECLINE, "Too much of the income would go into debts"),
        SCORE_TOO_LOW(Kind.DECLINE, "The score is too low"),
        UNAFFORDABLE_WHEN_STRESSED(Kind.REFER, "Income would not cover the loan if its rate were raised"),
        SCORE_IN_BETWEEN(Kind.REFER, "The score leaves the decision to people"),
        ABOVE_AUTOMATIC_LIMIT(
                Kind.REFER, "Together with other loans and applications the amount is above what rules may lend");

        private final Kind kind;
        private final String detail;

        Reason(Kind kind, String detail) {
            this.kind = kind;
            this.detail = detail;
        }

        public Kind kind() {
            return kind;
        }

        /** In words, for the customer. */
        public String detail() {
            return detail;
        }

        /** The stable code, such as {@code score_too_low}. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public CreditDecision {
        reasons = List.copyOf(reasons);
    }

    /**
     * Decides by the policy.
     *
     * @param exposureMinor the amount asked for, what the customer owes on loans in the currency, and other applications
     */
    static CreditDecision of(LendingPolicy policy, int score, Affordability affordability, long exposureMinor) {
        List<Reason> reasons = new ArrayList<>();
        if (affordability.disposableMinor() < 0) {
            reasons.add(Reason.UNAFFORDABLE);
        } else if (affordability.stressedDisposableMinor() < 0) {
            reasons.add(Reason.UNAFFORDABLE_WHEN_STRESSED);
        }
        BigDecimal debtService = affordability.debtServicePct();
        if (debtService != null && debtService.compareTo(policy.maxDebtServicePct()) > 0) {
            reasons.add(Reason.DEBT_SERVICE_TOO_HIGH);
        }
        if (score < policy.declineBelowScore()) {
            reasons.add(Reason.SCORE_TOO_LOW);
        } else if (score < policy.approveFromScore()) {
            reasons.add(Reason.SCORE_IN_BETWEEN);
        }
        if (exposureMinor > policy.automaticLimitMinor()) {
            reasons.add(Reason.ABOVE_AUTOMATIC_LIMIT);
        }
        Kind worst = Kind.APPROVE;
        for (Reason reason : reasons) {
            worst = reason.kind().compareTo(worst) > 0 ? reason.kind() : worst;
        }
        return new CreditDecision(worst, reasons);
    }
}
