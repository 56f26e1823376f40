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
import vesper.bank.holder.Rights;

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
    void queryThatNamesSeveralAccountsIsAnEventOfEachThatIsTheCallers() {
        Account first = api.testBank().current(1_00);
        Account foreign = api.testBank().current(1_00);
        Session ada = TestCustomer.signedIn(api, first.customerId());
        Account second = api.testBank().current(2_00);
        api.bank().holders().put(second, ada.customerId(), Rights.VIEW_ONLY);
        String token = "Bearer " + new TestTokens(api, "accounts:read", ada).sound();
        String named = "query ($a: String!, $b: String!, $c: String!) { a: account(number: $a) { balance }"
                + " b: account(number: $b) { balance } c: account(number: $c) { balance } again: account(number: $a) { name } }";
        Map<String, String> numbers = Map.of("a", first.number(), "b", second.number(), "c", foreign.number());

        api.post("/v1/graphql", Map.of("query", named, "variables", numbers), "Authorization", token);
        assertThat(of(ada.loginId().toString(), 2))
                .allMatch(event -> event.action().equals("api.query"))
                .extracting(AuditEvent::accountId)
                .containsExactlyInAnyOrder(first.id(), second.id());

        Map<String, String> all = Map.of("query", "{ customer { accounts { balance } } }");
        api.post("/v1/graphql", all, "Authorization", token);
        assertThat(of(ada.loginId().toString(), 4))
                .extracting(AuditEvent::accountId)
                .containsExactlyInAnyOrder(first.id(), second.id(), first.id(), second.id());
    }

    @Test
    void listOfAccountsIsAnEventOfEach() {
        Account first = api.testBank().current(1_00);
        Session ada = TestCustomer.signedIn(api, first.customerId());
        Account second = api.testBank().current(2_00);
        api.bank().holders().put(second, ada.customerId(), Rights.VIEW_ONLY);

        api.get("/v1/accounts", "Authorization", "Bearer " + new TestTokens(api, "accounts:read", ada).sound());

        assertThat(of(ada.loginId().toString(), 2))
                .allMatch(event -> event.action().equals("api.listAccounts"))
                .extracting(AuditEvent::accountId)
                .containsExactlyInAnyOrder(first.id(), second.id());
    }

    @Test
    void customersPaymentNamesTheAccountThatPays() {
        Account from = api.testBank().current(100_00);
        Account to = api.testBank().current(1_00);
        Session ada = TestCustomer.signedIn(api, from.customerId());
        api.bank().holders().put(to, ada.customerId(), Rights.EITHER);
        Map<String, String> transfer = Map.of(
                "type", "transfer", "from", from.number(), "to", to.number(), "amount", "1.00", "currency", "USD");

        String token = "Bearer " + new TestTokens(api, "payments:write", ada).sound();
        api.post("/v1/payments", transfer, "Authorization", token, "Idempotency-Key", "own-transfer");

        AuditEvent sent = of(ada.loginId().toString(), 1).get(0);
        assertThat(sent.action()).isEqualTo("api.submitPayment");
        assertThat(sent.accountId()).isEqualTo(from.id());
        assertThat(sent.outcome()).isEqualTo(Outcome.DONE);
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
