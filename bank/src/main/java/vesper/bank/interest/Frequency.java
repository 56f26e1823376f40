package vesper.bank.interest;

/** How often in a year something happens: compounding, posting, payment. */
public enum Frequency {
    ANNUAL(1),
    SEMIANNUAL(2),
    EVERY_FOURTH_MONTH(3),
    QUARTERLY(4),
    BIMONTHLY(6),
    MONTHLY(12),
    EVERY_FOURTH_WEEK(13),
    BIWEEKLY(26),
    WEEKLY(52),
    DAILY(365);

    private final int timesPerYear;

    Frequency(int timesPerYear) {
        this.timesPerYear = timesPerYear;
    }

    public int timesPerYear() {
        return timesPerYear;
    }

    /**
     * The frequency of an interval of whole months.
     *
     * @throws IllegalArgumentException if the months do not divide a year
     */
    public static Frequency everyMonths(int months) {
        for (Frequency frequency : values()) {
            if (frequency.timesPerYear <= 12 && frequency.timesPerYear * months == 12) {
                return frequency;
            }
        }
        throw new IllegalArgumentException("months between compounding must divide 12: " + months);
    }
}
