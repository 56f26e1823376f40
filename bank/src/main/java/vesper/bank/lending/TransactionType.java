package vesper.bank.lending;

/** What happened on a loan. */
public enum TransactionType {
    DISBURSEMENT,
    REPAYMENT,
    /** The part of a disbursement that is repaid at once. */
    DOWN_PAYMENT,
    /** The bank repays out of its own pocket. */
    GOODWILL_CREDIT,
    /** The merchant gives the price back; it repays the loan that paid it. */
    MERCHANT_ISSUED_REFUND,
    PAYOUT_REFUND,
    /** Cash back to the borrower out of what was repaid. */
    REFUND,
    /** A repayment that its bank has called back. */
    CHARGEBACK,
    /** What was overpaid goes back to the borrower. */
    CREDIT_BALANCE_REFUND,
    CHARGE_WAIVER,
    /** Held to be lost in the books; still owed. */
    CHARGE_OFF,
    /** Given up. */
    WRITE_OFF,
    /** What is owed is spread over new instalments from a new date. */
    RE_AGE,
    /** What is overdue is spread over the coming instalments. */
    RE_AMORTISATION,
    /** Interest, fees and penalties earned. */
    ACCRUAL;

    /** Whether it pays instalments. */
    public boolean repays() {
        return switch (this) {
            case REPAYMENT, DOWN_PAYMENT, GOODWILL_CREDIT, MERCHANT_ISSUED_REFUND, PAYOUT_REFUND -> true;
            default -> false;
        };
    }

    /** Whether the principal balance that follows it is of interest; the others show none. */
    boolean showsBalance() {
        return switch (this) {
            case CHARGE_OFF, WRITE_OFF, RE_AGE, RE_AMORTISATION, ACCRUAL -> false;
            default -> true;
        };
    }
}
