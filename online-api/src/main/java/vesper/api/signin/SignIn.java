package vesper.api.signin;

import java.io.Serializable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import vesper.api.sentcode.CodeChannel;
import vesper.api.sentcode.Contact;
import vesper.api.sentcode.SentCodes.Sending;
import vesper.api.signin.Logins.Enrolled;
import vesper.api.signin.Logins.Login;
import vesper.api.signin.Logins.Refusal;
import vesper.api.signin.Sessions.Session;
import vesper.bank.signin.Codes;
import vesper.bank.signin.SecondFactor;
import vesper.bank.signin.SignInThrottle;

/**
 * Signing in, in two steps: name and password, then a code, of a device or one that was sent. Wrong ones are counted together, and make
 * the next attempt wait; an unknown name is answered like a wrong password, after as long a time.
 */
final class SignIn {
    private final Logins logins;
    private final Passwords passwords;
    private final Sessions sessions;
    private final SignInThrottle throttle;
    private final SignInAudit audit;
    private final ContactDesk contacts;
    private final RememberedDevices devices;
    private final Clock clock;

    SignIn(
            Logins logins,
            Passwords passwords,
            Sessions sessions,
            SignInThrottle throttle,
            SignInAudit audit,
            ContactDesk contacts,
            RememberedDevices devices,
            Clock clock) {
        this.logins = logins;
        this.passwords = passwords;
        this.sessions = sessions;
        this.throttle = throttle;
        this.audit = audit;
        this.contacts = contacts;
        this.devices = devices;
        this.clock = clock;
    }

    /**
     * What became of an attempt.
     *
     * @param waitFor how long the next one must wait; zero if it need not
     */
    record Attempt<T>(Optional<T> result, Duration waitFor) {
        static <T> Attempt<T> refused(Duration waitFor) {
            return new Attempt<>(Optional.empty(), waitFor);
        }
    }

    /** The first step; its result is the name under which the second goes on. */
    Attempt<String> password(String name, String password, String address) {
        String canonical = Logins.canonical(name);
        Duration wait = throttle.waitFor(canonical, address);
        if (!wait.isZero()) {
            return Attempt.refused(wait);
        }
        Optional<Login> login = logins.byName(canonical);
        if (!passwords.matches(password, login.map(Login::passwordHash))) {
            throttle.failed(canonical, address);
            audit.refused(login.map(Login::id), address, "sign-in.password");
            return Attempt.refused(throttle.waitFor(canonical, address));
        }
        return new Attempt<>(Optional.of(canonical), Duration.ZERO);
    }

    /** In place of the second step, on a device where it was done and that was to be remembered; empty if it is none. */
    Optional<Session> remembered(String name, String token, String address, String device) {
        Optional<Login> login = logins.byName(name);
        Optional<Instant> since = login.flatMap(known -> devices.recognise(known.id(), token));
        return since.map(then -> {
            UUID id = login.orElseThrow().id();
            throttle.succeeded(name, address);
            audit.done(id, address, "sign-in.remembered-device");
            return sessions.start(id, address, device, then);
        });
    }

    /** Has the second step left out on this device from now on, and gives the token that it is known by. */
    String remember(Session session) {
        audit.done(session.loginId(), session.address(), "sign-in.remember-device");
        return devices.remember(session.loginId(), session.address(), session.device());
    }

    /** Where a code for the second step can go to. */
    List<Contact> contacts(String name) {
        return logins.byName(name).map(login -> contacts.of(login.id())).orElse(List.of());
    }

    /** Sends a code for the second step; empty if the login has no such contact. */
    Optional<Sending> sendCode(String name, CodeChannel channel, String address) {
        return logins.byName(name).flatMap(login -> contacts.toSignIn(login.id(), channel, address));
    }

    /**
     * The second step, a one-time password, a backup code or a code that was sent: it begins a session.
     *
     * @param sent the id of the code that was sent in this sign-in
     */
    Attempt<Session> code(String name, String code, Optional<UUID> sent, String address, String device) {
        Duration wait = throttle.waitFor(name, address);
        if (!wait.isZero()) {
            return Attempt.refused(wait);
        }
        Optional<Login> login = logins.byName(name);
        if (login.isEmpty() || !takes(login.get(), code, sent)) {
            throttle.failed(name, address);
            audit.refused(login.map(Login::id), address, "sign-in.code");
            return Attempt.refused(throttle.waitFor(name, address));
        }
        throttle.succeeded(name, address);
        audit.done(login.get().id(), address, "sign-in.code");
        return new Attempt<>(Optional.of(sessions.start(login.get().id(), address, device)), Duration.ZERO);
    }

    private boolean takes(Login login, String code, Optional<UUID> sent) {
        return logins.takeCode(login, code, clock.instant())
                || sent.filter(id -> contacts.take(id, login.id(), code)).isPresent();
    }

    /**
     * One step, with a passkey: it begins a session. Its answer cannot be guessed, so that wrong ones make nobody wait.
     *
     * @param known whose passkey gave the right answer
     */
    Optional<Session> passkey(Optional<UUID> known, String address, String device) {
        if (known.isEmpty()) {
            audit.refused(known, address, "sign-in.passkey");
            return Optional.empty();
        }
        audit.done(known.get(), address, "sign-in.passkey");
        return Optional.of(sessions.start(known.get(), address, device));
    }

    /**
     * Changes a password, for who knows name, password and a code: the same as it takes to sign in, answered as there.
     *
     * @return what is wrong with the new password, or with the rest; empty if it was changed
     */
    Optional<String> changePassword(String name, String password, String code, String wanted, String address) {
        Optional<String> objection = passwords.objection(wanted, Logins.canonical(name));
        if (objection.isPresent()) {
            return objection;
        }
        Attempt<String> known = password(name, password, address);
        if (known.result().isEmpty()) {
            return Optional.of(refusal(known.waitFor()));
        }
        Optional<Login> login = logins.byName(known.result().get());
        if (login.isEmpty() || !logins.takeCode(login.get(), code, clock.instant())) {
            throttle.failed(known.result().get(), address);
            audit.refused(login.map(Login::id), address, "sign-in.change-password");
            return Optional.of(refusal(throttle.waitFor(known.result().get(), address)));
        }
        throttle.succeeded(known.result().get(), address);
        logins.changePassword(login.get().id(), passwords.hash(wanted));
        audit.done(login.get().id(), address, "sign-in.change-password");
        return Optional.empty();
    }

    private static String refusal(Duration wait) {
        return wait.isZero()
                ? "The name, the password or the code is wrong."
                : "Too many wrong attempts. Try again in " + (wait.toSeconds() + 1) + " seconds.";
    }

    /** Begins an enrolment: what is wrong with what was typed, or what goes on to the second step. */
    record Begun(Optional<String> objection, Optional<Enrolling> enrolling) {
        static Begun objecting(String objection) {
            return new Begun(Optional.of(objection), Optional.empty());
        }
    }

    /**
     * Between the two steps of an enrolment: nothing is stored yet, but in the browser's session.
     *
     * @param secret sealed
     */
    record Enrolling(byte[] codeHash, String name, String passwordHash, byte[] secret) implements Serializable {}

    /** What the device of who enrols has to learn. */
    byte[] secret(Enrolling enrolling) {
        return logins.open(enrolling.secret());
    }

    Begun begin(String code, String name, String password, String address) {
        String canonical = Logins.canonical(name);
        byte[] codeHash = Codes.hash(code);
        // Wrong codes are counted by code: whoever tries many makes nobody else wait.
        String counted = "enrolment " + HexFormat.of().formatHex(codeHash);
        Duration wait = throttle.waitFor(counted, address);
        if (!wait.isZero()) {
            return Begun.objecting("Too many wrong codes. Try again in " + (wait.toSeconds() + 1) + " seconds.");
        }
        if (!logins.isOpen(codeHash)) {
            throttle.failed(counted, address);
            return Begun.objecting("This code is not valid. Codes work once, for seven days.");
        }
        if (!canonical.matches("[a-z0-9][a-z0-9._@+-]{3,63}")) {
            return Begun.objecting("Choose a name of 4 to 64 letters, digits and . _ @ + -");
        }
        Optional<String> objection = passwords.objection(password, canonical);
        return objection.isPresent()
                ? new Begun(objection, Optional.empty())
                : new Begun(
                        Optional.empty(),
                        Optional.of(new Enrolling(
                                codeHash, canonical, passwords.hash(password), logins.seal(SecondFactor.newSecret()))));
    }

    /** Ends an enrolment with a code of the device, which proves that it has the secret; empty if the code is wrong. */
    Optional<Enrolled> finish(Enrolling enrolling, String code, String address) {
        OptionalLong step =
                SecondFactor.device(secret(enrolling)).match(code.strip().replace(" ", ""), clock.instant(), -1);
        if (step.isEmpty()) {
            return Optional.empty();
        }
        Enrolled enrolled = logins.enrol(
                enrolling.codeHash(), enrolling.name(), enrolling.passwordHash(), secret(enrolling), step.getAsLong());
        if (enrolled.refusal().isEmpty()) {
            logins.byName(enrolling.name()).ifPresent(login -> audit.done(login.id(), address, "sign-in.enrol"));
        }
        return Optional.of(enrolled);
    }

    static String words(Refusal refusal) {
        return switch (refusal) {
            case CODE_NOT_VALID -> "This code is not valid any more.";
            case NAME_TAKEN -> "This name is taken. Choose another one.";
        };
    }
}
