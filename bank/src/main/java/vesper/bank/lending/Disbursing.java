package vesper.bank.lending;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vesper.bank.lending.InstalmentAccount.Origin;

/**
 * Adds a disbursement to a progressive loan: its down payment to the instalment of that day, the rest to the instalments that are
 * due after it, evenly if the loan bears no interest. What is paid out after the last one is due falls due at once.
 */
final class Disbursing {
    private final LoanTerms terms;
    private final InstalmentBook book;
    private final @Nullable ProgressiveModel model;
    private final @Nullable ProgressiveInterest interest;

    Disbursing(
            LoanTerms terms,
            InstalmentBook book,
            @Nullable ProgressiveModel model,
            @Nullable ProgressiveInterest interest) {
        this.terms = terms;
        this.book = book;
        this.model = model;
        this.interest = interest;
    }

    void disburse(LoanTransaction disbursement) {
        long downPayment = terms.downPaymentMinor(disbursement.amountMinor());
        if (terms.hasDownPayment()) {
            for (InstalmentAccount each : book.all()) {
                if (each.origin == Origin.DOWN_PAYMENT
                        && each.due.equals(disbursement.valueDate())
                        && each.charged(Part.PRINCIPAL) == 0) {
                    each.charge(Part.PRINCIPAL, downPayment);
                    each.settled(disbursement.valueDate());
                    break;
                }
            }
        }
        long amortised = disbursement.amountMinor() - downPayment;
        if (model != null && interest != null && model.disburse(disbursement.valueDate(), amortised)) {
            interest.show(disbursement.valueDate());
        } else if (amortised > 0) {
            spread(disbursement, amortised);
        }
        book.reopen();
    }

    private void spread(LoanTransaction disbursement, long amortised) {
        List<InstalmentAccount> later = new ArrayList<>();
        int grace = terms.grace().principal();
        for (InstalmentAccount each : book.all()) {
            if (each.origin == Origin.SCHEDULED && grace-- > 0) {
                continue;
            }
            if (each.due.isAfter(disbursement.valueDate())
                    && (each.origin == Origin.SCHEDULED || each.origin == Origin.RE_AGED)) {
                later.add(each);
            }
        }
        if (later.isEmpty()) {
            later.add(book.addAdditional(disbursement.valueDate()));
        }
        long each = BigDecimal.valueOf(amortised)
                .divide(BigDecimal.valueOf(later.size()), 0, terms.conventions().rounding())
                .longValueExact();
        long left = amortised;
        for (InstalmentAccount instalment : later) {
            long before = instalment.charged(Part.PRINCIPAL);
            // Rounding up must not add more than was paid out.
            long added = Math.min(left, terms.rounded(BigDecimal.valueOf(before + each)) - before);
            left -= added;
            instalment.charge(Part.PRINCIPAL, added);
            instalment.note(disbursement.valueDate());
        }
        InstalmentAccount last = later.get(later.size() - 1);
        last.charge(Part.PRINCIPAL, left);
        last.settled(disbursement.valueDate());
    }
}
