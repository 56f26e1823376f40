package vesper.bank.lending;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** One instalment while transactions are replayed: what is due of it by part, and what became of that. */
final class InstalmentAccount {
    /** Where an instalment comes from. */
    enum Origin {
        SCHEDULED,
        DOWN_PAYMENT,
        /** After the last scheduled one, for charges and for what is owed again. */
        ADDITIONAL,
        RE_AGED
    }

    final Origin origin;
    final LocalDate from;
    LocalDate due;
    int number;
    private final long[] charged = new long[Part.COUNT];
    private final long[] paid = new long[Part.COUNT];
    private final long[] waived = new long[Part.COUNT];
    private final long[] writtenOff = new long[Part.COUNT];
    private long outstanding;
    long principalOwedAgain;
    long paidInAdvance;
    long paidLate;
    private boolean met;
    private @Nullable LocalDate metOn;

    InstalmentAccount(Origin origin, LocalDate from, LocalDate due) {
        this.origin = origin;
        this.from = from;
        this.due = due;
    }

    boolean met() {
        return met;
    }

    @Nullable
    LocalDate metOn() {
        return metOn;
    }

    void setMetOn(LocalDate day) {
        metOn = day;
    }

    long charged(Part part) {
        return charged[part.index()];
    }

    long paid(Part part) {
        return paid[part.index()];
    }

    long waived(Part part) {
        return waived[part.index()];
    }

    long outstanding(Part part) {
        int i = part.index();
        return charged[i] - paid[i] - waived[i] - writtenOff[i];
    }

    long outstanding() {
        return outstanding;
    }

    long charged() {
        return sum(charged);
    }

    long paid() {
        return sum(paid);
    }

    long waived() {
        return sum(waived);
    }

    Portions writtenOff() {
        return Portions.of(writtenOff);
    }

    private static long sum(long[] parts) {
        return parts[0] + parts[1] + parts[2] + parts[3];
    }

    void charge(Part part, long amountMinor) {
        charged[part.index()] += amountMinor;
        outstanding += amountMinor;
    }

    void setCharged(Part part, long amountMinor) {
        charge(part, amountMinor - charged(part));
    }

    void waive(Part part, long amountMinor) {
        waived[part.index()] += amountMinor;
        outstanding -= amountMinor;
    }

    long writeOff(Part part, LocalDate on) {
        long amount = outstanding(part);
        writtenOff[part.index()] += amount;
        outstanding -= amount;
        settled(on);
        return amount;
    }

    /** Notes whether nothing is owed of it any more, and since when, unless that is known. */
    void note(@Nullable LocalDate on) {
        if (outstanding != 0) {
            met = false;
            metOn = null;
        } else if (!met) {
            met = true;
            metOn = on;
        }
    }

    /** The same, and the day is this one even if it was met before. */
    void settled(@Nullable LocalDate on) {
        met = outstanding == 0;
        metOn = met ? on : null;
    }

    /** Pays a part as far as the money goes; returns what it took. */
    long pay(Part part, LocalDate on, long amountMinor) {
        if (amountMinor == 0) {
            return 0;
        }
        long taken = Math.min(amountMinor, outstanding(part));
        paid[part.index()] += taken;
        outstanding -= taken;
        settled(on);
        if (on.isBefore(due)) {
            paidInAdvance += taken;
        } else if (on.isAfter(due)) {
            paidLate += taken;
        }
        return taken;
    }

    /** Takes back of what was paid of a part; returns how much. */
    long unpay(Part part, LocalDate on, long amountMinor) {
        long taken = Math.min(amountMinor, paid(part));
        paid[part.index()] -= taken;
        outstanding += taken;
        settled(on);
        if (part != Part.PENALTY && on.isBefore(due)) {
            paidInAdvance = Math.max(0, paidInAdvance - taken);
        } else if (part != Part.PENALTY && on.isAfter(due)) {
            paidLate = Math.max(0, paidLate - taken);
        }
        return taken;
    }
}
