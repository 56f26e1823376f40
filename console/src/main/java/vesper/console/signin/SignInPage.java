package vesper.console.signin;

import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The form to sign in with; its post is handled by the security chain. */
@Controller
class SignInPage {
    private final StaffPasskeys passkeys;

    SignInPage(StaffPasskeys passkeys) {
        this.passkeys = passkeys;
    }

    @GetMapping("/console/sign-in")
    String form(
            @RequestParam @Nullable String failed,
            @RequestParam @Nullable String expired,
            @RequestParam @Nullable String out,
            @RequestParam @Nullable Integer wait,
            @RequestParam @Nullable String passkey,
            HttpSession session,
            Model model) {
        StaffPasskeyPages.challenge(passkeys, session, model);
        if (failed != null) {
            model.addAttribute("alert", "Unknown user name or wrong password.");
        } else if (wait != null) {
            model.addAttribute("alert", "Too many wrong passwords. Try again in " + wait + " seconds.");
        } else if (passkey != null) {
            model.addAttribute("alert", "This passkey is not known here. Sign in with your password.");
        } else if (expired != null) {
            model.addAttribute("note", "Your session has ended. Please sign in again.");
        } else if (out != null) {
            model.addAttribute("note", "You are signed out.");
        }
        return "console/signin/sign-in";
    }
}
