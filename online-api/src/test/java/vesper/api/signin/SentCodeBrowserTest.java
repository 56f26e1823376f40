package vesper.api.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static vesper.api.signin.TestCustomer.PASSWORD;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A customer who has codes sent, as a browser shows it. */
class SentCodeBrowserTest {
    private final TestPost post = TestPost.shared();
    private final TestCustomer ada = TestCustomer.enrolled(post.api);
    private final String address = ada.name + "@customer.example";
    private final Chromium browser = new Chromium(post.api.port());

    @AfterEach
    void close() {
        browser.close();
    }

    private void givePassword(String goal) {
        browser.open("http://localhost" + goal);
        browser.awaitTitle("Sign in");
        browser.fill("name", ada.name, "password", PASSWORD);
        browser.awaitTitle("Your code");
    }

    @Test
    void customerHasCodesMailedAndSignsInWithOne() {
        givePassword("/sign-in");
        browser.shoot("code-of-an-app");
        browser.fill("code", ada.backupCodes.get(0));
        browser.awaitTitle("You are signed in");
        browser.follow("Codes by mail or SMS");
        browser.awaitTitle("Codes by mail or SMS");
        browser.type("phone", "555 0100");
        browser.press("Send a code to this number");
        browser.awaitText(".alert", "This is no telephone number. Begin with + and the code of your country.");
        browser.shoot("contacts-refused");
        browser.type("email", address);
        browser.press("Send a code to this address");
        browser.awaitTitle("Confirm");
        browser.fill("code", "no-code");
        browser.awaitText(".alert", "The code is wrong, or too old. After five wrong ones ask for another.");
        browser.shoot("contact-confirm");
        browser.fill("code", post.mailedCode(address));
        browser.awaitText(".keys span", "a•••@c•••.example");
        browser.shoot("contacts");

        post.age(ada, "31 seconds");
        browser.forgetCookies();
        givePassword("/sign-in");
        browser.press("Send a code by mail to a•••@c•••.example");
        browser.awaitText("[role=status]", "A code went to a•••@c•••.example. It is good for five minutes.");
        browser.shoot("code-sent");
        browser.fill("code", post.mailedCode(address));
        browser.awaitTitle("You are signed in");
        assertThat(post.mails(address)).hasSize(2);

        browser.follow("Codes by mail or SMS");
        browser.awaitTitle("Codes by mail or SMS");
        browser.press("Remove");
        browser.awaitText("main p", "There is none yet.");
    }
}
