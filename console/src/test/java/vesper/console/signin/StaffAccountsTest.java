package vesper.console.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.UserDetails;
import vesper.bank.TestBank;
import vesper.console.signin.StaffAccounts.Role;

class StaffAccountsTest {
    private final TestBank testBank = new TestBank();
    private final StaffAccounts accounts = new StaffAccounts(testBank.bank());

    @AfterEach
    void close() {
        testBank.close();
    }

    private Authentication signedIn(String username) {
        UserDetails user = accounts.load(username);
        return UsernamePasswordAuthenticationToken.authenticated(user, null, user.getAuthorities());
    }

    /** As a session in Redis has it. */
    private static Authentication readBack(Authentication staff) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(staff);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (Authentication) in.readObject();
        }
    }

    @Test
    void renewedPasswordTakesThePlaceOfTheOldOneAndRolesStay() {
        String first = accounts.register("ann", Set.of(Role.ANALYST));
        String second = accounts.renew("ann").orElseThrow();

        UserDetails ann = accounts.load("ann");
        assertThat(accounts.encoder().matches(second, ann.getPassword())).isTrue();
        assertThat(accounts.encoder().matches(first, ann.getPassword())).isFalse();
        assertThat(ann.getAuthorities()).extracting("authority").containsExactly("ROLE_ANALYST");
        assertThat(accounts.renew("nobody")).isEmpty();
    }

    @Test
    void whoSignedInStandsUntilRolesChange() {
        accounts.register("ann", Set.of(Role.ANALYST));
        accounts.register("adam", Set.of(Role.ADMIN));
        Authentication ann = signedIn("ann");
        Authentication adam = signedIn("adam");
        assertThat(accounts.stands(ann)).isTrue();
        assertThat(accounts.stands(adam)).isTrue();

        accounts.register("ann", Set.of(Role.ANALYST, Role.UNDERWRITER));
        testBank.bank()
                .jdbc()
                .sql("update staff set enabled = false where username = 'adam'")
                .update();

        assertThat(accounts.stands(ann)).isFalse();
        assertThat(accounts.stands(signedIn("ann"))).isTrue();
        assertThat(accounts.stands(adam)).isFalse();
    }

    @Test
    void sessionsEndWhenWhatAMemberSignsInWithIsRenewed() throws Exception {
        accounts.register("ann", Set.of(Role.ANALYST));
        accounts.register("adam", Set.of(Role.ADMIN));
        Authentication ann = signedIn("ann");
        Authentication inRedis = readBack(ann);
        Authentication adam = readBack(signedIn("adam"));
        assertThat(accounts.stands(ann)).isTrue();
        assertThat(accounts.stands(inRedis)).isTrue();

        accounts.renew("ann");
        assertThat(accounts.stands(ann)).isFalse();
        assertThat(accounts.stands(inRedis)).isFalse();
        assertThat(accounts.stands(adam)).isTrue();
        Authentication again = readBack(signedIn("ann"));
        assertThat(accounts.stands(again)).isTrue();

        accounts.register("ann", Set.of(Role.ANALYST));
        assertThat(accounts.stands(again)).isFalse();
    }

    @Test
    void hashThatIsMadeAnewWhileThePasswordIsRenewedIsNotKept() {
        String first = accounts.register("ann", Set.of(Role.ANALYST));
        UserDetails known = accounts.load("ann");
        String second = accounts.renew("ann").orElseThrow();

        accounts.rehash(known, accounts.encoder().encode(first));
        assertThat(accounts.encoder().matches(second, accounts.load("ann").getPassword()))
                .isTrue();

        UserDetails renewed = accounts.load("ann");
        String stronger = accounts.encoder().encode(second);
        accounts.rehash(renewed, stronger);
        assertThat(accounts.load("ann").getPassword()).isEqualTo(stronger);
    }
}
