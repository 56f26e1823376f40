package vesper.console.privacy;

import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import vesper.bank.audit.Actor;
import vesper.console.ConsoleSettings;
import vesper.console.NotFoundException;
import vesper.reporting.Reporting;
import vesper.reporting.privacy.DataRequest;
import vesper.reporting.privacy.DataRequests;

/** Takes requests of persons for what the bank holds on them, and makes the links by which they collect it. */
@Controller
@RequestMapping(DataRequestPages.LIST)
class DataRequestPages {
    static final String LIST = "/console/data-requests";

    private final DataRequests requests;
    private final int pageSize;
    private final Clock clock = Clock.systemUTC();

    DataRequestPages(Reporting reporting, ConsoleSettings settings) {
        requests = reporting.dataRequests();
        pageSize = settings.pageSize();
    }

    /** A request and how long there is to answer it. */
    record Line(DataRequest request, long daysLeft) {
        public String left() {
            return daysLeft < 0 ? -daysLeft + " days late" : daysLeft + " days left";
        }
    }

    @GetMapping
    String list(Model model) {
        LocalDate today = LocalDate.now(clock);
        model.addAttribute(
                "requests",
                requests.newest(pageSize).stream()
                        .map(request -> new Line(request, ChronoUnit.DAYS.between(today, request.dueOn())))
                        .toList());
        return "console/privacy/list";
    }

    @PostMapping
    String take(@RequestParam long customer, Actor caller, RedirectAttributes flash) {
        Optional<DataRequests.Taken> taken = requests.take(customer, caller.name(), LocalDate.now(clock));
        if (taken.isEmpty()) {
            flash.addFlashAttribute("alert", "There is no customer of this number. Nothing was taken.");
            return "redirect:" + LIST;
        }
        flash.addFlashAttribute("passphrase", taken.get().passphrase().text());
        return "redirect:" + LIST + "/" + taken.get().id();
    }

    @GetMapping("/{id}")
    String request(@PathVariable long id, Model model) {
        model.addAttribute("request", requests.find(id).orElseThrow(() -> new NotFoundException("data request " + id)));
        model.addAttribute("steps", requests.steps(id));
        model.addAttribute("mail", requests.mail(id).orElse(null));
        return "console/privacy/request";
    }

    /** Mails the customer a link once more. */
    @PostMapping("/{id}/mail")
    String mail(@PathVariable long id, Actor caller, RedirectAttributes flash) {
        if (requests.mailAgain(id, caller.name())) {
            flash.addFlashAttribute("done", "A mail with a link is queued.");
        } else {
            flash.addFlashAttribute(
                    "alert",
                    "No mail was queued: no file waits, a mail is on its way, or the customer has no usable address.");
        }
        return "redirect:" + LIST + "/" + id;
    }

    @PostMapping("/{id}/link")
    String link(@PathVariable long id, Actor caller, RedirectAttributes flash) {
        requests.link(id, caller.name(), clock.instant())
                .ifPresentOrElse(
                        token -> flash.addFlashAttribute("link", "/personal-data/" + token),
                        () -> flash.addFlashAttribute("alert", "No file waits to be collected. No link was made."));
        return "redirect:" + LIST + "/" + id;
    }
}
