package vesper.console.jobs;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import vesper.bank.Bank;
import vesper.bank.audit.Actor;
import vesper.batch.operator.ExceptionDesk;
import vesper.batch.operator.JobView;
import vesper.batch.operator.OperationRefusedException;
import vesper.batch.operator.Operations;
import vesper.batch.operator.RunView;
import vesper.batch.watch.AlertTable;
import vesper.console.Confirmation;
import vesper.console.ConsoleSettings;
import vesper.console.NotFoundException;
import vesper.console.Refused;

/** All jobs with their newest runs. The live part reads itself again while the page is open. */
@Controller
class JobPages {
    static final String JOBS = "/console/jobs";

    private static final String CLOSE = "close";
    private static final int ALERTS = 5;

    private final Operations operations;
    private final ExceptionDesk exceptions;
    private final AlertTable alerts;
    private final Bank bank;
    private final int pageSize;

    JobPages(Operations operations, ExceptionDesk exceptions, AlertTable alerts, Bank bank, ConsoleSettings settings) {
        this.operations = operations;
        this.exceptions = exceptions;
        this.alerts = alerts;
        this.bank = bank;
        pageSize = settings.pageSize();
    }

    /** A job with the question that is asked before it runs. */
    record Line(JobView job, String question) {}

    @GetMapping(JOBS)
    String list(Model model) {
        read(model);
        return "console/jobs/list";
    }

    @GetMapping(JOBS + "/live")
    String live(Model model) {
        read(model);
        return "console/jobs/list :: live";
    }

    private void read(Model model) {
        String day = openDay();
        List<RunView> runs = operations.runs(pageSize);
        model.addAttribute("day", bank.businessDates().find().orElse(null));
        model.addAttribute(
                "jobs",
                operations.jobs().stream()
                        .map(job -> new Line(job, question(job.name(), day)))
                        .toList());
        model.addAttribute("runs", runs);
        model.addAttribute("alerts", alerts.newest(ALERTS));
        model.addAttribute("waiting", exceptions.countWaiting());
        model.addAttribute("most", pageSize);
    }

    /**
     * Starts a job.
     *
     * @param businessDate the day that was open when the operator was asked; a close is refused if another is open by now
     */
    @PostMapping(JOBS + "/{job}/runs")
    String start(
            @PathVariable String job,
            @RequestParam @Nullable String businessDate,
            @RequestParam(defaultValue = "false") boolean confirmed,
            Actor operator,
            Model model,
            RedirectAttributes flash) {
        if (operations.jobs().stream().noneMatch(known -> known.name().equals(job))) {
            throw new NotFoundException("job " + job);
        }
        String day = businessDate == null ? openDay() : businessDate;
        if (!confirmed) {
            return new Confirmation(
                            question(job, day), "Run", JOBS + "/" + job + "/runs", JOBS, Map.of("businessDate", day))
                    .ask(model);
        }
        try {
            long run = operations.start(operator, job, job.equals(CLOSE) ? Map.of("businessDate", day) : Map.of());
            flash.addFlashAttribute("done", "Run " + run + " of " + job + " has started.");
            return "redirect:" + RunPages.address(run);
        } catch (OperationRefusedException e) {
            flash.addFlashAttribute("alert", Refused.sentence(e));
            return "redirect:" + JOBS;
        }
    }

    private String openDay() {
        return bank.businessDates()
                .find()
                .map(day -> day.businessDate().toString())
                .orElse("");
    }

    private static String question(String job, String day) {
        return job.equals(CLOSE) ? "Close the business date " + day + "?" : "Run " + job + "?";
    }
}
