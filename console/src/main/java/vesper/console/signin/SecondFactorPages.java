package vesper.console.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import vesper.bank.signin.Base32;
import vesper.bank.signin.SecondFactor;
import vesper.bank.signin.SignInThrottle;

/**
 * The pages that ask staff for a code after the password, and on which they enrol a device. Wrong codes are counted apart from wrong
 * passwords, so that a right password forgives none. A device is changed by who gives the password anew: that takes the old one away.
 */
@Controller
class SecondFactorPages {
    private static final Logger LOG = LoggerFactory.getLogger(SecondFactorPages.class);
    private static final String SECRET = "vesper.console.second-factor-secret";
    private static final String ALERT = "alert";

    private final StaffFactors factors;
    private final SignInThrottle throttle;
    private final Clock clock = Clock.systemUTC();

    SecondFactorPages(StaffFactors factors, SignInThrottle throttle) {
        this.factors = factors;
        this.throttle = throttle;
    }

    @GetMapping(SecondFactorGate.CODE)
    String codeForm() {
        return "console/signin/code";
    }

    @PostMapping(SecondFactorGate.CODE)
    String code(@RequestParam String code, Principal staff, HttpServletRequest request, Model model) {
        String counted = staff.getName() + "/code";
        Duration wait = throttle.waitFor(counted, request.getRemoteAddr());
        if (wait.isZero() && factors.takeCode(staff.getName(), code, clock.instant())) {
            throttle.succeeded(counted, request.getRemoteAddr());
            LOG.info("{} gave a second factor", staff.getName());
            return "redirect:" + SecondFactorGate.pass(request, staff.getName());
        }
        if (wait.isZero()) {
            throttle.failed(counted, request.getRemoteAddr());
            LOG.warn("a wrong code for {} from {}", staff.getName(), request.getRemoteAddr());
            wait = throttle.waitFor(counted, request.getRemoteAddr());
        }
        model.addAttribute(
                ALERT,
                wait.isZero()
                        ? "The code is wrong, or was used before."
                        : "Too many wrong codes. Try again in " + (wait.toSeconds() + 1) + " seconds.");
        return "console/signin/code";
    }

    @GetMapping(SecondFactorGate.DEVICE)
    String deviceForm(Principal staff, HttpSession session, Model model) {
        if (!factors.canEnrol() || factors.isEnrolled(staff.getName())) {
            return "redirect:/console";
        }
        return devicePage(staff.getName(), session, model);
    }

    private static String devicePage(String username, HttpSession session, Model model) {
        byte[] secret = session.getAttribute(SECRET) instanceof byte[] drawn ? drawn : SecondFactor.newSecret();
        session.setAttribute(SECRET, secret);
        model.addAttribute("picture", SecondFactor.picture(SecondFactor.uri(secret, username)));
        model.addAttribute("secret", Base32.encode(secret));
        return "console/signin/device";
    }

    @PostMapping(SecondFactorGate.DEVICE)
    String device(@RequestParam String code, Principal staff, HttpServletRequest request, Model model) {
        HttpSession session = request.getSession();
        if (!(session.getAttribute(SECRET) instanceof byte[] secret)) {
            return "redirect:" + SecondFactorGate.DEVICE;
        }
        OptionalLong step = SecondFactor.device(secret).match(code.strip().replace(" ", ""), clock.instant(), -1);
        if (step.isEmpty()) {
            model.addAttribute(ALERT, "The code is wrong. Codes change every 30 seconds.");
            return devicePage(staff.getName(), session, model);
        }
        session.removeAttribute(SECRET);
        List<String> codes = factors.enrol(staff.getName(), secret, step.getAsLong());
        if (codes.isEmpty()) {
            return "redirect:" + SecondFactorGate.CODE;
        }
        LOG.info("{} enrolled a second factor", staff.getName());
        model.addAttribute("codes", codes);
        model.addAttribute("goal", SecondFactorGate.pass(request, staff.getName()));
        return "console/signin/backup-codes";
    }
}
