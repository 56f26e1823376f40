package vesper.bank.account;

/** The chart of the bank's own accounts; each exists once per currency. */
public enum LedgerCode {
    /** Cash and balances at other banks: the other side of deposits from outside. Asset. */
    CASH("1010", "Cash and balances at other banks"),
    /** What the bank holds or owes in a currency from exchanging it for others; the sum over all currencies, at a day's rates, is
     * the gain or loss. Asset. */
    POSITION("1310", "Foreign exchange position"),
    /** Interest that loans have earned and that is not paid yet; below zero on a loan whose interest was paid in advance. Asset. */
    LOAN_INTEREST("1410", "Loan interest receivable"),
    /** Fees charged on loans and not paid yet. Asset. */
    LOAN_FEES("1420", "Loan fees receivable"),
    /** Penalties charged on loans and not paid yet. Asset. */
    LOAN_PENALTIES("1430", "Loan penalties receivable"),
    /** What is set aside for overdue loans; has a credit balance. Asset. */
    LOAN_ALLOWANCE("1490", "Loan loss allowance"),
    /** What is owed to merchants and the card scheme for card payments. Liability. */
    CARD_SETTLEMENT("2010", "Card settlement"),
    /** What borrowers paid too much and have not got back. Liability. */
    LOAN_OVERPAYMENTS("2210", "Loan overpayments"),
    /** Tax kept back of interest and not paid to the tax office yet. Liability. */
    WITHHOLDING_TAX("2310", "Withholding tax payable"),
    /** Interest earned on loans and overdrafts. Income. */
    INTEREST_INCOME("4010", "Interest income"),
    /** Fees charged on loans and for accounts. Income. */
    FEE_INCOME("4020", "Fee income"),
    /** Penalties charged on loans. Income. */
    PENALTY_INCOME("4030", "Penalty income"),
    /** What still came in on loans held to be lost. Income. */
    RECOVERIES("4040", "Recoveries of loan losses"),
    /** Interest paid on customers' balances. Expense. */
    INTEREST_EXPENSE("5010", "Interest expense"),
    /** What is set aside for overdue loans, or comes back of it. Expense. */
    PROVISION_EXPENSE("5110", "Loan loss provisions"),
    /** Instalments that the bank paid out of its own pocket. Expense. */
    GOODWILL("5120", "Goodwill credits on loans"),
    /** Loans held to be lost or given up. Expense. */
    LOAN_LOSSES("5130", "Loan losses");

    private final String code;
    private final String title;

    LedgerCode(String code, String title) {
        this.code = code;
        this.title = title;
    }

    public String code() {
        return code;
    }

    public String title() {
        return title;
    }
}
