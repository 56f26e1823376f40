package vesper.bank.generalledger;

import java.time.LocalDate;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Every account of the chart with its balance at the close of a business date; debits and credits are equal in each currency.
 *
 * @param lines by currency and code; those that were ever booked on
 */
public record TrialBalance(LocalDate businessDate, List<Line> lines) {
    public TrialBalance {
        lines = List.copyOf(lines);
    }

    /**
     * One account in one currency.
     *
     * @param balanceMinor positive: credit
     */
    public record Line(String code, String name, AccountType type, String currency, long balanceMinor) {
        /** The balance if it is a debit, as a positive amount; else zero. */
        public long debitMinor() {
            return Math.max(Math.negateExact(balanceMinor), 0);
        }

        /** The balance if it is a credit; else zero. */
        public long creditMinor() {
            return Math.max(balanceMinor, 0);
        }

        /** Positive on the side where the account's type has its balance. */
        public long normalMinor() {
            return type.onNormalSide(balanceMinor);
        }
    }

    public List<String> currencies() {
        return lines.stream().map(Line::currency).distinct().toList();
    }

    public List<Line> of(String currency) {
        return lines.stream().filter(line -> line.currency().equals(currency)).toList();
    }

    public long debitMinor(String currency) {
        return total(currency, Line::debitMinor);
    }

    public long creditMinor(String currency) {
        return total(currency, Line::creditMinor);
    }

    private long total(String currency, ToLongFunction<Line> amount) {
        return of(currency).stream().mapToLong(amount).reduce(0, Math::addExact);
    }
}
