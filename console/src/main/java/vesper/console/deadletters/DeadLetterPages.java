package vesper.console.deadletters;

import java.security.Principal;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import vesper.bank.Bank;
import vesper.bank.payment.DeadLetters;
import vesper.bank.payment.DeadLetters.DeadLetter;
import vesper.bank.payment.DeadLetters.State;
import vesper.console.Confirmation;
import vesper.console.ConsoleSettings;
import vesper.console.NotFoundException;

/** List and letter. */
@Controller
class DeadLetterPages {
    private static final String LIST = "/console/dead-letters";

    private final DeadLetters letters;
    private final int pageSize;

    DeadLetterPages(Bank bank, ConsoleSettings settings) {
        letters = bank.deadLetters();
        pageSize = settings.pageSize();
    }

    @GetMapping(LIST)
    String list(
            @RequestParam(defaultValue = "NEW") State state,
            @RequestParam(defaultValue = "" + Long.MAX_VALUE) long before,
            Model model) {
        List<DeadLetter> found = letters.list(state, before, pageSize + 1);
        boolean more = found.size() > pageSize;
        List<DeadLetter> page = more ? found.subList(0, pageSize) : found;
        model.addAttribute("letters", page);
        model.addAttribute("state", state);
        model.addAttribute("states", State.values());
        model.addAttribute("waiting", letters.countNew());
        model.addAttribute("next", more ? page.get(page.size() - 1).id() : null);
        return "console/deadletters/list";
    }

    @GetMapping(LIST + "/{id}")
    String letter(@PathVariable long id, Model model) {
        DeadLetter letter = find(id);
        byte[] key = letter.key();
        model.addAttribute("letter", letter);
        model.addAttribute("key", key == null ? null : Bytes.of(key));
        model.addAttribute("value", Bytes.of(letter.value()));
        return "console/deadletters/letter";
    }

    @PostMapping(LIST + "/{id}")
    String handle(
            @PathVariable long id,
            @RequestParam String action,
            @RequestParam(defaultValue = "false") boolean confirmed,
            Principal operator,
            Model model,
            RedirectAttributes flash) {
        DeadLetter letter = find(id);
        String here = LIST + "/" + id;
        boolean resend = action.equals("resend");
        if (!resend && !action.equals("discard")) {
            flash.addFlashAttribute("alert", "Choose to send again or to discard.");
            return "redirect:" + here;
        }
        if (!confirmed && letter.state() == State.NEW) {
            return new Confirmation(
                            resend
                                    ? "Send letter " + id + " to " + letter.sourceTopic() + " again?"
                                    : "Discard letter " + id + "? Its bytes stay readable here.",
                            resend ? "Send again" : "Discard",
                            here,
                            here,
                            Map.of("action", action))
                    .ask(model);
        }
        boolean done = resend ? letters.resend(id, operator.getName()) : letters.discard(id, operator.getName());
        if (!done) {
            DeadLetter now = find(id);
            flash.addFlashAttribute("alert", "Letter " + id + " was handled by " + now.handledBy() + " before.");
            return "redirect:" + here;
        }
        flash.addFlashAttribute("done", "Letter " + id + (resend ? " is on its way again." : " is discarded."));
        return "redirect:" + LIST;
    }

    private DeadLetter find(long id) {
        return letters.find(id).orElseThrow(() -> new NotFoundException("dead letter " + id));
    }
}
