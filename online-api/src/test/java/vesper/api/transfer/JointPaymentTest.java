package vesper.api.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vesper.api.TestApi;
import vesper.api.TestApi.Answer;
import vesper.api.identity.TestTokens;
import vesper.api.signin.TestCustomer;
import vesper.bank.account.Account;
import vesper.bank.account.AccountStatus;
import vesper.bank.holder.JointPayment;

/** An account that Ada and Bo hold, from which neither pays alone; Cy may look at it, Dee knows nothing of it. */
class JointPaymentTest {
    private static final String SCOPES = "joint-payments payments:write accounts:read standing-orders";

    private final TestApi api = TestApi.shared();
    private Account account;
    private Account to;
    private String ada;
    private String bo;
    private String cy;
    private String dee;

    @BeforeEach
    void openJointAccount() {
        account = api.testBank().current(100_00);
        to = api.testBank().current(0);
        ada = signIn(account.customerId());
        bo = holder("both_to_sign");
        cy = holder("view_only");
        dee = signIn(api.testBank().current(0).customerId());
    }

    private String signIn(long customer) {
        return "Bearer " + new TestTokens(api, SCOPES, TestCustomer.signedIn(api, customer)).sound();
    }

    private String holder(String rights) {
        String reference = UUID.randomUUID().toString();
        long customer = api.bank()
                .customers()
                .register(reference, "Bo Larsen", null, "", "en")
                .id();
        assertThat(set(reference, rights).status()).isEqualTo(200);
        return signIn(customer);
    }

    private Answer set(String reference, String rights) {
        return api.send(api.request("/v1/customers/" + reference + "/accounts/" + account.number())
                .PUT(java.net.http.HttpRequest.BodyPublishers.ofString("{\"rights\":\"" + rights + "\"}")));
    }

    private Map<String, String> payment() {
        return Map.of(
                "from", account.number(), "to", to.number(), "amount", "25.00", "currency", "USD", "reference", "Rent");
    }

    private Answer ask(String bearer) {
        return api.post("/v1/joint-payments", payment(), "Authorization", bearer);
    }

    private Answer post(String path, String bearer) {
        return api.post(path, "", "Authorization", bearer);
    }

    private void awaitBooked(String id) {
        await().until(() -> api.get("/v1/payments/" + id, "Authorization", ada)
                .field("status")
                .equals("booked"));
    }

    @Test
    void holdersSeeEachOtherAndOnlyClientsTheirKeys() {
        String holders = "/v1/accounts/" + account.number() + "/holders";

        assertThat(api.get(holders, "Authorization", cy).text())
                .isEqualTo(
                        "{\"holders\":[{\"name\":\"Ada Nilsson\",\"rights\":\"both_to_sign\"},"
                                + "{\"name\":\"Bo Larsen\",\"rights\":\"both_to_sign\"},{\"name\":\"Bo Larsen\",\"rights\":\"view_only\"}]}");
        assertThat(api.get(holders).text()).contains("customerReference");
        assertThat(api.get(holders, "Authorization", dee).status()).isEqualTo(404);
        assertThat(api.get("/v1/accounts", "Authorization", cy)
                        .json()
                        .path("accounts")
                        .findValuesAsString("number"))
                .containsExactly(account.number());
    }

    @Test
    void paymentWaitsForTheOtherHolderAndIsThenMadeOnce() {
        Answer asked = ask(ada);
        assertThat(asked.status()).as(asked.text()).isEqualTo(201);
        assertThat(asked.field("status")).isEqualTo("waiting");
        String approval = asked.header("Location") + "/approval";

        assertThat(post(approval, ada).field("code")).as("who asked").isEqualTo("wrong_state");
        assertThat(post(approval, cy).field("code")).as("who may look").isEqualTo("insufficient_rights");
        assertThat(post(approval, dee).status()).as("a stranger").isEqualTo(404);
        assertThat(api.testBank().balance(to)).isZero();
        Answer approved = post(approval, bo);
        assertThat(approved.field("status")).as(approved.text()).isEqualTo("sent");
        assertThat(post(approval, bo).text()).isEqualTo(approved.text());

        awaitBooked(approved.field("payment"));
        assertThat(api.testBank().balance(to)).isEqualTo(25_00);
        assertThat(post(asked.header("Location") + "/rejection", ada).field("code"))
                .isEqualTo("wrong_state");
        assertThat(api.get("/v1/joint-payments", "Authorization", cy).text())
                .isEqualTo("{\"jointPayments\":[" + approved.text() + "]}");
    }

    @Test
    void nobodyPaysAloneInAnyOtherWay() {
        Map<String, String> transfer = new java.util.HashMap<>(payment());
        transfer.put("type", "transfer");
        Map<String, String> order = new java.util.HashMap<>(payment());
        order.putAll(Map.of("rhythm", "once", "firstOn", "2023-06-30"));

        for (String bearer : List.of(ada, bo, cy)) {
            assertThat(api.post("/v1/payments", transfer, "Authorization", bearer)
                            .field("code"))
                    .isEqualTo("insufficient_rights");
            assertThat(api.post("/v1/standing-orders", order, "Authorization", bearer)
                            .field("code"))
                    .isEqualTo("insufficient_rights");
        }
        assertThat(ask(cy).field("code")).isEqualTo("insufficient_rights");
        assertThat(api.post("/v1/payments", transfer, "Authorization", dee).field("code"))
                .isEqualTo("unknown_account");
    }

    @Test
    void eitherHolderPaysAlone() {
        String either = holder("either");
        Map<String, String> transfer = new java.util.HashMap<>(payment());
        transfer.put("type", "transfer");

        Answer sent = api.post("/v1/payments", transfer, "Authorization", either, "Prefer", "wait=10");

        assertThat(sent.field("status")).as(sent.text()).isEqualTo("booked");
        assertThat(ask(either).field("code")).isEqualTo("wrong_state");
        assertThat(api.post("/v1/payments", transfer, "Authorization", bo).status())
                .as("the rights of all who act are those set last")
                .isEqualTo(202);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ada", "bo"})
    void rejectedPaymentIsNotMade(String who) {
        String here = ask(ada).header("Location");

        assertThat(post(here + "/rejection", who.equals("ada") ? ada : bo).field("status"))
                .isEqualTo("rejected");
        assertThat(post(here + "/rejection", ada).status()).isEqualTo(200);
        assertThat(post(here + "/approval", bo).field("code")).isEqualTo("wrong_state");
        assertThat(api.testBank().balance(to)).isZero();
    }

    @Test
    void paymentThatWaitedTooLongIsNotMade() {
        Answer asked = ask(ada);
        api.bank()
                .jdbc()
                .sql("update joint_payment set expires_at = now() where id = :id::uuid")
                .param("id", asked.field("id"))
                .update();

        assertThat(post(asked.header("Location") + "/approval", bo).field("code"))
                .isEqualTo("wrong_state");
        assertThat(api.get(asked.header("Location"), "Authorization", bo).field("status"))
                .isEqualTo("expired");
    }

    @Test
    void approvedPaymentThatCannotBeMadeIsRefused() {
        Answer asked = ask(ada);
        api.bank().accounts().setStatus(to.id(), AccountStatus.CLOSED);

        Answer approved = post(asked.header("Location") + "/approval", bo);

        assertThat(approved.field("status")).isEqualTo("refused");
        assertThat(approved.field("reason")).isEqualTo("account_closed");
    }

    @Test
    void whatAnInterruptionLeftUnsentIsSentOnce() {
        UUID id = UUID.fromString(ask(ada).field("id"));
        long by = api.bank().holders().of(account).get(1).customerId();
        assertThat(api.bank().jointPayments().approve(id, by, Instant.now())).isTrue();
        JointPaymentSender sender = api.bean(JointPaymentSender.class);

        sender.sendLeft(Instant.now());
        assertThat(api.bank().jointPayments().find(id).orElseThrow().state())
                .as("who approves may still be sending it")
                .isEqualTo(JointPayment.State.APPROVED);
        sender.send(api.bank().jointPayments().find(id).orElseThrow());
        api.bank()
                .jdbc()
                .sql("update joint_payment set state = 'APPROVED', payment_id = null where id = :id")
                .param("id", id)
                .update();
        sender.sendLeft(Instant.now().plusSeconds(31));

        JointPayment sent = api.bank().jointPayments().find(id).orElseThrow();
        assertThat(sent.state()).isEqualTo(JointPayment.State.SENT);
        awaitBooked(sent.paymentId().toString());
        assertThat(api.testBank().balance(to)).isEqualTo(25_00);
    }

    @Test
    void firstHolderStaysAndOthersLeave() {
        String reference = UUID.randomUUID().toString();
        api.bank().customers().register(reference, "Eve Moriarty", null, "", "en");

        assertThat(set(reference, "sole").field("code")).isEqualTo("unknown_value");
        assertThat(set("nobody", "either").status()).isEqualTo(404);
        set(reference, "view_only");
        for (int n = 0; n < 2; n++) {
            assertThat(api.send(api.request("/v1/customers/" + reference + "/accounts/" + account.number())
                                    .DELETE())
                            .status())
                    .isEqualTo(204);
        }
        assertThat(api.get("/v1/accounts/" + account.number() + "/holders").text())
                .doesNotContain("Eve");
    }
}
