package vesper.api.signin;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.context.annotation.Conditional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import vesper.api.Services;

/** The pages on which customers change their password, and learn what to do when they cannot sign in. Neither tells who exists. */
@Controller
@Conditional(Services.HandsOutTokens.class)
@RequestMapping("/sign-in")
class PasswordPages {
    private static final String PAGE = "signin/password";

    private final SignIn signIn;

    PasswordPages(SignIn signIn) {
        this.signIn = signIn;
    }

    @GetMapping("/password")
    String form() {
        return PAGE;
    }

    @PostMapping("/password")
    String change(
            @RequestParam String name,
            @RequestParam String password,
            @RequestParam String code,
            @RequestParam String wanted,
            HttpServletRequest request,
            Model model) {
        Optional<String> alert = signIn.changePassword(name, password, code, wanted, request.getRemoteAddr());
        if (alert.isPresent()) {
            model.addAttribute("alert", alert.get());
            model.addAttribute("name", name);
            return PAGE;
        }
        return "redirect:/sign-in/password/changed";
    }

    @GetMapping("/password/changed")
    String changed() {
        return "signin/password-changed";
    }

    @GetMapping("/help")
    String help() {
        return "signin/help";
    }
}
