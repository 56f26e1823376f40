package vesper.bank.interest;

import static java.time.temporal.ChronoUnit.DAYS;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * Day counts that need nothing but the two dates. The worked numbers are of 28 December 2011 to 1 March 2012, 64 calendar days,
 * unless said otherwise.
 */
public enum StandardDayCount implements DayCount {
    /** Always one: {@code 1/1}, ISDA 2006 4.16(a). */
    ONE_ONE("1/1"),
    /** Calendar days / 360, ISDA 2006 4.16(e): 64/360 = 0.1778. */
    ACT_360("Act/360"),
    /** Calendar days / 364, whole weeks of a year of 52: 64/364 = 0.1758. */
    ACT_364("Act/364"),
    /** Calendar days / 365 in leap years too, ISDA 2006 4.16(d): 64/365 = 0.1753. */
    ACT_365F("Act/365F"),
    /** Calendar days / 365.25, the average year: 64/365.25 = 0.1752. */
    ACT_365_25("Act/365.25"),
    /** Calendar days / 366 if a 29 February lies after the start and not after the end, else / 365: 64/366 = 0.1749. */
    ACT_365A("Act/365A"),
    /** Days in leap years / 366 plus the others / 365, ISDA 2006 4.16(b): 4/365 + 60/366 = 0.1749. */
    ACT_ACT_ISDA("Act/Act ISDA"),
    /** Whole years back from the end, the rest over 366 if it has a 29 February, else 365; FBF 1999: 64/366 = 0.1749. */
    ACT_ACT_AFB("Act/Act AFB"),
    /** Whole years on from the start, the rest over the days of the year that begins there: 64/366 = 0.1749. */
    ACT_ACT_YEAR("Act/Act Year"),
    /** Calendar days but 29 February / 360: 63/360 = 0.1750. */
    NL_360("NL/360"),
    /** Calendar days but 29 February / 365: 63/365 = 0.1726. */
    NL_365("NL/365"),
    /** A 31st is a 30th; at the end only if the start is one too. Bond basis, ISDA 2006 4.16(f): 63/360 = 0.1750. */
    THIRTY_360("30/360 ISDA"),
    /** As bond basis, and the start is a 30th if it ends February, the end too if both do: 28 Feb 2011 to 2012, 358 days. */
    THIRTY_U_360_EOM("30U/360 EOM"),
    /** As bond basis, and the start is a 30th if it ends February: 29 Feb 2012 to 29 Feb 2016, 1439 days. */
    THIRTY_360_PSA("30/360 PSA"),
    /** A 31st is a 30th. Eurobond basis, ISDA 2006 4.16(g): 63/360 = 0.1750. */
    THIRTY_E_360("30E/360"),
    /** A 31st at the start is a 30th, at the end the 1st of the next month: 30 May to 31 August 2012, 91 days. */
    THIRTY_E_PLUS_360("30E+/360"),
    /** Every month ends on a 30th, February too; / 365: 28 December 2011 to 29 February 2012, 62/365 = 0.1699. */
    THIRTY_E_365("30E/365"),
    /** Days as {@link #THIRTY_360}, / 365, ISO 20022 code A002: 63/365 = 0.1726. */
    THIRTY_365("30/365");

    private static final BigDecimal AVERAGE_YEAR = new BigDecimal("365.25");

    private final String code;

    StandardDayCount(String code) {
        this.code = code;
    }

    /**
     * The convention of a code such as {@code 30E/360}.
     *
     * @throws IllegalArgumentException if no convention has it
     */
    public static StandardDayCount ofCode(String code) {
        for (StandardDayCount convention : values()) {
            if (convention.code.equals(code)) {
                return convention;
            }
        }
        throw new IllegalArgumentException("no day count is called " + code);
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public long days(LocalDate start, LocalDate end) {
        requireOrder(start, end);
        return switch (this) {
            case ONE_ONE -> 1;
            case ACT_360, ACT_364, ACT_365F, ACT_365_25, ACT_365A, ACT_ACT_ISDA, ACT_ACT_AFB, ACT_ACT_YEAR ->
                DAYS.between(start, end);
            case NL_360, NL_365 -> DAYS.between(start, end) - ActualYears.leapDaysAfter(start, end);
            case THIRTY_360, THIRTY_365 -> ThirtyDayMonths.bondBasis(start, end);
            case THIRTY_U_360_EOM -> ThirtyDayMonths.endOfFebruary(start, end);
            case THIRTY_360_PSA -> ThirtyDayMonths.psa(start, end);
            case THIRTY_E_360 -> ThirtyDayMonths.eurobond(start, end);
            case THIRTY_E_365 -> ThirtyDayMonths.eurobondIsda(start, end, false);
            case THIRTY_E_PLUS_360 -> ThirtyDayMonths.eurobondPlus(start, end);
        };
    }

    @Override
    public BigDecimal yearFraction(LocalDate start, LocalDate end) {
        requireOrder(start, end);
        return switch (this) {
            case ONE_ONE -> BigDecimal.ONE;
            case ACT_365A -> over(days(start, end), ActualYears.leapDaysAfter(start, end) > 0 ? 366 : 365);
            case ACT_ACT_ISDA -> ActualYears.isda(start, end);
            case ACT_ACT_AFB -> ActualYears.afb(start, end);
            case ACT_ACT_YEAR -> ActualYears.fromStart(start, end);
            case ACT_364 -> over(days(start, end), 364);
            case ACT_365_25 -> BigDecimal.valueOf(days(start, end)).divide(AVERAGE_YEAR, PRECISION);
            case ACT_365F, NL_365, THIRTY_E_365, THIRTY_365 -> over(days(start, end), 365);
            case ACT_360, NL_360, THIRTY_360, THIRTY_U_360_EOM, THIRTY_360_PSA, THIRTY_E_360, THIRTY_E_PLUS_360 ->
                over(days(start, end), 360);
        };
    }

    static BigDecimal over(long days, long daysInYear) {
        return BigDecimal.valueOf(days).divide(BigDecimal.valueOf(daysInYear), PRECISION);
    }

    static void requireOrder(LocalDate start, LocalDate end) {
        if (start.isAfter(end)) {
            throw new IllegalArgumentException("start " + start + " must not be after end " + end);
        }
    }
}
