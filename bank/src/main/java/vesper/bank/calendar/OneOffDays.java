package vesper.bank.calendar;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Days that were closed, or open against the rule, once: royal events, elections, moved holidays. Read from
 * {@code one-off-days.csv}, lines of {@code calendar,date,closed|open,reason}; lines that begin with # are comments.
 *
 * @param days in the order of the file
 */
record OneOffDays(List<OneOffDay> days) {
    /** One line of the file. */
    record OneOffDay(String calendar, LocalDate date, boolean closed) {}

    OneOffDays {
        days = List.copyOf(days);
    }

    static OneOffDays read() {
        try (InputStream file = OneOffDays.class.getResourceAsStream("one-off-days.csv")) {
            String text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
            List<OneOffDay> days = new ArrayList<>();
            text.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(line -> days.add(parse(line)));
            return new OneOffDays(days);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static OneOffDay parse(String line) {
        String[] fields = line.split(",", 4);
        if (fields.length < 4 || !(fields[2].equals("closed") || fields[2].equals("open"))) {
            throw new IllegalStateException("one-off-days.csv has a line that cannot be read: " + line);
        }
        return new OneOffDay(fields[0], LocalDate.parse(fields[1]), fields[2].equals("closed"));
    }

    /** The holidays by rule with those of the file added or taken out. */
    Set<LocalDate> applied(String calendar, int year, Set<LocalDate> byRule) {
        for (OneOffDay day : days) {
            if (day.calendar.equals(calendar) && day.date.getYear() == year) {
                if (day.closed) {
                    byRule.add(day.date);
                } else {
                    byRule.remove(day.date);
                }
            }
        }
        return byRule;
    }
}
