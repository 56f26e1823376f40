package vesper.console.accounts;

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
import vesper.bank.account.Account;
import vesper.bank.audit.Actor;
import vesper.bank.ledger.AccountHistory.Position;
import vesper.bank.ledger.AccountHistory.Transaction;
import vesper.console.Confirmation;
import vesper.console.ConsoleSettings;
import vesper.console.NotFoundException;

/** Search and account. */
@Controller
class AccountPages {
    private static final String SEARCH = "/console/accounts";
    private static final int MOST_FOUND = 50;
    private static final int LONGEST_REASON = 200;

    private final Bank bank;
    private final AccountSearch search;
    private final int pageSize;

    AccountPages(Bank bank, AccountSearch search, ConsoleSettings settings) {
        this.bank = bank;
        this.search = search;
        pageSize = settings.pageSize();
    }

    @GetMapping(SEARCH)
    String search(@RequestParam(defaultValue = "") String q, Model model) {
        model.addAttribute("q", q);
        model.addAttribute("found", search.search(q, MOST_FOUND));
        model.addAttribute("most", MOST_FOUND);
        return "console/accounts/search";
    }

    @GetMapping(SEARCH + "/{number}")
    String account(
            @PathVariable String number,
            @RequestParam(defaultValue = "" + Long.MAX_VALUE) long seq,
            @RequestParam(defaultValue = "" + Short.MAX_VALUE) int leg,
            Model model) {
        Account account =
                bank.accounts().byNumber(number).orElseThrow(() -> new NotFoundException("account " + number));
        List<Transaction> found = bank.history().before(account.id(), new Position(seq, leg), pageSize + 1);
        boolean more = found.size() > pageSize;
        List<Transaction> page = more ? found.subList(0, pageSize) : found;
        Long customer = account.customerId();
        model.addAttribute("account", account);
        model.addAttribute(
                "customer",
                customer == null ? null : search.customerName(customer).orElse(null));
        model.addAttribute("transactions", page);
        model.addAttribute("next", more ? page.get(page.size() - 1).position() : null);
        return "console/accounts/account";
    }

    /**
     * Wakes a dormant account.
     *
     * @param reason what the operator had to go by
     */
    @PostMapping(SEARCH + "/{number}/wake")
    String wake(
            @PathVariable String number,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "false") boolean confirmed,
            Actor operator,
            Model model,
            RedirectAttributes flash) {
        Account account =
                bank.accounts().byNumber(number).orElseThrow(() -> new NotFoundException("account " + number));
        String here = SEARCH + "/" + number;
        if (reason.isBlank() || reason.length() > LONGEST_REASON) {
            flash.addFlashAttribute(
                    "alert", "Say in at most " + LONGEST_REASON + " characters how the holder was identified.");
            return "redirect:" + here;
        }
        if (!confirmed) {
            return new Confirmation(
                            "Wake account " + number + "?", "Wake", here + "/wake", here, Map.of("reason", reason))
                    .ask(model);
        }
        boolean woken = bank.dormancy().wake(account.id(), operator, reason);
        flash.addFlashAttribute(
                woken ? "done" : "alert", woken ? "The account is open again." : "The account is not dormant.");
        return "redirect:" + here;
    }
}
