package vesper.console.signin;

import java.time.Duration;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;
import vesper.bank.signin.SignInThrottle;

/** Checks user name and password against the staff accounts, unless the throttle says to wait. */
@Component
class StaffAuthentication implements AuthenticationProvider {
    private final DaoAuthenticationProvider passwords;
    private final SignInThrottle throttle;

    StaffAuthentication(StaffAccounts accounts, SignInThrottle throttle) {
        passwords = new DaoAuthenticationProvider(accounts::load);
        passwords.setPasswordEncoder(accounts.encoder());
        passwords.setUserDetailsPasswordService((user, hash) -> hash == null ? user : accounts.rehash(user, hash));
        this.throttle = throttle;
    }

    /** Too many wrong passwords: nothing was checked. */
    static final class TooManyAttemptsException extends AuthenticationException {
        private final Duration wait;

        TooManyAttemptsException(Duration wait) {
            super("too many wrong passwords");
            this.wait = wait;
        }

        Duration waitFor() {
            return wait;
        }
    }

    @Override
    public Authentication authenticate(Authentication attempt) {
        String user = attempt.getName();
        String address = attempt.getDetails() instanceof WebAuthenticationDetails web ? web.getRemoteAddress() : "";
        Duration wait = throttle.waitFor(user, address);
        if (!wait.isZero()) {
            throw new TooManyAttemptsException(wait);
        }
        try {
            Authentication known = passwords.authenticate(attempt);
            if (known == null) {
                throw new BadCredentialsException("not a user name and password");
            }
            throttle.succeeded(user, address);
            return known;
        } catch (AuthenticationException e) {
            throttle.failed(user, address);
            throw e;
        }
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
