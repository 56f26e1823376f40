package vesper.console.loans;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
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
import vesper.bank.lending.LoanTerms.Recalculation.Excess;
import vesper.bank.lending.PartPrepayment;
import vesper.bank.money.Money;
import vesper.bank.servicing.LoanAccount;
import vesper.bank.servicing.LoanAdjustment;
import vesper.bank.servicing.LoanAdjustment.Action;
import vesper.bank.servicing.LoanAdjustments;
import vesper.bank.servicing.LoanAdjustments.Preview;
import vesper.console.NotFoundException;

/** A loan with its schedule and history; the form that asks for an adjustment, and the decision of another person. */
@Controller
class LoanPages {
    private static final String LIST = "/console/loans";
    private static final List<Excess> CHOICES = List.of(Excess.SHORTER_TERM, Excess.SMALLER_INSTALMENTS);
    private static final int LONGEST_REASON = 500;
    private static final int LATE = 50;

    private final Bank bank;
    private final LoanAdjustments adjustments;

    LoanPages(Bank bank) {
        this.bank = bank;
        adjustments = bank.loanAdjustments();
    }

    @GetMapping(LIST)
    String list(Model model) {
        model.addAttribute("waiting", adjustments.waiting());
        model.addAttribute("buckets", bank.loanArrears().buckets());
        model.addAttribute("late", bank.loanArrears().oldest(LATE));
        return "console/loans/list";
    }

    /** Goes to the loan of a number that was written in the search. */
    @GetMapping(value = LIST, params = "number")
    String search(@RequestParam String number, RedirectAttributes flash) {
        String wanted = number.replaceAll("\\s", "").toUpperCase(Locale.ROOT);
        if (find(wanted).isEmpty()) {
            flash.addFlashAttribute("alert", "There is no loan account of this number.");
            return "redirect:" + LIST;
        }
        return "redirect:" + LIST + "/" + wanted;
    }

    @GetMapping(LIST + "/{number}")
    String loan(@PathVariable String number, Actor caller, Model model) {
        LoanAccount loan = require(number);
        model.addAttribute("loan", loan);
        model.addAttribute("state", loan.loan().state());
        model.addAttribute(
                "settlementMinor",
                loan.loan()
                        .settlement(bank.businessDates().current().acceptingDate())
                        .totalMinor());
        model.addAttribute("requests", adjustments.of(loan.accountId()));
        model.addAttribute("actions", Action.values());
        model.addAttribute("me", caller.name());
        return "console/loans/loan";
    }

    /** Shows what a payment in advance would do; nothing is booked. */
    @GetMapping(LIST + "/{number}/prepayment")
    String prepayment(
            @PathVariable String number,
            @RequestParam(defaultValue = "") String amount,
            @RequestParam(defaultValue = "") String on,
            @RequestParam(required = false) @Nullable Excess excess,
            Model model) {
        LoanAccount loan = require(number);
        LocalDate today = bank.businessDates().current().acceptingDate();
        model.addAttribute("loan", loan);
        model.addAttribute("amount", amount.strip());
        model.addAttribute("on", on.isBlank() ? today.toString() : on.strip());
        model.addAttribute("choices", loan.loan().terms().letsExcessBeChosen() ? CHOICES : List.of());
        model.addAttribute("chosen", excess);
        if (amount.isBlank()) {
            return "console/loans/prepayment";
        }
        try {
            LocalDate day = on.isBlank() ? today : LocalDate.parse(on.strip());
            long minor = Money.parse(amount.strip(), loan.currency()).amountMinor();
            if (minor <= 0 || day.isBefore(today) || loan.loan().state().outstandingMinor() == 0) {
                throw new IllegalArgumentException(
                        "something must be owed, the amount positive, and the day not before " + today);
            }
            model.addAttribute("preview", loan.loan().prepayment(today, new PartPrepayment(day, minor, excess)));
        } catch (IllegalArgumentException | DateTimeParseException wrong) {
            model.addAttribute("alert", "Nothing can be shown: " + wrong.getMessage() + ".");
        }
        return "console/loans/prepayment";
    }

    @GetMapping(LIST + "/{number}/adjustments")
    String form(@PathVariable String number, @RequestParam Action action, Model model) {
        return form(model, require(number), new AdjustmentForm(action, Map.of()), "", null);
    }

    /** Shows what the adjustment would do, or asks for it; what was written stays in the form. */
    @PostMapping(LIST + "/{number}/adjustments")
    String ask(
            @PathVariable String number,
            @RequestParam Action action,
            @RequestParam Map<String, String> sent,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam boolean preview,
            Actor caller,
            Model model,
            RedirectAttributes flash) {
        LoanAccount loan = require(number);
        AdjustmentForm form = new AdjustmentForm(action, sent);
        String why = reason.strip();
        try {
            LoanAdjustment adjustment = form.adjustment(loan.currency());
            Preview shown = adjustments.preview(loan, adjustment);
            if (preview || shown.refusal() != null) {
                model.addAttribute("preview", shown);
                return form(model, loan, form, reason, null);
            }
            if (why.isEmpty() || why.length() > LONGEST_REASON) {
                return form(model, loan, form, reason, "Nothing was asked: a reason of 1 to 500 letters is needed.");
            }
            adjustments.request(UUID.randomUUID(), loan.accountId(), adjustment, why, caller);
            flash.addFlashAttribute("done", action.label() + " was asked for; another person has to decide.");
            return "redirect:" + LIST + "/" + number;
        } catch (IllegalArgumentException wrong) {
            return form(model, loan, form, reason, "Nothing was asked: " + wrong.getMessage() + ".");
        }
    }

    private static String form(
            Model model, LoanAccount loan, AdjustmentForm form, String reason, @Nullable String alert) {
        model.addAttribute("loan", loan);
        model.addAttribute("action", form.action());
        model.addAttribute("lines", form.lines());
        model.addAttribute("reason", reason);
        if (alert != null) {
            model.addAttribute("alert", alert);
        }
        return "console/loans/adjust";
    }

    @PostMapping(LIST + "/{number}/adjustments/{id}")
    String decide(
            @PathVariable String number,
            @PathVariable UUID id,
            @RequestParam boolean approve,
            Actor caller,
            RedirectAttributes flash) {
        switch (adjustments.decide(id, approve, caller)) {
            case DONE -> flash.addFlashAttribute("done", "The adjustment is on the books.");
            case REJECTED -> flash.addFlashAttribute("done", "The adjustment is rejected. Nothing was changed.");
            case REFUSED ->
                flash.addFlashAttribute("alert", "The loan did not take it any more; the reason is in the list below.");
            case NOT_WAITING ->
                flash.addFlashAttribute("alert", "It does not wait for a decision. Nothing was changed.");
            case SAME_PERSON -> flash.addFlashAttribute("alert", "Another person has to decide on what you asked for.");
        }
        return "redirect:" + LIST + "/" + number;
    }

    private LoanAccount require(String number) {
        return find(number).orElseThrow(() -> new NotFoundException("loan " + number));
    }

    private Optional<LoanAccount> find(String number) {
        return bank.accounts().byNumber(number).flatMap(account -> bank.loans().find(account.id()));
    }
}
