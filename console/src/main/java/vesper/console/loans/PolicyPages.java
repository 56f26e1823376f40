package vesper.console.loans;

import java.time.LocalDate;
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
import vesper.bank.servicing.InvalidPolicyException;
import vesper.bank.servicing.LoanPolicies;
import vesper.bank.servicing.LoanPolicies.Version;
import vesper.bank.servicing.ServicingPolicy;
import vesper.console.NotFoundException;
import vesper.console.ProposedVersion;
import vesper.console.ProposedVersion.Change;
import vesper.console.Show;

/** Loan policies: their list, the form that proposes one, and the page on which another person checks it. */
@Controller
class PolicyPages {
    private static final String LIST = "/console/loan-policies";
    private static final ProposedVersion.Up UP = new ProposedVersion.Up(LIST, "Loan policies");

    private final Bank bank;
    private final LoanPolicies policies;
    private final Show show;

    PolicyPages(Bank bank, Show show) {
        this.bank = bank;
        policies = bank.loanPolicies();
        this.show = show;
    }

    /** A policy as it is listed. */
    record Line(Version version, boolean counts) {}

    @GetMapping(LIST)
    String list(Model model) {
        LocalDate today = today();
        List<Version> approved = policies.approved();
        model.addAttribute("today", today);
        model.addAttribute("products", policies.products());
        model.addAttribute("proposals", policies.inCheck());
        model.addAttribute(
                "lines",
                approved.stream()
                        .map(each -> new Line(
                                each,
                                LoanPolicies.on(approved, each.product(), today)
                                        .filter(each::equals)
                                        .isPresent()))
                        .toList());
        return "console/loans/policies";
    }

    @GetMapping(LIST + "/{product}")
    String form(@PathVariable String product, Model model) {
        return form(model, product, PolicyForm.of(today(), inForce(product)), null);
    }

    /** Proposes a policy; what was written stays in the form if something is wrong with it. */
    @PostMapping(LIST + "/{product}")
    String propose(
            @PathVariable String product,
            @RequestParam Map<String, String> sent,
            Actor underwriter,
            Model model,
            RedirectAttributes flash) {
        requireProduct(product);
        PolicyForm form = PolicyForm.of(sent);
        try {
            Optional<ServicingPolicy> policy = form.policy();
            Optional<LocalDate> day = form.day();
            if (policy.isEmpty() || day.isEmpty()) {
                return form(model, product, form, "Nothing was proposed: some fields cannot be read.");
            }
            int version = policies.propose(product, day.get(), policy.get(), underwriter);
            flash.addFlashAttribute(
                    "done", product + ", version " + version + ", is proposed; another person has to check it.");
            return "redirect:" + LIST;
        } catch (InvalidPolicyException refused) {
            String alert = form.mark(refused)
                    ? "Nothing was proposed: a field cannot be as it is."
                    : "Nothing was proposed: "
                            + (refused.field().equals("validFrom") ? "the first day " : "the product ")
                            + refused.reason() + ".";
            return form(model, product, form, alert);
        }
    }

    private static String form(Model model, String product, PolicyForm form, @Nullable String alert) {
        model.addAttribute("product", product);
        model.addAttribute("validFrom", form.validFrom());
        model.addAttribute("lines", form.lines());
        if (alert != null) {
            model.addAttribute("alert", alert);
        }
        return "console/loans/policy";
    }

    @GetMapping(LIST + "/{product}/{version}")
    String proposal(@PathVariable String product, @PathVariable int version, Actor underwriter, Model model) {
        Version proposal = policies.inCheck().stream()
                .filter(each -> each.product().equals(product) && each.version() == version)
                .findFirst()
                .orElseThrow(() -> new NotFoundException("proposed version " + version + " of " + product));
        model.addAttribute(
                "proposal",
                new ProposedVersion(
                        UP,
                        product,
                        version,
                        proposal.by(),
                        proposal.proposedAt(),
                        "From " + proposal.validFrom() + " on",
                        changes(policies.on(product, proposal.validFrom()).orElse(null), proposal.policy()),
                        ProposedVersion.isOf(proposal.by(), underwriter)));
        return ProposedVersion.VIEW;
    }

    @PostMapping(LIST + "/{product}/{version}")
    String check(
            @PathVariable String product,
            @PathVariable int version,
            @RequestParam boolean approve,
            Actor underwriter,
            RedirectAttributes flash) {
        ProposedVersion.tell(
                policies.check(product, version, approve, underwriter),
                product,
                version,
                approve,
                "counts as it says",
                flash);
        return "redirect:" + LIST;
    }

    private LocalDate today() {
        return bank.businessDates().current().businessDate();
    }

    /** The policy that a form begins with: the one in force, else one that charges nothing. */
    private ServicingPolicy inForce(String product) {
        requireProduct(product);
        return policies.on(product, today()).map(Version::policy).orElse(LoanPolicies.WITHOUT_CHARGES);
    }

    private void requireProduct(String product) {
        if (!policies.products().contains(product)) {
            throw new NotFoundException("loan product " + product);
        }
    }

    /** The fields that change; all of them for the first policy. */
    private List<Change> changes(@Nullable Version before, ServicingPolicy after) {
        return Arrays.stream(PolicyField.values())
                .filter(field -> before == null || !field.of(before.policy()).equals(field.of(after)))
                .map(field -> new Change(
                        field.label(),
                        before == null ? ProposedVersion.NOTHING : shown(field, before.policy()),
                        shown(field, after)))
                .toList();
    }

    private String shown(PolicyField field, ServicingPolicy policy) {
        return field == PolicyField.PARTS ? show.words(field.of(policy)) : field.of(policy);
    }
}
