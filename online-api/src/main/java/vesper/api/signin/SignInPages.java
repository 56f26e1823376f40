package vesper.api.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Conditional;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import vesper.api.Services;
import vesper.api.sentcode.CodeChannel;
import vesper.api.sentcode.Contact;
import vesper.api.sentcode.SentCodes.Sending;
import vesper.api.signin.Logins.Enrolled;
import vesper.api.signin.Sessions.Session;
import vesper.api.signin.SignIn.Attempt;
import vesper.api.signin.SignIn.Begun;
import vesper.api.signin.SignIn.Enrolling;
import vesper.bank.signin.Base32;
import vesper.bank.signin.SecondFactor;

/** The pages on which customers sign in and enrol. What goes from one step to the next stays on the server. */
@Controller
@Conditional(Services.HandsOutTokens.class)
@RequestMapping("/sign-in")
class SignInPages {
    private static final String NAME = "vesper.sign-in.name";
    private static final String SENT = "vesper.sign-in.sent-code";
    private static final String CODE = "redirect:/sign-in/code";
    private static final String ENROLLING = "vesper.sign-in.enrolling";
    private static final String ALERT = "alert";

    private final SignIn signIn;
    private final Passkeys passkeys;
    private final Browser browser;

    SignInPages(SignIn signIn, Passkeys passkeys, Browser browser) {
        this.signIn = signIn;
        this.passkeys = passkeys;
        this.browser = browser;
    }

    @GetMapping
    String form(HttpSession session, Model model) {
        return PasskeyPages.signInPage(passkeys, session, model);
    }

    @PostMapping
    String password(
            @RequestParam String name,
            @RequestParam String password,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Attempt<String> attempt = signIn.password(name, password, request.getRemoteAddr());
        if (attempt.result().isEmpty()) {
            model.addAttribute(ALERT, refusal(attempt.waitFor(), "The name or the password is wrong."));
            return PasskeyPages.signInPage(passkeys, request.getSession(), model);
        }
        String known = attempt.result().get();
        Optional<Session> remembered = browser.needsAllFactors(request, response)
                ? Optional.empty()
                : DeviceCookie.token(request)
                        .flatMap(token ->
                                signIn.remembered(known, token, request.getRemoteAddr(), Browser.device(request)));
        if (remembered.isPresent()) {
            return browser.signedIn(remembered.get(), request, response, FactorGrantedAuthority.PASSWORD_AUTHORITY);
        }
        request.changeSessionId();
        request.getSession().setAttribute(NAME, known);
        request.getSession().removeAttribute(SENT);
        return CODE;
    }

    @GetMapping("/code")
    String codeForm(HttpSession session, Model model) {
        return session.getAttribute(NAME) instanceof String name ? codePage(name, session, model) : "redirect:/sign-in";
    }

    private String codePage(String name, HttpSession session, Model model) {
        model.addAttribute("contacts", signIn.contacts(name));
        if (session.getAttribute(SENT) instanceof AskedCode sent) {
            model.addAttribute("sentTo", sent.to());
        }
        return "signin/code";
    }

    @PostMapping("/code/send")
    String send(@RequestParam CodeChannel channel, HttpServletRequest request, Model model) {
        HttpSession session = request.getSession();
        if (!(session.getAttribute(NAME) instanceof String name)) {
            return "redirect:/sign-in";
        }
        Optional<Contact> to = signIn.contacts(name).stream()
                .filter(contact -> contact.channel() == channel)
                .findFirst();
        Optional<Sending> sending = to.flatMap(known -> signIn.sendCode(name, channel, request.getRemoteAddr()));
        if (to.isEmpty() || sending.isEmpty()) {
            return CODE;
        }
        if (sending.get().code().isEmpty()) {
            model.addAttribute(ALERT, ContactPages.notSent(sending.get().waitFor()));
            return codePage(name, session, model);
        }
        session.setAttribute(
                SENT, new AskedCode(sending.get().code().get(), to.get().masked()));
        return CODE;
    }

    @PostMapping("/code")
    String code(
            @RequestParam String code,
            @RequestParam(defaultValue = "false") boolean remember,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        HttpSession session = request.getSession();
        if (!(session.getAttribute(NAME) instanceof String name)) {
            return "redirect:/sign-in";
        }
        Optional<UUID> sent =
                session.getAttribute(SENT) instanceof AskedCode asked ? Optional.of(asked.id()) : Optional.empty();
        Attempt<Session> attempt = signIn.code(name, code, sent, request.getRemoteAddr(), Browser.device(request));
        if (attempt.result().isEmpty()) {
            model.addAttribute(ALERT, refusal(attempt.waitFor(), "The code is wrong, or was used before."));
            return codePage(name, session, model);
        }
        session.removeAttribute(NAME);
        session.removeAttribute(SENT);
        if (remember) {
            DeviceCookie.keep(signIn.remember(attempt.result().get()), request, response);
        }
        return browser.signedIn(
                attempt.result().get(),
                request,
                response,
                FactorGrantedAuthority.PASSWORD_AUTHORITY,
                FactorGrantedAuthority.OTT_AUTHORITY);
    }

    @GetMapping("/done")
    String done() {
        return "signin/done";
    }

    @GetMapping("/enrol")
    String enrolForm() {
        return "signin/enrol";
    }

    @PostMapping("/enrol")
    String enrol(
            @RequestParam String code,
            @RequestParam String name,
            @RequestParam String password,
            HttpServletRequest request,
            Model model) {
        Begun begun = signIn.begin(code, name, password, request.getRemoteAddr());
        if (begun.enrolling().isEmpty()) {
            model.addAttribute(ALERT, begun.objection().orElseThrow());
            model.addAttribute("name", name);
            return "signin/enrol";
        }
        request.changeSessionId();
        request.getSession().setAttribute(ENROLLING, begun.enrolling().get());
        return "redirect:/sign-in/enrol/device";
    }

    @GetMapping("/enrol/device")
    String deviceForm(HttpSession session, Model model) {
        Enrolling enrolling = enrolling(session);
        return enrolling == null ? "redirect:/sign-in/enrol" : devicePage(enrolling, null, model);
    }

    @PostMapping("/enrol/device")
    String device(@RequestParam String code, HttpSession session, HttpServletRequest request, Model model) {
        Enrolling enrolling = enrolling(session);
        if (enrolling == null) {
            return "redirect:/sign-in/enrol";
        }
        Optional<Enrolled> enrolled = signIn.finish(enrolling, code, request.getRemoteAddr());
        if (enrolled.isEmpty()) {
            return devicePage(enrolling, "The code is wrong. Codes change every 30 seconds.", model);
        }
        session.removeAttribute(ENROLLING);
        if (enrolled.get().refusal().isPresent()) {
            model.addAttribute(ALERT, SignIn.words(enrolled.get().refusal().get()));
            return "signin/enrol";
        }
        model.addAttribute("codes", enrolled.get().backupCodes());
        return "signin/enrolled";
    }

    private String devicePage(Enrolling enrolling, @Nullable String alert, Model model) {
        byte[] secret = signIn.secret(enrolling);
        String uri = SecondFactor.uri(secret, enrolling.name());
        model.addAttribute("picture", SecondFactor.picture(uri));
        model.addAttribute("secret", Base32.encode(secret));
        model.addAttribute(ALERT, alert);
        return "signin/device";
    }

    private static @Nullable Enrolling enrolling(HttpSession session) {
        return session.getAttribute(ENROLLING) instanceof Enrolling enrolling ? enrolling : null;
    }

    private static String refusal(Duration wait, String otherwise) {
        return wait.isZero()
                ? otherwise
                : "Too many wrong attempts. Try again in " + (wait.toSeconds() + 1) + " seconds.";
    }
}
