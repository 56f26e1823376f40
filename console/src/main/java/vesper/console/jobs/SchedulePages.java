package vesper.console.jobs;

import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import vesper.bank.audit.Actor;
import vesper.batch.schedule.Schedules;
import vesper.console.Confirmation;
import vesper.console.NotFoundException;

/** When the close begins by itself: the next five times, pause and go on, another time of day. */
@Controller
class SchedulePages {
    private static final String SCHEDULE = JobPages.JOBS + "/schedule";
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm", Locale.ROOT);

    private final ObjectProvider<Schedules> schedules;

    SchedulePages(ObjectProvider<Schedules> schedules) {
        this.schedules = schedules;
    }

    /** What an operator can do. */
    enum Action {
        PAUSE(
                "Pause",
                "Pause everything that begins by itself? What runs goes on; nights missed are made up for later."),
        RESUME("Go on", "Let the close begin by itself again? Nights that were missed meanwhile are closed now."),
        CHANGE("Change", "Let the close begin at another time of day from the next night on?");

        private final String button;
        private final String question;

        Action(String button, String question) {
            this.button = button;
            this.question = question;
        }

        public String question() {
            return question;
        }
    }

    @GetMapping(SCHEDULE)
    String schedule(Model model) {
        Schedules known = schedules.getIfAvailable();
        Schedules.View view = known == null ? null : known.view();
        model.addAttribute("schedule", view);
        model.addAttribute(
                "next",
                view == null
                        ? List.of()
                        : view.next().stream()
                                .map(at -> MINUTE.format(at.atZone(view.zone())))
                                .toList());
        return "console/jobs/schedule";
    }

    /**
     * Pauses, goes on, or changes the time.
     *
     * @param cutOff time of day, {@code 23:30}, for a change
     * @param zone {@code Europe/Madrid}, for a change
     */
    @PostMapping(SCHEDULE)
    String act(
            @RequestParam Action action,
            @RequestParam(defaultValue = "") String cutOff,
            @RequestParam(defaultValue = "") String zone,
            @RequestParam(defaultValue = "false") boolean confirmed,
            Actor operator,
            Model model,
            RedirectAttributes flash) {
        Schedules known = schedules.getIfAvailable();
        if (known == null) {
            throw new NotFoundException("a schedule");
        }
        if (!confirmed) {
            return new Confirmation(
                            action.question,
                            action.button,
                            SCHEDULE,
                            SCHEDULE,
                            Map.of("action", action.name(), "cutOff", cutOff, "zone", zone))
                    .ask(model);
        }
        switch (action) {
            case PAUSE -> {
                known.pause(operator);
                flash.addFlashAttribute("done", "Nothing begins by itself until you let it go on.");
            }
            case RESUME -> {
                known.resume(operator);
                flash.addFlashAttribute("done", "The close begins by itself again.");
            }
            case CHANGE -> change(known, operator, cutOff, zone, flash);
        }
        return "redirect:" + SCHEDULE;
    }

    private static void change(
            Schedules schedules, Actor operator, String cutOff, String zone, RedirectAttributes flash) {
        try {
            schedules.change(operator, LocalTime.parse(cutOff), ZoneId.of(zone));
            flash.addFlashAttribute("done", "The close begins at " + cutOff + ", " + zone + ".");
        } catch (DateTimeException e) {
            flash.addFlashAttribute(
                    "alert",
                    "A time such as 23:30 and a zone such as UTC or Europe/Madrid are needed. Nothing was changed.");
        }
    }
}
