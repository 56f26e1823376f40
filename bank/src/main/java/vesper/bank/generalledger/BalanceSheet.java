package vesper.bank.generalledger;

import java.time.LocalDate;
import java.util.List;
import vesper.bank.generalledger.TrialBalance.Line;

/**
 * What the bank has and owes in one currency at the close of a business date: assets are liabilities, equity and the result so
 * far. A balance on the other side than its type's, such as current accounts that are overdrawn altogether, is negative.
 *
 * @param resultMinor income less expenses of all time, which is not yet anyone's; negative: a loss
 */
public record BalanceSheet(
        LocalDate businessDate,
        String currency,
        List<Line> assets,
        List<Line> liabilities,
        List<Line> equity,
        long resultMinor) {
    static BalanceSheet of(TrialBalance balances, String currency) {
        return new BalanceSheet(
                balances.businessDate(),
                currency,
                of(balances, currency, AccountType.ASSET),
                of(balances, currency, AccountType.LIABILITY),
                of(balances, currency, AccountType.EQUITY),
                total(of(balances, currency, AccountType.INCOME)) - total(of(balances, currency, AccountType.EXPENSE)));
    }

    static List<Line> of(TrialBalance balances, String currency, AccountType type) {
        return balances.of(currency).stream()
                .filter(line -> line.type() == type)
                .toList();
    }

    static long total(List<Line> lines) {
        return lines.stream().mapToLong(Line::normalMinor).reduce(0, Math::addExact);
    }

    public long assetsMinor() {
        return total(assets);
    }

    public long liabilitiesMinor() {
        return total(liabilities);
    }

    /** What is owed to others, to owners, and the result: as much as the assets. */
    public long liabilitiesAndEquityMinor() {
        return Math.addExact(Math.addExact(liabilitiesMinor(), total(equity)), resultMinor);
    }
}
