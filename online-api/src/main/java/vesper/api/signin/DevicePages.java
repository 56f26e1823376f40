package vesper.api.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.annotation.Conditional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import vesper.api.Services;
import vesper.api.signin.Sessions.Session;

/** The page on which customers see where they are signed in and which devices are remembered, and end it. */
@Controller
@Conditional(Services.HandsOutTokens.class)
@RequestMapping("/sign-in")
class DevicePages {
    private static final String LIST = "redirect:/sign-in/devices";

    private final Sessions sessions;
    private final RememberedDevices devices;
    private final Browser browser;
    private final SignInAudit audit;

    DevicePages(Sessions sessions, RememberedDevices devices, Browser browser, SignInAudit audit) {
        this.sessions = sessions;
        this.devices = devices;
        this.browser = browser;
        this.audit = audit;
    }

    @GetMapping("/devices")
    String list(HttpServletRequest request, HttpServletResponse response, Model model) {
        Optional<Session> customer = browser.session();
        if (customer.isEmpty()) {
            return browser.signInFirst(request, response);
        }
        model.addAttribute("here", customer.get().id());
        model.addAttribute("sessions", sessions.of(customer.get().loginId()));
        model.addAttribute("devices", devices.of(customer.get().loginId()));
        return "signin/devices";
    }

    @PostMapping("/devices/end")
    String end(@RequestParam UUID id, HttpServletRequest request) {
        browser.session().ifPresent(customer -> {
            if (sessions.end(id, customer.loginId())) {
                audit.done(customer.loginId(), request.getRemoteAddr(), "sign-in.end-session");
            }
        });
        return LIST;
    }

    @PostMapping("/devices/forget")
    String forget(@RequestParam UUID id, HttpServletRequest request) {
        browser.session().ifPresent(customer -> {
            if (devices.forget(id, customer.loginId())) {
                audit.done(customer.loginId(), request.getRemoteAddr(), "sign-in.forget-device");
            }
        });
        return LIST;
    }
}
