package vesper.night;

import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import vesper.batch.operator.DayPlan;
import vesper.batch.operator.Operations;
import vesper.batch.operator.RunDetail;
import vesper.batch.operator.RunStatus;
import vesper.batch.operator.RunView;
import vesper.cli.Failures;
import vesper.cli.HomeOption;
import vesper.cli.Json;

/** {@code vesper close}: closes business days in order. */
@Command(
        name = "close",
        description =
                "Closes the open business day, or all days up to a date, in order. A close that was interrupted goes on"
                        + " where it was. Status 1 if a close did not complete.")
public final class CloseCommand implements Callable<Integer> {
    private static final int MOST_DAYS = 366;

    @Mixin
    private HomeOption home = new HomeOption();

    @Option(
            names = "--until",
            paramLabel = "DATE",
            description = "Last day to close, ISO 8601 (default: the open business day).")
    private @Nullable LocalDate until;

    @Option(names = "--dry-run", description = "Say what would be posted, and post nothing.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        try (Night night = dryRun ? Night.toRead(home.folder()) : Night.toRun(home.folder(), err::println)) {
            night.closedOnSignal();
            LocalDate open = night.bank().businessDates().current().businessDate();
            LocalDate last = until == null ? open : until;
            if (last.isAfter(open.plusDays(MOST_DAYS))) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--until " + last + " is more than " + MOST_DAYS + " days after the open day, " + open);
            }
            int status = dryRun ? plan(night.operations(), last) : close(night.operations(), last, err);
            LocalDate now = night.bank().businessDates().current().businessDate();
            err.println("open business day: " + now);
            return status;
        }
    }

    private int plan(Operations operations, LocalDate last) {
        List<DayPlan> days = operations.plan(last);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.line(
                    Map.of("days", days.stream().map(CloseCommand::document).toList())));
        } else {
            for (DayPlan day : days) {
                out.println(day.businessDate() + " would post " + RunText.posted(day.entries(), day.posted()));
                day.steps()
                        .forEach(step -> out.printf(
                                "  %-20s %s%n",
                                step.name(),
                                RunText.figures(
                                        step.totals().done(),
                                        step.totals().failed(),
                                        step.totals().sums())));
            }
        }
        out.flush();
        return Failures.DONE;
    }

    private static Map<String, Object> document(DayPlan day) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("business_date", day.businessDate().toString());
        document.put("entries", day.entries());
        document.put("posted", RunText.amounts(day.posted()));
        document.put(
                "steps",
                day.steps().stream()
                        .map(step -> RunText.document(step.name(), step.totals()))
                        .toList());
        return document;
    }

    private int close(Operations operations, LocalDate last, PrintWriter err) {
        PrintWriter out = spec.commandLine().getOut();
        List<RunDetail> days = new ArrayList<>();
        Consumer<RunView> tell = run -> {
            RunDetail detail = operations.run(run.id()).orElseThrow();
            days.add(detail);
            if (!json) {
                out.println(RunText.line(run));
                detail.steps().forEach(step -> out.println(RunText.line(step)));
                out.flush();
            }
        };
        List<RunView> runs =
                ProgressWatch.during(operations, err::println, () -> operations.closeUntil(Night.ACTOR, last, tell));
        if (json) {
            out.println(Json.line(
                    Map.of("days", days.stream().map(RunText::document).toList())));
            out.flush();
        }
        return runs.stream().allMatch(run -> run.status() == RunStatus.COMPLETED)
                ? Failures.DONE
                : Failures.FOUND_WRONG;
    }
}
