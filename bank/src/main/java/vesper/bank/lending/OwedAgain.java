package vesper.bank.lending;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vesper.bank.lending.InstalmentAccount.Origin;
import vesper.bank.lending.LoanReplay.Replayed;

/**
 * Chargebacks and refunds of overpaid money: both are owed again, with the first instalment that is due after them, or with one
 * more after the last. What was overpaid is used up first.
 */
final class OwedAgain {
    private final InstalmentBook book;
    private final AllocationTerms allocation;
    private final Map<Long, Replayed> replayed;
    private final List<Replayed> chargebacks = new ArrayList<>();

    OwedAgain(InstalmentBook book, AllocationTerms allocation, Map<Long, Replayed> replayed) {
        this.book = book;
        this.allocation = allocation;
        this.replayed = replayed;
    }

    void add(Replayed line) {
        boolean byPart = line.transaction.type() == TransactionType.CHARGEBACK
                && !allocation.chargebackOrder().isEmpty();
        if (byPart) {
            takeParts(line);
            chargebacks.add(line);
            InstalmentAccount carrier = carrier(line.transaction.valueDate());
            for (Part part : Part.ALL) {
                carrier.charge(part, line.portions[part.index()]);
            }
            carrier.principalOwedAgain += line.portions[Part.PRINCIPAL.index()];
            carrier.settled(line.transaction.valueDate());
            book.reopen();
            return;
        }
        long principal = Math.max(0, line.amount - book.overpaid);
        long paidAtOnce = line.amount - principal;
        line.overpaid = paidAtOnce;
        line.portions[Part.PRINCIPAL.index()] = principal;
        book.overpaid -= paidAtOnce;
        if (principal == 0) {
            return;
        }
        LocalDate on = line.transaction.valueDate();
        InstalmentAccount carrier = carrier(on);
        carrier.charge(Part.PRINCIPAL, line.amount);
        carrier.principalOwedAgain += line.amount;
        carrier.settled(on);
        if (paidAtOnce > 0) {
            carrier.pay(Part.PRINCIPAL, on, paidAtOnce);
        }
        book.reopen();
    }

    private InstalmentAccount carrier(LocalDate on) {
        InstalmentAccount last = null;
        for (InstalmentAccount each : book.all()) {
            if (each.origin == Origin.DOWN_PAYMENT) {
                continue;
            }
            if (each.origin == Origin.ADDITIONAL) {
                if (on.isAfter(each.due)) {
                    each.due = on;
                }
                return each;
            }
            if (each.due.isAfter(on)) {
                return each;
            }
            last = each;
        }
        return last != null && last.due.equals(on) ? last : book.addAdditional(on);
    }

    /** The parts that the payment paid, in the order agreed, less what earlier chargebacks of it have taken. */
    private void takeParts(Replayed line) {
        Replayed payment = payment(line);
        Portions left = payment == null ? new Portions(line.amount, 0, 0, 0) : Portions.of(payment.portions);
        for (Replayed earlier : chargebacks) {
            if (payment != null && payment == payment(earlier)) {
                left = left.minus(Portions.of(earlier.portions));
            }
        }
        long amount = line.amount;
        for (Part part : allocation.chargebackOrder()) {
            long taken = Math.min(amount, Math.max(0, left.of(part)));
            line.portions[part.index()] = taken;
            amount -= taken;
        }
    }

    private @Nullable Replayed payment(Replayed chargeback) {
        Long id = chargeback.transaction.relatedId();
        return id == null ? null : replayed.get(id);
    }
}
