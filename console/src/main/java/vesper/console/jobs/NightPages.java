package vesper.console.jobs;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import vesper.bank.Bank;
import vesper.batch.operator.NightView;
import vesper.batch.operator.Operations;
import vesper.batch.operator.RunStatus;
import vesper.batch.operator.StepView;
import vesper.console.Show;

/** The nights: a calendar of business dates by outcome, the steps of one night on a time line, and the last thirty nights. */
@Controller
class NightPages {
    private static final int NIGHTS = 30;

    private final Operations operations;
    private final Bank bank;
    private final Show show;

    NightPages(Operations operations, Bank bank, Show show) {
        this.operations = operations;
        this.bank = bank;
        this.show = show;
    }

    /**
     * A day of the calendar.
     *
     * @param here whether it is in the month shown
     * @param night null if its close never ran
     */
    record Day(
            LocalDate date,
            boolean here,
            boolean open,
            @Nullable NightView night,
            String took) {}

    /**
     * A stretch of a time line that is a thousand wide.
     *
     * @param look class of the stretch
     * @param label what it is, for a tooltip and for screen readers
     */
    record Bar(long x, long width, String look, String label) {}

    /** A line with its bars. */
    record Line(String name, long run, List<Bar> bars, String took) {}

    @GetMapping(JobPages.JOBS + "/nights")
    String nights(@RequestParam @Nullable YearMonth month, @RequestParam @Nullable LocalDate day, Model model) {
        LocalDate open =
                bank.businessDates().find().map(each -> each.businessDate()).orElse(null);
        Instant now = Instant.now();
        List<NightView> last =
                open == null ? List.of() : operations.nights().between(open.minusDays(NIGHTS - 1L), open);
        YearMonth shown =
                month != null ? month : YearMonth.from(day != null ? day : open != null ? open : LocalDate.EPOCH);
        model.addAttribute("month", shown);
        model.addAttribute("weeks", weeks(shown, open, now));
        NightView chosen = chosen(day, last);
        model.addAttribute("chosen", chosen);
        model.addAttribute("steps", chosen == null ? List.of() : steps(chosen, now));
        model.addAttribute("lines", lines(last, now));
        return "console/jobs/nights";
    }

    private @Nullable NightView chosen(@Nullable LocalDate day, List<NightView> last) {
        if (day != null) {
            return operations.nights().between(day, day).stream().findFirst().orElse(null);
        }
        return last.isEmpty() ? null : last.get(0);
    }

    private List<List<Day>> weeks(YearMonth month, @Nullable LocalDate open, Instant now) {
        LocalDate from = month.atDay(1).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        LocalDate to = month.atEndOfMonth().with(TemporalAdjusters.nextOrSame(DayOfWeek.SUNDAY));
        Map<LocalDate, NightView> nights = operations.nights().between(from, to).stream()
                .collect(Collectors.toMap(night -> night.run().businessDate(), Function.identity()));
        List<List<Day>> weeks = new ArrayList<>();
        for (LocalDate monday = from; !monday.isAfter(to); monday = monday.plusWeeks(1)) {
            List<Day> week = new ArrayList<>();
            for (LocalDate date = monday; date.isBefore(monday.plusWeeks(1)); date = date.plusDays(1)) {
                NightView night = nights.get(date);
                week.add(new Day(
                        date,
                        YearMonth.from(date).equals(month),
                        date.equals(open),
                        night,
                        night == null ? "" : show.duration(night.worked(now))));
            }
            weeks.add(week);
        }
        return weeks;
    }

    /** Each step where it lies between the first and the last moment of the night. */
    private List<Line> steps(NightView night, Instant now) {
        List<StepView> begun =
                night.steps().stream().filter(step -> step.started() != null).toList();
        if (begun.isEmpty()) {
            return List.of();
        }
        NightTimes times = NightTimes.of(show, begun, now);
        return begun.stream()
                .map(step -> new Line(
                        step.name(),
                        night.run().id(),
                        List.of(times.bar(step)),
                        show.duration(NightView.worked(step, now))))
                .toList();
    }

    /** Each night as the time that its steps took, one after the other, all to one scale. */
    private List<Line> lines(List<NightView> nights, Instant now) {
        Duration longest = nights.stream()
                .map(night -> night.worked(now))
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        return nights.stream()
                .map(night -> new Line(
                        night.run().businessDate().toString(),
                        night.run().id(),
                        NightTimes.stacked(show, night, longest, now),
                        show.duration(night.worked(now))))
                .toList();
    }

    /** The class of a stretch: by its state, and every other one a little lighter. */
    static String look(StepView step, int n) {
        return (step.status() == RunStatus.COMPLETED ? "done" : step.status().active() ? "active" : "broken")
                + (n % 2 == 0 ? "" : " other");
    }
}
