package vesper.bank.deposit;

/** How often a product's interest is posted: on the last calendar day of each. The names are stored ({@code product.capitalised}). */
public enum CapitalisationPeriod {
    MONTH,
    QUARTER,
    YEAR
}
