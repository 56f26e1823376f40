package vesper.console.accounts;

import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import vesper.bank.Bank;
import vesper.bank.account.Account;
import vesper.bank.ledger.AccountHistory.Position;
import vesper.bank.ledger.AccountHistory.Transaction;
import vesper.console.ConsoleSettings;
import vesper.console.NotFoundException;

/** Search and account. */
@Controller
class AccountPages {
    private static final String SEARCH = "/console/accounts";
    private static final int MOST_FOUND = 50;

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
}
