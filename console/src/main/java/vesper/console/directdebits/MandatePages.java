package vesper.console.directdebits;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.format.annotation.DateTimeFormat.ISO;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import vesper.bank.Bank;
import vesper.bank.account.Account;
import vesper.bank.audit.Actor;
import vesper.bank.directdebit.Mandates;
import vesper.bank.directdebit.Mandates.CancelledException;
import vesper.bank.directdebit.Mandates.InvalidMandateException;
import vesper.bank.directdebit.Mandates.Registered;
import vesper.bank.directdebit.Mandates.Registration;
import vesper.bank.directdebit.Mandates.View;
import vesper.bank.money.Money;
import vesper.console.Confirmation;
import vesper.console.ConsoleSettings;
import vesper.console.NotFoundException;

/** Mandates: found by account, registered, cancelled. */
@Controller
@RequestMapping(MandatePages.LIST)
class MandatePages {
    static final String LIST = "/console/mandates";

    private static final int PRESENTED = 50;

    private final Bank bank;
    private final Mandates mandates;
    private final int pageSize;

    MandatePages(Bank bank, ConsoleSettings settings) {
        this.bank = bank;
        mandates = bank.mandates();
        pageSize = settings.pageSize();
    }

    /** What the form sends; {@code most} is an amount in major units, or empty. */
    record Form(String creditor, String debtor, String reference, String most) {
        static final Form EMPTY = new Form("", "", "", "");
    }

    /**
     * The list, with the form that registers a mandate.
     *
     * @param account number of an account, creditor or debtor; empty: all
     */
    @GetMapping
    String list(
            @RequestParam(defaultValue = "") String account,
            @RequestParam(defaultValue = "" + Long.MAX_VALUE) long before,
            Model model) {
        String number = account.replace(" ", "");
        List<View> found = mandates.list(number.isEmpty() ? null : number, before, pageSize + 1);
        boolean more = found.size() > pageSize;
        List<View> page = more ? found.subList(0, pageSize) : found;
        model.addAttribute("account", number);
        model.addAttribute("mandates", page);
        model.addAttribute("next", more ? page.get(page.size() - 1).id() : null);
        model.addAttribute("today", bank.businessDates().current().businessDate());
        if (!model.containsAttribute("form")) {
            model.addAttribute("form", Form.EMPTY);
        }
        return "console/directdebits/list";
    }

    /** Registers a mandate; a form that something is wrong with comes back as it was sent. */
    @PostMapping
    String register(
            @RequestParam String creditor,
            @RequestParam String debtor,
            @RequestParam String reference,
            @RequestParam @DateTimeFormat(iso = ISO.DATE) LocalDate signedOn,
            @RequestParam(defaultValue = "") String most,
            Actor operator,
            Model model,
            RedirectAttributes flash) {
        try {
            Registered registered = mandates.register(
                    new Registration(creditor, debtor, reference, signedOn, mostMinor(most, debtor)), operator);
            flash.addFlashAttribute(
                    "done", registered.known() ? "It was registered before just so." : "The mandate is registered.");
            return "redirect:" + LIST + "/" + registered.mandate().id();
        } catch (InvalidMandateException | IllegalArgumentException refused) {
            model.addAttribute("alert", "Nothing was registered: " + refused.getMessage() + ".");
            model.addAttribute("form", new Form(creditor, debtor, reference, most));
            model.addAttribute("signedOn", signedOn);
            return list("", Long.MAX_VALUE, model);
        }
    }

    /** In the currency of the debtor; of an account that is not there, it does not matter which. */
    private @Nullable Long mostMinor(String most, String debtor) {
        if (most.isBlank()) {
            return null;
        }
        return bank.accounts()
                .byNumber(debtor.replace(" ", ""))
                .map(Account::currency)
                .map(currency -> Money.parse(most.strip(), currency).amountMinor())
                .orElse(1L);
    }

    @GetMapping("/{id}")
    String mandate(@PathVariable long id, Model model) {
        model.addAttribute("mandate", find(id));
        model.addAttribute("presented", mandates.presented(id, PRESENTED));
        return "console/directdebits/mandate";
    }

    @PostMapping("/{id}/cancel")
    String cancel(
            @PathVariable long id,
            @RequestParam(defaultValue = "false") boolean confirmed,
            Actor operator,
            Model model,
            RedirectAttributes flash) {
        View mandate = find(id);
        String here = LIST + "/" + id;
        if (!confirmed) {
            return new Confirmation(
                            "Cancel mandate " + mandate.reference() + "?",
                            "Cancel it",
                            here + "/cancel",
                            here,
                            Map.of())
                    .ask(model);
        }
        try {
            mandates.cancel(id, operator);
            flash.addFlashAttribute("done", "The mandate is cancelled: nothing is collected under it from today on.");
        } catch (CancelledException e) {
            flash.addFlashAttribute("alert", "It was cancelled before. Nothing was changed.");
        }
        return "redirect:" + here;
    }

    private View find(long id) {
        return mandates.find(id).orElseThrow(() -> new NotFoundException("mandate " + id));
    }
}
