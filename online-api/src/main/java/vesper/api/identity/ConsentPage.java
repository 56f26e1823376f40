package vesper.api.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.context.annotation.Conditional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import vesper.api.Services;
import vesper.api.caller.Scope;

/** The page on which a customer who is signed in lets an app of others in, or does not; its form goes to the authorization server. */
@Controller
@Conditional(Services.HandsOutTokens.class)
class ConsentPage {
    /** Among the pages of the sign-in, whose protection it has. */
    static final String PATH = "/sign-in/consent";

    private final Clients clients;

    ConsentPage(Clients clients) {
        this.clients = clients;
    }

    @GetMapping(PATH)
    String ask(
            @RequestParam("client_id") String client,
            @RequestParam String scope,
            @RequestParam String state,
            HttpServletRequest request,
            Model model) {
        if (request.getUserPrincipal() == null || clients.find(client).isEmpty()) {
            return "redirect:/sign-in";
        }
        List<Scope> asked = Arrays.stream(scope.split(" ", -1))
                .map(Scope::of)
                .flatMap(Optional::stream)
                .filter(Scope::isForCustomers)
                .toList();
        model.addAttribute("client", client);
        model.addAttribute("state", state);
        model.addAttribute("scopes", asked);
        return "signin/consent";
    }
}
