package vesper.console;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.ui.Model;
import org.springframework.ui.ModelMap;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What the frame of every page needs: who is signed in, where they are, and how figures are written. */
@ControllerAdvice(basePackageClasses = Console.class)
class PageModel {
    private final Show show;

    PageModel(Show show) {
        this.show = show;
    }

    /** The person signed in, for the frame. */
    record Staff(String name, Set<String> roles) {
        public boolean operator() {
            return roles.contains("ROLE_OPERATOR");
        }

        public boolean analyst() {
            return roles.contains("ROLE_ANALYST");
        }

        public boolean underwriter() {
            return roles.contains("ROLE_UNDERWRITER");
        }

        public boolean admin() {
            return roles.contains("ROLE_ADMIN");
        }
    }

    @ModelAttribute
    void addTo(Model model, HttpServletRequest request) {
        model.addAttribute("show", show);
        model.addAttribute("here", request.getRequestURI());
        model.addAttribute("staff", staff());
    }

    void addTo(ModelMap model, HttpServletRequest request) {
        model.addAttribute("show", show);
        model.addAttribute("here", request.getRequestURI());
        model.addAttribute("staff", staff());
    }

    private static @Nullable Staff staff() {
        Authentication who = SecurityContextHolder.getContext().getAuthentication();
        if (who == null || !who.isAuthenticated() || who.getName().equals("anonymousUser")) {
            return null;
        }
        return new Staff(
                who.getName(),
                who.getAuthorities().stream()
                        .map(GrantedAuthority::getAuthority)
                        .collect(Collectors.toUnmodifiableSet()));
    }
}
