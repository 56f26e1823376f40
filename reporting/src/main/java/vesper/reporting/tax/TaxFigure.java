package vesper.reporting.tax;

/** The figures of a year that a tax return asks for; amounts in minor units, positive. */
public enum TaxFigure {
    /** Interest posted to accounts. */
    INTEREST_EARNED,
    /** Tax that the bank kept back for a tax office. */
    TAX_WITHHELD,
    /** Interest on what was overdrawn, and paid on loans. */
    INTEREST_CHARGED,
    /** Fees charged, and fees and penalties paid on loans. */
    FEES
}
