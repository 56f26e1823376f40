package vesper.api.signin;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookieStore;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vesper.api.TestApi;
import vesper.api.TestApi.Answer;
import vesper.api.identity.Clients;
import vesper.api.signin.Sessions.Session;
import vesper.bank.TestBank;
import vesper.bank.account.Account;
import vesper.bank.account.Accounts;
import vesper.bank.signin.SecondFactor;

/** A customer of the bank with a browser, who does what people do: opens pages and fills in forms. */
public final class TestCustomer {
    static final String APP = "app";
    static final String CALLBACK = "http://127.0.0.1:9/callback";
    static final String PASSWORD = "nine blue herons wade";
    private static final String VERIFIER = "a-verifier-of-at-least-43-characters-as-rfc-7636-has-it";

    final String name;
    final List<String> backupCodes = new ArrayList<>();
    private final TestApi api;
    private final String reference = UUID.randomUUID().toString();
    private final Account account;
    /** The app that the customer uses. */
    String app = APP;

    /** Of the process that the browser comes to; 0: the first one. */
    int port;
    /** Whether forms are sent as by a proxy with which the browser speaks TLS. */
    boolean encrypted;

    private HttpClient browser;
    private CookieManager cookies;
    private byte[] secret;

    /** A customer with an account, not enrolled. */
    public TestCustomer(TestApi api) {
        this(api, "ada." + UUID.randomUUID().toString().substring(0, 8));
    }

    private TestCustomer(TestApi api, String name) {
        this.api = api;
        this.name = name;
        long id = api.bank()
                .customers()
                .register(reference, "Ada Nilsson", "ada@customer.example", "1 Quay Street", "en")
                .id();
        account = api.bank()
                .accounts()
                .open(new Accounts.Opening(id, "current", "USD", 0, "Current account", TestBank.DAY));
        new Clients(api.bank().jdbc())
                .registerApp(APP, Set.of("accounts:read", "payments:write", "sessions"), Set.of(CALLBACK));
        openBrowser();
    }

    /** One who has enrolled through the pages. */
    public static TestCustomer enrolled(TestApi api) {
        TestCustomer customer = new TestCustomer(api);
        Answer done = customer.enrol(customer.invite(), customer.name, PASSWORD);
        if (customer.backupCodes.size() != 10) {
            throw new IllegalStateException(done.text());
        }
        return customer;
    }

    /** A session of a login made without the pages, for tests of what can be done in one. */
    public static Session signedIn(TestApi api, long customerId) {
        UUID login = UUID.randomUUID();
        api.bank()
                .jdbc()
                .sql("""
                        insert into customer_login (id, customer_id, name, password_hash, totp_secret)
                        values (:id, :customer, :name, 'none', '\\x00')
                        """)
                .param("id", login)
                .param("customer", customerId)
                .param("name", "c" + login)
                .update();
        return api.bean(Sessions.class).start(login, "192.0.2.7", "test");
    }

    /** One more of the same login. */
    public static Session anotherSession(TestApi api, Session session) {
        return api.bean(Sessions.class).start(session.loginId(), "192.0.2.8", "test");
    }

    /** The id of a device that a login's second factor was given on, and that is remembered. */
    public static UUID rememberedDevice(TestApi api, Session session) {
        RememberedDevices devices = api.bean(RememberedDevices.class);
        devices.remember(session.loginId(), "192.0.2.7", "test");
        return devices.of(session.loginId()).get(0).id();
    }

    public Account account() {
        return account;
    }

    byte[] secret() {
        return secret;
    }

    /** A browser that knows nothing. */
    void openBrowser() {
        cookies = new CookieManager();
        browser = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .cookieHandler(cookies)
                .build();
    }

    /** Sits down at the browser of another customer. */
    void useBrowserOf(TestCustomer other) {
        browser = other.browser;
        cookies = other.cookies;
    }

    /** As if the browser had been closed: cookies that were to last stay. */
    void restartBrowser() {
        CookieStore store = cookies.getCookieStore();
        List.copyOf(store.getCookies()).stream()
                .filter(cookie -> cookie.getMaxAge() < 0)
                .forEach(cookie -> store.remove(null, cookie));
    }

    /** The same person at another browser, who knows the password and has no codes. */
    TestCustomer inAnotherBrowser() {
        return new TestCustomer(api, name);
    }

    String invite() {
        return api.post("/v1/customers/" + reference + "/enrolments", "").field("code");
    }

    /** A code to enrol again with. */
    String recover() {
        return api.post("/v1/customers/" + reference + "/recoveries", "").field("code");
    }

    Answer enrol(String code, String as, String password) {
        Answer begun = fill("/sign-in/enrol", "code", code, "name", as, "password", password);
        if (begun.status() != 302) {
            return begun;
        }
        Answer device = open("/sign-in/enrol/device");
        Matcher shown = Pattern.compile("<code>([A-Z2-7]{32})</code>").matcher(device.text());
        if (!shown.find()) {
            throw new IllegalStateException(device.text());
        }
        secret = decoded(shown.group(1));
        Answer done = fill(
                "/sign-in/enrol/device", "code", SecondFactor.device(secret).at(java.time.Instant.now()));
        backupCodes.clear();
        Pattern.compile("<code>([a-z2-7-]{19})</code>")
                .matcher(done.text())
                .results()
                .forEach(found -> backupCodes.add(found.group(1)));
        return done;
    }

    /** Signs in and fetches a token, as an app does that sends the customer to the bank. */
    public String token(String scopes) {
        return token(scopes, "");
    }

    /** Like this, with more parameters for the authorization, such as {@code &max_age=300}. */
    String token(String scopes, String more) {
        Answer asked = authorize(scopes, more);
        if (asked.header("Location").contains("/sign-in")) {
            password(PASSWORD);
            Answer signedIn = code(backupCodes.remove(0));
            asked = open(signedIn.header("Location"));
        }
        return tokenFrom(asked);
    }

    /** The token for the code that the answer sends the browser back with. */
    String tokenFrom(Answer back) {
        Answer token = fetch(back, VERIFIER);
        if (token.status() != 200) {
            throw new IllegalStateException(token.text());
        }
        return token.field("access_token");
    }

    Answer authorize(String scopes) {
        return authorize(scopes, "");
    }

    Answer authorize(String scopes, String more) {
        return open("/oauth2/authorize?response_type=code&client_id=" + app + "&redirect_uri=" + encoded(CALLBACK)
                + "&scope=" + encoded("openid " + scopes) + "&state=s1&code_challenge=" + challenge()
                + "&code_challenge_method=S256" + more);
    }

    Answer password(String password) {
        return fill("/sign-in", "name", name, "password", password);
    }

    Answer code(String code) {
        return fill("/sign-in/code", "code", code);
    }

    /** Like this, asking for no code on this device from now on. */
    Answer codeOnceHere(String code) {
        return fill("/sign-in/code", "code", code, "remember", "true");
    }

    /** Exchanges the code that the answer sends the browser back with. */
    Answer fetch(Answer back, String verifier) {
        Matcher code = Pattern.compile("[?&]code=([^&]+)").matcher(back.header("Location"));
        if (!code.find()) {
            throw new IllegalStateException(back.status() + " " + back.header("Location") + back.text());
        }
        return api.send(HttpRequest.newBuilder(api.uri("/oauth2/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=authorization_code&client_id=" + app + "&code="
                        + code.group(1) + "&redirect_uri=" + encoded(CALLBACK) + "&code_verifier=" + verifier)));
    }

    Answer open(String path) {
        URI uri = path.startsWith("http") ? URI.create(path) : uri(path);
        return send(HttpRequest.newBuilder(uri).header("Accept", "text/html").GET());
    }

    /** Opens a page and sends its form; fields are names and values in turn. */
    Answer fill(String path, String... fields) {
        return fillIn(path, path, fields);
    }

    /** Opens a page and sends its form, which goes to another address. */
    Answer fillIn(String page, String to, String... fields) {
        return send(to, csrf(page), fields);
    }

    /** What a page's forms are sent with; empty if it has none. */
    String csrf(String page) {
        Matcher token = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"")
                .matcher(open(page).text());
        return token.find() ? token.group(1) : "";
    }

    /** Sends a form of a page that was opened before. */
    Answer send(String to, String csrf, String... fields) {
        StringBuilder form = new StringBuilder("_csrf=").append(encoded(csrf));
        for (int i = 0; i < fields.length; i += 2) {
            form.append('&').append(fields[i]).append('=').append(encoded(fields[i + 1]));
        }
        return send(HttpRequest.newBuilder(uri(to))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "text/html")
                .header("X-Forwarded-Proto", encrypted ? "https" : "http")
                .POST(BodyPublishers.ofString(form.toString())));
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + (port == 0 ? api.port() : port) + path);
    }

    /** Answers the page on which the customer is asked whether the app may come in. */
    Answer consent(String page, boolean yes) {
        String shown = open(page).text();
        StringBuilder form = new StringBuilder("client_id=" + app);
        Matcher state = Pattern.compile("name=\"state\" value=\"([^\"]+)\"").matcher(shown);
        form.append("&state=").append(state.find() ? encoded(state.group(1)) : "");
        Pattern.compile("name=\"scope\" value=\"([^\"]+)\"")
                .matcher(yes ? shown : "")
                .results()
                .forEach(scope -> form.append("&scope=").append(encoded(scope.group(1))));
        return send(HttpRequest.newBuilder(api.uri("/oauth2/authorize"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "text/html")
                .POST(BodyPublishers.ofString(form.toString())));
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            return new Answer(browser.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String challenge() {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The other way round than the program's own Base32, by arithmetic on the whole number. */
    static byte[] decoded(String base32) {
        java.math.BigInteger number = java.math.BigInteger.ZERO;
        for (char c : base32.toCharArray()) {
            int digit = c >= 'A' ? c - 'A' : c - '2' + 26;
            number = number.shiftLeft(5).or(java.math.BigInteger.valueOf(digit));
        }
        byte[] bytes = number.toByteArray();
        byte[] secret = new byte[20];
        int length = Math.min(20, bytes.length);
        System.arraycopy(bytes, bytes.length - length, secret, 20 - length, length);
        return Arrays.copyOf(secret, 20);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
