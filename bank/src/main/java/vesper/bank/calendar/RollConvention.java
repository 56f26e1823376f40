package vesper.bank.calendar;

import static java.time.temporal.TemporalAdjusters.dayOfWeekInMonth;
import static java.time.temporal.TemporalAdjusters.nextOrSame;
import static java.time.temporal.TemporalAdjusters.previousOrSame;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Period;

/**
 * On which days of their months the dates of a schedule lie, before any adjustment for holidays. ISDA 2006 4.11 and the futures
 * exchanges' rules.
 */
public sealed interface RollConvention {
    /** Moves a date to a day that the convention allows; one that is allowed stays. */
    LocalDate adjust(LocalDate date);

    /**
     * The date of the schedule that follows another after a period, always later: for month ends, a month after 30 September 2014
     * is 31 October, and a day after 1 August is 31 August.
     *
     * @param period positive
     */
    default LocalDate next(LocalDate date, Period period) {
        LocalDate moved = adjust(date.plus(period));
        return moved.isAfter(date) ? moved : adjust(date.plusMonths(1));
    }

    /** The date of the schedule that precedes another by a period, always earlier. */
    default LocalDate previous(LocalDate date, Period period) {
        LocalDate moved = adjust(date.minus(period));
        return moved.isBefore(date) ? moved : adjust(date.minusMonths(1));
    }

    /**
     * The convention of a code: {@code NONE}, {@code EOM}, {@code IMM}, {@code IMMCAD}, {@code IMMAUD}, {@code IMMNZD},
     * {@code SFE}, {@code TBILL}, {@code DAY_1} to {@code DAY_31}, {@code DAY_MON} to {@code DAY_SUN}.
     *
     * @throws IllegalArgumentException if there is none
     */
    static RollConvention ofCode(String code) {
        if (code.matches("DAY_[0-9]{1,2}")) {
            return new DayOfMonth(Integer.parseInt(code.substring(4)));
        }
        if (code.matches("DAY_[A-Z]{3}")) {
            for (DayOfWeek weekday : DayOfWeek.values()) {
                if (weekday.name().startsWith(code.substring(4))) {
                    return new Weekday(weekday);
                }
            }
        }
        for (Standard standard : Standard.values()) {
            if (standard.name().equals(code)) {
                return standard;
            }
        }
        throw new IllegalArgumentException("no roll convention is called " + code);
    }

    /** Conventions without a parameter. */
    enum Standard implements RollConvention {
        /** Any day. */
        NONE,
        /** The last day of the month. */
        EOM,
        /** The third Wednesday. */
        IMM,
        /** Two London business days before the third Wednesday. */
        IMMCAD,
        /** The day before the second Friday. */
        IMMAUD,
        /** The first Wednesday on or after the 9th. */
        IMMNZD,
        /** The second Friday. */
        SFE,
        /** The Monday of a US Treasury bill auction, Tuesday if that is a holiday. */
        TBILL;

        @Override
        public LocalDate adjust(LocalDate date) {
            return switch (this) {
                case NONE -> date;
                case EOM -> date.withDayOfMonth(date.lengthOfMonth());
                case IMM -> thirdWednesday(date);
                case IMMCAD -> HolidayCalendars.ENGLAND_AND_WALES.plusBusinessDays(thirdWednesday(date), -2);
                case IMMAUD -> secondFriday(date).minusDays(1);
                case IMMNZD -> date.withDayOfMonth(9).with(nextOrSame(DayOfWeek.WEDNESDAY));
                case SFE -> secondFriday(date);
                case TBILL ->
                    HolidayCalendars.US_GOVERNMENT_SECURITIES.onOrAfter(date.with(nextOrSame(DayOfWeek.MONDAY)));
            };
        }

        private static LocalDate thirdWednesday(LocalDate date) {
            return date.with(dayOfWeekInMonth(3, DayOfWeek.WEDNESDAY));
        }

        private static LocalDate secondFriday(LocalDate date) {
            return date.with(dayOfWeekInMonth(2, DayOfWeek.FRIDAY));
        }
    }

    /**
     * A day of the month, the last where the month is shorter.
     *
     * @param day 1 to 31
     */
    record DayOfMonth(int day) implements RollConvention {
        public DayOfMonth {
            if (day < 1 || day > 31) {
                throw new IllegalArgumentException("day of month must be 1 to 31, not " + day);
            }
        }

        @Override
        public LocalDate adjust(LocalDate date) {
            return date.withDayOfMonth(Math.min(day, date.lengthOfMonth()));
        }
    }

    /** A day of the week: the next when going forward, the one before when going back. */
    record Weekday(DayOfWeek weekday) implements RollConvention {
        @Override
        public LocalDate adjust(LocalDate date) {
            return date.with(nextOrSame(weekday));
        }

        @Override
        public LocalDate previous(LocalDate date, Period period) {
            return date.minus(period).with(previousOrSame(weekday));
        }
    }
}
