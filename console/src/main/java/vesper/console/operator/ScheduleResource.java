package vesper.console.operator;

import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import vesper.bank.audit.Actor;
import vesper.batch.schedule.Schedules;

/** When the close begins by itself, for other programs. */
@RestController
@RequestMapping(OperatorResource.ROOT + "/schedule")
class ScheduleResource {
    private final ObjectProvider<Schedules> schedules;

    ScheduleResource(ObjectProvider<Schedules> schedules) {
        this.schedules = schedules;
    }

    /** A time of day such as {@code 23:30}, and a zone such as {@code Europe/Madrid}. */
    record Times(@Nullable String cutOff, @Nullable String zone) {}

    @GetMapping
    Schedules.View view() {
        return schedules().view();
    }

    /** Nothing begins by itself any more; what runs goes on. */
    @PostMapping("/pause")
    Schedules.View pause(Actor caller) {
        schedules().pause(caller);
        return view();
    }

    /** Goes on, with the nights that were missed meanwhile. */
    @PostMapping("/resume")
    Schedules.View resume(Actor caller) {
        schedules().resume(caller);
        return view();
    }

    /** Has the close begin at another time of day. */
    @PutMapping
    Schedules.View change(@RequestBody Times times, Actor caller) {
        try {
            schedules()
                    .change(
                            caller,
                            LocalTime.parse(String.valueOf(times.cutOff())),
                            ZoneId.of(String.valueOf(times.zone())));
        } catch (DateTimeException e) {
            throw ProblemException.badParameter(
                    "cutOff must be a time such as 23:30, and zone a zone such as UTC or Europe/Madrid");
        }
        return view();
    }

    private Schedules schedules() {
        Schedules known = schedules.getIfAvailable();
        if (known == null) {
            throw new ProblemException(
                    HttpStatus.NOT_FOUND, "no_schedule", "the close does not begin by itself in this process");
        }
        return known;
    }
}
