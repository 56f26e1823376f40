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
import vesper.bank.calendar.HolidayCalendars;
import vesper.bank.origination.LoanProduct;
import vesper.bank.origination.LoanProducts;
import vesper.bank.origination.LoanProducts.Proposal;
import vesper.bank.origination.ScoreCards;
import vesper.console.NotFoundException;
import vesper.console.ProposedVersion;
import vesper.console.ProposedVersion.Change;
import vesper.console.Show;

/** Loan products: their list with that of the score cards, the form that proposes a version, and the page on which another person checks it. */
@Controller
class ProductPages {
    private static final String LIST = "/console/loan-products";
    static final ProposedVersion.Up UP = new ProposedVersion.Up(LIST, "Loan products");

    private final LoanProducts products;
    private final ScoreCards cards;
    private final Show show;

    ProductPages(Bank bank, Show show) {
        this.show = show;
        products = bank.loanProducts();
        cards = bank.scoreCards();
    }

    @GetMapping(LIST)
    String list(Model model) {
        model.addAttribute("products", products.offered());
        model.addAttribute("proposals", products.inCheck());
        model.addAttribute("cards", cards.inForce());
        model.addAttribute("cardProposals", cards.inCheck());
        return "console/origination/products";
    }

    @GetMapping(LIST + "/{code}")
    String form(@PathVariable String code, Model model) {
        LoanProduct product = products.offered(code).orElseThrow(() -> new NotFoundException("loan product " + code));
        return form(model, product, ProductForm.of(product), null);
    }

    /** Proposes the next version; what was written stays in the form if something is wrong with it. */
    @PostMapping(LIST + "/{code}")
    String propose(
            @PathVariable String code,
            @RequestParam Map<String, String> sent,
            Actor underwriter,
            Model model,
            RedirectAttributes flash) {
        LoanProduct before = products.offered(code).orElseThrow(() -> new NotFoundException("loan product " + code));
        ProductForm form = ProductForm.of(sent);
        try {
            Optional<LoanProduct> product = form.product();
            if (product.isEmpty()) {
                return form(model, before, form, "Nothing was proposed: some fields cannot be read.");
            }
            int version = products.propose(product.get(), underwriter);
            flash.addFlashAttribute(
                    "done",
                    product.get().code() + ", version " + version + ", is proposed; another person has to check it.");
            return "redirect:" + LIST;
        } catch (IllegalArgumentException refused) {
            String alert = form.mark(refused)
                    ? "Nothing was proposed: a field cannot be as it is."
                    : "Nothing was proposed: " + refused.getMessage() + ".";
            return form(model, before, form, alert);
        }
    }

    private static String form(Model model, LoanProduct product, ProductForm form, @Nullable String alert) {
        model.addAttribute("product", product);
        model.addAttribute("lines", form.lines());
        if (alert != null) {
            model.addAttribute("alert", alert);
        }
        return "console/origination/product";
    }

    @GetMapping(LIST + "/{code}/{version}")
    String proposal(@PathVariable String code, @PathVariable int version, Actor underwriter, Model model) {
        Proposal proposal = proposal(code, version);
        model.addAttribute(
                "proposal",
                new ProposedVersion(
                        ProductPages.UP,
                        code,
                        version,
                        proposal.by(),
                        proposal.at(),
                        "Field",
                        changes(products.offered(code).orElse(null), proposal.product()),
                        ProposedVersion.isOf(proposal.by(), underwriter)));
        return ProposedVersion.VIEW;
    }

    @PostMapping(LIST + "/{code}/{version}")
    String check(
            @PathVariable String code,
            @PathVariable int version,
            @RequestParam boolean approve,
            Actor underwriter,
            RedirectAttributes flash) {
        ProposedVersion.tell(
                products.check(code, version, approve, underwriter), code, version, approve, "is offered", flash);
        return "redirect:" + LIST;
    }

    private Proposal proposal(String code, int version) {
        return products.inCheck().stream()
                .filter(each ->
                        each.product().code().equals(code) && each.product().version() == version)
                .findFirst()
                .orElseThrow(() -> new NotFoundException("proposed version " + version + " of " + code));
    }

    /** The fields that change; all of them for a new product. */
    private List<Change> changes(@Nullable LoanProduct before, LoanProduct after) {
        return Arrays.stream(ProductField.values())
                .filter(field -> before == null || !field.of(before).equals(field.of(after)))
                .map(field -> new Change(
                        field.label(),
                        before == null ? ProposedVersion.NOTHING : shown(field, before),
                        shown(field, after)))
                .toList();
    }

    /** What is chosen from a list in words, but for codes of calendars. */
    private String shown(ProductField field, LoanProduct product) {
        String value = field.of(product);
        boolean asItIs = field.options().isEmpty() || HolidayCalendars.codes().contains(value);
        return asItIs ? value : show.words(value);
    }
}
