package vesper.console.exceptions;

import java.util.ArrayList;
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
import vesper.bank.audit.Actor;
import vesper.bank.audit.AuditSearch;
import vesper.bank.exceptions.Advice;
import vesper.bank.exceptions.ExceptionItem;
import vesper.bank.exceptions.ExceptionSearch;
import vesper.batch.operator.ExceptionDesk;
import vesper.batch.operator.OperationRefusedException;
import vesper.console.Confirmation;
import vesper.console.ConsoleSettings;
import vesper.console.NotFoundException;
import vesper.console.Refused;

/** Exceptions: the list, and one with what can be done about it and what was. */
@Controller
class ExceptionPages {
    private static final String LIST = "/console/exceptions";
    private static final int LONGEST_HISTORY = 50;

    private final ExceptionDesk desk;
    private final Bank bank;
    private final int pageSize;

    ExceptionPages(ExceptionDesk desk, Bank bank, ConsoleSettings settings) {
        this.desk = desk;
        this.bank = bank;
        pageSize = settings.pageSize();
    }

    /** Which exceptions a tab of the list has. */
    enum View {
        WAITING("Wait for a person"),
        OPEN("All open"),
        ALL("Closed too");

        public final String words;

        View(String words) {
            this.words = words;
        }

        private ExceptionSearch search() {
            return switch (this) {
                case WAITING -> ExceptionSearch.WAITING;
                case OPEN -> ExceptionSearch.OPEN;
                case ALL -> ExceptionSearch.ALL;
            };
        }
    }

    /** What an operator can do. */
    enum Action {
        RETRY("Try again", "r", "", "Try %s again?"),
        SKIP("Skip", "s", "danger", "Give %s up? Nothing tries it any more."),
        FIX("Mark as fixed", "f", "secondary outline", "Was %s done by other means?"),
        APPROVE("Approve", "a", "", "Approve what was proposed about %s?"),
        REJECT("Reject", "x", "danger", "Take back what was proposed about %s?");

        public final String button;
        public final String key;
        public final String look;
        private final String question;

        Action(String button, String key, String look, String question) {
            this.button = button;
            this.key = key;
            this.look = look;
            this.question = question;
        }

        public String question(ExceptionItem item) {
            return String.format(question, item.failed().item());
        }
    }

    @GetMapping(LIST)
    String list(
            @RequestParam(defaultValue = "WAITING") View view,
            @RequestParam(defaultValue = "9223372036854775807") long before,
            Model model) {
        List<ExceptionItem> found = new ArrayList<>(desk.list(view.search(), before, pageSize + 1));
        boolean more = found.size() > pageSize;
        if (more) {
            found.remove(found.size() - 1);
        }
        model.addAttribute("items", found);
        model.addAttribute("view", view);
        model.addAttribute("views", View.values());
        model.addAttribute("waiting", desk.countWaiting());
        model.addAttribute("next", more ? found.get(found.size() - 1).id() : null);
        return "console/exceptions/list";
    }

    @GetMapping(LIST + "/{id}")
    String one(@PathVariable long id, Model model) {
        ExceptionItem item = find(id);
        model.addAttribute("item", item);
        model.addAttribute("advice", Advice.of(item.failed()));
        model.addAttribute("actions", fitting(item));
        model.addAttribute(
                "history",
                bank.audit().search(AuditSearch.ofObject("exception " + id), Long.MAX_VALUE, LONGEST_HISTORY));
        return "console/exceptions/exception";
    }

    private static List<Action> fitting(ExceptionItem item) {
        if (item.state().closed()) {
            return List.of();
        }
        return item.state().proposed()
                ? List.of(Action.APPROVE, Action.REJECT)
                : List.of(Action.RETRY, Action.SKIP, Action.FIX);
    }

    /**
     * Does something about an exception.
     *
     * @param note why it is skipped, or how it was fixed
     */
    @PostMapping(LIST + "/{id}")
    String act(
            @PathVariable long id,
            @RequestParam Action action,
            @RequestParam(defaultValue = "") String note,
            @RequestParam(defaultValue = "false") boolean confirmed,
            Actor operator,
            Model model,
            RedirectAttributes flash) {
        ExceptionItem item = find(id);
        String here = LIST + "/" + id;
        if (!confirmed) {
            return new Confirmation(
                            action.question(item),
                            action.button,
                            here,
                            here,
                            Map.of("action", action.name(), "note", note))
                    .ask(model);
        }
        try {
            flash.addFlashAttribute("done", carryOut(operator, action, id, note));
        } catch (OperationRefusedException e) {
            flash.addFlashAttribute("alert", Refused.sentence(e));
            flash.addFlashAttribute("note", note);
        }
        return "redirect:" + here;
    }

    /** Returns what to tell the operator. */
    private String carryOut(Actor operator, Action action, long id, String note) {
        return switch (action) {
            case RETRY -> told(desk.retry(operator, id));
            case SKIP -> told(desk.skip(operator, id, note));
            case FIX -> told(desk.fixed(operator, id, note));
            case APPROVE -> told(desk.approve(operator, id));
            case REJECT -> told(desk.reject(operator, id));
        };
    }

    private static String told(ExceptionDesk.Outcome outcome) {
        String item = outcome.item().failed().item();
        return switch (outcome.retried().result()) {
            case DONE -> "Done: " + item + ".";
            case TONIGHT -> "The next close tries " + item + " again.";
            case REFUSED -> "Tried, and refused again: " + item + ".";
        };
    }

    private static String told(ExceptionItem item) {
        return switch (item.state()) {
            case SKIP_PROPOSED, FIX_PROPOSED -> "Proposed. It is about money, so another operator has to approve it.";
            case OPEN -> "The exception waits again.";
            case SKIPPED -> "Skipped.";
            case FIXED -> "Marked as fixed.";
            case DONE -> "Done.";
        };
    }

    private ExceptionItem find(long id) {
        return desk.find(id).orElseThrow(() -> new NotFoundException("exception " + id));
    }
}
