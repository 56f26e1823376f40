package vesper.console.review;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import vesper.bank.Bank;
import vesper.bank.audit.Actor;
import vesper.bank.fraud.CaseStatistics;
import vesper.bank.fraud.Investigation;
import vesper.bank.fraud.Investigation.Action;
import vesper.bank.fraud.Investigations;
import vesper.bank.fraud.RuleOutcomes;
import vesper.bank.payment.ReviewCases.Answer;
import vesper.console.Confirmation;
import vesper.console.ConsoleSettings;
import vesper.console.NotFoundException;
import vesper.console.Show;

/** Investigations: the list, and one with its cases and all that can be done about them. */
@Controller
class InvestigationPages {
    private static final String LIST = "/console/investigations";
    private static final int LONGEST_NOTE = 2_000;
    private static final int LONGEST_REPORT = 20_000;

    private final InvestigationFiles files;
    private final Investigations investigations;
    private final CaseStatistics statistics;
    private final RuleOutcomes outcomes;
    private final Show show;
    private final int pageSize;

    InvestigationPages(InvestigationFiles files, Bank bank, Show show, ConsoleSettings settings) {
        this.files = files;
        investigations = bank.investigations();
        statistics = bank.caseStatistics();
        outcomes = bank.ruleOutcomes();
        this.show = show;
        pageSize = settings.pageSize();
    }

    /** Which investigations a tab of the list has. */
    enum View {
        OPEN("All open"),
        MINE("Mine"),
        CLOSED("Closed");

        public final String words;

        View(String words) {
            this.words = words;
        }
    }

    /** What a button of the page does; to the marked cases, or to all of it. */
    enum Doing {
        TAKE(""),
        GIVE_BACK(""),
        RELEASE("Release the marked payments?"),
        REJECT("Reject the marked payments as fraud?"),
        BLOCK_CARD("Block the cards of the marked payments?"),
        NOTE(""),
        CALLED(""),
        ESCALATE("");

        /** Asked before; empty: it can be undone. */
        public final String question;

        Doing(String question) {
            this.question = question;
        }
    }

    @GetMapping(LIST)
    String list(
            @RequestParam(defaultValue = "OPEN") View view,
            @RequestParam(defaultValue = "0") int offset,
            Actor analyst,
            Model model) {
        investigations.gather();
        int from = Math.max(0, offset);
        List<Investigation> found = switch (view) {
            case OPEN -> investigations.search().open(null, from, pageSize + 1);
            case MINE -> investigations.search().open(analyst.name(), from, pageSize + 1);
            case CLOSED -> investigations.search().closed(from, pageSize + 1);
        };
        boolean more = found.size() > pageSize;
        model.addAttribute("lines", files.lines(more ? found.subList(0, pageSize) : found));
        model.addAttribute("view", view);
        model.addAttribute("views", View.values());
        model.addAttribute("next", more ? from + pageSize : null);
        return "console/review/investigations";
    }

    /** How the queue stands, and what came of its cases by analyst and by reason. */
    @GetMapping(LIST + "/statistics")
    String statistics(Model model) {
        model.addAttribute("open", statistics.open());
        model.addAttribute("decided", statistics.decided());
        model.addAttribute("outcomes", outcomes.outcomes());
        model.addAttribute("days", CaseStatistics.DAYS);
        return "console/review/statistics";
    }

    /** Gives the most urgent investigation to the analyst, who alone works on it from now on. */
    @PostMapping(LIST + "/next")
    String next(Actor analyst, RedirectAttributes flash) {
        return investigations
                .next(analyst)
                .map(id -> "redirect:" + LIST + "/" + id)
                .orElseGet(() -> {
                    flash.addFlashAttribute("done", "Nothing waits.");
                    return "redirect:" + LIST;
                });
    }

    @GetMapping(LIST + "/{id}")
    String one(@PathVariable long id, Actor analyst, Model model) {
        InvestigationFiles.File file = find(id);
        investigations.looked(id, analyst);
        model.addAttribute("dossier", file);
        model.addAttribute("me", analyst.name());
        return "console/review/investigation";
    }

    /** The draft of a report of suspicious activity, to be completed and kept. */
    @GetMapping(LIST + "/{id}/report")
    String report(@PathVariable long id, Actor analyst, Model model) {
        InvestigationFiles.File file = find(id);
        investigations.looked(id, analyst);
        model.addAttribute("dossier", file);
        model.addAttribute("report", SuspicionReport.draft(file, show));
        return "console/review/report";
    }

    @PostMapping(LIST + "/{id}/report")
    String keepReport(@PathVariable long id, @RequestParam String report, Actor analyst, RedirectAttributes flash) {
        find(id);
        if (report.isBlank() || report.length() > LONGEST_REPORT) {
            flash.addFlashAttribute("alert", "A report has 1 to 20,000 characters; nothing was kept.");
            return "redirect:" + LIST + "/" + id + "/report";
        }
        tell(flash, () -> {
            investigations.note(id, Action.SAR_DRAFT, report.strip(), analyst);
            return "The draft is kept.";
        });
        return "redirect:" + LIST + "/" + id;
    }

    /**
     * Does something about an investigation.
     *
     * @param cases those that are marked
     */
    @PostMapping(LIST + "/{id}")
    String act(
            @PathVariable long id,
            @RequestParam Doing doing,
            @RequestParam(name = "case", defaultValue = "") List<Long> cases,
            @RequestParam(defaultValue = "") String note,
            @RequestParam(defaultValue = "false") boolean confirmed,
            Actor analyst,
            Model model,
            RedirectAttributes flash) {
        InvestigationFiles.File file = find(id);
        if (!doing.question.isEmpty() && !confirmed) {
            String here = LIST + "/" + id;
            String marked = cases.stream().map(String::valueOf).collect(Collectors.joining(","));
            return new Confirmation(
                            doing.question,
                            show.words(doing.name()),
                            here,
                            here,
                            Map.of("doing", doing.name(), "case", marked, "note", note))
                    .ask(model);
        }
        if (note.length() > LONGEST_NOTE) {
            flash.addFlashAttribute("alert", "The note is longer than 2,000 characters; nothing was done.");
            return "redirect:" + LIST + "/" + id;
        }
        List<Long> marked = file.alerts().stream()
                .map(alert -> alert.file().caseId())
                .filter(cases::contains)
                .toList();
        tell(flash, () -> switch (doing) {
            case TAKE -> {
                investigations.take(id, analyst);
                yield "It is yours.";
            }
            case GIVE_BACK -> {
                investigations.giveBack(id, analyst);
                yield "Others can take it.";
            }
            case RELEASE, REJECT -> decide(marked, doing == Doing.RELEASE, note.strip(), analyst);
            case BLOCK_CARD -> block(id, marked, analyst);
            case NOTE -> noted(id, Action.NOTE, note.strip(), analyst);
            case CALLED -> noted(id, Action.CALLED, note.strip(), analyst);
            case ESCALATE -> noted(id, Action.ESCALATED, note.strip(), analyst);
        });
        return "redirect:" + LIST + "/" + id;
    }

    private interface Deed {
        String done();
    }

    private static void tell(RedirectAttributes flash, Deed deed) {
        try {
            flash.addFlashAttribute("done", deed.done());
        } catch (Investigations.TakenException e) {
            flash.addFlashAttribute("alert", "Another analyst works on it; take it first. Nothing was changed.");
        }
    }

    private String noted(long id, Action action, String note, Actor analyst) {
        if (note.isEmpty() && action == Action.NOTE) {
            return "There was no note to keep.";
        }
        investigations.note(id, action, note, analyst);
        return action == Action.ESCALATED ? "Escalated." : "Kept.";
    }

    private String decide(List<Long> cases, boolean release, String note, Actor analyst) {
        int[] counts = new int[Answer.values().length];
        for (long each : cases) {
            counts[place(investigations.decide(each, release, note, analyst))]++;
        }
        StringBuilder told = new StringBuilder();
        say(told, counts[place(Answer.DECIDED)], release ? "released" : "rejected");
        say(
                told,
                counts[place(Answer.PROPOSED)],
                "proposed: the amount is high, another analyst has to decide the same");
        say(
                told,
                counts[place(Answer.NEEDS_ANOTHER)],
                "left: you have proposed this before, another analyst has to decide");
        say(told, counts[place(Answer.DECIDED_BEFORE)], "decided before, nothing changed");
        return told.isEmpty() ? "No case was marked." : told.toString();
    }

    private static int place(Answer answer) {
        return List.of(Answer.values()).indexOf(answer);
    }

    private static void say(StringBuilder told, int count, String what) {
        if (count > 0) {
            told.append(String.format(Locale.ROOT, "%d %s %s. ", count, count == 1 ? "case" : "cases", what));
        }
    }

    private String block(long id, List<Long> cases, Actor analyst) {
        long blocked = cases.stream()
                .filter(each -> investigations.blockCard(id, each, analyst))
                .count();
        return blocked == 0
                ? "No card was left to block."
                : blocked + (blocked == 1 ? " card" : " cards") + " blocked.";
    }

    private InvestigationFiles.File find(long id) {
        return files.find(id).orElseThrow(() -> new NotFoundException("investigation " + id));
    }
}
