package vesper.console.jobs;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import vesper.bank.audit.Actor;
import vesper.batch.operator.CloseTimes;
import vesper.batch.operator.Forecast;
import vesper.batch.operator.NightView;
import vesper.batch.operator.OperationRefusedException;
import vesper.batch.operator.Operations;
import vesper.batch.operator.RunDetail;
import vesper.batch.operator.RunLog;
import vesper.batch.operator.RunStatus;
import vesper.batch.operator.RunView;
import vesper.batch.watch.WatchSettings;
import vesper.console.Confirmation;
import vesper.console.NotFoundException;
import vesper.console.Refused;
import vesper.console.Show;

/** One run with its steps, and what an operator can do with it as it stands. */
@Controller
class RunPages {
    private static final String RUNS = JobPages.JOBS + "/runs";
    private static final int LATER_RUNS = 100;
    private static final int LOG_PAGE = 200;

    private final Operations operations;
    private final CloseTimes times;
    private final Duration patience;
    private final Show show;

    RunPages(Operations operations, CloseTimes times, WatchSettings watch, Show show) {
        this.operations = operations;
        this.times = times;
        this.patience = watch.deadline();
        this.show = show;
    }

    /** What an operator can do with a run. */
    enum Action {
        STOP("Stop", "x", "Stop run %d of %s after the transaction under way?", "Run %d of %s was asked to stop."),
        RESTART("Restart", "r", "Go on with run %d of %s where it ended?", "Run %d of %s goes on."),
        RECOVER(
                "Recover",
                "v",
                "Mark run %d of %s as failed, because the process that ran it has died? This is refused while one is at work.",
                "Run %d of %s was left behind. It is marked as failed and can be restarted.");

        public final String button;
        public final String key;
        private final String question;
        private final String answer;

        Action(String button, String key, String question, String answer) {
            this.button = button;
            this.key = key;
            this.question = question;
            this.answer = answer;
        }

        public String question(RunView run) {
            return String.format(question, run.id(), run.job());
        }

        String answer(RunView run) {
            return String.format(answer, run.id(), run.job());
        }
    }

    static String address(long run) {
        return RUNS + "/" + run;
    }

    @GetMapping(RUNS + "/{id}")
    String run(@PathVariable long id, Model model) {
        read(id, model);
        return "console/jobs/run";
    }

    /** What of the page changes: read again every second until the run has ended. */
    @GetMapping(RUNS + "/{id}/live")
    String live(@PathVariable long id, Model model) {
        read(id, model);
        return "console/jobs/run :: live";
    }

    /** What was logged of the run, in order, a page at a time. */
    @GetMapping(RUNS + "/{id}/log")
    String log(@PathVariable long id, @RequestParam(defaultValue = "0") long after, Model model) {
        List<RunLog.Line> lines = operations.log().lines(id, after, LOG_PAGE + 1);
        boolean more = lines.size() > LOG_PAGE;
        List<RunLog.Line> page = more ? lines.subList(0, LOG_PAGE) : lines;
        model.addAttribute("run", find(id).run());
        model.addAttribute("lines", page);
        model.addAttribute("next", more ? page.get(page.size() - 1).n() : null);
        return "console/jobs/log";
    }

    private void read(long id, Model model) {
        RunDetail detail = find(id);
        Optional<RunView> later = later(detail.run());
        model.addAttribute("detail", detail);
        addComparisons(detail, model);
        model.addAttribute("later", later.orElse(null));
        model.addAttribute("actions", fitting(detail.run().status(), later.isPresent()));
    }

    /** How it stands against the night before, and when it will probably be over. */
    private void addComparisons(RunDetail detail, Model model) {
        LocalDate date = detail.run().businessDate();
        boolean close = detail.run().job().equals("close");
        NightView usual = close ? operations.nights().usual(date).orElse(null) : null;
        List<NightView> before = close ? operations.nights().between(date.minusDays(1), date.minusDays(1)) : List.of();
        Instant now = Instant.now();
        Forecast forecast = Forecast.of(detail, usual, now);
        model.addAttribute("forecast", forecast);
        Instant deadline = close && detail.run().status().active()
                ? times.current().cutOffOf(date).plus(patience)
                : null;
        model.addAttribute("deadline", deadline);
        model.addAttribute(
                "late", deadline != null && (forecast.end() == null ? now : forecast.end()).isAfter(deadline));
        model.addAttribute("before", before.isEmpty() ? null : date.minusDays(1));
        model.addAttribute("differences", before.isEmpty() ? Map.of() : Difference.of(show, detail, before.get(0)));
    }

    private static List<Action> fitting(RunStatus status, boolean superseded) {
        return switch (status) {
            case RUNNING -> List.of(Action.STOP, Action.RECOVER);
            case STOPPING -> List.of(Action.RECOVER);
            case FAILED, STOPPED -> superseded ? List.of() : List.of(Action.RESTART);
            case WAITING, COMPLETED -> List.of();
        };
    }

    @PostMapping(RUNS + "/{id}")
    String act(
            @PathVariable long id,
            @RequestParam Action action,
            @RequestParam(defaultValue = "false") boolean confirmed,
            Actor operator,
            Model model,
            RedirectAttributes flash) {
        RunView run = find(id).run();
        String here = address(id);
        if (!confirmed) {
            return new Confirmation(action.question(run), action.button, here, here, Map.of("action", action.name()))
                    .ask(model);
        }
        try {
            long shown = carryOut(operator, action, id);
            flash.addFlashAttribute("done", action.answer(run));
            return "redirect:" + address(shown);
        } catch (OperationRefusedException e) {
            flash.addFlashAttribute("alert", Refused.sentence(e));
            return "redirect:" + here;
        }
    }

    /** Returns the run to show afterwards. */
    private long carryOut(Actor operator, Action action, long id) {
        switch (action) {
            case STOP -> operations.stop(operator, id);
            case RECOVER -> operations.recover(operator, id);
            case RESTART -> {
                return operations.restart(operator, id);
            }
        }
        return id;
    }

    /** The newest run of the same job and business date, if it is not this one. */
    private Optional<RunView> later(RunView run) {
        return operations.runs(run.job(), LATER_RUNS).stream()
                .filter(other -> other.id() > run.id() && other.businessDate().equals(run.businessDate()))
                .findFirst();
    }

    private RunDetail find(long id) {
        return operations.run(id).orElseThrow(() -> new NotFoundException("run " + id));
    }
}
