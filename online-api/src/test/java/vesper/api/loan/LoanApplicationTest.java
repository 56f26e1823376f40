package vesper.api.loan;

import static org.assertj.core.api.Assertions.assertThat;
import static vesper.bank.origination.ApplicationCommand.Action.CONFIRM;
import static vesper.bank.origination.ApplicationCommand.Action.PROPOSE_APPROVAL;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import vesper.api.TestApi;
import vesper.api.TestApi.Answer;
import vesper.bank.account.AccountStatus;
import vesper.bank.origination.ApplicationCommand;

class LoanApplicationTest {
    private static final String APPLICATIONS = "/v1/loans/applications";
    private final TestApi api = TestApi.shared();
    private String account;

    @BeforeEach
    void openAccount() {
        account = api.testBank().current(2_000_00).number();
    }

    private Map<String, Object> request() {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("product", "personal-usd");
        request.put("account", account);
        request.put("amount", "5000.00");
        request.put("instalments", 24);
        request.put("purpose", "home");
        request.put("monthlyIncome", "4000.00");
        request.put("monthlyOutgoings", "1200.00");
        return request;
    }

    private Answer apply(Map<String, Object> request) {
        return api.post(
                APPLICATIONS, request, "Idempotency-Key", UUID.randomUUID().toString());
    }

    private String applied(String amount) {
        Map<String, Object> request = request();
        request.put("amount", amount);
        Answer answer = apply(request);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.header("Location");
    }

    @Test
    void productsShowRangesRatesAndFees() {
        JsonNode products = api.get("/v1/loans/products").json().path("products");

        assertThat(products.findValuesAsString("code")).contains("personal-eur", "personal-usd");
        JsonNode product = products.path(products.findValuesAsString("code").indexOf("personal-usd"));
        assertThat(product.path("minAmount").asString()).isEqualTo("500.00");
        assertThat(product.path("maxInstalments").asInt()).isEqualTo(84);
        assertThat(product.path("minRatePct").asString()).isEqualTo("5.9");
        assertThat(product.path("fees").path(0).path("pct").asString()).isEqualTo("1");
    }

    @Test
    void applicationIsOfferedAcceptedAndFollowed() {
        Answer applied = apply(request());
        assertThat(applied.status()).as(applied.text()).isEqualTo(201);
        assertThat(applied.field("status")).isEqualTo("offered");
        String here = applied.header("Location");

        JsonNode offer = api.get(here + "/offer").json();
        assertThat(offer.path("principal").asString()).isEqualTo("5000.00");
        assertThat(offer.path("fees").asString()).isEqualTo("50.00");
        assertThat(offer.path("schedule").size()).isEqualTo(24);
        assertThat(offer.path("schedule").path(23).path("balance").asString()).isEqualTo("0.00");
        // The quote for the same terms has the same schedule, and a lower rate since it has no fee.
        Map<String, Object> terms = Map.of(
                "principal",
                "5000.00",
                "currency",
                "USD",
                "ratePct",
                offer.path("ratePct").asString(),
                "instalments",
                24,
                "disbursedOn",
                offer.path("offeredOn").asString());
        JsonNode quote = api.post("/v1/loans/quotes", terms).json();
        assertThat(offer.path("schedule")).isEqualTo(quote.path("schedule"));
        assertThat(offer.path("aprcPct").asDouble())
                .isGreaterThan(quote.path("aprcPct").asDouble());

        Answer taken = api.post(here + "/acceptance", "");
        assertThat(taken.field("status")).isEqualTo("disbursed");
        assertThat(taken.header("Idempotent-Replayed")).isEmpty();
        assertThat(api.get("/v1/accounts/" + account).field("balance")).isEqualTo("6950.00");
        assertThat(api.get("/v1/accounts/" + taken.field("loanAccount")).field("balance"))
                .isEqualTo("-5000.00");
        Answer again = api.post(here + "/acceptance", "");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(api.get(here).text()).isEqualTo(taken.text()).isEqualTo(again.text());
        assertThat(api.get("/v1/accounts/" + account).field("balance")).isEqualTo("6950.00");
        assertThat(api.post(here + "/withdrawal", "").field("code")).isEqualTo("wrong_state");
    }

    @Test
    void offerStaysAcceptedUntilTheAccountTakesTheMoney() {
        String here = applied("1000.00");
        long id = api.bank().accounts().byNumber(account).orElseThrow().id();
        api.bank().accounts().setStatus(id, AccountStatus.FROZEN);

        assertThat(api.post(here + "/acceptance", "").field("status")).isEqualTo("accepted");
        api.bank().accounts().setStatus(id, AccountStatus.OPEN);
        assertThat(api.post(here + "/acceptance", "").field("status")).isEqualTo("disbursed");
    }

    @Test
    void sameKeyIsTheSameApplication() {
        String key = UUID.randomUUID().toString();
        Answer first = api.post(APPLICATIONS, request(), "Idempotency-Key", key);
        Answer second = api.post(APPLICATIONS, request(), "Idempotency-Key", key);

        assertThat(second.status()).isEqualTo(200);
        assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(second.text()).isEqualTo(first.text());
        Map<String, Object> other = request();
        other.put("instalments", 25);
        assertThat(api.post(APPLICATIONS, other, "Idempotency-Key", key).field("code"))
                .isEqualTo("idempotency_key_reused");
        assertThat(api.post(APPLICATIONS, request(), "Idempotency-Key", " ").field("code"))
                .isEqualTo("invalid_idempotency_key");
    }

    @Test
    void applicationThatPeopleDecideIsInReviewUntilTwoHave() {
        String here = applied("20000.00");
        UUID id = UUID.fromString(here.substring(here.lastIndexOf('/') + 1));

        assertThat(api.get(here).field("status")).isEqualTo("in_review");
        assertThat(api.get(here + "/offer").status()).isEqualTo(404);
        Answer early = api.post(here + "/acceptance", "");
        assertThat(early.status()).isEqualTo(409);
        assertThat(early.field("code")).isEqualTo("wrong_state");
        api.bank().loanApplications().carryOut(id, ApplicationCommand.ofStaff(PROPOSE_APPROVAL, "ann", "good"));
        assertThat(api.get(here).text()).contains("\"in_review\"").doesNotContain("ann");
        api.bank().loanApplications().carryOut(id, ApplicationCommand.ofStaff(CONFIRM, "bea", ""));

        assertThat(api.get(here).field("status")).isEqualTo("offered");
        assertThat(api.get(here + "/offer").status()).isEqualTo(200);
    }

    @Test
    void withdrawnApplicationCannotBeAccepted() {
        String here = applied("1000.00");

        assertThat(api.post(here + "/withdrawal", "").field("status")).isEqualTo("withdrawn");
        assertThat(api.post(here + "/withdrawal", "").header("Idempotent-Replayed"))
                .isEqualTo("true");
        assertThat(api.post(here + "/acceptance", "").field("code")).isEqualTo("wrong_state");
    }

    @Test
    void declinedApplicationSaysWhy() {
        Map<String, Object> request = request();
        request.put("monthlyIncome", "900.00");
        request.put("monthlyDebtPayments", "300.00");

        Answer answer = apply(request);

        assertThat(answer.field("status")).isEqualTo("declined");
        assertThat(answer.json().path("reasons").findValuesAsString("code"))
                .startsWith("unaffordable", "debt_service_too_high")
                .contains("outgoings_to_income_pct")
                .hasSizeLessThanOrEqualTo(3 + 4);
    }

    @Test
    void applicationsOfOthersAreNotFound() {
        String here = applied("1000.00");
        api.register("rival", "loans:apply");
        String rival = "Bearer " + api.token("rival", "loans:apply");

        for (String path : new String[] {here, here + "/offer"}) {
            assertThat(api.get(path, "Authorization", rival).status()).isEqualTo(404);
        }
        for (String path : new String[] {here + "/acceptance", here + "/withdrawal"}) {
            assertThat(api.post(path, "", "Authorization", rival).status()).isEqualTo(404);
        }
        assertThat(api.get(here).field("status")).isEqualTo("offered");
        assertThat(api.get(APPLICATIONS + "/" + UUID.randomUUID()).field("code"))
                .isEqualTo("not_found");
        assertThat(api.get(APPLICATIONS + "/one").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "product, nothing, unknown_product",
        "product, personal-eur, currency_mismatch",
        "account, GB79VESP99999999999942, unknown_account",
        "account, !, invalid_account",
        "amount, 0, amount_not_positive",
        "amount, 499.99, amount_out_of_range",
        "amount, 50000.01, amount_out_of_range",
        "amount, 1e4, invalid_amount",
        "amount, 5000.001, amount_decimals",
        "purpose, casino, unknown_value",
        "monthlyIncome, -1, amount_negative",
        "monthlyOutgoings, lots, invalid_amount",
        "monthlyDebtPayments, 0.001, amount_decimals"
    })
    void fieldThatCannotBeUsedIsNamed(String field, String value, String code) {
        Map<String, Object> request = request();
        request.put(field, value);

        Answer answer = apply(request);

        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.field("code")).isEqualTo(code);
        assertThat(answer.json().path("errors").path(0).path("field").asString())
                .isEqualTo(code.equals("currency_mismatch") ? "account" : field);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 5, 85, Integer.MAX_VALUE})
    void numberOfInstalmentsIsOneOfTheProduct(int instalments) {
        Map<String, Object> request = request();
        request.put("instalments", instalments);

        assertThat(apply(request).field("detail")).isEqualTo("instalments: must be from 6 to 84");
    }

    @Test
    void applyingNeedsItsScope() {
        String quoting = "Bearer " + api.token("shop", "loans:quote");

        assertThat(api.get("/v1/loans/products", "Authorization", quoting).status())
                .isEqualTo(403);
        assertThat(api.post(APPLICATIONS, request(), "Authorization", quoting).status())
                .isEqualTo(403);
    }
}
