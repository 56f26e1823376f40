package vesper.bank.deposit;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.List;
import java.util.NavigableMap;
import vesper.bank.interest.DailyInterest;

/**
 * By how much back-dated movements change the interest of the days that they touch. A day's interest was accrued on what was booked
 * by its end; it should have been on that and on what was booked later with a value date up to the day. 1,000.00 booked on the 5th
 * with value date 1st, at 2.00 %: four days more of 20,000,000 each, which are 21.918 minor units. Pure.
 *
 * @param credit change of the day weights on positive balances, see {@link DailyInterest#weight}; positive is earned by the holder
 * @param debit change of those on overdrawn balances; negative is owed by the holder
 */
record BackdatedInterest(BigInteger credit, BigInteger debit) {

    /** What was booked on an account. Its interest is changed if its value date is before its booking date. */
    record Movement(long place, LocalDate bookingDate, LocalDate valueDate, long amountMinor) {
        boolean countsBeforeBooking(LocalDate day) {
            return bookingDate.isAfter(day) && !valueDate.isAfter(day);
        }
    }

    /** Yearly rates in basis points, on a positive and on a negative balance. */
    record Rates(int creditBps, int overdraftBps) {}

    /**
     * The change.
     *
     * @param openingMinor booked balance at the end of the day before {@code from}
     * @param movements all that was booked from {@code from} on
     * @param adjustedPlace those up to this place were adjusted for before
     * @param rates by the day from which they are valid
     * @param from first day, {@code to} the last
     */
    static BackdatedInterest of(
            long openingMinor,
            List<Movement> movements,
            long adjustedPlace,
            NavigableMap<LocalDate, Rates> rates,
            LocalDate from,
            LocalDate to) {
        BigInteger credit = BigInteger.ZERO;
        BigInteger debit = BigInteger.ZERO;
        for (LocalDate day = from; !day.isAfter(to); day = day.plusDays(1)) {
            var rate = rates.floorEntry(day);
            if (rate == null) {
                continue;
            }
            long before = openingMinor;
            long added = 0;
            for (Movement each : movements) {
                if (!each.bookingDate().isAfter(day)
                        || (each.place() <= adjustedPlace && each.countsBeforeBooking(day))) {
                    before = Math.addExact(before, each.amountMinor());
                } else if (each.countsBeforeBooking(day)) {
                    added = Math.addExact(added, each.amountMinor());
                }
            }
            long after = Math.addExact(before, added);
            credit = credit.add(credit(after, rate.getValue())).subtract(credit(before, rate.getValue()));
            debit = debit.add(debit(after, rate.getValue())).subtract(debit(before, rate.getValue()));
        }
        return new BackdatedInterest(credit, debit);
    }

    private static BigInteger credit(long balanceMinor, Rates rates) {
        return DailyInterest.weight(Math.max(0, balanceMinor), rates.creditBps());
    }

    private static BigInteger debit(long balanceMinor, Rates rates) {
        return DailyInterest.weight(Math.min(0, balanceMinor), rates.overdraftBps());
    }
}
