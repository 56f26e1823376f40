package vesper.night;

import java.io.PrintWriter;
import java.time.Instant;
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
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import vesper.batch.operator.JobView;
import vesper.batch.operator.Operations;
import vesper.batch.operator.RunDetail;
import vesper.batch.operator.RunLog;
import vesper.batch.operator.RunStatus;
import vesper.batch.operator.RunView;
import vesper.batch.schedule.Schedules;
import vesper.cli.CommandFailure;
import vesper.cli.Failures;
import vesper.cli.HomeOption;
import vesper.cli.Json;

/** {@code vesper jobs}: what the console's job pages do, on the command line. */
@Command(
        name = "jobs",
        description = "Lists, shows, runs, stops, restarts and recovers the jobs of the night.",
        subcommands = {
            JobsCommand.ListJobs.class,
            JobsCommand.Show.class,
            JobsCommand.Log.class,
            JobsCommand.Run.class,
            JobsCommand.Stop.class,
            JobsCommand.Restart.class,
            JobsCommand.Recover.class,
            NightsCommand.class,
            AlertsCommand.class,
            ExceptionsCommand.class,
            ScheduleCommand.class
        })
public final class JobsCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "say what to do: list, show, log, run, stop, restart, recover, nights, alerts, exceptions or schedule");
    }

    /** What the subcommands share. */
    abstract static class Subcommand implements Callable<Integer> {
        @Mixin
        private HomeOption home = new HomeOption();

        @Option(names = "--json", description = "Print one JSON document.")
        protected boolean json;

        @Spec
        protected CommandSpec spec = CommandSpec.create();

        final Night toRead() {
            return Night.toRead(home.folder());
        }

        final Night toRun() {
            return Night.toRun(home.folder(), spec.commandLine().getErr()::println)
                    .closedOnSignal();
        }

        final PrintWriter out() {
            return spec.commandLine().getOut();
        }

        /** Shows a run with its steps, and says whether it went well. */
        final int show(Operations operations, long runId) {
            RunDetail detail = operations
                    .run(runId)
                    .orElseThrow(() ->
                            new CommandFailure("there is no run " + runId + ": 'vesper jobs list' shows the newest"));
            if (json) {
                out().println(Json.line(RunText.document(detail)));
            } else {
                out().println(RunText.line(detail.run()));
                detail.steps().forEach(step -> out().println(RunText.line(step)));
            }
            out().flush();
            return detail.run().status() == RunStatus.FAILED ? Failures.FOUND_WRONG : Failures.DONE;
        }

        /** Does something to the schedule, and shows it. */
        final int after(Consumer<Schedules> deed) {
            try (Night night = toRead()) {
                Schedules schedules = night.schedules();
                schedules.view();
                deed.accept(schedules);
                Schedules.View view = schedules.view();
                if (json) {
                    Map<String, Object> document = new LinkedHashMap<>();
                    document.put("cut_off", view.cutOff().toString());
                    document.put("zone", view.zone().getId());
                    document.put("paused", view.paused());
                    document.put(
                            "next", view.next().stream().map(Instant::toString).toList());
                    out().println(Json.line(document));
                } else {
                    out().println("closes begin at " + view.cutOff() + " "
                            + view.zone().getId() + (view.paused() ? "; paused" : ""));
                    view.next().forEach(next -> out().println("  " + next));
                }
                out().flush();
                return Failures.DONE;
            } catch (Schedules.NoScheduleException e) {
                throw new CommandFailure(String.valueOf(e.getMessage()));
            }
        }

        final int await(Operations operations, long runId) {
            return ProgressWatch.during(operations, spec.commandLine().getErr()::println, () -> {
                operations.await(runId);
                return show(operations, runId);
            });
        }
    }

    /** A subcommand about one thing with a number. */
    abstract static class OfOneRun extends Subcommand {
        @Parameters(paramLabel = "ID", description = "Its number.")
        protected long id;
    }

    /** {@code vesper jobs list}. */
    @Command(
            name = "list",
            description = "Lists the jobs and their newest runs, and says how many exceptions wait for a person.")
    static final class ListJobs extends Subcommand {
        @Option(names = "--limit", paramLabel = "N", defaultValue = "20", description = "How many runs (default: 20).")
        private int limit = 20;

        @Override
        public Integer call() {
            if (limit < 1 || limit > 10_000) {
                throw new ParameterException(spec.commandLine(), "--limit must be 1 to 10000");
            }
            try (Night night = toRead()) {
                Operations operations = night.operations();
                List<JobView> jobs = operations.jobs();
                List<RunView> runs = operations.runs(limit);
                long waiting = night.exceptions().countWaiting();
                if (json) {
                    out().println(Json.line(document(jobs, runs, waiting)));
                } else {
                    jobs.forEach(job -> out().printf("%-14s %s%n", job.name(), job.description()));
                    out().println();
                    runs.forEach(run -> out().println(RunText.time(run.started()) + "  " + RunText.line(run)));
                    if (waiting > 0) {
                        out().println();
                        out().printf(
                                        "exceptions that wait for a person: %,d; see 'vesper jobs exceptions list'%n",
                                        waiting);
                    }
                }
                out().flush();
                return Failures.DONE;
            }
        }

        private static Map<String, Object> document(List<JobView> jobs, List<RunView> runs, long waiting) {
            List<Map<String, Object>> descriptions = new ArrayList<>();
            for (JobView job : jobs) {
                Map<String, Object> description = new LinkedHashMap<>();
                description.put("name", job.name());
                description.put("description", job.description());
                description.put(
                        "steps",
                        job.steps().stream().map(JobView.StepDescription::name).toList());
                descriptions.add(description);
            }
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("jobs", descriptions);
            document.put("runs", RunText.documents(runs));
            document.put("exceptions_waiting", waiting);
            return document;
        }
    }

    /** {@code vesper jobs show ID}. */
    @Command(name = "show", description = "Shows a run with its steps. Status 1 if it failed.")
    static final class Show extends OfOneRun {
        @Override
        public Integer call() {
            try (Night night = toRead()) {
                return show(night.operations(), id);
            }
        }
    }

    /** {@code vesper jobs log ID}. */
    @Command(name = "log", description = "Shows what was logged of a run, by whichever process.")
    static final class Log extends OfOneRun {
        private static final int AT_ONCE = 500;

        @Override
        public Integer call() {
            try (Night night = toRead()) {
                long after = 0;
                List<RunLog.Line> lines;
                do {
                    lines = night.operations().log().lines(id, after, AT_ONCE);
                    lines.forEach(line -> out().println(json ? Json.line(document(line)) : text(line)));
                    after = lines.isEmpty()
                            ? after
                            : lines.get(lines.size() - 1).n();
                } while (lines.size() == AT_ONCE);
                out().flush();
                return Failures.DONE;
            }
        }

        private static String text(RunLog.Line line) {
            String error = line.error() == null ? "" : System.lineSeparator() + line.error();
            return line.at() + "  " + line.level() + "  " + (line.step() == null ? "-" : line.step()) + "  "
                    + line.message() + error;
        }

        private static Map<String, @Nullable Object> document(RunLog.Line line) {
            Map<String, @Nullable Object> document = new LinkedHashMap<>();
            document.put("at", line.at().toString());
            document.put("level", line.level());
            document.put("step", line.step());
            document.put("process", line.process());
            document.put("logger", line.logger());
            document.put("message", line.message());
            document.put("error", line.error());
            return document;
        }
    }

    /** {@code vesper jobs run NAME}. */
    @Command(name = "run", description = "Runs a job and waits for its end. Status 1 if it failed.")
    static final class Run extends Subcommand {
        @Parameters(paramLabel = "NAME", description = "Name of the job, as 'vesper jobs list' shows it.")
        private String name = "";

        @Option(
                names = "--business-date",
                paramLabel = "DATE",
                description = "For a job that runs for a business date: must be the open one (default).")
        private @Nullable String businessDate;

        @Override
        public Integer call() {
            try (Night night = toRun()) {
                Map<String, String> parameters = businessDate == null ? Map.of() : Map.of("businessDate", businessDate);
                return await(night.operations(), night.operations().start(Night.ACTOR, name, parameters));
            }
        }
    }

    /** {@code vesper jobs stop ID}. */
    @Command(name = "stop", description = "Asks a run to stop after its transaction under way.")
    static final class Stop extends OfOneRun {
        @Override
        public Integer call() {
            try (Night night = toRead()) {
                night.operations().stop(Night.ACTOR, id);
                return show(night.operations(), id);
            }
        }
    }

    /** {@code vesper jobs restart ID}. */
    @Command(
            name = "restart",
            description =
                    "Goes on with a run that failed or was stopped, and waits for its end. Status 1 if it failed.")
    static final class Restart extends OfOneRun {
        @Override
        public Integer call() {
            try (Night night = toRun()) {
                return await(night.operations(), night.operations().restart(Night.ACTOR, id));
            }
        }
    }

    /** {@code vesper jobs recover ID}. */
    @Command(
            name = "recover",
            description = "Marks a run that a dead process left active as failed, so that it can be restarted.")
    static final class Recover extends OfOneRun {
        @Override
        public Integer call() {
            try (Night night = toRead()) {
                night.operations().recover(Night.ACTOR, id);
                show(night.operations(), id);
                return Failures.DONE;
            }
        }
    }
}
