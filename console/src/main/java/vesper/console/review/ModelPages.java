package vesper.console.review;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import vesper.bank.Bank;
import vesper.bank.audit.Actor;
import vesper.bank.fraud.Models;
import vesper.console.Confirmation;

/** The fraud models, with what they were trained on and how good they were found; one comes into force by two people. */
@Controller
class ModelPages {
    private static final String LIST = "/console/models";

    private final Models models;

    ModelPages(Bank bank) {
        models = bank.models();
    }

    /** What an analyst can do about a model. */
    enum Doing {
        PROPOSE("Propose to put %s in force?", "Propose"),
        APPROVE("Put %s in force? It judges payments within seconds.", "Put in force"),
        REFUSE("Let the proposal of %s go?", "Refuse");

        private final String question;
        public final String button;

        Doing(String question, String button) {
            this.question = question;
            this.button = button;
        }

        public String question(String version) {
            return String.format(question, version);
        }
    }

    @GetMapping(LIST)
    String list(Model model) {
        model.addAttribute("models", models.list());
        model.addAttribute("inForce", models.inForce());
        return "console/review/models";
    }

    @PostMapping(LIST + "/{version}")
    String act(
            @PathVariable String version,
            @RequestParam Doing doing,
            @RequestParam(defaultValue = "false") boolean confirmed,
            Actor analyst,
            Model model,
            RedirectAttributes flash) {
        if (!confirmed) {
            return new Confirmation(
                            doing.question(version),
                            doing.button,
                            LIST + "/" + version,
                            LIST,
                            java.util.Map.of("doing", doing.name()))
                    .ask(model);
        }
        Models.Answer answer = switch (doing) {
            case PROPOSE -> models.propose(version, analyst);
            case APPROVE -> models.approve(version, analyst);
            case REFUSE -> models.refuse(version, analyst);
        };
        switch (answer) {
            case DONE ->
                flash.addFlashAttribute(
                        "done",
                        switch (doing) {
                            case PROPOSE -> "Proposed. Another analyst has to approve it.";
                            case APPROVE -> version + " is in force.";
                            case REFUSE -> "The proposal is gone.";
                        });
            case NEEDS_ANOTHER ->
                flash.addFlashAttribute("alert", "You proposed it, so another analyst has to approve it.");
            case NOTHING_TO_DO ->
                flash.addFlashAttribute(
                        "alert", "It is in force already, unknown, or no longer proposed. Nothing was changed.");
        }
        return "redirect:" + LIST;
    }
}
