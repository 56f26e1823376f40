package vesper.console.origination;

import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import vesper.bank.Bank;
import vesper.bank.origination.ApplicationCommand;
import vesper.bank.origination.ApplicationCommand.Action;
import vesper.bank.origination.ApplicationOutcome;
import vesper.bank.origination.ApplicationOutcome.Done;
import vesper.bank.origination.ApplicationOutcome.Refused;
import vesper.bank.origination.LoanApplications;
import vesper.console.Confirmation;
import vesper.console.ConsoleSettings;
import vesper.console.NotFoundException;
import vesper.console.Show;

/** List and application. */
@Controller
class ApplicationPages {
    private static final String LIST = "/console/applications";

    private final ApplicationFiles files;
    private final LoanApplications applications;
    private final Show show;
    private final int pageSize;

    ApplicationPages(ApplicationFiles files, Bank bank, Show show, ConsoleSettings settings) {
        this.files = files;
        applications = bank.loanApplications();
        this.show = show;
        pageSize = settings.pageSize();
    }

    /** What an underwriter can do, as the buttons send it. */
    private enum Choice {
        APPROVE(Action.PROPOSE_APPROVAL, "Propose approval"),
        DECLINE(Action.PROPOSE_DECLINE, "Propose decline"),
        REFER(Action.REFER, "Refer"),
        CONFIRM(Action.CONFIRM, "Confirm"),
        PAY_OUT(Action.DISBURSE, "Pay out");

        private final Action action;
        private final String button;

        Choice(Action action, String button) {
            this.action = action;
            this.button = button;
        }
    }

    @GetMapping(LIST)
    String list(@RequestParam(defaultValue = "0") int from, Model model) {
        int start = Math.max(0, from);
        List<ApplicationFiles.Line> lines = files.waiting(start, pageSize + 1);
        boolean more = lines.size() > pageSize;
        model.addAttribute("lines", more ? lines.subList(0, pageSize) : lines);
        model.addAttribute("waiting", applications.countWaiting());
        model.addAttribute("from", start);
        model.addAttribute("next", more ? start + pageSize : null);
        return "console/origination/list";
    }

    @GetMapping(LIST + "/{id}")
    String file(@PathVariable UUID id, Principal underwriter, Model model) {
        ApplicationFiles.Dossier dossier = find(id);
        model.addAttribute("dossier", dossier);
        model.addAttribute("mine", underwriter.getName().equals(dossier.proposer()));
        return "console/origination/application";
    }

    /** Proposes, checks or sends back; one who was overtaken is told how the application stands, and keeps the reason written. */
    @PostMapping(LIST + "/{id}")
    String decide(
            @PathVariable UUID id,
            @RequestParam Choice choice,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "false") boolean confirmed,
            Principal underwriter,
            Model model,
            RedirectAttributes flash) {
        String here = LIST + "/" + id;
        ApplicationFiles.Dossier dossier = find(id);
        String amount = show.amount(
                dossier.application().request().amountMinor(),
                dossier.application().currency());
        if (!confirmed) {
            return new Confirmation(
                            choice.button + ": " + amount + " for "
                                    + dossier.customer().name() + "?",
                            choice.button,
                            here,
                            here,
                            Map.of("choice", choice.name(), "reason", reason))
                    .ask(model);
        }
        ApplicationOutcome outcome =
                applications.carryOut(id, ApplicationCommand.ofStaff(choice.action, underwriter.getName(), reason));
        if (outcome instanceof Refused refused) {
            flash.addFlashAttribute("alert", refused.detail() + " Nothing was changed.");
            flash.addFlashAttribute("reason", reason);
            return "redirect:" + here;
        }
        flash.addFlashAttribute(
                "done",
                amount + " for " + dossier.customer().name() + ": "
                        + show.words(((Done) outcome).application().state().code())
                                .toLowerCase(java.util.Locale.ROOT)
                        + ".");
        return "redirect:" + LIST;
    }

    private ApplicationFiles.Dossier find(UUID id) {
        return files.find(id).orElseThrow(() -> new NotFoundException("application " + id));
    }
}
