package vesper.api.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.time.Instant;
import java.util.Optional;
import org.springframework.context.annotation.Conditional;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialCreationOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRequestOptions;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import vesper.api.Services;
import vesper.api.signin.Sessions.Session;
import vesper.bank.signin.PasskeyCeremony;

/**
 * Signing in with a passkey, and the page on which customers keep theirs. A challenge stays on the server and is answered once. Who signed
 * in a while ago signs in again before changing anything.
 */
@Controller
@Conditional(Services.HandsOutTokens.class)
@RequestMapping("/sign-in")
class PasskeyPages {
    private static final String ASKED = "vesper.sign-in.passkey-asked";
    private static final String OFFERED = "vesper.sign-in.passkey-offered";
    private static final String OPTIONS = "options";
    private static final String ALERT = "alert";
    private static final String SECURITY = "redirect:/sign-in/security";

    private final SignIn signIn;
    private final Passkeys passkeys;
    private final Browser browser;
    private final SignInAudit audit;

    PasskeyPages(SignIn signIn, Passkeys passkeys, Browser browser, SignInAudit audit) {
        this.signIn = signIn;
        this.passkeys = passkeys;
        this.browser = browser;
        this.audit = audit;
    }

    /** Puts a challenge on the sign-in page, which the form for passkeys sends back answered. */
    static String signInPage(Passkeys passkeys, HttpSession session, Model model) {
        PublicKeyCredentialRequestOptions asked = passkeys.challenge();
        session.setAttribute(ASKED, asked);
        model.addAttribute(OPTIONS, PasskeyCeremony.json(asked));
        return "signin/sign-in";
    }

    @PostMapping("/passkey")
    String signIn(
            @RequestParam String credential, HttpServletRequest request, HttpServletResponse response, Model model) {
        HttpSession session = request.getSession();
        Object asked = session.getAttribute(ASKED);
        session.removeAttribute(ASKED);
        Optional<Session> signedIn = asked instanceof PublicKeyCredentialRequestOptions options
                ? signIn.passkey(passkeys.login(options, credential), request.getRemoteAddr(), Browser.device(request))
                : Optional.empty();
        if (signedIn.isEmpty()) {
            model.addAttribute(ALERT, "This passkey is not known here. Sign in with your password.");
            return signInPage(passkeys, session, model);
        }
        return browser.signedIn(signedIn.get(), request, response, FactorGrantedAuthority.WEBAUTHN_AUTHORITY);
    }

    @GetMapping("/security")
    String security(HttpServletRequest request, HttpServletResponse response, Model model) {
        Optional<Session> customer = browser.freshSession();
        return customer.isEmpty()
                ? browser.signInFirst(request, response)
                : securityPage(customer.get(), request.getSession(), model);
    }

    private String securityPage(Session customer, HttpSession session, Model model) {
        PublicKeyCredentialCreationOptions offered = passkeys.offer(customer.loginId());
        session.setAttribute(OFFERED, offered);
        model.addAttribute(OPTIONS, PasskeyCeremony.json(offered));
        model.addAttribute("passkeys", passkeys.of(customer.loginId()));
        return "signin/security";
    }

    @PostMapping("/security/passkeys")
    String register(
            @RequestParam String credential, @RequestParam String label, HttpServletRequest request, Model model) {
        Optional<Session> customer = browser.freshSession();
        if (customer.isEmpty()) {
            return SECURITY;
        }
        HttpSession session = request.getSession();
        Object offered = session.getAttribute(OFFERED);
        session.removeAttribute(OFFERED);
        boolean kept = offered instanceof PublicKeyCredentialCreationOptions options
                && passkeys.register(
                        customer.get().loginId(),
                        options,
                        credential,
                        label,
                        customer.get().customerId(),
                        Instant.now());
        if (!kept) {
            audit.refused(Optional.of(customer.get().loginId()), request.getRemoteAddr(), "sign-in.add-passkey");
            model.addAttribute(ALERT, "The passkey was not kept. Try again.");
            return securityPage(customer.get(), session, model);
        }
        audit.done(customer.get().loginId(), request.getRemoteAddr(), "sign-in.add-passkey");
        return SECURITY;
    }

    @PostMapping("/security/passkeys/remove")
    String remove(@RequestParam String id, HttpServletRequest request) {
        browser.freshSession().ifPresent(customer -> {
            if (passkeys.remove(customer.loginId(), id)) {
                audit.done(customer.loginId(), request.getRemoteAddr(), "sign-in.remove-passkey");
            }
        });
        return SECURITY;
    }
}
