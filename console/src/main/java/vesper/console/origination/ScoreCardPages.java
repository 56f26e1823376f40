package vesper.console.origination;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import vesper.bank.Bank;
import vesper.bank.audit.Actor;
import vesper.bank.origination.Attribute;
import vesper.bank.origination.InvalidProductException;
import vesper.bank.origination.ScoreCard;
import vesper.bank.origination.ScoreCards;
import vesper.bank.origination.ScoreCards.Proposal;
import vesper.console.NotFoundException;
import vesper.console.ProposedVersion;
import vesper.console.ProposedVersion.Change;
import vesper.console.Show;

/** Score cards: the form that proposes a version, and the page on which another person checks it. */
@Controller
class ScoreCardPages {
    private static final String CARD = "/console/score-cards/{name}";
    private static final String LIST = "/console/loan-products";

    private final ScoreCards cards;
    private final Show show;

    ScoreCardPages(Bank bank, Show show) {
        cards = bank.scoreCards();
        this.show = show;
    }

    @GetMapping(CARD)
    String form(@PathVariable String name, Model model) {
        ScoreCard card = inForce(name);
        return form(model, card, ScoreCardForm.of(card), null);
    }

    /** Proposes the next version; what was written stays in the form if something is wrong with it. */
    @PostMapping(CARD)
    String propose(
            @PathVariable String name,
            @RequestParam Map<String, String> sent,
            Actor underwriter,
            Model model,
            RedirectAttributes flash) {
        ScoreCard before = inForce(name);
        ScoreCardForm form = ScoreCardForm.of(sent);
        try {
            Optional<ScoreCard> card = form.card(name);
            if (card.isEmpty()) {
                return form(model, before, form, "Nothing was proposed: some lines cannot be read.");
            }
            int version = cards.propose(card.get(), underwriter);
            flash.addFlashAttribute(
                    "done", name + ", version " + version + ", is proposed; another person has to check it.");
            return "redirect:" + LIST;
        } catch (InvalidProductException refused) {
            String alert = form.mark(refused)
                    ? "Nothing was proposed: an attribute cannot be as it is."
                    : "Nothing was proposed: " + refused.getMessage() + ".";
            return form(model, before, form, alert);
        }
    }

    private static String form(Model model, ScoreCard card, ScoreCardForm form, @Nullable String alert) {
        model.addAttribute("card", card);
        model.addAttribute("lines", form.lines());
        model.addAttribute("hint", ScoreCardForm.HINT);
        if (alert != null) {
            model.addAttribute("alert", alert);
        }
        return "console/origination/scorecard";
    }

    @GetMapping(CARD + "/{version}")
    String proposal(@PathVariable String name, @PathVariable int version, Actor underwriter, Model model) {
        Proposal proposal = cards.inCheck().stream()
                .filter(each -> each.card().name().equals(name) && each.card().version() == version)
                .findFirst()
                .orElseThrow(() -> new NotFoundException("proposed version " + version + " of " + name));
        model.addAttribute(
                "proposal",
                new ProposedVersion(
                        ProductPages.UP,
                        name,
                        version,
                        proposal.by(),
                        proposal.at(),
                        "Attribute",
                        changes(inForce(name), proposal.card()),
                        ProposedVersion.isOf(proposal.by(), underwriter)));
        return ProposedVersion.VIEW;
    }

    @PostMapping(CARD + "/{version}")
    String check(
            @PathVariable String name,
            @PathVariable int version,
            @RequestParam boolean approve,
            Actor underwriter,
            RedirectAttributes flash) {
        ProposedVersion.tell(cards.check(name, version, approve, underwriter), name, version, approve, "counts", flash);
        return "redirect:" + LIST;
    }

    private ScoreCard inForce(String name) {
        return cards.find(name).orElseThrow(() -> new NotFoundException("score card " + name));
    }

    /** The attributes whose bins change. */
    private List<Change> changes(ScoreCard before, ScoreCard after) {
        return Arrays.stream(Attribute.values())
                .filter(each -> !ScoreCardForm.text(before, each).equals(ScoreCardForm.text(after, each)))
                .map(each -> new Change(
                        show.words(each.name()),
                        shown(ScoreCardForm.text(before, each)),
                        shown(ScoreCardForm.text(after, each))))
                .toList();
    }

    private static String shown(String bins) {
        return bins.isEmpty() ? ProposedVersion.NOTHING : bins;
    }
}
