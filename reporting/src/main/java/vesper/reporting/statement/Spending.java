package vesper.reporting.statement;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vesper.bank.ledger.EntryKind;
import vesper.reporting.statement.Statement.Entry;

/** Where the money went: what was taken from an account, by what it was for. */
final class Spending {

    private Spending() {}

    /**
     * What one purpose took.
     *
     * @param category what merchants call it; empty if its entries have none, then their kind stands for it
     * @param kind null for all that is not shown by itself
     * @param amountMinor positive
     */
    record Share(String category, @Nullable EntryKind kind, long amountMinor) {}

    /** What entries have in common that are added up. */
    private record Purpose(String category, EntryKind kind) {}

    /**
     * The debits of a statement by purpose, the largest first; the smallest are one share at the end if there are more than asked
     * for. The shares add up to the debits.
     *
     * @param most how many shares at the most, two or more
     */
    static List<Share> of(Statement statement, int most) {
        Map<Purpose, Long> sums = new LinkedHashMap<>();
        for (Entry entry : statement.entries()) {
            if (entry.amountMinor() < 0) {
                sums.merge(
                        new Purpose(entry.parties().category(), entry.kind()),
                        Math.negateExact(entry.amountMinor()),
                        Math::addExact);
            }
        }
        List<Share> shares = new ArrayList<>();
        sums.forEach((purpose, sum) -> shares.add(new Share(purpose.category(), purpose.kind(), sum)));
        shares.sort(Comparator.comparingLong(Share::amountMinor)
                .reversed()
                .thenComparing(Share::category)
                .thenComparing(share -> String.valueOf(share.kind())));
        if (shares.size() <= most) {
            return shares;
        }
        List<Share> shown = new ArrayList<>(shares.subList(0, most - 1));
        long rest = shares.subList(most - 1, shares.size()).stream()
                .mapToLong(Share::amountMinor)
                .reduce(0, Math::addExact);
        shown.add(new Share("", null, rest));
        return shown;
    }
}
