package vesper.console.origination;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vesper.bank.TestBank;
import vesper.bank.lending.LoanTerms.Grace;
import vesper.bank.lending.LoanTerms.Recalculation.Excess;
import vesper.bank.origination.InvalidProductException;
import vesper.bank.origination.LoanProduct;
import vesper.bank.origination.LoanProduct.Variation;
import vesper.bank.origination.ScoreCard;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProductFormTest {
    private TestBank test;

    @BeforeAll
    void open() {
        test = new TestBank();
    }

    @AfterAll
    void close() {
        test.close();
    }

    private Map<String, String> sent() {
        Map<String, String> sent = new TreeMap<>();
        LoanProduct product = test.bank().loanProducts().offered("personal-usd").orElseThrow();
        for (ProductField field : ProductField.values()) {
            sent.put(field.name(), field.of(product));
        }
        return sent;
    }

    private static Map<ProductField, String> errors(ProductForm form) {
        Map<ProductField, String> errors = new EnumMap<>(ProductField.class);
        form.lines().stream()
                .filter(line -> line.error() != null)
                .forEach(line -> errors.put(line.field(), line.error()));
        return errors;
    }

    @Test
    void everyProductIsTheSameAfterThePassageThroughTheForm() {
        for (LoanProduct product : test.bank().loanProducts().offered()) {
            assertThat(ProductForm.of(product).product()).contains(product);
        }
    }

    @Test
    void graceDownPaymentBalloonAndExcessPassThroughTheForm() {
        Map<String, String> sent = sent();
        sent.put("INTEREST_PERIOD", "DAILY");
        sent.put("GRACE_PRINCIPAL", "3");
        sent.put("GRACE_INTEREST", "2");
        sent.put("INTEREST_FREE", "1");
        sent.put("DOWN_PAYMENT", "12.5");
        sent.put("BALLOON", "30");
        sent.put("MULTIPLE", "5.00");
        sent.put("EXCESS", "SHORTER_TERM");
        sent.put("CALENDAR", "GB-ENG");
        LoanProduct product = ProductForm.of(sent).product().orElseThrow();

        assertThat(product.repayment().variation())
                .isEqualTo(new Variation(
                        new Grace(3, 2, 1),
                        new BigDecimal("12.5"),
                        BigDecimal.valueOf(30),
                        5_00,
                        Excess.SHORTER_TERM,
                        "GB-ENG"));
        assertThat(ProductForm.of(product).product()).contains(product);
    }

    @Test
    void everyScoreCardIsTheSameAfterThePassageThroughTheForm() {
        for (ScoreCard card : test.bank().scoreCards().inForce()) {
            assertThat(ScoreCardForm.of(card).card(card.name())).contains(card);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "20; 30; less",
        "missing; 0; none",
        "missing; 0; none\\nelse; 1",
        "missing; 0; none\\n1e3; 1; less\\nelse; 1; more",
        "missing; 0; none\\n50; 1; less\\n20; 2; more\\nelse; 3; most",
        "missing; 0; none\\n50; 1; less"
    })
    void binsThatCannotBeAreMarked(String bins) {
        ScoreCard card = test.bank().scoreCards().newest("standard");
        Map<String, String> sent = new TreeMap<>();
        sent.put("months_as_customer", bins.replace("\\n", "\n"));
        ScoreCardForm form = ScoreCardForm.of(sent);
        try {
            assertThat(form.card(card.name())).isEmpty();
        } catch (InvalidProductException refused) {
            assertThat(form.mark(refused)).isTrue();
        }
        assertThat(form.lines())
                .filteredOn(line -> line.error() != null)
                .extracting(line -> line.attribute().code())
                .containsExactly("months_as_customer");
    }

    @ParameterizedTest
    @CsvSource({
        "EVERY, 1.5, must be a whole number",
        "MIN_AMOUNT, 5e2, 'must be an amount of the currency, such as 500.00'",
        "LIVING_COSTS, 1.001, 'must be an amount of the currency, such as 500.00'",
        "STRESS, 1e9, must be a number such as 5.9",
        "UNIT, FORTNIGHTS, must be one of the list",
        "PRICES, 0 5.9, line 1 cannot be read; a line each: from score; percent a year",
        "FEES, fee; 1; 2; 3, line 1 cannot be read; a line each: name; amount; percent of the loan"
    })
    void fieldThatCannotBeReadIsMarkedAndKept(ProductField field, String value, String error) {
        Map<String, String> sent = sent();
        sent.put(field.name(), value);
        ProductForm form = ProductForm.of(sent);

        assertThat(form.product()).isEmpty();
        assertThat(errors(form)).isEqualTo(Map.of(field, error));
        assertThat(form.lines())
                .anyMatch(line -> line.field() == field && line.value().equals(value));
    }

    @ParameterizedTest
    @CsvSource({
        "MAX_AMOUNT, 1.00, MIN_AMOUNT",
        "DECLINE_BELOW, 61, DECLINE_BELOW",
        "PRICES, 1; 5.9, PRICES",
        "BUCKETS, a; 1; 30; 1\\nb; 30; ; 5, BUCKETS",
        "OFFER_VALID_DAYS, 0, OFFER_VALID_DAYS",
        "GRACE_PRINCIPAL, 6, GRACE_PRINCIPAL",
        "DOWN_PAYMENT, 100, DOWN_PAYMENT",
        "BALLOON, 100, BALLOON",
        "EXCESS, SHORTER_TERM, EXCESS",
        "CONVENTIONS, mine, CONVENTIONS",
        "SCORE_CARD, none, SCORE_CARD",
        "CURRENCY, EUR, CURRENCY"
    })
    void productThatCannotBeMarksItsField(ProductField field, String value, ProductField marked) {
        Map<String, String> sent = sent();
        sent.put(field.name(), value.replace("\\n", "\n"));
        ProductForm form = ProductForm.of(sent);

        IllegalArgumentException refusal = null;
        try {
            test.bank().loanProducts().propose(form.product().orElseThrow(), TestBank.staff("ann"));
        } catch (IllegalArgumentException e) {
            refusal = e;
        }

        assertThat(refusal).isNotNull();
        assertThat(form.mark(refusal)).isTrue();
        assertThat(errors(form)).containsOnlyKeys(marked);
        assertThat(test.bank().loanProducts().inCheck()).isEmpty();
    }
}
