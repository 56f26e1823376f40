package vesper.night;

import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code vesper jobs schedule}: when closes begin by themselves, on the command line. */
@Command(
        name = "schedule",
        description = "Shows when the next closes begin by themselves, or pauses, resumes or changes that.",
        subcommands = {ScheduleCommand.Pause.class, ScheduleCommand.Resume.class, ScheduleCommand.Change.class})
final class ScheduleCommand extends JobsCommand.Subcommand {
    @Override
    public Integer call() {
        return after(schedules -> {});
    }

    /** {@code vesper jobs schedule pause}. */
    @Command(name = "pause", description = "Nothing begins by itself any more; what runs goes on.")
    static final class Pause extends JobsCommand.Subcommand {
        @Override
        public Integer call() {
            return after(schedules -> schedules.pause(Night.ACTOR));
        }
    }

    /** {@code vesper jobs schedule resume}. */
    @Command(name = "resume", description = "Goes on, with the nights that were missed meanwhile.")
    static final class Resume extends JobsCommand.Subcommand {
        @Override
        public Integer call() {
            return after(schedules -> schedules.resume(Night.ACTOR));
        }
    }

    /** {@code vesper jobs schedule change}. */
    @Command(name = "change", description = "Has the close begin at another time of day.")
    static final class Change extends JobsCommand.Subcommand {
        @Option(names = "--cut-off", paramLabel = "TIME", required = true, description = "Time of day, such as 23:30.")
        private String cutOff = "";

        @Option(names = "--zone", paramLabel = "ZONE", required = true, description = "Such as UTC or Europe/Madrid.")
        private String zone = "";

        @Override
        public Integer call() {
            try {
                LocalTime time = LocalTime.parse(cutOff);
                ZoneId where = ZoneId.of(zone);
                return after(schedules -> schedules.change(Night.ACTOR, time, where));
            } catch (DateTimeException e) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--cut-off must be a time such as 23:30, and --zone a zone such as UTC or Europe/Madrid");
            }
        }
    }
}
