package vesper.api.loan;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import vesper.api.TestApi;
import vesper.api.TestApi.Answer;
import vesper.api.identity.TestTokens;
import vesper.api.signin.Sessions.Session;
import vesper.api.signin.TestCustomer;
import vesper.bank.TestBank;
import vesper.bank.account.Account;
import vesper.bank.account.AccountStatus;
import vesper.bank.holder.Rights;
import vesper.bank.lending.LoanTerms;
import vesper.bank.lending.LoanTerms.InterestMethod;
import vesper.bank.lending.LoanTerms.InterestPeriod;
import vesper.bank.lending.LoanTerms.Recalculation;
import vesper.bank.lending.LoanTerms.Recalculation.Compounding;
import vesper.bank.lending.LoanTerms.Recalculation.Excess;
import vesper.bank.lending.LoanTerms.Recalculation.Settlement;
import vesper.bank.lending.LoanTermsBuilder;
import vesper.bank.money.Money;
import vesper.bank.servicing.LoanAccount;
import vesper.bank.servicing.LoanOpening;

class LoanAccountTest {
    private final TestApi api = TestApi.shared();
    private Account linked;
    private String here;

    /** 1,000.00 at 12 % over 3 months: 340.02, 340.02, 340.03 with interest of 10.00, 6.70, 3.37. */
    @BeforeEach
    void payLoanOut() {
        linked = api.testBank().current(500_00);
        here = "/v1/loans/accounts/"
                + api.bank().loans().openAndPayOut(opening("12")).number();
    }

    private LoanOpening opening(String rate) {
        return opening(terms(rate).build());
    }

    private static LoanTermsBuilder terms(String rate) {
        return LoanTerms.of(new Money(1_000_00, "USD"), TestBank.DAY, new BigDecimal(rate), 3);
    }

    private LoanOpening opening(LoanTerms terms) {
        return new LoanOpening(
                UUID.randomUUID(), Objects.requireNonNull(linked.customerId()), linked.id(), "loan", terms);
    }

    private Answer repay(String amount) {
        return api.post(here + "/repayments", Map.of("amount", amount, "currency", "USD"));
    }

    private String balance(Account account) {
        return api.get("/v1/accounts/" + account.number()).field("balance");
    }

    @Test
    void loanIsReadWithItsSchedule() {
        JsonNode loan = api.get(here).json();

        assertThat(loan.path("status").asString()).isEqualTo("active");
        assertThat(loan.path("linkedAccount").asString()).isEqualTo(linked.number());
        assertThat(loan.path("asOf").asString()).isEqualTo("2023-06-05");
        assertThat(loan.path("lent").asString()).isEqualTo("1000.00");
        assertThat(loan.path("owed").path("interest").asString()).isEqualTo("20.07");
        assertThat(loan.path("owed").path("total").asString()).isEqualTo("1020.07");
        assertThat(loan.has("arrears")).isFalse();
        JsonNode first = loan.path("schedule").path(0);
        assertThat(first.path("due").asString()).isEqualTo("2023-07-05");
        assertThat(first.path("charged").path("principal").asString()).isEqualTo("330.02");
        assertThat(first.path("owed").asString()).isEqualTo("340.02");
        assertThat(first.path("balance").asString()).isEqualTo("669.98");
        assertThat(loan.path("schedule").findValuesAsString("due"))
                .containsExactly("2023-07-05", "2023-08-05", "2023-09-05");
    }

    @Test
    void repaymentMovesTheMoneyAndAnswersWithTheLoanAfterIt() {
        JsonNode after = repay("340.02").json();

        assertThat(after.path("owed").path("total").asString()).isEqualTo("680.05");
        assertThat(after.path("schedule").path(0).path("metOn").asString()).isEqualTo("2023-06-05");
        assertThat(api.get(here).json()).isEqualTo(after);
        assertThat(balance(linked)).isEqualTo("1159.98");
        JsonNode history = api.get(here + "/transactions").json().path("transactions");
        assertThat(history.findValuesAsString("type")).containsExactly("disbursement", "repayment");
        assertThat(history.path(1).path("parts").path("principal").asString()).isEqualTo("330.02");
        assertThat(history.path(1).path("parts").path("interest").asString()).isEqualTo("10.00");
    }

    @Test
    void settlementPaidAsQuotedClosesTheLoan() {
        JsonNode quote = api.get(here + "/settlement").json();
        assertThat(quote.path("on").asString()).isEqualTo("2023-06-05");

        JsonNode after = repay(quote.path("amount").path("total").asString()).json();

        assertThat(after.path("status").asString()).isEqualTo("closed");
        assertThat(after.path("owed").path("total").asString()).isEqualTo("0.00");
        assertThat(after.path("overpaid").asString()).isEqualTo("0.00");
        assertThat(api.get(here + "/settlement").field("code")).isEqualTo("wrong_state");
        assertThat(repay("1.00").field("code")).isEqualTo("wrong_state");
    }

    @Test
    void settlementIsQuotedForDaysToCome() {
        Answer quote = api.get(here + "/settlement?on=2023-08-05");

        // Nothing paid until then, and no interest on what is late: all three instalments.
        assertThat(quote.json().path("amount").path("total").asString()).isEqualTo("1020.07");
        assertThat(api.get(here + "/settlement?on=2023-06-04").field("code")).isEqualTo("time_out_of_range");
        assertThat(api.get(here + "/settlement?on=tomorrow").field("code")).isEqualTo("invalid_time");
    }

    @Test
    void prepaymentIsForeseen() {
        JsonNode preview = api.get(here + "/prepayment?amount=500.00").json();

        assertThat(preview.path("on").asString()).isEqualTo("2023-06-05");
        assertThat(preview.path("pays").path("total").asString()).isEqualTo("500.00");
        assertThat(preview.path("without").path("instalments").asInt()).isEqualTo(3);
        assertThat(preview.path("without").path("interest").asString()).isEqualTo("20.07");
        assertThat(preview.path("with").path("instalments").asInt()).isEqualTo(2);
        assertThat(preview.path("with").path("lastDue").asString()).isEqualTo("2023-09-05");
        // Interest of this loan does not follow the payments.
        assertThat(preview.path("interestSaved").asString()).isEqualTo("0.00");
        JsonNode after = repay("500.00").json();
        assertThat(after.path("schedule").path(1).path("owed").asString())
                .isEqualTo(preview.path("with").path("next").asString());

        assertThat(api.get(here + "/prepayment").field("code")).isEqualTo("missing_field");
        assertThat(api.get(here + "/prepayment?amount=0").field("code")).isEqualTo("amount_not_positive");
        assertThat(api.get(here + "/prepayment?amount=1&on=2023-06-04").field("code"))
                .isEqualTo("time_out_of_range");
    }

    @Test
    void whatAPrepaymentChangesIsChosenWithIt() {
        assertThat(api.get(here + "/prepayment?amount=800.00&excess=shorter_term")
                        .field("code"))
                .isEqualTo("wrong_state");
        Map<String, String> request = Map.of("amount", "800.00", "currency", "USD", "excess", "smaller_instalments");
        assertThat(api.post(here + "/repayments", request).field("code")).isEqualTo("wrong_state");

        LoanTerms following = terms("12")
                .interest(InterestMethod.DECLINING_BALANCE, InterestPeriod.DAILY, false)
                .recalculation(new Recalculation(Excess.SHORTER_TERM, Compounding.NONE, Settlement.UNTIL_DAY))
                .build();
        here = "/v1/loans/accounts/"
                + api.bank().loans().openAndPayOut(opening(following)).number();
        JsonNode shorter = api.get(here + "/prepayment?amount=800.00").json().path("with");
        JsonNode smaller = api.get(here + "/prepayment?amount=800.00&excess=smaller_instalments")
                .json()
                .path("with");
        assertThat(smaller.path("instalments").asInt())
                .isGreaterThan(shorter.path("instalments").asInt());

        JsonNode after = api.post(here + "/repayments", request).json();
        assertThat(after.path("owed").path("interest")).isEqualTo(smaller.path("interest"));
        JsonNode history = api.get(here + "/transactions").json().path("transactions");
        assertThat(history.path(1).path("excess").asString()).isEqualTo("smaller_instalments");
    }

    @Test
    void sameKeyPaysOnceEvenAfterTheAnswerIsForgotten() {
        String key = UUID.randomUUID().toString();
        Map<String, String> request = Map.of("amount", "100.00", "currency", "USD");
        Answer first = api.post(here + "/repayments", request, "Idempotency-Key", key);
        Answer second = api.post(here + "/repayments", request, "Idempotency-Key", key);
        assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(second.text()).isEqualTo(first.text());
        Map<String, String> other = Map.of("amount", "100.01", "currency", "USD");
        assertThat(api.post(here + "/repayments", other, "Idempotency-Key", key).field("code"))
                .isEqualTo("idempotency_key_reused");

        api.bank()
                .jdbc()
                .sql("delete from answered_command where key = :key")
                .param("key", key)
                .update();
        assertThat(api.post(here + "/repayments", request, "Idempotency-Key", key)
                        .text())
                .isEqualTo(first.text());
        api.bank()
                .jdbc()
                .sql("delete from answered_command where key = :key")
                .param("key", key)
                .update();
        assertThat(api.post(here + "/repayments", other, "Idempotency-Key", key).field("code"))
                .isEqualTo("idempotency_key_reused");

        assertThat(balance(linked)).isEqualTo("1400.00");
    }

    @Test
    void anotherAccountCanPay() {
        Account payer = api.testBank().current(200_00);
        Map<String, String> request = Map.of("amount", "200.00", "currency", "USD", "from", payer.number());

        assertThat(api.post(here + "/repayments", request).status()).isEqualTo(200);
        assertThat(api.post(here + "/repayments", request).field("code")).isEqualTo("insufficient_funds");
        assertThat(balance(payer)).isEqualTo("0.00");
        assertThat(balance(linked)).isEqualTo("1500.00");
    }

    @Test
    void blockedPayerIsRefused() {
        api.bank().accounts().setStatus(linked.id(), AccountStatus.FROZEN);

        assertThat(repay("1.00").field("code")).isEqualTo("account_frozen");
        assertThat(api.get(here + "/transactions").json().path("transactions").size())
                .isEqualTo(1);
    }

    @Test
    void whoMayOnlyLookAtTheAccountMayNotRepayFromIt() {
        long eve = Objects.requireNonNull(api.testBank().current(0).customerId());
        Session session = TestCustomer.signedIn(api, eve);
        Account loan = api.bank()
                .accounts()
                .byNumber(here.substring(here.lastIndexOf('/') + 1))
                .orElseThrow();
        String reading = "Bearer " + new TestTokens(api, "loans:read", session).sound();
        String repaying = "Bearer " + new TestTokens(api, "loans:repay", session).sound();
        Map<String, String> request = Map.of("amount", "1.00", "currency", "USD");
        assertThat(api.get(here, "Authorization", reading).status()).isEqualTo(404);

        api.bank().holders().put(loan, eve, Rights.VIEW_ONLY);
        api.bank().holders().put(linked, eve, Rights.VIEW_ONLY);
        assertThat(api.get(here, "Authorization", reading).status()).isEqualTo(200);
        assertThat(api.post(here + "/repayments", request, "Authorization", repaying)
                        .field("code"))
                .isEqualTo("insufficient_rights");

        api.bank().holders().put(linked, eve, Rights.EITHER);
        assertThat(api.post(here + "/repayments", request, "Authorization", repaying)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void loanThatIsNotPaidOutTakesNothing() {
        LoanAccount opened = api.bank().loans().open(opening("5"));
        here = "/v1/loans/accounts/" + opened.number();

        assertThat(api.get(here).field("status")).isEqualTo("approved");
        assertThat(api.get(here).field("lent")).isEqualTo("0.00");
        assertThat(repay("1.00").field("code")).isEqualTo("wrong_state");
        assertThat(api.get(here + "/settlement").field("code")).isEqualTo("wrong_state");
    }

    @ParameterizedTest
    @CsvSource({
        "amount, 0, amount_not_positive",
        "amount, 1.001, amount_decimals",
        "amount, lots, invalid_amount",
        "currency, EUR, currency_mismatch",
        "currency, dollars, unknown_currency",
        "excess, nothing, unknown_value",
        "from, !, invalid_account",
        "from, GB79VESP99999999999942, unknown_account",
        "from, LOAN, account_not_payable"
    })
    void fieldThatCannotBeUsedIsNamed(String field, String value, String code) {
        Map<String, Object> request = new LinkedHashMap<>(Map.of("amount", "1.00", "currency", "USD"));
        request.put(field, value.equals("LOAN") ? here.substring(here.lastIndexOf('/') + 1) : value);

        Answer answer = api.post(here + "/repayments", request);

        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.field("code")).isEqualTo(code);
        assertThat(answer.json().path("errors").path(0).path("field").asString())
                .isEqualTo(field);
    }

    @Test
    void accountThatIsNoLoanIsNotFoundHere() {
        assertThat(api.get("/v1/loans/accounts/" + linked.number()).field("code"))
                .isEqualTo("not_found");
    }
}
