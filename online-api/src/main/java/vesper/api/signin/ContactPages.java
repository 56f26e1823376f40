package vesper.api.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Conditional;
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
import vesper.api.signin.Sessions.Session;

/** The pages on which customers say where codes go to. Who signed in a while ago signs in again before changing anything. */
@Controller
@Conditional(Services.HandsOutTokens.class)
@RequestMapping("/sign-in")
class ContactPages {
    private static final String ASKED = "vesper.sign-in.contact-asked";
    private static final String ALERT = "alert";
    private static final String LIST = "redirect:/sign-in/security/contacts";
    private static final String CONFIRM = "signin/contact-confirm";

    private final ContactDesk desk;
    private final Browser browser;

    ContactPages(ContactDesk desk, Browser browser) {
        this.desk = desk;
        this.browser = browser;
    }

    @GetMapping("/security/contacts")
    String list(HttpServletRequest request, HttpServletResponse response, Model model) {
        Optional<Session> customer = browser.freshSession();
        return customer.isEmpty() ? browser.signInFirst(request, response) : listPage(customer.get(), model);
    }

    private String listPage(Session customer, Model model) {
        model.addAttribute("contacts", desk.of(customer.loginId()));
        model.addAttribute("channels", desk.channels());
        return "signin/contacts";
    }

    @PostMapping("/security/contacts")
    String ask(
            @RequestParam CodeChannel channel, @RequestParam String contact, HttpServletRequest request, Model model) {
        Optional<Session> customer = browser.freshSession();
        if (customer.isEmpty()) {
            return LIST;
        }
        Optional<Contact> wanted = channel.contact(contact).map(known -> new Contact(channel, known));
        if (wanted.isEmpty()) {
            model.addAttribute(
                    ALERT,
                    channel == CodeChannel.EMAIL
                            ? "This is no mail address."
                            : "This is no telephone number. Begin with + and the code of your country.");
            return listPage(customer.get(), model);
        }
        Sending sending = desk.ask(customer.get(), wanted.get(), request.getRemoteAddr());
        if (sending.code().isEmpty()) {
            model.addAttribute(ALERT, notSent(sending.waitFor()));
            return listPage(customer.get(), model);
        }
        request.getSession()
                .setAttribute(
                        ASKED, new AskedCode(sending.code().get(), wanted.get().masked()));
        return LIST + "/confirm";
    }

    @GetMapping("/security/contacts/confirm")
    String confirmForm(HttpSession session, Model model) {
        return session.getAttribute(ASKED) instanceof AskedCode asked ? confirmPage(asked, null, model) : LIST;
    }

    private static String confirmPage(AskedCode asked, @Nullable String alert, Model model) {
        model.addAttribute("to", asked.to());
        model.addAttribute(ALERT, alert);
        return CONFIRM;
    }

    @PostMapping("/security/contacts/confirm")
    String confirm(@RequestParam String code, HttpServletRequest request, Model model) {
        HttpSession session = request.getSession();
        Optional<Session> customer = browser.freshSession();
        if (customer.isEmpty() || !(session.getAttribute(ASKED) instanceof AskedCode asked)) {
            return LIST;
        }
        if (!desk.confirm(customer.get(), asked.id(), code, request.getRemoteAddr())) {
            return confirmPage(asked, "The code is wrong, or too old. After five wrong ones ask for another.", model);
        }
        session.removeAttribute(ASKED);
        return LIST;
    }

    @PostMapping("/security/contacts/remove")
    String remove(@RequestParam CodeChannel channel, HttpServletRequest request) {
        browser.freshSession().ifPresent(customer -> desk.remove(customer, channel, request.getRemoteAddr()));
        return LIST;
    }

    /** Why no code went out. */
    static String notSent(Duration waitFor) {
        if (waitFor.isZero()) {
            return "No code could be sent now. Use your app, or try again later.";
        }
        return waitFor.toSeconds() < 60
                ? "A code was sent just now. Ask for another in " + (waitFor.toSeconds() + 1) + " seconds."
                : "Too many codes were sent. Ask for another in " + (waitFor.toMinutes() + 1) + " minutes.";
    }
}
