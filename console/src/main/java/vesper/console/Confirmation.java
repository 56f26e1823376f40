package vesper.console;

import java.util.Map;
import org.springframework.ui.Model;

/**
 * The question asked before an action that cannot be undone. With scripts the page asks in a dialog and sends {@code
 * confirmed=true}; without, the action's first request lands here and the answer is a page with the question.
 *
 * @param question what will happen, as a question
 * @param button the words on the button that does it
 * @param action address to post to
 * @param back address to go to instead
 * @param fields further fields to post
 */
public record Confirmation(String question, String button, String action, String back, Map<String, String> fields) {
    /** Puts the question into the model and names the page that asks it. */
    public String ask(Model model) {
        model.addAttribute("confirmation", this);
        return "console/confirm";
    }
}
