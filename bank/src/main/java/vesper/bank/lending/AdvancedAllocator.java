package vesper.bank.lending;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vesper.bank.lending.AllocationTerms.Advance;
import vesper.bank.lending.AllocationTerms.Due;
import vesper.bank.lending.AllocationTerms.Processing;
import vesper.bank.lending.AllocationTerms.Rule;
import vesper.bank.lending.AllocationTerms.Step;
import vesper.bank.lending.LoanTerms.Recalculation.Excess;

/**
 * Follows the rule of each transaction type. Horizontally, the steps of one due class are gone through for one instalment before
 * the next; vertically, one step for all instalments before the next step. Money in advance goes where the rule says.
 */
final class AdvancedAllocator implements Allocator {
    private final InstalmentBook book;
    private final AllocationTerms allocation;
    private final RoundingMode rounding;
    private final @Nullable ProgressiveInterest interest;

    AdvancedAllocator(
            InstalmentBook book,
            AllocationTerms allocation,
            RoundingMode rounding,
            @Nullable ProgressiveInterest interest) {
        this.book = book;
        this.allocation = allocation;
        this.rounding = rounding;
        this.interest = interest;
    }

    @Override
    public long pay(TransactionType ruled, @Nullable Excess chosen, LocalDate on, long amountMinor, long[] paid) {
        Rule rule = allocation.ruleFor(ruled);
        Advance advance = chosen == null ? rule.advance() : Advance.of(chosen);
        Run run = new Run(on, advance, paid, false, amountMinor);
        long left = run.through(rule.steps());
        if (interest != null) {
            interest.showStale(on);
        }
        return left;
    }

    @Override
    public long takeBack(TransactionType ruled, LocalDate on, long amountMinor, long[] takenBack) {
        Rule rule = allocation.ruleFor(ruled);
        List<Step> steps = new ArrayList<>(rule.steps());
        Advance advance = rule.advance();
        if (rule.type() != ruled) {
            // Without a rule of its own a refund undoes payments in reverse.
            Collections.reverse(steps);
            advance = Advance.LAST_INSTALMENT;
        }
        Run run = new Run(on, advance, takenBack, true, amountMinor);
        long left = run.through(steps);
        if (interest != null) {
            interest.show(on);
        }
        book.reopen();
        return left;
    }

    /** One payment, or one refund, on its way through the instalments. */
    private final class Run {
        private final LocalDate on;
        private final Advance advance;
        private final long[] moved;
        private final boolean back;
        private long left;

        Run(LocalDate on, Advance advance, long[] moved, boolean back, long amount) {
            this.on = on;
            this.advance = advance;
            this.moved = moved;
            this.back = back;
            this.left = amount;
        }

        long through(List<Step> steps) {
            if (allocation.processing() == Processing.HORIZONTAL) {
                Map<Due, List<Part>> byDue = new LinkedHashMap<>();
                for (Step step : steps) {
                    byDue.computeIfAbsent(step.due(), due -> new ArrayList<>(4)).add(step.part());
                }
                byDue.forEach(this::horizontally);
            } else {
                steps.forEach(this::vertically);
            }
            return left;
        }

        private void horizontally(Due due, List<Part> parts) {
            while (left > 0 && (back ? anyPaid() : book.anyOpen())) {
                List<InstalmentAccount> instalments = instalmentsThatAre(due, null);
                if (instalments.isEmpty()) {
                    return;
                }
                long before = left;
                for (Part part : parts) {
                    spread(instalments, due, part);
                }
                if (left == before) {
                    return;
                }
            }
        }

        private void vertically(Step step) {
            long before;
            do {
                before = left;
                List<InstalmentAccount> instalments = instalmentsThatAre(step.due(), step.part());
                if (!instalments.isEmpty()) {
                    spread(instalments, step.due(), step.part());
                }
            } while (left > 0 && left < before);
        }

        /** Spreads what is left evenly; the last of them takes the odd units. */
        private void spread(List<InstalmentAccount> instalments, Due due, Part part) {
            int count = instalments.size();
            long even = count == 1 ? left : even(left, count);
            long odd = left - even * count;
            for (int i = 0; i < count; i++) {
                long share = i == count - 1 && interest == null ? even + odd : even;
                left -= move(instalments.get(i), due, part, Math.min(share, left));
            }
        }

        private long even(long amount, int count) {
            return BigDecimal.valueOf(amount)
                    .divide(BigDecimal.valueOf(count), 0, rounding)
                    .longValueExact();
        }

        private long move(InstalmentAccount instalment, Due due, Part part, long amount) {
            long taken;
            if (back) {
                taken = instalment.unpay(part, on, amount);
                if (interest != null) {
                    interest.takenBack(instalment, part, on, taken);
                }
            } else {
                if (interest != null && due == Due.IN_ADVANCE) {
                    interest.showPayable(instalment, part, on);
                }
                taken = instalment.pay(part, on, amount);
                instalment.settled(on);
                if (interest != null) {
                    interest.paid(instalment, part, on, due == Due.IN_ADVANCE, taken);
                }
            }
            moved[part.index()] += taken;
            if (part == Part.FEE || part == Part.PENALTY) {
                List<InstalmentBook.ChargeAccount> carried = book.chargesOf(instalment, part);
                if (back) {
                    InstalmentBook.unpayCharges(carried, part, taken);
                } else {
                    InstalmentBook.payCharges(carried, part, taken);
                }
            }
            return taken;
        }

        private boolean anyPaid() {
            for (InstalmentAccount each : book.all()) {
                if (each.paid() > 0) {
                    return true;
                }
            }
            return false;
        }

        private boolean fits(InstalmentAccount instalment, @Nullable Part part) {
            if (back) {
                return instalment.paid() > 0;
            }
            return part == null ? !instalment.met() : instalment.outstanding(part) > 0;
        }

        /** Oldest first for payments, latest first for refunds; in advance as the rule says. */
        private List<InstalmentAccount> instalmentsThatAre(Due due, @Nullable Part part) {
            List<InstalmentAccount> found =
                    new ArrayList<>(due == Due.IN_ADVANCE && advance == Advance.REAMORTISATION ? 16 : 1);
            boolean oneByOne = interest != null && advance == Advance.NEXT_INSTALMENT && !back;
            List<InstalmentAccount> all = oneByOne ? book.asTheyAre() : book.all();
            int first = back ? 0 : book.firstOpen();
            for (int i = first; i < all.size(); i++) {
                InstalmentAccount each = all.get(i);
                if (oneByOne && interest != null) {
                    interest.ensureShown(each);
                }
                int order = on.compareTo(each.due);
                Due is = order > 0 ? Due.PAST_DUE : order == 0 ? Due.DUE : Due.IN_ADVANCE;
                if (is.compareTo(due) > 0) {
                    break;
                }
                if (is != due || !fits(each, part)) {
                    continue;
                }
                boolean keepsLast = due == Due.IN_ADVANCE ? advance == Advance.LAST_INSTALMENT : back;
                if (keepsLast) {
                    found.clear();
                }
                found.add(each);
                if (!keepsLast && !(due == Due.IN_ADVANCE && advance == Advance.REAMORTISATION)) {
                    break;
                }
            }
            return found;
        }
    }
}
