package vesper.console.signin;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The form to sign in with; its post is handled by the security chain. */
@Controller
class SignInPage {
    @GetMapping("/console/sign-in")
    String form(
            @RequestParam @Nullable String failed,
            @RequestParam @Nullable String expired,
            @RequestParam @Nullable String out,
            @RequestParam @Nullable Integer wait,
            Model model) {
        if (failed != null) {
            model.addAttribute("alert", "Unknown user name or wrong password.");
        } else if (wait != null) {
            model.addAttribute("alert", "Too many wrong passwords. Try again in " + wait + " seconds.");
        } else if (expired != null) {
            model.addAttribute("note", "Your session has ended. Please sign in again.");
        } else if (out != null) {
            model.addAttribute("note", "You are signed out.");
        }
        return "console/signin/sign-in";
    }
}
