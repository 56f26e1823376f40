package vesper.console;

import java.time.Instant;
import java.util.List;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import vesper.bank.audit.Actor;
import vesper.bank.foureyes.FourEyes;
import vesper.bank.foureyes.FourEyes.Check;

/**
 * A proposed version of something that two people change, as the page shows it on which the second checks it.
 *
 * @param list where the page leads up to
 * @param by who proposed it, as the bank keeps it
 * @param parts what the changes are of, as the column is headed
 * @param mine whether that is who looks at the page
 */
public record ProposedVersion(
        Up list, String name, int version, String by, Instant at, String parts, List<Change> changes, boolean mine) {
    public static final String VIEW = "console/proposal";

    /** What stands in place of nothing. */
    public static final String NOTHING = "–";

    /** A page that leads here, by its path and its heading. */
    public record Up(String path, String heading) {}

    /** Something that the version changes, as it is shown. */
    public record Change(String label, String before, String after) {}

    /** Whether a version that was proposed by one is this person's own. */
    public static boolean isOf(String by, Actor staff) {
        return by.equals(FourEyes.name(staff));
    }

    /**
     * Says on the next page what came of a check.
     *
     * @param inForce what an approved version does, such as "is offered"
     */
    public static void tell(
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
