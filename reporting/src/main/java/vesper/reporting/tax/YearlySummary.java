package vesper.reporting.tax;

import java.time.LocalDate;
import java.time.Year;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vesper.reporting.statement.Letterhead;
import vesper.reporting.statement.Period;
import vesper.reporting.statement.Statement.Holder;

/**
 * What all of a customer's accounts earned and cost in a calendar year.
 *
 * @param country where the customer is taxed, ISO 3166-1 alpha-2; empty if the bank does not know
 * @param accounts those that were open for at least a day of the year, by id; not empty
 * @param replaces the document that this one corrects; null if it is the first of its year
 */
public record YearlySummary(
        Letterhead bank,
        Holder holder,
        Year year,
        String country,
        LocalDate issuedOn,
        List<AccountYear> accounts,
        @Nullable Replaced replaces) {

    public YearlySummary {
        accounts = List.copyOf(accounts);
        if (accounts.isEmpty()) {
            throw new IllegalArgumentException("a summary needs an account");
        }
    }

    /** A document that was issued before, and holds no more. */
    public record Replaced(UUID id, LocalDate issuedOn) {}

    public Period period() {
        return new Period(year.atDay(1), year.atDay(year.length()));
    }

    /** The currencies of the accounts, in their order. */
    public List<String> currencies() {
        return accounts.stream().map(AccountYear::currency).distinct().sorted().toList();
    }

    /** Sum of a figure over the accounts in a currency. */
    public long totalMinor(TaxFigure figure, String currency) {
        return accounts.stream()
                .filter(account -> account.currency().equals(currency))
                .mapToLong(account -> account.amountMinor(figure))
                .reduce(0, Math::addExact);
    }

    /** The same, as a correction of another. */
    public YearlySummary replacing(Replaced replaced) {
        return new YearlySummary(bank, holder, year, country, issuedOn, accounts, replaced);
    }
}
