package vesper.bank.account;

/** The chart of the bank's own accounts; each exists once per currency. */
public enum LedgerCode {
    /** Cash and balances at other banks: the other side of deposits from outside. Asset. */
    CASH("1010", "Cash and balances at other banks"),
    /** What the bank holds or owes in a currency from exchanging it for others; the sum over all currencies, at a day's rates, is
     * the gain or loss. Asset. */
    POSITION("1310", "Foreign exchange position"),
    /** What is owed to merchants and the card scheme for card payments. Liability. */
    CARD_SETTLEMENT("2010", "Card settlement"),
    /** Interest earned on loans and overdrafts. Income. */
    INTEREST_INCOME("4010", "Interest income"),
    /** Interest paid on customers' balances. Expense. */
    INTEREST_EXPENSE("5010", "Interest expense");

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
