package vesper.console.origination;

import java.time.Instant;
import java.util.List;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import vesper.bank.origination.LoanProducts.Check;

/**
 * A proposed version of a loan product or a score card, as the page shows it on which another person checks it.
 *
 * @param by who proposed it, as the bank keeps it
 * @param parts what the changes are of, as the column is headed
 * @param mine whether that is who looks at the page
 */
record ProposedVersion(
        String name, int version, String by, Instant at, String parts, List<Change> changes, boolean mine) {
    static final String VIEW = "console/origination/proposal";

    /** What stands in place of nothing. */
    static final String NOTHING = "–";

    /** Something that the version changes, as it is shown. */
    record Change(String label, String before, String after) {}

    /**
     * Says on the next page what came of a check.
     *
     * @param inForce what an approved version does, such as "is offered"
     */
    static void tell(
            Check outcome, String name, int version, boolean approve, String inForce, RedirectAttributes flash) {
        String what = name + ", version " + version + ",";
        switch (outcome) {
            case DONE ->
                flash.addFlashAttribute("done", what + (approve ? " " + inForce + " from now on." : " is rejected."));
            case NOT_WAITING ->
                flash.addFlashAttribute("alert", what + " does not wait for a check. Nothing was changed.");
            case SAME_PERSON ->
                flash.addFlashAttribute("alert", "Another person has to check what you proposed. Nothing was changed.");
        }
    }
}
