package vesper.api.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static vesper.api.signin.TestCustomer.PASSWORD;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import vesper.api.CollectedLog;
import vesper.api.TestApi;
import vesper.api.TestApi.Answer;
import vesper.api.sentcode.CodeChannel;
import vesper.api.sentcode.Contact;
import vesper.api.sentcode.SentCodes;
import vesper.api.sentcode.SentCodes.Purpose;
import vesper.api.sentcode.TwilioStandIn;

/** Codes by mail and SMS: where they go to, and signing in with them. */
class SentCodeTest {
    private static final String CONTACTS = "/sign-in/security/contacts";
    /** What it logs is not ours. */
    private static final String MAIL_SERVER = "com.icegreen.greenmail.";

    private static final String WRONG = "The code is wrong, or was used before.";

    private final TestPost post = TestPost.shared();
    private final TestApi api = post.api;
    private final TestCustomer ada = TestCustomer.enrolled(api);
    private final String address = ada.name + "@customer.example";

    private void signIn() {
        ada.password(PASSWORD);
        assertThat(ada.code(ada.backupCodes.remove(0)).status()).isEqualTo(302);
    }

    private Answer ask(CodeChannel channel, String contact) {
        return ada.fillIn(CONTACTS, CONTACTS, "channel", channel.name(), "contact", contact);
    }

    private Answer confirm(String code) {
        return ada.fillIn(CONTACTS + "/confirm", CONTACTS + "/confirm", "code", code);
    }

    private Answer send(CodeChannel channel) {
        return ada.fillIn("/sign-in/code", "/sign-in/code/send", "channel", channel.name());
    }

    private void assertSignedIn(Answer answer) {
        assertThat(answer.header("Location")).as(answer.text()).endsWith("/sign-in/done");
    }

    /** Has codes sent to the address from now on, and a browser that knows nothing and has given the password. */
    private void keepAddress() {
        signIn();
        ask(CodeChannel.EMAIL, address);
        confirm(post.mailedCode(address));
        post.age(ada, "31 seconds");
        ada.openBrowser();
        ada.password(PASSWORD);
    }

    @Test
    void customerHasACodeMailedAndSignsInWithIt() {
        signIn();
        assertThat(ada.open(CONTACTS).text()).contains("There is none yet.").doesNotContain("This bank sends no codes");
        assertThat(ask(CodeChannel.EMAIL, " " + address.toUpperCase()).header("Location"))
                .endsWith("/confirm");
        assertThat(confirm("no-code").text()).contains("The code is wrong, or too old");
        assertThat(confirm(post.mailedCode(address)).header("Location")).endsWith(CONTACTS);
        assertThat(ada.open(CONTACTS).text()).contains("a•••@c•••.example").doesNotContain(address);

        post.age(ada, "31 seconds");
        ada.openBrowser();
        ada.password(PASSWORD);
        assertThat(ada.open("/sign-in/code").text())
                .contains("Send a code by mail to a•••@c•••.example")
                .doesNotContain(address)
                .doesNotContain("by SMS");
        assertThat(send(CodeChannel.SMS).header("Location")).endsWith("/sign-in/code");
        send(CodeChannel.EMAIL);
        assertThat(ada.open("/sign-in/code").text()).contains("A code went to <strong>a•••@c•••.example</strong>");
        String code = post.mailedCode(address);
        assertThat(ada.code(code.equals("000000") ? "000001" : "000000").text()).contains(WRONG);
        assertSignedIn(ada.code(code.substring(0, 3) + " " + code.substring(3)));
    }

    @Test
    void customerHasACodeSentByMessageAndSignsInWithIt() {
        String number = "+4420" + ThreadLocalRandom.current().nextLong(10_000_000, 99_999_999);
        signIn();
        ask(CodeChannel.SMS, number.substring(0, 3) + " " + number.substring(3));
        confirm(post.messagedCode(number));
        post.age(ada, "31 seconds");

        ada.openBrowser();
        ada.password(PASSWORD);
        assertThat(ada.open("/sign-in/code").text()).contains("by SMS to ••• " + number.substring(number.length() - 2));
        send(CodeChannel.SMS);
        assertSignedIn(ada.code(post.messagedCode(number)));
    }

    @Test
    void codeIsGoodOnceAndOnlyInTheSignInThatAskedForIt() {
        keepAddress();
        send(CodeChannel.EMAIL);
        String code = post.mailedCode(address);

        TestCustomer elsewhere = ada.inAnotherBrowser();
        elsewhere.password(PASSWORD);
        assertThat(elsewhere.code(code).text()).contains(WRONG);
        assertSignedIn(ada.code(code));

        ada.openBrowser();
        ada.password(PASSWORD);
        assertThat(ada.code(code).text()).contains(WRONG);
    }

    @Test
    void codeIsVoidAfterFiveMinutesOrWithTheNextSignIn() {
        keepAddress();
        send(CodeChannel.EMAIL);
        post.age(ada, "5 minutes");
        assertThat(ada.code(post.mailedCode(address)).text()).contains(WRONG);

        send(CodeChannel.EMAIL);
        ada.password(PASSWORD);
        assertThat(ada.open("/sign-in/code").text()).doesNotContain("A code went to");
        assertThat(ada.code(post.mailedCode(address)).text()).contains(WRONG);
    }

    @Test
    void fiveWrongOnesMakeACodeVoidAndOneCodeIsTakenOnceByWhoeverSendsItAtTheSameTime() throws Exception {
        SentCodes codes = api.bean(SentCodes.class);
        Contact contact = new Contact(CodeChannel.EMAIL, address);
        UUID login = login();
        UUID tried = codes.send(login, contact, Purpose.SIGN_IN).code().orElseThrow();
        String right = post.mailedCode(address);
        String wrong = right.equals("000000") ? "000001" : "000000";
        assertThat(codes.take(tried, login, Purpose.CONTACT, right))
                .as("for something else")
                .isEmpty();
        for (int n = 0; n < 5; n++) {
            assertThat(codes.take(tried, login, Purpose.SIGN_IN, wrong)).isEmpty();
        }
        assertThat(codes.take(tried, login, Purpose.SIGN_IN, right)).isEmpty();

        post.age(ada, "31 seconds");
        UUID id = codes.send(login, contact, Purpose.SIGN_IN).code().orElseThrow();
        String code = post.mailedCode(address);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Callable<Boolean> taking =
                    () -> codes.take(id, login, Purpose.SIGN_IN, code).isPresent();
            int taken = 0;
            for (Future<Boolean> one : threads.invokeAll(List.of(taking, taking, taking, taking))) {
                taken += one.get() ? 1 : 0;
            }
            assertThat(taken).isEqualTo(1);
        } finally {
            threads.shutdown();
        }
    }

    private UUID login() {
        return api.bank()
                .jdbc()
                .sql("select id from customer_login where name = :name")
                .param("name", ada.name)
                .query(UUID.class)
                .single();
    }

    @Test
    void codesGoOutAtAPace() {
        keepAddress();
        send(CodeChannel.EMAIL);
        assertThat(send(CodeChannel.EMAIL).text()).contains("A code was sent just now. Ask for another in");
        for (int sent = 2; sent < 5; sent++) {
            post.age(ada, "31 seconds");
            assertThat(send(CodeChannel.EMAIL).status()).isEqualTo(302);
        }
        post.age(ada, "31 seconds");
        assertThat(send(CodeChannel.EMAIL).text()).contains("Too many codes were sent. Ask for another in");
        assertThat(post.mails(address)).hasSize(5);
        post.age(ada, "1 hour");
        assertThat(send(CodeChannel.EMAIL).status()).isEqualTo(302);
    }

    @Test
    void whoReadCodesBeforeIsToldThatTheyGoElsewhere() {
        keepAddress();
        assertSignedIn(ada.code(ada.backupCodes.remove(0)));
        String other = ada.name + "@elsewhere.example";
        ask(CodeChannel.EMAIL, other);
        confirm(post.mailedCode(other));

        assertThat(post.mails(address))
                .last()
                .asString()
                .contains("go elsewhere")
                .contains("tell the bank at once");
        assertThat(post.mails(other)).hasSize(1);
        ada.fillIn(CONTACTS, CONTACTS + "/remove", "channel", "EMAIL");
        assertThat(post.mails(other)).last().asString().contains("no codes to sign in with come here any more");
        assertThat(ada.open(CONTACTS).text()).contains("There is none yet.");
    }

    @Test
    void contactsAreChangedOnlyShortlyAfterSigningIn() {
        signIn();
        ask(CodeChannel.EMAIL, address);
        String code = post.mailedCode(address);
        String token = csrf();
        api.bank().jdbc().sql("""
                        update customer_session set started_at = started_at - interval '2 hours'
                         where login_id = (select id from customer_login where name = :name)
                        """).param("name", ada.name).update();
        await().until(() -> ada.open(CONTACTS).header("Location").endsWith("/sign-in"));

        assertThat(ada.send(CONTACTS + "/confirm", token, "code", code).header("Location"))
                .endsWith(CONTACTS);
        assertThat(ada.send(CONTACTS, token, "channel", "EMAIL", "contact", address)
                        .header("Location"))
                .endsWith(CONTACTS);
        assertThat(api.bank()
                        .jdbc()
                        .sql("select count(*) from sign_in_contact where contact = :contact")
                        .param("contact", address)
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(post.mails(address)).hasSize(1);
    }

    private String csrf() {
        return ada.csrf(CONTACTS);
    }

    @Test
    void contactThatNobodyReachesIsToldInWordsAndStandsInNoLog() {
        signIn();
        try (CollectedLog log = new CollectedLog()) {
            assertThat(ask(CodeChannel.SMS, TwilioStandIn.NO_NUMBER).text()).contains("No code could be sent now.");
            post.age(ada, "31 seconds");
            ask(CodeChannel.EMAIL, address);
            String code = post.mailedCode(address);
            confirm(code);
            assertThat(log.lines())
                    .anyMatch(line -> line.contains("Twilio answered 400, code 21211"))
                    .filteredOn(line -> !line.startsWith(MAIL_SERVER))
                    .noneMatch(line -> line.contains(TwilioStandIn.NO_NUMBER)
                            || line.contains(address)
                            || line.matches(".*\\b" + code + "\\b.*"));
        }
        assertThat(ask(CodeChannel.SMS, "020 7946 0958").text()).contains("This is no telephone number.");
        assertThat(ask(CodeChannel.EMAIL, "ada").text()).contains("This is no mail address.");
    }

    @Test
    void whoEnrolsAgainHasNoContactAnyMore() {
        keepAddress();
        ada.openBrowser();
        ada.enrol(ada.recover(), ada.name, PASSWORD);

        ada.password(PASSWORD);
        assertThat(ada.open("/sign-in/code").text()).doesNotContain("Send a code");
        assertThat(send(CodeChannel.EMAIL).header("Location")).endsWith("/sign-in/code");
        assertThat(post.mails(address)).hasSize(1);
    }

    @Test
    void wrongEnrolmentCodesMakeNobodyElseWait() {
        TestCustomer eve = new TestCustomer(api);
        for (int n = 0; n < 5; n++) {
            eve.enrol("not-a-code", eve.name, PASSWORD);
        }
        assertThat(eve.enrol("not-a-code", eve.name, PASSWORD).text()).contains("Too many wrong codes.");

        TestCustomer bob = new TestCustomer(api);
        assertThat(bob.enrol(bob.invite(), bob.name, PASSWORD).text()).contains("backup codes");
    }
}
