package vesper.console.jobs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import vesper.batch.operator.JobView;
import vesper.batch.operator.Operations;
import vesper.batch.operator.RunStatus;
import vesper.batch.operator.RunView;
import vesper.console.NotFoundException;
import vesper.console.Show;
import vesper.console.jobs.NightPages.Bar;

/** A job: its steps with the days they are due on, and how long its newest runs took, with the trend. */
@Controller
class HistoryPages {
    private static final int RUNS = 50;
    private static final long WIDTH = 1000;
    private static final long HEIGHT = 100;

    private final Operations operations;
    private final Show show;

    HistoryPages(Operations operations, Show show) {
        this.operations = operations;
        this.show = show;
    }

    /**
     * A run as a column of the picture.
     *
     * @param bar where it stands from the left, and how wide it is
     * @param y from where it stands down to the ground, of a hundred
     */
    record Column(Bar bar, long y, long height) {}

    @GetMapping(JobPages.JOBS + "/history/{job}")
    String history(@PathVariable String job, Model model) {
        JobView known = operations.jobs().stream()
                .filter(each -> each.name().equals(job))
                .findFirst()
                .orElseThrow(() -> new NotFoundException("job " + job));
        List<RunView> runs = operations.runs(job, RUNS);
        model.addAttribute("job", known);
        model.addAttribute("runs", runs);
        model.addAttribute("columns", columns(runs));
        model.addAttribute("trend", Trend.of(runs));
        return "console/jobs/history";
    }

    /** The oldest on the left; the longest is a hundred high. */
    private List<Column> columns(List<RunView> runs) {
        List<RunView> ended = runs.stream().filter(run -> run.ended() != null).toList();
        long longest = ended.stream()
                .mapToLong(run -> Trend.took(run).toMillis())
                .max()
                .orElse(1);
        List<Column> columns = new ArrayList<>();
        for (int n = ended.size() - 1; n >= 0; n--) {
            RunView run = ended.get(n);
            Duration took = Trend.took(run);
            long height = Math.max(2, took.toMillis() * HEIGHT / Math.max(1, longest));
            long slot = WIDTH / RUNS;
            Bar bar = new Bar(
                    (RUNS - 1 - n) * slot,
                    slot - 4,
                    run.status() == RunStatus.COMPLETED ? "done" : "broken",
                    "run " + run.id() + " of " + run.businessDate() + ", " + show.duration(took));
            columns.add(new Column(bar, HEIGHT - height, height));
        }
        return columns;
    }
}
