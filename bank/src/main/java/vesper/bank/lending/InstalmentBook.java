package vesper.bank.lending;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vesper.bank.lending.InstalmentAccount.Origin;

/** The instalments and charges of a loan while its transactions are replayed. */
final class InstalmentBook {
    /** One charge and what became of it. */
    static final class ChargeAccount {
        final LoanCharge charge;
        long paid;
        long waived;

        ChargeAccount(LoanCharge charge) {
            this.charge = charge;
        }

        long outstanding() {
            return charge.amountMinor() - paid - waived;
        }
    }

    private final List<InstalmentAccount> all = new ArrayList<>();
    private final List<ChargeAccount> charges = new ArrayList<>();
    private final boolean downPaymentsFirst;
    private int open;
    private Runnable beforeAll = () -> {};
    long overpaid;

    /** @param downPaymentsFirst whether a down payment comes before an instalment that is due on the same day */
    InstalmentBook(boolean downPaymentsFirst) {
        this.downPaymentsFirst = downPaymentsFirst;
    }

    List<InstalmentAccount> all() {
        beforeAll.run();
        return all;
    }

    /** For who looks at one instalment after the other, and sees to it that each is up to date. */
    List<InstalmentAccount> asTheyAre() {
        return all;
    }

    /** What brings instalments up to date, before anybody looks at all. */
    void beforeAll(Runnable update) {
        beforeAll = update;
    }

    List<ChargeAccount> charges() {
        return charges;
    }

    void add(InstalmentAccount instalment) {
        all.add(instalment);
    }

    /** Sorts and numbers the instalments by due date. */
    void number() {
        int downPayment = downPaymentsFirst ? 0 : 2;
        all.sort(Comparator.comparing((InstalmentAccount each) -> each.due)
                .thenComparing(each -> each.origin == Origin.DOWN_PAYMENT ? downPayment : 1));
        for (int i = 0; i < all.size(); i++) {
            all.get(i).number = i + 1;
        }
        reopen();
    }

    /** After something became owed again. */
    void reopen() {
        open = 0;
    }

    /** Index of the first instalment that is not met; the size if all are. */
    int firstOpen() {
        while (open < all.size() && all.get(open).met()) {
            open++;
        }
        return open;
    }

    boolean anyOpen() {
        return firstOpen() < all.size();
    }

    /** The first that is no down payment: its period holds its first day too. */
    InstalmentAccount firstRegular() {
        for (InstalmentAccount each : all) {
            if (each.origin != Origin.DOWN_PAYMENT) {
                return each;
            }
        }
        throw new IllegalStateException("a loan without instalments");
    }

    InstalmentAccount last() {
        return all.get(all.size() - 1);
    }

    boolean holds(InstalmentAccount instalment, LocalDate day) {
        boolean begun = instalment == firstRegular() ? !day.isBefore(instalment.from) : day.isAfter(instalment.from);
        return begun && !day.isAfter(instalment.due);
    }

    /** Charges of one kind that an instalment carries, in the order they fall due. */
    List<ChargeAccount> chargesOf(InstalmentAccount instalment, Part part) {
        List<ChargeAccount> carried = new ArrayList<>(2);
        for (ChargeAccount each : charges) {
            if (each.charge.part() == part && holds(instalment, each.charge.dueOn())) {
                carried.add(each);
            }
        }
        return carried;
    }

    /** Puts a charge on the instalment whose period holds its day; after the last there is one more for it. */
    void charge(LoanCharge charge, long waivedMinor) {
        ChargeAccount account = new ChargeAccount(charge);
        account.waived = waivedMinor;
        charges.add(account);
        charges.sort(Comparator.comparing((ChargeAccount each) -> each.charge.dueOn())
                .thenComparing(each -> each.charge.id()));
        InstalmentAccount carrier = carrierOf(charge.dueOn());
        carrier.charge(charge.part(), charge.amountMinor());
        carrier.waive(charge.part(), waivedMinor);
        carrier.settled(carrier.metOn());
        reopen();
    }

    InstalmentAccount carrierOf(LocalDate day) {
        for (InstalmentAccount each : all) {
            if (each.origin != Origin.DOWN_PAYMENT && holds(each, day)) {
                return each;
            }
        }
        if (!day.isAfter(last().due)) {
            return firstRegular();
        }
        if (last().origin == Origin.ADDITIONAL) {
            last().due = day;
            return last();
        }
        return addAdditional(day);
    }

    InstalmentAccount addAdditional(LocalDate due) {
        InstalmentAccount additional = new InstalmentAccount(Origin.ADDITIONAL, last().due, due);
        additional.number = all.size() + 1;
        all.add(additional);
        reopen();
        return additional;
    }

    @Nullable
    InstalmentAccount additional() {
        return last().origin == Origin.ADDITIONAL ? last() : null;
    }

    /** Marks charges as paid, the earliest first. */
    static void payCharges(List<ChargeAccount> earliestFirst, Part part, long amountMinor) {
        long left = amountMinor;
        for (ChargeAccount each : earliestFirst) {
            if (left > 0 && each.charge.part() == part) {
                long taken = Math.min(left, each.outstanding());
                each.paid += taken;
                left -= taken;
            }
        }
    }

    static void unpayCharges(List<ChargeAccount> earliestFirst, Part part, long amountMinor) {
        long left = amountMinor;
        for (int i = earliestFirst.size() - 1; i >= 0 && left > 0; i--) {
            ChargeAccount each = earliestFirst.get(i);
            if (each.charge.part() == part) {
                long taken = Math.min(left, each.paid);
                each.paid -= taken;
                left -= taken;
            }
        }
    }
}
