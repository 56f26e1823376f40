package vesper.console.ledger;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.format.annotation.DateTimeFormat.ISO;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import vesper.bank.Bank;
import vesper.bank.audit.Actor;
import vesper.bank.deposit.TaxRates;
import vesper.bank.deposit.TaxRates.InvalidRateException;
import vesper.bank.deposit.TaxRates.Proposal;
import vesper.bank.deposit.TaxRates.Rate;
import vesper.console.NotFoundException;
import vesper.console.ProposedVersion;
import vesper.console.ProposedVersion.Change;

/** Rates of the tax that is kept back of interest: their list with the form that proposes one, and the page on which another person checks it. */
@Controller
class TaxRatePages {
    private static final String LIST = "/console/tax-rates";
    private static final String PROPOSAL = LIST + "/{country}/{version}";
    private static final ProposedVersion.Up UP = new ProposedVersion.Up(LIST, "Tax rates");
    private static final int BPS_DIGITS = 2;

    private final Bank bank;
    private final TaxRates rates;

    TaxRatePages(Bank bank) {
        this.bank = bank;
        rates = bank.taxRates();
    }

    /** A rate as it is listed. */
    record Line(Rate rate, String percent, boolean counts) {}

    @GetMapping(LIST)
    String list(Model model) {
        LocalDate today = bank.businessDates().current().businessDate();
        model.addAttribute("today", today);
        model.addAttribute("proposals", rates.inCheck());
        List<Rate> approved = rates.approved();
        model.addAttribute(
                "rates",
                approved.stream()
                        .map(rate -> new Line(
                                rate,
                                percent(rate),
                                TaxRates.on(approved, rate.country(), today)
                                        .filter(rate::equals)
                                        .isPresent()))
                        .toList());
        return "console/ledger/tax-rates";
    }

    /** Proposes a rate; a form that something is wrong with comes back as it was sent. */
    @PostMapping(LIST)
    String propose(
            @RequestParam String country,
            @RequestParam @DateTimeFormat(iso = ISO.DATE) LocalDate validFrom,
            @RequestParam String percent,
            Actor staff,
            Model model,
            RedirectAttributes flash) {
        try {
            Rate rate = new Rate(country, validFrom, bps(percent));
            int version = rates.propose(rate, staff);
            flash.addFlashAttribute(
                    "done", country + ", version " + version + ", is proposed; another person has to check it.");
            return "redirect:" + LIST;
        } catch (InvalidRateException | NumberFormatException refused) {
            String reason = refused instanceof InvalidRateException
                    ? refused.getMessage()
                    : "a rate is a number of percent with two decimals at most, such as 26.37";
            model.addAttribute("alert", "Nothing was proposed: " + reason + ".");
            model.addAttribute("country", country);
            model.addAttribute("validFrom", validFrom);
            model.addAttribute("percent", percent);
            return list(model);
        }
    }

    @GetMapping(PROPOSAL)
    String proposal(@PathVariable String country, @PathVariable int version, Actor staff, Model model) {
        Proposal proposal = rates.inCheck().stream()
                .filter(each -> each.rate().country().equals(country) && each.version() == version)
                .findFirst()
                .orElseThrow(() -> new NotFoundException("proposed version " + version + " of " + country));
        Rate after = proposal.rate();
        Rate before = rates.on(country, after.validFrom()).orElse(null);
        model.addAttribute(
                "proposal",
                new ProposedVersion(
                        UP,
                        country,
                        version,
                        proposal.by(),
                        proposal.at(),
                        "Tax kept back of interest",
                        List.of(new Change("from " + after.validFrom() + " on", percent(before), percent(after))),
                        ProposedVersion.isOf(proposal.by(), staff)));
        return ProposedVersion.VIEW;
    }

    @PostMapping(PROPOSAL)
    String check(
            @PathVariable String country,
            @PathVariable int version,
            @RequestParam boolean approve,
            Actor staff,
            RedirectAttributes flash) {
        ProposedVersion.tell(
                rates.check(country, version, approve, staff), country, version, approve, "counts as it says", flash);
        return "redirect:" + LIST;
    }

    /** {@code 26.37 %}. */
    private static String percent(@Nullable Rate rate) {
        return rate == null
                ? ProposedVersion.NOTHING
                : BigDecimal.valueOf(rate.rateBps(), BPS_DIGITS).toPlainString() + " %";
    }

    /** Basis points of what was written as percent. */
    private static int bps(String percent) {
        try {
            return new BigDecimal(percent.strip()).movePointRight(BPS_DIGITS).intValueExact();
        } catch (ArithmeticException e) {
            throw new NumberFormatException("not whole basis points: " + percent);
        }
    }
}
