package vesper.api.signin;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/** The token of a remembered device, as its browser keeps it: for the sign-in pages, out of reach of scripts and of other sites. */
final class DeviceCookie {
    private static final String NAME = "vesper-device";
    private static final int LONGEST = 64;

    private DeviceCookie() {}

    static Optional<String> token(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        return cookies == null
                ? Optional.empty()
                : Arrays.stream(cookies)
                        .filter(cookie -> NAME.equals(cookie.getName()))
                        .map(Cookie::getValue)
                        .filter(token -> token.length() <= LONGEST)
                        .findFirst();
    }

    /** Has the browser keep the token; over an encrypted connection it is sent over such alone. */
    static void keep(String token, HttpServletRequest request, HttpServletResponse response) {
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(NAME, token)
                        .path("/sign-in")
                        .httpOnly(true)
                        .secure(request.isSecure())
                        .sameSite("Strict")
                        .maxAge(Duration.ofDays(RememberedDevices.DAYS))
                        .build()
                        .toString());
    }
}
