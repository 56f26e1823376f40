package vesper.bank.deposit;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vesper.bank.Ids;

/**
 * An account whose product has a fee for the month, and what it depends on whether the fee is charged.
 *
 * @param openedOn a fee is charged from the first whole month on
 * @param balanceMinor what was booked up to the month's end
 * @param incomingMinor transfers and deposits received in the month; zero or positive
 */
record FeeDue(long accountId, String currency, LocalDate openedOn, long balanceMinor, long incomingMinor, Terms terms) {
    /**
     * What a product costs a month.
     *
     * @param amountMinor positive
     * @param waivedFromBalanceMinor the balance at the month's end from which nothing is charged; null if there is none
     * @param waivedFromIncomingMinor the same for what came in within the month
     */
    record Terms(
            long amountMinor,
            @Nullable Long waivedFromBalanceMinor,
            @Nullable Long waivedFromIncomingMinor) {}

    /** Why nothing is charged. The names are stable: they are stored. */
    enum Waiver {
        FIRST_MONTH,
        BALANCE,
        INCOMING
    }

    /** Whether the fee of a month is waived, and why; the first reason counts. */
    Optional<Waiver> waiver(LocalDate monthEnd) {
        if (!openedOn.isBefore(monthEnd.withDayOfMonth(1))) {
            return Optional.of(Waiver.FIRST_MONTH);
        }
        if (reached(balanceMinor, terms.waivedFromBalanceMinor())) {
            return Optional.of(Waiver.BALANCE);
        }
        return reached(incomingMinor, terms.waivedFromIncomingMinor())
                ? Optional.of(Waiver.INCOMING)
                : Optional.empty();
    }

    private static boolean reached(long minor, @Nullable Long from) {
        return from != null && minor >= from;
    }

    /** The entry of an account's fee for a month; the same however often it is tried. */
    static UUID entryId(long accountId, LocalDate monthEnd) {
        return Ids.of("account-fee", Long.toString(accountId), monthEnd.toString());
    }
}
