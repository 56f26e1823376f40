package vesper.bank.servicing;

/**
 * What a running total of many loans rose or fell by together.
 *
 * @param loans whose row moved
 * @param addedMinor sum of the differences; negative where the total fell
 */
public record LoanSum(String currency, long loans, long addedMinor) {}
