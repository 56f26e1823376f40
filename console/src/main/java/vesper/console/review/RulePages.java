package vesper.console.review;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import vesper.bank.Bank;
import vesper.bank.audit.Actor;
import vesper.bank.event.DecisionKind;
import vesper.bank.fraud.RuleBacktests;
import vesper.bank.fraud.RuleProposals;
import vesper.bank.fraud.RuleProposals.Proposal;
import vesper.bank.screening.Feature;
import vesper.bank.screening.Rule;
import vesper.bank.screening.RuleDiff;
import vesper.bank.screening.RuleFile;
import vesper.console.Confirmation;
import vesper.console.NotFoundException;

/**
 * The rules of screening: those in force, the form that checks and proposes one, and the page on which a proposal is compared,
 * tried on the bank's history, and put in force by another analyst.
 */
@Controller
class RulePages {
    private static final String LIST = "/console/rules";
    private static final String PROPOSALS = LIST + "/proposals/";

    private final RuleProposals proposals;
    private final RuleBacktests backtests;

    RulePages(Bank bank) {
        proposals = bank.ruleProposals();
        backtests = bank.ruleBacktests();
    }

    /** What the form does with what is written in it. */
    enum Writing {
        CHECK,
        PROPOSE
    }

    /** What can be done about a proposal. */
    enum Doing {
        BACK_TEST("", "Back-test"),
        APPROVE("Put these rules in force? They judge payments within seconds.", "Put in force"),
        REFUSE("Let this proposal go?", "Refuse");

        /** Asked before; empty: it changes nothing in force. */
        public final String question;

        public final String button;

        Doing(String question, String button) {
            this.question = question;
            this.button = button;
        }
    }

    @GetMapping(LIST)
    String list(Model model) {
        model.addAttribute("inForce", proposals.inForce());
        model.addAttribute("proposals", proposals.open());
        return "console/review/rules";
    }

    /** @param code of the rule to change; empty: a new one */
    @GetMapping(LIST + "/edit")
    String form(@RequestParam(defaultValue = "") String code, Model model) {
        RuleForm form = code.isEmpty()
                ? RuleForm.EMPTY
                : RuleForm.of(rule(code).orElseThrow(() -> new NotFoundException("rule " + code)));
        return form(model, form, null);
    }

    /** Checks or proposes what is written; it stays in the form if something is wrong with it. */
    @PostMapping(LIST + "/edit")
    String write(
            @ModelAttribute RuleForm sent,
            @RequestParam Writing writing,
            Actor analyst,
            Model model,
            RedirectAttributes flash) {
        try {
            Rule rule = sent.rule(rule(sent.code()).map(Rule::version).orElse(0) + 1);
            if (writing == Writing.CHECK) {
                model.addAttribute("figures", backtests.check(rule));
                return form(model, sent, null);
            }
            long id = proposals.propose(rule, analyst);
            flash.addFlashAttribute("done", "Proposed. Try it on the bank's history; then another analyst decides.");
            return "redirect:" + PROPOSALS + id;
        } catch (IllegalArgumentException wrong) {
            return form(model, sent, "It cannot be used: " + wrong.getMessage() + ".");
        }
    }

    private static String form(Model model, RuleForm form, @Nullable String alert) {
        model.addAttribute("rule", form);
        model.addAttribute("features", Feature.values());
        if (alert != null) {
            model.addAttribute("alert", alert);
        }
        return "console/review/rule";
    }

    private Optional<Rule> rule(String code) {
        return proposals.inForce().rules().stream()
                .filter(rule -> rule.code().equals(code))
                .findFirst();
    }

    @GetMapping(PROPOSALS + "{id}")
    String proposal(@PathVariable long id, Actor analyst, Model model) {
        Proposal proposal =
                proposals.find(id).orElseThrow(() -> new NotFoundException("proposal " + id + " of rules that waits"));
        List<RuleDiff.Change> changes = RuleDiff.between(proposals.inForce(), RuleFile.parse(proposal.text()));
        model.addAttribute("proposal", proposal);
        model.addAttribute("id", id);
        model.addAttribute("trying", proposal.trying());
        model.addAttribute("changes", changes);
        model.addAttribute("changed", changes.stream().map(RuleDiff.Change::of).toList());
        model.addAttribute("kinds", DecisionKind.values());
        model.addAttribute("mine", proposal.by().equals(analyst.name()));
        return "console/review/rule-proposal";
    }

    /** How far the back-test has come, asked for every second; once it has ended the whole page is read again. */
    @GetMapping(PROPOSALS + "{id}/back-test")
    String backtest(@PathVariable long id, Model model, HttpServletResponse response) {
        Optional<Proposal> tried = proposals.find(id).filter(proposal -> proposal.trying() != null);
        if (tried.isEmpty()) {
            response.setHeader("HX-Refresh", "true");
        }
        model.addAttribute("id", id);
        model.addAttribute("trying", tried.map(Proposal::trying).orElse(null));
        return "console/review/rule-proposal :: trying";
    }

    @PostMapping(PROPOSALS + "{id}")
    String act(
            @PathVariable long id,
            @RequestParam Doing doing,
            @RequestParam(defaultValue = "false") boolean confirmed,
            Actor analyst,
            Model model,
            RedirectAttributes flash) {
        String here = PROPOSALS + id;
        if (!doing.question.isEmpty() && !confirmed) {
            return new Confirmation(doing.question, doing.button, here, here, Map.of("doing", doing.name())).ask(model);
        }
        RuleProposals.Answer answer = switch (doing) {
            case BACK_TEST -> backtests.ask(id, analyst);
            case APPROVE -> proposals.approve(id, analyst);
            case REFUSE -> proposals.refuse(id, analyst);
        };
        boolean done = answer == RuleProposals.Answer.DONE;
        flash.addFlashAttribute(done ? "done" : "alert", done ? done(doing) : refused(answer));
        boolean gone = answer == RuleProposals.Answer.NOTHING_TO_DO || (done && doing != Doing.BACK_TEST);
        return "redirect:" + (gone ? LIST : here);
    }

    private static String done(Doing doing) {
        return switch (doing) {
            case BACK_TEST -> "It is tried on the bank's history. You may leave this page.";
            case APPROVE -> "The rules are in force.";
            case REFUSE -> "The proposal is gone.";
        };
    }

    private static String refused(RuleProposals.Answer answer) {
        return switch (answer) {
            case NEEDS_ANOTHER -> "You proposed it, so another analyst has to approve it.";
            case NOT_TRIED -> "Try it on the bank's history first.";
            case OUTDATED -> "Other rules came into force since it was proposed. Refuse it and propose it again.";
            case NOTHING_TO_DO, DONE -> "It was decided before. Nothing was changed.";
        };
    }
}
