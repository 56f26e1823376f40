package vesper.bank.lending;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vesper.bank.lending.InstalmentAccount.Origin;
import vesper.bank.lending.LoanTerms.ScheduleKind;

/**
 * Replays the transactions of a loan in the order of their value dates. A cumulative loan gets its whole schedule and all its
 * charges first and the payments then; a progressive one takes disbursements, charges and payments as they came.
 */
final class LoanReplay {
    private final Loan loan;
    private final LoanTerms terms;
    private final InstalmentBook book;
    private final List<LoanTransaction> transactions = new ArrayList<>();
    private final List<LoanTransaction> disbursements = new ArrayList<>();
    private final Map<Long, Long> waivedByCharge = new HashMap<>();
    private final Map<Long, Replayed> replayed = new HashMap<>();
    private final List<Replayed> overpaying = new ArrayList<>();
    private final LocalDate firstDay;
    private Allocator allocator;
    private OwedAgain owedAgain;
    private @Nullable ProgressiveModel model;
    private @Nullable ProgressiveInterest interest;
    private @Nullable ProgressivePlan plan;

    /** What a transaction did, while it is still open to change. */
    static final class Replayed {
        final LoanTransaction transaction;
        final long[] portions = new long[Part.COUNT];
        long amount;
        long overpaid;
        /** Principal of it that was paid at once out of what was overpaid. */
        long principalPaidAtOnce;

        Replayed(LoanTransaction transaction) {
            this.transaction = transaction;
            this.amount = transaction.amountMinor();
        }
    }

    LoanReplay(Loan loan) {
        this.loan = loan;
        this.terms = loan.terms();
        for (LoanTransaction each : loan.transactions()) {
            if (!loan.undone().containsKey(each.id())) {
                transactions.add(each);
            }
        }
        transactions.sort(LoanTransaction.REPLAY_ORDER);
        for (LoanTransaction each : transactions) {
            if (each.type() == TransactionType.DISBURSEMENT) {
                disbursements.add(each);
            } else if (each.type() == TransactionType.CHARGE_WAIVER && each.relatedId() != null) {
                waivedByCharge.put(each.relatedId(), each.amountMinor());
            }
        }
        this.firstDay = disbursements.isEmpty()
                ? terms.disbursedOn()
                : disbursements.get(0).valueDate();
        this.book = new InstalmentBook(terms.kind() == ScheduleKind.CUMULATIVE);
        this.allocator = new NamedAllocator(book, terms.allocation().strategy());
        this.owedAgain = new OwedAgain(book, terms.allocation(), replayed);
    }

    LoanState run() {
        if (disbursements.isEmpty()) {
            preview();
        } else if (terms.kind() == ScheduleKind.CUMULATIVE) {
            cumulative();
        } else {
            progressive();
        }
        finish();
        return new LoanStateMaker(loan, book, disbursements, replayed).make();
    }

    /** The schedule before money has flowed: one disbursement of the whole principal. */
    private void preview() {
        LoanTransaction whole = LoanTransaction.of(
                0, TransactionType.DISBURSEMENT, terms.disbursedOn(), terms.disbursedOn(), terms.principalMinor());
        disbursements.add(whole);
        if (terms.kind() == ScheduleKind.CUMULATIVE) {
            new CumulativePlan(loan, disbursements, waivedByCharge).addTo(book, List.of());
        } else {
            planProgressive();
            new Disbursing(terms, book, model, interest).disburse(whole);
        }
        book.number();
        disbursements.clear();
    }

    private void cumulative() {
        List<LoanTransaction> others = new ArrayList<>(transactions.size());
        for (LoanTransaction each : transactions) {
            if (each.type() == TransactionType.DISBURSEMENT) {
                replayed.put(each.id(), new Replayed(each));
            } else {
                others.add(each);
            }
        }
        new CumulativePlan(loan, disbursements, waivedByCharge).addTo(book, others);
        book.number();
        List<LoanCharge> charges = new ArrayList<>(loan.charges());
        charges.sort(Comparator.comparing(LoanCharge::dueOn));
        for (LoanCharge charge : charges) {
            book.charge(charge, waivedByCharge.getOrDefault(charge.id(), 0L));
        }
        for (InstalmentAccount each : book.all()) {
            each.note(firstDay);
        }
        for (LoanTransaction each : others) {
            replay(each);
        }
    }

    private void progressive() {
        planProgressive();
        book.number();
        for (InstalmentAccount each : book.all()) {
            each.note(firstDay);
        }
        List<LoanCharge> charges = new ArrayList<>(loan.charges());
        charges.sort(Comparator.comparing(LoanReplay::countsFrom)
                .thenComparing(LoanCharge::addedOn)
                .thenComparing(LoanCharge::id));
        int nextCharge = 0;
        List<TermChange> changes = new ArrayList<>(loan.changes());
        changes.sort(Comparator.comparing(TermChange::from));
        int nextChange = 0;
        for (LoanTransaction each : transactions) {
            while (nextChange < changes.size()
                    && !changes.get(nextChange).from().isAfter(each.valueDate())) {
                change(changes.get(nextChange++));
            }
            while (nextCharge < charges.size() && comesBefore(charges.get(nextCharge), each)) {
                charge(charges.get(nextCharge++));
            }
            if (each.type() == TransactionType.DISBURSEMENT) {
                Replayed line = new Replayed(each);
                replayed.put(each.id(), line);
                new Disbursing(terms, book, model, interest).disburse(each);
                payOutOfOverpaid(line);
            } else {
                replay(each);
            }
        }
        while (nextCharge < charges.size()) {
            charge(charges.get(nextCharge++));
        }
        while (nextChange < changes.size()) {
            change(changes.get(nextChange++));
        }
    }

    private void change(TermChange change) {
        if (plan != null) {
            plan.change(change);
        }
    }

    private static LocalDate countsFrom(LoanCharge charge) {
        return charge.dueOn().isBefore(charge.addedOn()) ? charge.dueOn() : charge.addedOn();
    }

    private static boolean comesBefore(LoanCharge charge, LoanTransaction transaction) {
        int order = countsFrom(charge).compareTo(transaction.valueDate());
        if (order == 0) {
            order = charge.addedOn().compareTo(transaction.recordedOn());
        }
        return order < 0 || (order == 0 && charge.id() < transaction.id());
    }

    private void planProgressive() {
        DueDates dates = new DueDates(terms, firstDay, loan.changes());
        List<ProgressivePeriod> periods = ProgressivePeriod.of(terms, firstDay, dates);
        for (ProgressivePeriod period : periods) {
            book.add(new InstalmentAccount(Origin.SCHEDULED, period.from, period.due));
        }
        if (terms.bearsInterest()) {
            model = new ProgressiveModel(terms, periods);
            LoanTerms.Recalculation recalculation = terms.recalculation();
            interest = new ProgressiveInterest(
                    book,
                    model,
                    recalculation == null ? LoanTerms.Recalculation.Settlement.UNTIL_DAY : recalculation.settlement());
            book.beforeAll(interest::ensureShown);
        }
        if (terms.hasDownPayment()) {
            for (LoanTransaction each : disbursements) {
                book.add(new InstalmentAccount(Origin.DOWN_PAYMENT, each.valueDate(), each.valueDate()));
            }
        }
        plan = new ProgressivePlan(terms, book, periods, dates, model, interest);
        allocator = allocator();
        owedAgain = new OwedAgain(book, terms.allocation(), replayed);
    }

    /** A new charge is paid out of what was overpaid before. */
    private void charge(LoanCharge charge) {
        book.charge(charge, waivedByCharge.getOrDefault(charge.id(), 0L));
        for (Replayed line : overpaying) {
            long amount = Math.min(book.overpaid, line.overpaid);
            if (amount > 0) {
                LoanTransaction transaction = line.transaction;
                long left = allocator.pay(
                        transaction.type(), transaction.excess(), transaction.valueDate(), amount, line.portions);
                line.overpaid -= amount - left;
                book.overpaid -= amount - left;
            }
        }
        overpaying.removeIf(line -> line.overpaid == 0);
    }

    private void replay(LoanTransaction transaction) {
        Replayed line = new Replayed(transaction);
        replayed.put(transaction.id(), line);
        LocalDate on = transaction.valueDate();
        if (interest != null && !transaction.type().repays()) {
            interest.forgetShown();
        }
        switch (transaction.type()) {
            case REPAYMENT, DOWN_PAYMENT, GOODWILL_CREDIT, MERCHANT_ISSUED_REFUND, PAYOUT_REFUND -> repay(line, on);
            case REFUND -> {
                line.overpaid = allocator.takeBack(transaction.type(), on, line.amount, line.portions);
            }
            case CHARGEBACK, CREDIT_BALANCE_REFUND -> {
                owedAgain.add(line);
                if (transaction.type() == TransactionType.CHARGEBACK
                        && terms.allocation().chargebackOrder().size() > 0) {
                    payOutOfOverpaid(line);
                }
            }
            case CHARGE_OFF -> sumUp(line);
            case WRITE_OFF -> writeOff(line, on);
            case RE_AGE -> {
                settleInterest();
                new Respreading(terms, book).reAge(line);
            }
            case RE_AMORTISATION -> {
                settleInterest();
                new Respreading(terms, book).reAmortise(line);
            }
            case ACCRUAL -> {
                Portions booked = transaction.booked();
                for (Part part : Part.ALL) {
                    line.portions[part.index()] = booked.of(part);
                }
            }
            case CHARGE_WAIVER, DISBURSEMENT -> {
                // Waived charges are waived where they are charged; disbursements have been taken.
            }
        }
    }

    /** Principal that is spread over other instalments no longer follows the model: interest stays as it is scheduled now. */
    private void settleInterest() {
        if (interest != null && plan != null) {
            interest.ensureShown();
            book.beforeAll(() -> {});
            model = null;
            interest = null;
            plan = plan.withoutInterest();
            allocator = allocator();
        }
    }

    private Allocator allocator() {
        return new AdvancedAllocator(
                book,
                terms.allocation().asRules(terms.recalculation()),
                terms.conventions().rounding(),
                terms.recalculation() == null ? null : interest);
    }

    private void repay(Replayed line, LocalDate on) {
        if (interest != null && terms.recalculation() != null) {
            interest.chargeLateUntil(on);
        }
        LoanTransaction payment = line.transaction;
        long left = allocator.pay(payment.type(), payment.excess(), on, line.amount, line.portions);
        line.overpaid = left;
        book.overpaid = left > 0 ? book.overpaid + left : 0;
        if (left > 0) {
            overpaying.add(line);
        }
    }

    /** What was overpaid before pays what has just become owed. */
    private void payOutOfOverpaid(Replayed line) {
        if (book.overpaid <= 0) {
            return;
        }
        line.overpaid = Math.min(line.amount, book.overpaid);
        long[] paid = new long[Part.COUNT];
        book.overpaid =
                allocator.pay(TransactionType.REPAYMENT, null, line.transaction.valueDate(), book.overpaid, paid);
        line.principalPaidAtOnce = paid[Part.PRINCIPAL.index()];
    }

    private void sumUp(Replayed line) {
        for (InstalmentAccount each : book.all()) {
            for (Part part : Part.ALL) {
                line.portions[part.index()] += each.outstanding(part);
            }
        }
        line.amount = Portions.of(line.portions).totalMinor();
    }

    private void writeOff(Replayed line, LocalDate on) {
        for (InstalmentAccount each : book.all()) {
            for (Part part : Part.ALL) {
                line.portions[part.index()] += each.writeOff(part, on);
            }
        }
        line.amount = Portions.of(line.portions).totalMinor();
    }

    /** An instalment that was waived to nothing is met on the day of the waiver. */
    private void finish() {
        for (LoanTransaction waiver : transactions) {
            if (waiver.type() != TransactionType.CHARGE_WAIVER) {
                continue;
            }
            for (InstalmentAccount each : book.all()) {
                if (each.waived() > 0
                        && each.outstanding() == 0
                        && (each.metOn() == null || firstDay.equals(each.metOn()))) {
                    each.note(waiver.valueDate());
                    each.setMetOn(waiver.valueDate());
                }
            }
        }
    }
}
