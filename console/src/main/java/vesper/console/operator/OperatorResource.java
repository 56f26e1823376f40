package vesper.console.operator;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.net.URI;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import vesper.bank.Bank;
import vesper.bank.audit.Actor;
import vesper.bank.calendar.BusinessDay;
import vesper.batch.operator.DayPlan;
import vesper.batch.operator.JobView;
import vesper.batch.operator.Operations;
import vesper.batch.operator.RunDetail;
import vesper.batch.operator.RunLog;
import vesper.batch.operator.RunView;
import vesper.batch.operator.StepView;

/** Jobs and runs for the command line and for other programs. What is refused is answered by {@link OperatorProblems}. */
@RestController
@RequestMapping(OperatorResource.ROOT)
class OperatorResource {
    static final String ROOT = "/operator/v1";

    private static final int LONGEST_LIST = 500;
    private static final int LONGEST_PLAN_DAYS = 92;

    private final Operations operations;
    private final Bank bank;

    OperatorResource(Operations operations, Bank bank) {
        this.operations = operations;
        this.bank = bank;
    }

    record Jobs(List<JobView> jobs) {}

    record Runs(List<RunView> runs) {}

    /** The plan of each business date, in order; none if the open day is later than the one asked for. */
    record Plan(List<DayPlan> days) {}

    /** A run with the steps that are due on its business date, in order. */
    record Run(@JsonUnwrapped RunView run, List<Step> steps) {
        static Run of(RunDetail detail) {
            return new Run(
                    detail.run(),
                    detail.steps().stream()
                            .map(step -> new Step(step, step.progressPercent()))
                            .toList());
        }
    }

    record Step(@JsonUnwrapped StepView step, int progressPercent) {}

    @GetMapping("/jobs")
    Jobs jobs() {
        return new Jobs(operations.jobs());
    }

    /**
     * Starts a job and answers at once: the run goes on, and its address tells how it stands.
     *
     * @param parameters {@code businessDate} for the close, which must be the open day; none closes the open day
     */
    @PostMapping("/jobs/{name}/runs")
    ResponseEntity<Run> start(
            @PathVariable String name,
            @RequestBody(required = false) @Nullable Map<String, @Nullable String> parameters,
            Actor caller) {
        Map<String, String> given = new HashMap<>();
        if (parameters != null) {
            parameters.forEach((parameter, value) -> given.put(parameter, value == null ? "" : value));
        }
        long id = operations.start(caller, name, given);
        return accepted(id);
    }

    @GetMapping("/runs")
    Runs runs(@RequestParam @Nullable String job, @RequestParam(defaultValue = "50") int limit) {
        within("limit", limit, 1, LONGEST_LIST);
        return new Runs(job == null ? operations.runs(limit) : operations.runs(job, limit));
    }

    @GetMapping("/runs/{id}")
    Run run(@PathVariable long id) {
        return Run.of(find(id));
    }

    /** What was logged of a run, in order; those after a line's {@code n}. */
    record Log(List<RunLog.Line> lines) {}

    @GetMapping("/runs/{id}/log")
    Log log(
            @PathVariable long id,
            @RequestParam(defaultValue = "0") long after,
            @RequestParam(defaultValue = "200") int limit) {
        within("limit", limit, 1, LONGEST_LIST);
        find(id);
        return new Log(operations.log().lines(id, after, limit));
    }

    /** Asks a run to stop; it does so after the transaction under way. */
    @PostMapping("/runs/{id}/stop")
    ResponseEntity<Run> stop(@PathVariable long id, Actor caller) {
        find(id);
        operations.stop(caller, id);
        return accepted(id);
    }

    /** Goes on with a run as a new one, whose address is answered. */
    @PostMapping("/runs/{id}/restart")
    ResponseEntity<Run> restart(@PathVariable long id, Actor caller) {
        find(id);
        long next = operations.restart(caller, id);
        return accepted(next);
    }

    /** Marks a run left by a dead process as failed. */
    @PostMapping("/runs/{id}/recover")
    Run recover(@PathVariable long id, Actor caller) {
        find(id);
        operations.recover(caller, id);
        return run(id);
    }

    /** What closing the days up to and including {@code until} would do; the open day alone if none is given. */
    @GetMapping("/plan")
    Plan plan(@RequestParam @Nullable LocalDate until) {
        LocalDate open = day().businessDate();
        LocalDate last = until == null ? open : until;
        if (ChronoUnit.DAYS.between(open, last) >= LONGEST_PLAN_DAYS) {
            throw ProblemException.badParameter(
                    "until: a plan covers at most " + LONGEST_PLAN_DAYS + " days, and the open day is " + open);
        }
        return new Plan(operations.plan(last));
    }

    @GetMapping("/business-date")
    BusinessDay businessDate() {
        return day();
    }

    private ResponseEntity<Run> accepted(long id) {
        return ResponseEntity.accepted()
                .location(URI.create(ROOT + "/runs/" + id))
                .body(run(id));
    }

    private RunDetail find(long id) {
        return operations.run(id).orElseThrow(() -> ProblemException.unknownRun(id));
    }

    private BusinessDay day() {
        return bank.businessDates().find().orElseThrow(ProblemException::notOpen);
    }

    static void within(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw ProblemException.badParameter(name + " must be " + least + " to " + most);
        }
    }
}
