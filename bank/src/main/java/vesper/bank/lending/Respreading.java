package vesper.bank.lending;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import vesper.bank.lending.InstalmentAccount.Origin;
import vesper.bank.lending.LoanReplay.Replayed;
import vesper.bank.lending.LoanTransaction.ReAge;

/** Spreads principal over other instalments: re-ageing all that is owed, re-amortisation what is overdue. */
final class Respreading {
    private final LoanTerms terms;
    private final InstalmentBook book;

    Respreading(LoanTerms terms, InstalmentBook book) {
        this.terms = terms;
        this.book = book;
    }

    void reAge(Replayed line) {
        ReAge reAge = Objects.requireNonNull(line.transaction.reAge(), "a re-ageing says its instalments");
        LocalDate on = line.transaction.valueDate();
        long owed = 0;
        InstalmentAccount last = book.firstRegular();
        for (InstalmentAccount each : book.all()) {
            long principal = each.outstanding(Part.PRINCIPAL);
            if (principal > 0) {
                owed += principal;
                each.charge(Part.PRINCIPAL, -principal);
                each.settled(on);
            }
            last = each.origin == Origin.DOWN_PAYMENT ? last : each;
        }
        note(line, owed);
        long each = terms.rounded(BigDecimal.valueOf(share(owed, reAge.instalments())));
        LocalDate from = last.due;
        LocalDate due = reAge.firstDueOn();
        for (int i = 1; i <= reAge.instalments(); i++) {
            InstalmentAccount added = new InstalmentAccount(Origin.RE_AGED, from, due);
            added.charge(Part.PRINCIPAL, i == reAge.instalments() ? owed : each);
            added.note(on);
            owed -= each;
            book.add(added);
            from = due;
            due = reAge.unit().after(reAge.firstDueOn(), (long) i * reAge.every());
        }
        book.number();
    }

    void reAmortise(Replayed line) {
        LocalDate on = line.transaction.valueDate();
        long overdue = 0;
        List<InstalmentAccount> coming = new ArrayList<>();
        for (InstalmentAccount each : book.all()) {
            if (!each.due.isAfter(on)) {
                long principal = each.outstanding(Part.PRINCIPAL);
                overdue += principal;
                each.charge(Part.PRINCIPAL, -principal);
                each.note(on);
            } else if (each.origin == Origin.SCHEDULED) {
                coming.add(each);
            }
        }
        note(line, overdue);
        if (coming.isEmpty()) {
            coming.add(book.addAdditional(on));
        }
        long share = terms.rounded(BigDecimal.valueOf(share(overdue, coming.size())));
        for (int i = 0; i < coming.size(); i++) {
            long added = i == coming.size() - 1 ? overdue : share;
            coming.get(i).charge(Part.PRINCIPAL, added);
            coming.get(i).settled(on);
            overdue -= added;
        }
        book.reopen();
    }

    private static void note(Replayed line, long principal) {
        line.portions[Part.PRINCIPAL.index()] = principal;
        line.amount = principal;
    }

    private long share(long amount, int count) {
        return BigDecimal.valueOf(amount)
                .divide(BigDecimal.valueOf(count), 0, terms.conventions().rounding())
                .longValueExact();
    }
}
