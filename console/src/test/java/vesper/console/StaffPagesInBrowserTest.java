package vesper.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openqa.selenium.By;
import vesper.console.signin.StaffAccounts;
import vesper.console.signin.StaffAccounts.Role;

/** Roles of staff: one administrator proposes, another decides, the member signs in again. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StaffPagesInBrowserTest {
    private RunningConsole console;
    private Browser browser;
    private Browser members;
    private String second;

    @BeforeAll
    void open() {
        console = new RunningConsole();
        second = new StaffAccounts(console.bank()).register("alma", Set.of(Role.ADMIN));
        browser = new Browser();
        members = new Browser();
    }

    @AfterAll
    void close() {
        for (Browser open : new Browser[] {browser, members}) {
            if (open != null) {
                open.close();
            }
        }
        console.close();
    }

    private void signIn(String name, String password) {
        browser.driver().manage().deleteAllCookies();
        browser.signIn(console, name, password);
    }

    private void openMember(String name) {
        browser.driver().get(console.url("/console/staff"));
        browser.awaitText("h1", "Staff");
        browser.find("a[href='/console/staff/" + name + "']").click();
        browser.awaitText("h1", name);
    }

    private void choose(Role role) {
        browser.find("input[value=" + role + "]").click();
    }

    private void openProposal(String name) {
        browser.driver().get(console.url("/console/staff"));
        browser.find("section a[href*='/staff/" + name + "/']").click();
        browser.awaitText("h1", name + ", version");
    }

    @Test
    void rolesCountOnceAnotherAdministratorHasApprovedThem() {
        members.signIn(console, "olga", console.operatorPassword);
        members.driver().get(console.url("/console/staff"));
        members.awaitText("h1", "Not allowed");
        members.driver().get(console.url("/console/review"));
        members.awaitText("h1", "Not allowed");

        signIn("adam", console.adminPassword);
        browser.press("gs");
        browser.awaitText("h1", "Staff");
        browser.shoot("staff");
        openMember("olga");
        browser.shoot("staff-member");
        browser.find("main form button").click();
        browser.awaitText("[role=alert]", "These are the roles of olga now. Nothing was proposed.");
        choose(Role.ANALYST);
        browser.find("main form button").click();
        browser.awaitText("[role=status]", "another administrator has to check them");
        browser.shoot("staff-waiting");
        openMember("olga");
        browser.awaitText("main", "Other roles wait for their check.");
        openProposal("olga");
        browser.awaitText("main", "You proposed it, so another person has to check it.");
        members.driver().get(console.url("/console/jobs"));
        members.awaitText("h1", "Jobs");

        signIn("alma", second);
        openProposal("olga");
        browser.awaitText("td", "operator, analyst");
        browser.shoot("staff-proposal");
        browser.press("a");
        browser.awaitText("[role=status]", "olga, version 1, says what the member may do from now on.");

        members.driver().get(console.url("/console/jobs"));
        members.awaitText("h1", "Sign in");
        members.find("#username").sendKeys("olga");
        members.find("#password").sendKeys(console.operatorPassword + "\n");
        members.awaitText("h1", "Jobs");
        members.driver().get(console.url("/console/review"));
        members.awaitText("h1", "Review queue");
        assertThat(audited("olga")).containsExactly("version.propose adam DONE", "version.approve alma DONE");
    }

    @Test
    void nobodyDecidesOnTheOwnRolesNorOnWhatOneProposed() {
        signIn("adam", console.adminPassword);
        openMember("adam");
        browser.awaitText("main", "These are your own roles: others change them.");
        assertThat(browser.find("main form button").isEnabled()).isFalse();
        openMember("alma");
        choose(Role.ADMIN);
        choose(Role.OPERATOR);
        browser.find("main form button").click();
        browser.awaitText("[role=status]", "another administrator has to check them");

        signIn("alma", second);
        openProposal("alma");
        browser.press("a");
        browser.awaitText("[role=alert]", "Nobody decides on the own roles. Nothing was changed.");

        signIn("adam", console.adminPassword);
        openProposal("alma");
        assertThat(browser.driver().findElements(By.cssSelector("main form"))).isEmpty();
        // As if the form had been sent all the same.
        browser.driver()
                .executeScript(
                        "const form = document.querySelector('.who form'); form.action = location.href;"
                                + " form.insertAdjacentHTML('beforeend', '<input name=approve value=true>'); form.requestSubmit()");
        browser.awaitText("[role=alert]", "Another person has to check what you proposed. Nothing was changed.");
        assertThat(audited("alma"))
                .containsExactly(
                        "version.propose adam DONE", "version.approve alma REFUSED", "version.approve adam REFUSED");
    }

    @Test
    void whoIsLeftWithoutARoleSignsInNoMore() {
        members.driver().manage().deleteAllCookies();
        members.signIn(console, "una", console.underwriterPassword);
        signIn("adam", console.adminPassword);
        openMember("una");
        choose(Role.UNDERWRITER);
        browser.find("main form button").click();
        browser.awaitText("[role=status]", "another administrator has to check them");
        signIn("alma", second);
        openProposal("una");
        browser.awaitText("td", "none, may not sign in");
        browser.press("a");
        browser.awaitText("[role=status]", "una, version 1, says what the member may do from now on.");

        members.driver().get(console.url("/console"));
        members.awaitText("h1", "Sign in");
        members.find("#username").sendKeys("una");
        members.find("#password").sendKeys(console.underwriterPassword + "\n");
        members.awaitText("[role=alert]", "wrong");
    }

    private List<String> audited(String member) {
        return console.bank()
                .jdbc()
                .sql("select action || ' ' || actor || ' ' || outcome from audit_event"
                        + " where object like 'staff role version ' || :member || '%' order by seq")
                .param("member", member)
                .query(String.class)
                .list();
    }
}
