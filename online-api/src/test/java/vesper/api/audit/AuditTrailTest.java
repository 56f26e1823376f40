package vesper.api.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import vesper.api.TestApi;
import vesper.api.identity.TestTokens;
import vesper.api.signin.Sessions.Session;
import vesper.api.signin.TestCustomer;
import vesper.bank.account.Account;
import vesper.bank.audit.Actor;
import vesper.bank.audit.AuditEntry;
import vesper.bank.audit.AuditEvent;
import vesper.bank.audit.AuditEvent.Outcome;
import vesper.bank.audit.AuditSearch;

class AuditTrailTest {
    private final TestApi api = TestApi.shared();

    private List<AuditEvent> of(String actor, int count) {
        AuditSearch search = new AuditSearch(actor, "api", null, null, null, null, null);
        return Awaitility.await()
                .until(() -> api.bank().audit().search(search, Long.MAX_VALUE, 50), found -> found.size() == count)
                .stream()
                .map(AuditEntry::event)
                .toList();
    }

    @Test
    void callsSayWhoDidWhatOnWhoseAccountFromWhereAndHowItWent() {
        Account account = api.testBank().current(1_00);
        Session ada = TestCustomer.signedIn(api, account.customerId());
        String token = "Bearer " + new TestTokens(api, "accounts:read", ada).sound();

        api.get("/v1/accounts/" + account.number(), "Authorization", token);
        Account foreign = api.testBank().current(1_00);
        api.get("/v1/accounts/" + foreign.number() + "/transactions?q=secret", "Authorization", token);
        api.get("/v1/sessions", "Authorization", token);

        List<AuditEvent> events = of(ada.loginId().toString(), 3);
        assertThat(events)
                .extracting(AuditEvent::action)
                .containsExactlyInAnyOrder("api.getAccount", "api.listTransactions", "api.none");
        AuditEvent read = events.stream()
                .filter(event -> event.action().equals("api.getAccount"))
                .findFirst()
                .orElseThrow();
        assertThat(read)
                .isEqualTo(new AuditEvent(
                        new Actor(Actor.Kind.CUSTOMER, ada.loginId().toString(), "127.0.0.1"),
                        "api.getAccount",
                        "GET /v1/accounts/{number}",
                        account.id(),
                        Outcome.DONE,
                        "200"));
        assertThat(events)
                .filteredOn(event -> event.outcome() == Outcome.REFUSED)
                .extracting(AuditEvent::detail)
                .containsExactlyInAnyOrder("404", "403");
        assertThat(events.toString()).doesNotContain(account.number()).doesNotContain("secret");
    }

    @Test
    void answersThatComeLaterAreNotedWithTheirStatus() {
        api.register("auditee", "payments:write");
        String token = "Bearer " + api.token("auditee", "payments:write");
        Account account = api.testBank().current(1_00);
        Map<String, String> deposit =
                Map.of("type", "deposit", "to", account.number(), "amount", "1.00", "currency", "USD");

        api.post("/v1/payments", deposit, "Authorization", token, "Prefer", "wait=10");

        AuditEvent sent = of("auditee", 1).get(0);
        assertThat(sent.action()).isEqualTo("api.submitPayment");
        assertThat(sent.detail()).isEqualTo("200");
        assertThat(sent.actor().kind()).isEqualTo(Actor.Kind.CLIENT);
    }

    @Test
    void eventsOfOneMomentThatAreAlikeAreOneWithTheirNumber() {
        Actor shop = new Actor(Actor.Kind.CLIENT, "shop", "192.0.2.7");
        AuditEvent sent = AuditEvent.done(shop, "api.submitPayment", "POST /v1/payments", "202");
        AuditEvent read = sent.about(7);

        assertThat(AuditWriter.merged(List.of(sent, read, sent, sent)))
                .containsExactly(AuditEvent.done(shop, "api.submitPayment", "POST /v1/payments", "202 x3"), read);
    }
}
