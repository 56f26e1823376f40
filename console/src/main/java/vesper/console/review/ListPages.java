package vesper.console.review;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import vesper.bank.Bank;
import vesper.bank.account.Account;
import vesper.bank.audit.Actor;
import vesper.bank.customer.Customer;
import vesper.bank.fraud.ScreeningLists;
import vesper.bank.screening.Lists;
import vesper.bank.screening.Lists.Kind;
import vesper.bank.screening.Lists.Listed;
import vesper.bank.screening.Lists.Snooze;
import vesper.bank.screening.Lists.Whose;
import vesper.bank.screening.RuleSet;
import vesper.console.Confirmation;

/** What screening goes by beside its rules: what is blocked and allowed, which rules are silent for whom, and the thresholds. */
@Controller
class ListPages {
    private static final String LISTS = "/console/rules/lists";
    private static final String SNOOZES = LISTS + "/snoozes";
    private static final String THRESHOLDS = LISTS + "/thresholds";
    private static final String QUESTION =
            "Change the list? What holds payments counts within seconds; what lets them pass is proposed first.";

    private final Bank bank;
    private final ScreeningLists lists;
    private final Clock clock = Clock.systemUTC();

    ListPages(Bank bank) {
        this.bank = bank;
        lists = bank.screeningLists();
    }

    /** An entry as it is listed: an account by its number. */
    record Line(Listed entry, String value, Instant until, boolean over) {}

    /** A snooze as it is listed: an account by its number, a customer by name. */
    record Silence(Snooze snooze, String of, Instant until, boolean over) {}

    /** @param value already written into the form, such as a card whose case the analyst comes from */
    @GetMapping(LISTS)
    String page(
            @RequestParam(defaultValue = "") String kind, @RequestParam(defaultValue = "") String value, Model model) {
        return page(new ListForm("block", kind, value, "", ""), model);
    }

    private String page(ListForm form, Model model) {
        RuleSet inForce = bank.ruleProposals().inForce();
        Lists current = inForce.lists();
        Instant now = clock.instant();
        Map<Long, String> numbers = numbers(current);
        model.addAttribute("form", form);
        model.addAttribute("kinds", Kind.values());
        model.addAttribute("question", QUESTION);
        model.addAttribute("tomorrow", today().plusDays(1));
        model.addAttribute("latest", today().plusDays(ListForm.LONGEST));
        model.addAttribute("version", inForce.version());
        model.addAttribute("thresholds", inForce.thresholds());
        model.addAttribute("rules", inForce.rules());
        model.addAttribute(
                "entries",
                current.entries().stream()
                        .map(entry -> line(entry, numbers, now))
                        .toList());
        model.addAttribute(
                "snoozes",
                current.snoozes().stream()
                        .map(snooze -> silence(snooze, numbers, now))
                        .toList());
        return "console/review/lists";
    }

    private Map<Long, String> numbers(Lists current) {
        List<Long> ids = Stream.concat(
                        current.entries().stream()
                                .filter(entry -> entry.kind() == Kind.ACCOUNT)
                                .map(entry -> Long.valueOf(entry.value())),
                        current.snoozes().stream()
                                .filter(snooze -> snooze.whose() == Whose.ACCOUNT)
                                .map(Snooze::id))
                .distinct()
                .toList();
        Map<Long, String> numbers = new HashMap<>();
        bank.accounts().byIds(ids).forEach(account -> numbers.put(account.id(), account.number()));
        return numbers;
    }

    private static Line line(Listed entry, Map<Long, String> numbers, Instant now) {
        String value = entry.kind() == Kind.ACCOUNT
                ? numbers.getOrDefault(Long.valueOf(entry.value()), entry.value())
                : entry.value();
        Instant until = Instant.ofEpochMilli(entry.untilMs());
        return new Line(entry, value, until, until.isBefore(now));
    }

    private Silence silence(Snooze snooze, Map<Long, String> numbers, Instant now) {
        Instant until = Instant.ofEpochMilli(snooze.untilMs());
        String of = switch (snooze.whose()) {
            case ACCOUNT -> numbers.getOrDefault(snooze.id(), Long.toString(snooze.id()));
            case CUSTOMER ->
                bank.customers().byId(snooze.id()).map(Customer::name).orElse(Long.toString(snooze.id()));
        };
        return new Silence(snooze, of, until, until.isBefore(now));
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }

    /** Puts an entry on a list; it stays in the form if something is wrong with it. */
    @PostMapping(LISTS)
    String put(
            @ModelAttribute ListForm sent,
            @RequestParam(defaultValue = "false") boolean confirmed,
            Actor analyst,
            Model model,
            RedirectAttributes flash) {
        try {
            Listed entry = sent.entry(today(), this::accountId);
            return confirmed ? led(lists.put(entry, analyst), flash) : ask(LISTS, sent.fields(), model);
        } catch (IllegalArgumentException wrong) {
            return refused(wrong, sent, model);
        }
    }

    /** Ends an entry before its time. */
    @PostMapping(LISTS + "/end")
    String end(
            @RequestParam boolean block,
            @RequestParam Kind kind,
            @RequestParam String value,
            @RequestParam(defaultValue = "false") boolean confirmed,
            Actor analyst,
            Model model,
            RedirectAttributes flash) {
        return confirmed
                ? led(lists.end(new Listed(block, kind, value, clock.millis(), "ended"), analyst), flash)
                : ask(
                        LISTS + "/end",
                        Map.of("block", Boolean.toString(block), "kind", kind.name(), "value", value),
                        model);
    }

    /**
     * Proposes that a rule be silent.
     *
     * @param account number of the account, or of any account of the customer
     */
    @PostMapping(SNOOZES)
    String snooze(
            @RequestParam String rule,
            @RequestParam Whose whose,
            @RequestParam String account,
            @RequestParam String until,
            Actor analyst,
            Model model,
            RedirectAttributes flash) {
        return tried(
                () -> led(
                        lists.put(
                                new Snooze(rule(rule), whose, id(whose, account.strip()), ListForm.end(until, today())),
                                analyst),
                        flash),
                model);
    }

    /** Lets a rule act again. */
    @PostMapping(SNOOZES + "/end")
    String wake(
            @RequestParam String rule,
            @RequestParam Whose whose,
            @RequestParam long id,
            Actor analyst,
            RedirectAttributes flash) {
        return led(lists.end(new Snooze(rule, whose, id, clock.millis()), analyst), flash);
    }

    /** Proposes other thresholds. */
    @PostMapping(THRESHOLDS)
    String thresholds(
            @RequestParam int challenge,
            @RequestParam int review,
            @RequestParam int decline,
            @RequestParam int withoutModelMinor,
            Actor analyst,
            Model model,
            RedirectAttributes flash) {
        return tried(
                () -> led(
                        OptionalLong.of(lists.propose(
                                new RuleSet.Thresholds(challenge, review, decline, withoutModelMinor), analyst)),
                        flash),
                model);
    }

    private String tried(Supplier<String> deed, Model model) {
        try {
            return deed.get();
        } catch (IllegalArgumentException wrong) {
            return refused(wrong, new ListForm("block", "", "", "", ""), model);
        }
    }

    private String refused(IllegalArgumentException wrong, ListForm form, Model model) {
        model.addAttribute("alert", "Nothing was changed: " + wrong.getMessage() + ".");
        return page(form, model);
    }

    /** To the proposal that it has become, or back to the lists. */
    private static String led(OptionalLong proposal, RedirectAttributes flash) {
        flash.addFlashAttribute(
                "done",
                proposal.isPresent()
                        ? "Proposed. Try it on the bank's history; then another analyst decides."
                        : "In force within seconds.");
        return "redirect:" + (proposal.isPresent() ? "/console/rules/proposals/" + proposal.getAsLong() : LISTS);
    }

    private static String ask(String action, Map<String, String> fields, Model model) {
        return new Confirmation(QUESTION, "Change it", action, LISTS, fields).ask(model);
    }

    private String rule(String code) {
        return bank.ruleProposals().inForce().rules().stream()
                .filter(rule -> rule.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no rule " + code))
                .code();
    }

    private long id(Whose whose, String number) {
        Account account = account(number);
        Long customer = account.customerId();
        return switch (whose) {
            case ACCOUNT -> account.id();
            case CUSTOMER -> {
                if (customer == null) {
                    throw new IllegalArgumentException("the account is the bank's own");
                }
                yield customer;
            }
        };
    }

    private long accountId(String number) {
        return account(number).id();
    }

    private Account account(String number) {
        return bank.accounts()
                .byNumber(number.replace(" ", ""))
                .orElseThrow(() -> new IllegalArgumentException("there is no account " + number));
    }
}
