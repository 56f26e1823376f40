package vesper.bank.lending;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vesper.bank.calendar.HolidayCalendar;
import vesper.bank.calendar.HolidayCalendars;

/**
 * The due dates of a loan, one after the other: the same day of each period counted from the start (or the first due date, or
 * a date moved to), the month's last where it is shorter. A holiday moves one date to the next day that is none, and not those
 * after it; two are not moved to the same day.
 */
final class DueDates {
    private final LoanTerms terms;
    private final List<TermChange> changes;
    private final @Nullable HolidayCalendar calendar;
    private final boolean asCounted;
    private LocalDate anchor;
    private long periods;
    /** The date before this one, and where it was before holidays moved it. */
    private LocalDate last = LocalDate.MIN;

    private LocalDate lastCounted = LocalDate.MIN;

    DueDates(LoanTerms terms, LocalDate start, List<TermChange> changes) {
        this.terms = terms;
        this.changes = changes;
        this.calendar = terms.calendar() == null ? null : HolidayCalendars.ofCode(terms.calendar());
        this.asCounted = changes.isEmpty() && terms.holidays().isEmpty() && calendar == null;
        LocalDate first = terms.firstDueOn();
        if (first == null || !first.isAfter(start)) {
            anchor = start;
        } else {
            anchor = first;
            periods = -1;
        }
    }

    LocalDate next() {
        periods++;
        LocalDate due = terms.unit().after(anchor, periods * terms.every());
        if (asCounted) {
            return due;
        }
        LocalDate moved = movedFrom(due);
        if (moved != null) {
            anchor = moved;
            periods = 0;
            due = moved;
        }
        LocalDate counted = due;
        while (terms.holidays().contains(due) || (calendar != null && !calendar.isBusinessDay(due))) {
            due = due.plusDays(1);
        }
        boolean shifted = !due.equals(counted) || !last.equals(lastCounted);
        if (shifted && !due.isAfter(last)) {
            throw new InvalidTermsException(
                    calendar == null ? "holidays" : "calendar",
                    "moves two instalments to " + due + "; let them be further apart");
        }
        last = due;
        lastCounted = counted;
        return due;
    }

    private @Nullable LocalDate movedFrom(LocalDate due) {
        LocalDate moved = null;
        for (TermChange change : changes) {
            if (change.newDueOn() != null && change.from().equals(due)) {
                moved = change.newDueOn();
            }
        }
        return moved;
    }
}
