package vesper.api.contract;

import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import vesper.api.TestApi;
import vesper.api.contract.OperationMatrix.Call;
import vesper.api.contract.OperationMatrix.Whose;
import vesper.api.identity.Clients;
import vesper.api.signin.Sessions.Session;
import vesper.api.signin.TestCustomer;
import vesper.reporting.Reporting;

/** Card accounts, enrolment and sessions. */
final class OnboardingRows extends MatrixRows {
    OnboardingRows(People people) {
        super(people);
    }

    @Override
    void add() {
        onboarding();
        sessions();
    }

    private void onboarding() {
        row("openCardAccount", Whose.OWN, () -> new Call("/v1/card-accounts", cardAccount(), 201));
        row(
                "openCardAccounts",
                Whose.OWN,
                () -> new Call("/v1/card-accounts/batch", "{\"cardAccounts\": [" + cardAccount() + "]}", 200));
    }

    private void sessions() {
        row("rotateSecret", Whose.OWN, this::rotation);
        row("inviteCustomer", Whose.OWN, () -> new Call("/v1/customers/" + newCustomer() + "/enrolments", "", 201));
        row("rotateSecret", Whose.OWN, this::rotation);
        row("inviteCustomer", Whose.MISSING, () -> new Call("/v1/customers/nobody/enrolments", "", 404));
        String moved = "{\"address\": \"2 Quay Street\\nPort Amity\", \"email\": \"new@customer.example\"}";
        row("changeAddress", Whose.OWN, () -> new Call("/v1/customers/" + newCustomer() + "/address", moved, 200));
        row("changeAddress", Whose.MISSING, () -> new Call("/v1/customers/nobody/address", moved, 404));
        row("recoverCustomer", Whose.OWN, () -> new Call("/v1/customers/" + enrolled() + "/recoveries", "", 201));
        row("recoverCustomer", Whose.MISSING, () -> new Call("/v1/customers/nobody/recoveries", "", 404));
        customerRow("listConsents", Whose.OWN, () -> new Call("/v1/consents", "", 200));
        customerRow("revokeConsent", Whose.OWN, () -> new Call(consented(ada), "", 204));
        customerRow("revokeConsent", Whose.OTHERS, () -> new Call(consented(eve), "", 404));
        customerRow("revokeConsent", Whose.MISSING, () -> new Call("/v1/consents/nowhere", "", 404));
        customerRow("listDataRequests", Whose.OWN, () -> new Call("/v1/data-requests", "", 200));
        customerRow("requestData", Whose.OWN, () -> new Call("/v1/data-requests", "", 201));
        customerRow("linkData", Whose.OWN, () -> new Call(dataRequest(ada), "", 409));
        customerRow("linkData", Whose.OTHERS, () -> new Call(dataRequest(eve), "", 404));
        customerRow("linkData", Whose.MISSING, () -> new Call("/v1/data-requests/999999999/links", "", 404));
        customerRow("listSessions", Whose.OWN, () -> new Call("/v1/sessions", "", 200));
        customerRow("endSession", Whose.OWN, () -> new Call("/v1/sessions/" + another(ada), "", 204));
        customerRow("endSession", Whose.OTHERS, () -> new Call("/v1/sessions/" + eve.id(), "", 404));
        customerRow("endSession", Whose.MISSING, () -> new Call("/v1/sessions/" + NOWHERE, "", 404));
        customerRow("forgetDevice", Whose.OWN, () -> new Call(remembered(ada), "", 204));
        customerRow("forgetDevice", Whose.OTHERS, () -> new Call(remembered(eve), "", 404));
        customerRow(
                "forgetDevice", Whose.MISSING, () -> new Call("/v1/sessions/remembered-devices/" + NOWHERE, "", 404));
    }

    /** Of the client's own secret, which goes on as it was. */
    private Call rotation() {
        api.bank().jdbc().sql("""
                        update oauth_client set secret_hash = coalesce(previous_secret_hash, secret_hash), secret_expires_at = null,
                               previous_secret_hash = null, previous_until = null where client_id = 'shop'
                        """).update();
        return new Call("/v1/credentials/secret", "{\"validDays\": 30}", 201);
    }

    /** Links to the file of a request that was only taken. */
    private String dataRequest(Session session) {
        return "/v1/data-requests/"
                + api.bean(Reporting.class)
                        .dataRequests()
                        .take(session.customerId(), "customer", LocalDate.parse("2023-06-05"))
                        .orElseThrow()
                        .id()
                + "/links";
    }

    /** An app of others that the customer lets in. */
    private String consented(Session session) {
        String app = "app-" + UUID.randomUUID();
        new Clients(api.bank().jdbc()).registerApp(app, Set.of("accounts:read"), Set.of("https://app.example/"));
        api.bank()
                .jdbc()
                .sql("insert into consent (login_id, client_id, scopes) values (:login, :app, '{accounts:read}')")
                .param("login", session.loginId())
                .param("app", app)
                .update();
        return "/v1/consents/" + app;
    }

    /** The key of a customer who has a login. */
    private String enrolled() {
        String reference = newCustomer();
        TestCustomer.signedIn(
                api, api.bank().customers().byReference(reference).orElseThrow().id());
        return reference;
    }

    private String remembered(Session session) {
        return "/v1/sessions/remembered-devices/" + TestCustomer.rememberedDevice(api, session);
    }

    private UUID another(Session session) {
        return TestCustomer.anotherSession(api, session).id();
    }

    private static String cardAccount() {
        return json(Map.of("card", TestApi.newCardNumber(), "currency", "USD"));
    }
}
