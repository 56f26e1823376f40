package vesper.bank.seal;

import java.time.LocalDate;

/**
 * The part of the journal that one seal covers: entries by booking date, and the places between which they lie.
 *
 * @param after the date sealed before, exclusive; {@link LocalDate#MIN} for the first seal
 * @param upTo the sealed date, inclusive
 * @param afterPlace exclusive
 * @param upToPlace inclusive
 */
record Stretch(LocalDate after, LocalDate upTo, long afterPlace, long upToPlace) {
    /** The condition on a table's booking date. */
    String dates() {
        String from = after.equals(LocalDate.MIN) ? "-infinity" : after.toString();
        return "booking_date > '" + from + "' and booking_date <= '" + upTo + "'";
    }
}
