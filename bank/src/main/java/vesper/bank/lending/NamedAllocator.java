package vesper.bank.lending;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vesper.bank.lending.LoanTerms.Recalculation.Excess;

/** Follows a named order: instalment by instalment in order of due date. */
final class NamedAllocator implements Allocator {
    private static final Part[] TAKEN_BACK = {Part.PRINCIPAL, Part.INTEREST, Part.FEE, Part.PENALTY};

    private final InstalmentBook book;
    private final RepaymentStrategy strategy;
    private final Part[] order;

    NamedAllocator(InstalmentBook book, RepaymentStrategy strategy) {
        this.book = book;
        this.strategy = strategy;
        this.order = strategy.order();
    }

    @Override
    public long pay(TransactionType ruled, @Nullable Excess chosen, LocalDate on, long amountMinor, long[] paid) {
        long left = amountMinor;
        long fees = paid[Part.FEE.index()];
        long penalties = paid[Part.PENALTY.index()];
        List<InstalmentAccount> all = book.all();
        for (int i = book.firstOpen(); i < all.size() && left > 0; i++) {
            InstalmentAccount instalment = all.get(i);
            if (instalment.met()) {
                continue;
            }
            if (strategy.tellsDueFromAdvance() && on.isBefore(instalment.due)) {
                left = payDueOfCharges(instalment, on, left, paid);
            }
            for (Part part : order) {
                left = payPart(instalment, part, on, left, paid);
            }
        }
        InstalmentBook.payCharges(book.charges(), Part.FEE, paid[Part.FEE.index()] - fees);
        InstalmentBook.payCharges(book.charges(), Part.PENALTY, paid[Part.PENALTY.index()] - penalties);
        return left;
    }

    /** First round on an instalment that is not due: charges whose day has come, and principal if it goes first in advance. */
    private long payDueOfCharges(InstalmentAccount instalment, LocalDate on, long amount, long[] paid) {
        long left = amount;
        long dueFees = 0;
        long duePenalties = 0;
        for (InstalmentBook.ChargeAccount each : book.charges()) {
            if (each.outstanding() > 0 && !each.charge.dueOn().isAfter(on)) {
                dueFees += each.charge.penalty() ? 0 : each.charge.amountMinor();
                duePenalties += each.charge.penalty() ? each.charge.amountMinor() : 0;
            }
        }
        left -= payAtMost(instalment, Part.PENALTY, on, Math.min(left, duePenalties), paid);
        left -= payAtMost(instalment, Part.FEE, on, Math.min(left, dueFees), paid);
        return strategy.principalFirstInAdvance() ? payPart(instalment, Part.PRINCIPAL, on, left, paid) : left;
    }

    private static long payPart(InstalmentAccount instalment, Part part, LocalDate on, long left, long[] paid) {
        return left - payAtMost(instalment, part, on, left, paid);
    }

    private static long payAtMost(InstalmentAccount instalment, Part part, LocalDate on, long amount, long[] paid) {
        long taken = instalment.pay(part, on, amount);
        paid[part.index()] += taken;
        return taken;
    }

    @Override
    public long takeBack(TransactionType ruled, LocalDate on, long amountMinor, long[] takenBack) {
        long left = amountMinor;
        List<InstalmentAccount> all = book.all();
        for (int i = all.size() - 1; i >= 0 && left > 0; i--) {
            for (Part part : TAKEN_BACK) {
                long taken = all.get(i).unpay(part, on, left);
                takenBack[part.index()] += taken;
                left -= taken;
            }
        }
        InstalmentBook.unpayCharges(book.charges(), Part.FEE, takenBack[Part.FEE.index()]);
        InstalmentBook.unpayCharges(book.charges(), Part.PENALTY, takenBack[Part.PENALTY.index()]);
        book.reopen();
        return left;
    }
}
