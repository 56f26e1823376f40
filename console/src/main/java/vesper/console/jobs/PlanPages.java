package vesper.console.jobs;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import vesper.bank.Bank;
import vesper.bank.calendar.BusinessDay;
import vesper.batch.operator.DayPlan;
import vesper.batch.operator.Operations;

/** A dry run of the close: what it would post, with the payments booked so far. */
@Controller
class PlanPages {
    private static final int MOST_DAYS = 31;

    private final Operations operations;
    private final Bank bank;

    PlanPages(Operations operations, Bank bank) {
        this.operations = operations;
        this.bank = bank;
    }

    /** @param until last day to plan; the open one if none is given, and at most a month after it */
    @GetMapping(JobPages.JOBS + "/plan")
    String plan(@RequestParam @Nullable LocalDate until, Model model) {
        LocalDate open =
                bank.businessDates().find().map(BusinessDay::businessDate).orElse(null);
        List<DayPlan> days = List.of();
        if (open != null) {
            LocalDate last = until == null ? open : until;
            boolean far = ChronoUnit.DAYS.between(open, last) >= MOST_DAYS;
            days = operations.plan(far ? open.plusDays(MOST_DAYS - 1L) : last);
        }
        model.addAttribute("open", open);
        model.addAttribute("days", days);
        model.addAttribute(
                "until", days.isEmpty() ? open : days.get(days.size() - 1).businessDate());
        return "console/jobs/plan";
    }
}
