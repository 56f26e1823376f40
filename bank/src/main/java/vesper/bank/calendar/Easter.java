package vesper.bank.calendar;

import java.time.LocalDate;

/** The date of Easter in the western churches. */
public final class Easter {
    private Easter() {}

    /**
     * Easter Sunday of a year of the Gregorian calendar: the Sunday after the first full moon of the church's tables on or after
     * 21 March. Computed as in Meeus, Astronomical Algorithms, chapter 8. 2026: 5 April.
     *
     * @throws IllegalArgumentException for years before 1583
     */
    public static LocalDate sunday(int year) {
        if (year < 1583) {
            throw new IllegalArgumentException("Easter is known from 1583 on, not in " + year);
        }
        int golden = year % 19;
        int century = year / 100;
        int ofCentury = year % 100;
        int moonCorrection = (century - (century + 8) / 25 + 1) / 3;
        int epact = (19 * golden + century - century / 4 - moonCorrection + 15) % 30;
        int weekday = (32 + 2 * (century % 4) + 2 * (ofCentury / 4) - epact - ofCentury % 4) % 7;
        int late = (golden + 11 * epact + 22 * weekday) / 451;
        int fromMarch = epact + weekday - 7 * late + 114;
        return LocalDate.of(year, fromMarch / 31, fromMarch % 31 + 1);
    }
}
