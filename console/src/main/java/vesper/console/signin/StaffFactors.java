package vesper.console.signin;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import vesper.bank.Bank;
import vesper.bank.signin.Codes;
import vesper.bank.signin.Sealed;
import vesper.bank.signin.SecondFactor;

/** The second factors of staff, in tables {@code staff_second_factor} and {@code staff_backup_code}. */
@Component
public final class StaffFactors {
    private static final int BACKUP_CODES = 10;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final SecondFactorSettings settings;
    private final @Nullable Sealed sealed;

    StaffFactors(Bank bank, SecondFactorSettings settings) {
        jdbc = bank.jdbc();
        transaction = bank.transaction();
        this.settings = settings;
        sealed = settings.key() == null
                ? null
                : new Sealed(Base64.getDecoder().decode(settings.key()), "second factors of staff");
    }

    private record Device(byte[] secret, long lastStep) {}

    /** Whether there is a key to keep secrets under. */
    boolean canEnrol() {
        return sealed != null;
    }

    /** Whether a password alone is too little for this member of staff: by role, or since there is a second factor. */
    boolean isNeeded(Authentication staff) {
        return settings.isAskedOf(staff.getAuthorities()) || isEnrolled(staff.getName());
    }

    boolean isEnrolled(String username) {
        return jdbc.sql("select exists (select from staff_second_factor where username = :username)")
                .param("username", username)
                .query(Boolean.class)
                .single();
    }

    /**
     * Keeps the secret of a device that has proven to hold it, once.
     *
     * @param usedStep the step of the code that proved it
     * @return backup codes, to be shown now and never again; empty if there is a second factor already
     */
    List<String> enrol(String username, byte[] secret, long usedStep) {
        return Objects.requireNonNull(transaction.execute(status -> {
            int enrolled = jdbc.sql("""
                            insert into staff_second_factor (username, totp_secret, totp_last_step)
                            values (:username, :secret, :step) on conflict do nothing
                            """)
                    .param("username", username)
                    .param("secret", Objects.requireNonNull(sealed).seal(secret))
                    .param("step", usedStep)
                    .update();
            return enrolled == 1 ? drawCodes(username) : List.<String>of();
        }));
    }

    private List<String> drawCodes(String username) {
        List<String> codes = new ArrayList<>();
        for (int n = 0; n < BACKUP_CODES; n++) {
            String code = Codes.next();
            codes.add(code);
            jdbc.sql("insert into staff_backup_code (username, code_hash) values (:username, :hash)")
                    .param("username", username)
                    .param("hash", Codes.hash(code))
                    .update();
        }
        return codes;
    }

    /** Takes a one-time password or a backup code; none is taken twice, whoever sends it at the same time. */
    boolean takeCode(String username, String code, Instant now) {
        Optional<Device> device = device(username);
        if (device.isEmpty()) {
            return false;
        }
        OptionalLong step = SecondFactor.device(device.get().secret())
                .match(code.strip().replace(" ", ""), now, device.get().lastStep());
        if (step.isPresent()) {
            return jdbc.sql("""
                            update staff_second_factor set totp_last_step = :step
                             where username = :username and totp_last_step < :step
                            """)
                            .param("step", step.getAsLong())
                            .param("username", username)
                            .update()
                    == 1;
        }
        return jdbc.sql("""
                        update staff_backup_code set used_at = clock_timestamp()
                         where username = :username and code_hash = :hash and used_at is null
                        """)
                        .param("username", username)
                        .param("hash", Codes.hash(code))
                        .update()
                == 1;
    }

    private Optional<Device> device(String username) {
        return jdbc.sql("select totp_secret, totp_last_step from staff_second_factor where username = :username")
                .param("username", username)
                .query((row, n) -> new Device(
                        Objects.requireNonNull(sealed).open(row.getBytes("totp_secret")),
                        row.getLong("totp_last_step")))
                .optional();
    }
}
