package vesper.bank.lending;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import vesper.bank.lending.InstalmentAccount.Origin;

/** Plans the instalments of a cumulative loan from all of its disbursements, and from its payments if interest follows them. */
final class CumulativePlan {
    private final Loan loan;
    private final LoanTerms terms;
    private final List<LoanTransaction> disbursements;
    private final Map<Long, Long> waivedByCharge;

    CumulativePlan(Loan loan, List<LoanTransaction> disbursements, Map<Long, Long> waivedByCharge) {
        this.loan = loan;
        this.terms = loan.terms();
        this.disbursements = disbursements;
        this.waivedByCharge = waivedByCharge;
    }

    void addTo(InstalmentBook book, List<LoanTransaction> others) {
        List<Tranche> tranches = new ArrayList<>();
        for (LoanTransaction each : disbursements) {
            long downPayment = terms.downPaymentMinor(each.amountMinor());
            tranches.add(new Tranche(each.valueDate(), each.amountMinor() - downPayment));
            if (terms.hasDownPayment()) {
                InstalmentAccount due = new InstalmentAccount(Origin.DOWN_PAYMENT, each.valueDate(), each.valueDate());
                due.charge(Part.PRINCIPAL, downPayment);
                book.add(due);
            }
        }
        for (PlannedInstalment planned : scheduler(tranches, others).make()) {
            InstalmentAccount instalment = new InstalmentAccount(Origin.SCHEDULED, planned.from(), planned.dueOn());
            instalment.charge(Part.PRINCIPAL, planned.principalMinor());
            instalment.charge(Part.INTEREST, planned.interestMinor());
            book.add(instalment);
        }
    }

    private CumulativeSchedule scheduler(List<Tranche> tranches, List<LoanTransaction> others) {
        LoanTerms.Recalculation recalculation = terms.recalculation();
        boolean follows = terms.bearsInterest() || others.stream().anyMatch(each -> each.excess() != null);
        if (recalculation == null || terms.method() == LoanTerms.InterestMethod.FLAT || !follows) {
            return new CumulativeSchedule(terms, tranches, loan.changes());
        }
        // Charges come first; what is left of a payment counts against principal and interest.
        long charges = 0;
        for (LoanCharge each : loan.charges()) {
            charges += each.amountMinor() - waivedByCharge.getOrDefault(each.id(), 0L);
        }
        List<RecalculatedSchedule.Payment> payments = new ArrayList<>();
        for (LoanTransaction each : others) {
            if (each.type().repays()) {
                long forCharges = Math.min(charges, each.amountMinor());
                charges -= forCharges;
                payments.add(new RecalculatedSchedule.Payment(
                        each.valueDate(),
                        each.amountMinor() - forCharges,
                        each.excess() == null ? recalculation.excess() : each.excess()));
            }
        }
        return new RecalculatedSchedule(terms, recalculation, tranches, loan.changes(), payments);
    }
}
