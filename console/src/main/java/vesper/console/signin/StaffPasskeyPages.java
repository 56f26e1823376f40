package vesper.console.signin;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialCreationOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRequestOptions;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import vesper.bank.Bank;
import vesper.bank.audit.Actor;
import vesper.bank.audit.AuditEvent;
import vesper.bank.audit.AuditLog;
import vesper.bank.signin.PasskeyCeremony;

/** Signing in with a passkey, and the page on which staff keep theirs: changed only minutes after a sign-in. */
@Controller
class StaffPasskeyPages {
    static final String SIGN_IN = "/console/sign-in/passkey";
    private static final String LIST = "/console/passkeys";
    private static final Logger LOG = LoggerFactory.getLogger(StaffPasskeyPages.class);
    private static final Duration FRESH = Duration.ofMinutes(5);
    private static final String ASKED = "vesper.console.passkey-asked";
    private static final String OFFERED = "vesper.console.passkey-offered";
    private static final String ALERT = "alert";

    private final StaffPasskeys passkeys;
    private final StaffAccounts accounts;
    private final SignInOutcome outcome;
    private final AuditLog audit;
    private final Clock clock = Clock.systemUTC();
    private final HttpSessionSecurityContextRepository contexts = new HttpSessionSecurityContextRepository();

    StaffPasskeyPages(StaffPasskeys passkeys, StaffAccounts accounts, SignInOutcome outcome, Bank bank) {
        this.passkeys = passkeys;
        this.accounts = accounts;
        this.outcome = outcome;
        audit = bank.audit();
    }

    /** Puts a challenge on the page to sign in with, if there are passkeys here. */
    static void challenge(StaffPasskeys passkeys, HttpSession session, Model model) {
        passkeys.challenge().ifPresent(asked -> {
            session.setAttribute(ASKED, asked);
            model.addAttribute("passkeyOptions", PasskeyCeremony.json(asked));
        });
    }

    @PostMapping(SIGN_IN)
    void signIn(@RequestParam String credential, HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        HttpSession session = request.getSession();
        Object asked = session.getAttribute(ASKED);
        session.removeAttribute(ASKED);
        Optional<String> known = asked instanceof PublicKeyCredentialRequestOptions options
                ? passkeys.username(options, credential)
                : Optional.empty();
        if (known.isEmpty()) {
            LOG.warn("a passkey from {} is not known", request.getRemoteAddr());
            response.sendRedirect(request.getContextPath() + "/console/sign-in?passkey");
            return;
        }
        Authentication staff = authentication(accounts.load(known.get()));
        request.changeSessionId();
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(staff);
        SecurityContextHolder.setContext(context);
        contexts.saveContext(context, request, response);
        SecondFactorGate.show(request, known.get());
        outcome.onAuthenticationSuccess(request, response, staff);
    }

    private static Authentication authentication(StaffMember known) {
        List<GrantedAuthority> authorities = new ArrayList<>(known.getAuthorities());
        authorities.add(FactorGrantedAuthority.fromAuthority(FactorGrantedAuthority.WEBAUTHN_AUTHORITY));
        known.eraseCredentials();
        return UsernamePasswordAuthenticationToken.authenticated(known, null, authorities);
    }

    private boolean isFresh(HttpSession session) {
        return session.getAttribute(SignInOutcome.SIGNED_IN_AT) instanceof Instant then
                && then.plus(FRESH).isAfter(clock.instant());
    }

    @GetMapping(LIST)
    String list(Actor staff, HttpSession session, Model model) {
        model.addAttribute("passkeys", passkeys.of(staff.name()));
        boolean fresh = isFresh(session);
        model.addAttribute("fresh", fresh);
        Optional<PublicKeyCredentialCreationOptions> offered = fresh ? passkeys.offer(staff.name()) : Optional.empty();
        offered.ifPresent(options -> {
            session.setAttribute(OFFERED, options);
            model.addAttribute("passkeyOptions", PasskeyCeremony.json(options));
        });
        return "console/signin/passkeys";
    }

    @PostMapping(LIST)
    String register(
            @RequestParam String credential,
            @RequestParam String label,
            Actor staff,
            HttpSession session,
            RedirectAttributes flash) {
        Object offered = session.getAttribute(OFFERED);
        session.removeAttribute(OFFERED);
        boolean kept = isFresh(session)
                && offered instanceof PublicKeyCredentialCreationOptions options
                && passkeys.register(staff.name(), options, credential, label);
        note(staff, "staff.add-passkey", kept);
        flash.addFlashAttribute(
                kept ? "done" : ALERT, kept ? "The passkey is kept." : "The passkey was not kept. Try again.");
        return "redirect:" + LIST;
    }

    @PostMapping(LIST + "/remove")
    String remove(@RequestParam String id, Actor staff, HttpSession session, RedirectAttributes flash) {
        boolean removed = isFresh(session) && passkeys.remove(staff.name(), id);
        note(staff, "staff.remove-passkey", removed);
        flash.addFlashAttribute(removed ? "done" : ALERT, removed ? "The passkey is removed." : "Nothing was removed.");
        return "redirect:" + LIST;
    }

    private void note(Actor staff, String action, boolean done) {
        String object = "staff " + staff.name();
        audit.append(
                done ? AuditEvent.done(staff, action, object, "") : AuditEvent.refused(staff, action, object, "wrong"));
    }
}
