package vesper.console.review;

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
import vesper.bank.fraud.Investigations;
import vesper.bank.payment.ReviewCases;
import vesper.bank.payment.ReviewCases.ReviewCase;
import vesper.console.Confirmation;
import vesper.console.ConsoleSettings;
import vesper.console.NotFoundException;
import vesper.console.Show;

/** Queue and case. */
@Controller
class ReviewPages {
    private static final String QUEUE = "/console/review";
    private static final int LONGEST_NOTE = 2_000;

    private final CaseFiles files;
    private final ReviewCases cases;
    private final Investigations investigations;
    private final Show show;
    private final int pageSize;

    ReviewPages(CaseFiles files, Bank bank, Show show, ConsoleSettings settings) {
        this.files = files;
        cases = bank.cases();
        investigations = bank.investigations();
        this.show = show;
        pageSize = settings.pageSize();
    }

    @GetMapping(QUEUE)
    String queue(@RequestParam(defaultValue = "0") long after, Model model) {
        List<CaseFiles.Line> lines = files.queue(after, pageSize + 1);
        boolean more = lines.size() > pageSize;
        List<CaseFiles.Line> page = more ? lines.subList(0, pageSize) : lines;
        model.addAttribute("lines", page);
        model.addAttribute("waiting", cases.countOpen());
        model.addAttribute("after", after);
        model.addAttribute("next", more ? page.get(page.size() - 1).file().id() : null);
        return "console/review/queue";
    }

    @GetMapping(QUEUE + "/{id}")
    String file(@PathVariable long id, Model model) {
        model.addAttribute("dossier", find(id));
        model.addAttribute("nextCase", files.next(id).filter(next -> next != id).orElse(null));
        return "console/review/case";
    }

    /** Decides the case and goes on to the next; the second of two analysts is told who was first. */
    @PostMapping(QUEUE + "/{id}")
    String decide(
            @PathVariable long id,
            @RequestParam String decision,
            @RequestParam(defaultValue = "") String note,
            @RequestParam(defaultValue = "false") boolean confirmed,
            Actor analyst,
            Model model,
            RedirectAttributes flash) {
        boolean release = decision.equals("release");
        String here = QUEUE + "/" + id;
        CaseFiles.CaseFile file = find(id);
        if (!release && !decision.equals("reject")) {
            flash.addFlashAttribute("alert", "Choose release or reject.");
            return "redirect:" + here;
        }
        if (note.length() > LONGEST_NOTE) {
            flash.addFlashAttribute("alert", "The note is longer than 2,000 characters; nothing was decided.");
            return "redirect:" + here;
        }
        String verb = release ? "Release" : "Reject";
        String amount = show.amount(file.payment().amountMinor(), file.payment().currency());
        if (file.open() && !confirmed) {
            return new Confirmation(
                            verb + " the payment of " + amount + "?",
                            verb,
                            here,
                            here,
                            Map.of("decision", decision, "note", note))
                    .ask(model);
        }
        String refused = refused(id, release, note.strip(), analyst);
        if (refused != null) {
            flash.addFlashAttribute("alert", refused);
            return "redirect:" + here;
        }
        flash.addFlashAttribute("done", "Case " + id + " " + (release ? "released" : "rejected") + ": " + amount + ".");
        Optional<Long> next = files.next(id);
        return "redirect:" + QUEUE + next.map(number -> "/" + number).orElse("");
    }

    /** Decides; says why not, or not yet, if it did not. */
    private @Nullable String refused(long id, boolean release, String note, Actor analyst) {
        try {
            return switch (investigations.decide(id, release, note, analyst)) {
                case DECIDED -> null;
                case PROPOSED -> "Proposed. The amount is high, so another analyst has to decide the same.";
                case NEEDS_ANOTHER -> "You have proposed this before; another analyst has to decide it.";
                case DECIDED_BEFORE -> decidedBefore(id);
            };
        } catch (Investigations.TakenException e) {
            return "Another analyst works on this customer's cases. Nothing was changed.";
        }
    }

    private String decidedBefore(long id) {
        ReviewCase file = cases.find(id).orElseThrow();
        return "Case " + id + " was " + show.words(file.state().name()).toLowerCase(java.util.Locale.ROOT)
                + " by " + file.decidedBy() + " at " + show.time(file.decidedAt())
                + " UTC, before your decision. Nothing was changed.";
    }

    private CaseFiles.CaseFile find(long id) {
        return files.find(id).orElseThrow(() -> new NotFoundException("case " + id));
    }
}
