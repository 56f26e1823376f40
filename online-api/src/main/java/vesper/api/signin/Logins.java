package vesper.api.signin;

import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import vesper.bank.Ids;
import vesper.bank.customer.CustomerNotices;
import vesper.bank.signin.Codes;
import vesper.bank.signin.Sealed;
import vesper.bank.signin.SecondFactor;

/** The logins of customers, in table {@code customer_login}, and the codes that they enrol with. */
public final class Logins {
    private static final Duration ENROLMENT = Duration.ofDays(7);
    private static final int BACKUP_CODES = 10;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final CustomerNotices notices;
    private final Sealed sealed;
    private final Sessions sessions;
    private final RememberedDevices devices;

    Logins(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            CustomerNotices notices,
            Sealed sealed,
            Sessions sessions,
            RememberedDevices devices) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.notices = notices;
        this.sealed = sealed;
        this.sessions = sessions;
        this.devices = devices;
    }

    /** A code to enrol with, once; whoever has it becomes the customer. */
    public record Enrolment(String code, Instant expiresAt) {}

    /** A login with what it takes to check a sign-in. */
    record Login(UUID id, String passwordHash, byte[] secret, long lastStep) {}

    /** Why an enrolment came to nothing: the code was used, has run out or never was, or the name is taken. */
    enum Refusal {
        CODE_NOT_VALID,
        NAME_TAKEN
    }

    private static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final Refusal reason;

        RefusedException(Refusal reason) {
            super(reason.name(), null, false, false);
            this.reason = reason;
        }
    }

    /** What an enrolment gives: codes to be shown now and never again, or a reason why not. */
    record Enrolled(List<String> backupCodes, Optional<Refusal> refusal) {}

    /** How names are compared. */
    static String canonical(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    /** A new code for a customer; those handed out before and not used are void. Empty if the customer has a login already. */
    public Optional<Enrolment> invite(long customerId, Instant now) {
        return draw(customerId, false, now);
    }

    /**
     * A new code for a customer who cannot sign in any more: whoever has it enrols again, with another password and another second
     * factor. Empty if the customer has no login.
     */
    public Optional<Enrolment> recover(long customerId, Instant now) {
        return draw(customerId, true, now);
    }

    private Optional<Enrolment> draw(long customerId, boolean enrolled, Instant now) {
        return Objects.requireNonNull(transaction.execute(status -> {
            jdbc.sql("select id from customer where id = :id for update")
                    .param("id", customerId)
                    .query(Long.class)
                    .single();
            if (enrolled
                    != jdbc.sql("select exists (select from customer_login where customer_id = :id)")
                            .param("id", customerId)
                            .query(Boolean.class)
                            .single()) {
                return Optional.empty();
            }
            Enrolment enrolment = new Enrolment(Codes.next(), now.plus(ENROLMENT));
            jdbc.sql("delete from customer_enrolment where customer_id = :id and used_at is null")
                    .param("id", customerId)
                    .update();
            jdbc.sql("insert into customer_enrolment (code_hash, customer_id, expires_at) values (:hash, :id, :until)")
                    .param("hash", Codes.hash(enrolment.code()))
                    .param("id", customerId)
                    .param(
                            "until",
                            OffsetDateTime.ofInstant(enrolment.expiresAt(), ZoneOffset.UTC),
                            Types.TIMESTAMP_WITH_TIMEZONE)
                    .update();
            return Optional.of(enrolment);
        }));
    }

    /** Whether the code could be used now. */
    boolean isOpen(byte[] codeHash) {
        return jdbc.sql("""
                        select exists (select from customer_enrolment
                                        where code_hash = :hash and used_at is null and expires_at > clock_timestamp())
                        """).param("hash", codeHash).query(Boolean.class).single();
    }

    /** A secret, as it may lie where sessions of browsers are kept. */
    byte[] seal(byte[] secret) {
        return sealed.seal(secret);
    }

    /** A secret that was sealed. */
    byte[] open(byte[] secret) {
        return sealed.open(secret);
    }

    /**
     * Makes the login, all or nothing: uses the code up, draws backup codes, and tells screening that the sign-in is new. A customer
     * who has one already gets all of it anew, and is signed out everywhere.
     */
    Enrolled enrol(byte[] codeHash, String name, String passwordHash, byte[] secret, long usedStep) {
        try {
            List<String> codes = transaction.execute(status -> {
                long customer = useUp(codeHash);
                notices.signInChanged(customer, now());
                UUID id = jdbc.sql("""
                                insert into customer_login (id, customer_id, name, password_hash, totp_secret, totp_last_step)
                                values (:id, :customer, :name, :hash, :secret, :step)
                                    on conflict (customer_id) do update
                                    set name = excluded.name, password_hash = excluded.password_hash,
                                        totp_secret = excluded.totp_secret, totp_last_step = excluded.totp_last_step
                                returning id
                                """)
                        .param("id", Ids.next())
                        .param("customer", customer)
                        .param("name", canonical(name))
                        .param("hash", passwordHash)
                        .param("secret", sealed.seal(secret))
                        .param("step", usedStep)
                        .query(UUID.class)
                        .single();
                jdbc.sql("delete from backup_code where login_id = :id")
                        .param("id", id)
                        .update();
                jdbc.sql("delete from user_credentials where login_id = :id")
                        .param("id", id)
                        .update();
                jdbc.sql("delete from sign_in_contact where login_id = :id")
                        .param("id", id)
                        .update();
                sessions.endAll(id);
                devices.forgetAll(id);
                return drawCodes(id);
            });
            return new Enrolled(codes == null ? List.of() : codes, Optional.empty());
        } catch (DuplicateKeyException e) {
            return new Enrolled(List.of(), Optional.of(Refusal.NAME_TAKEN));
        } catch (RefusedException e) {
            return new Enrolled(List.of(), Optional.of(e.reason));
        }
    }

    private long useUp(byte[] codeHash) {
        return jdbc.sql("""
                        update customer_enrolment set used_at = clock_timestamp()
                         where code_hash = :hash and used_at is null and expires_at > clock_timestamp()
                        returning customer_id
                        """)
                .param("hash", codeHash)
                .query(Long.class)
                .optional()
                .orElseThrow(() -> new RefusedException(Refusal.CODE_NOT_VALID));
    }

    private List<String> drawCodes(UUID login) {
        List<String> codes = new ArrayList<>();
        for (int n = 0; n < BACKUP_CODES; n++) {
            String code = Codes.next();
            codes.add(code);
            jdbc.sql("insert into backup_code (login_id, code_hash) values (:login, :hash)")
                    .param("login", login)
                    .param("hash", Codes.hash(code))
                    .update();
        }
        return codes;
    }

    /** The login of this name, if there is one and it is enabled. */
    Optional<Login> byName(String name) {
        return jdbc.sql("""
                        select id, password_hash, totp_secret, totp_last_step from customer_login
                         where name = :name and enabled
                        """)
                .param("name", canonical(name))
                .query((row, n) -> new Login(
                        row.getObject("id", UUID.class),
                        row.getString("password_hash"),
                        sealed.open(row.getBytes("totp_secret")),
                        row.getLong("totp_last_step")))
                .optional();
    }

    /** Changes the password, signs the customer out everywhere, and tells screening. */
    void changePassword(UUID login, String passwordHash) {
        transaction.executeWithoutResult(status -> {
            Optional<Long> customer = jdbc.sql(
                            "update customer_login set password_hash = :hash where id = :id returning customer_id")
                    .param("hash", passwordHash)
                    .param("id", login)
                    .query(Long.class)
                    .optional();
            customer.ifPresent(changed -> notices.signInChanged(changed, now()));
            sessions.endAll(login);
            devices.forgetAll(login);
        });
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    /** Takes a one-time password or a backup code; none is taken twice, whoever sends it at the same time. */
    boolean takeCode(Login login, String code, Instant now) {
        String typed = code.strip().replace(" ", "");
        OptionalLong step = SecondFactor.device(login.secret()).match(typed, now, login.lastStep());
        if (step.isPresent()) {
            return jdbc.sql(
                                    "update customer_login set totp_last_step = :step where id = :id and totp_last_step < :step")
                            .param("step", step.getAsLong())
                            .param("id", login.id())
                            .update()
                    == 1;
        }
        return jdbc.sql("""
                        update backup_code set used_at = clock_timestamp()
                         where login_id = :id and code_hash = :hash and used_at is null
                        """)
                        .param("id", login.id())
                        .param("hash", Codes.hash(code))
                        .update()
                == 1;
    }
}
