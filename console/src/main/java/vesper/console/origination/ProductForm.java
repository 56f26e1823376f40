package vesper.console.origination;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vesper.bank.lending.DelinquencyBuckets;
import vesper.bank.lending.DelinquencyBuckets.Bucket;
import vesper.bank.lending.InvalidTermsException;
import vesper.bank.lending.LoanTerms.Amortisation;
import vesper.bank.lending.LoanTerms.Grace;
import vesper.bank.lending.LoanTerms.InterestMethod;
import vesper.bank.lending.LoanTerms.InterestPeriod;
import vesper.bank.lending.LoanTerms.Recalculation.Excess;
import vesper.bank.lending.LoanTerms.ScheduleKind;
import vesper.bank.lending.LoanTerms.Unit;
import vesper.bank.lending.RepaymentStrategy;
import vesper.bank.money.Money;
import vesper.bank.origination.InvalidProductException;
import vesper.bank.origination.LendingPolicy;
import vesper.bank.origination.LoanProduct;
import vesper.bank.origination.LoanProduct.Fee;
import vesper.bank.origination.LoanProduct.Price;
import vesper.bank.origination.LoanProduct.Range;
import vesper.bank.origination.LoanProduct.Repayment;
import vesper.bank.origination.LoanProduct.Variation;
import vesper.console.PlainNumber;

/** The form for a loan product as it was written, and what is wrong with it. */
final class ProductForm {
    private final Map<ProductField, String> values = new EnumMap<>(ProductField.class);
    private final Map<ProductField, String> errors = new EnumMap<>(ProductField.class);

    private ProductForm() {}

    /** A line of the form, for its page. */
    record Line(ProductField field, String value, @Nullable String error) {}

    static ProductForm of(LoanProduct product) {
        ProductForm form = new ProductForm();
        for (ProductField field : ProductField.values()) {
            form.values.put(field, field.of(product));
        }
        return form;
    }

    /** As a browser sends it; a field that is not sent is empty. */
    static ProductForm of(Map<String, String> sent) {
        ProductForm form = new ProductForm();
        for (ProductField field : ProductField.values()) {
            form.values.put(
                    field,
                    sent.getOrDefault(field.name(), "").replace("\r\n", "\n").strip());
        }
        return form;
    }

    List<Line> lines() {
        return values.entrySet().stream()
                .map(each -> new Line(each.getKey(), each.getValue(), errors.get(each.getKey())))
                .toList();
    }

    /** Marks the field that a refusal of the product names; false if the form has none of that name. */
    boolean mark(IllegalArgumentException refused) {
        if (refused instanceof InvalidProductException product) {
            return mark(product.field(), product.reason());
        }
        return refused instanceof InvalidTermsException terms && mark(terms.term(), terms.reason());
    }

    private boolean mark(String term, String reason) {
        for (ProductField field : values.keySet()) {
            if (field.term().equals(term)) {
                errors.putIfAbsent(field, reason);
                return true;
            }
        }
        return false;
    }

    /**
     * The product that is written down; empty if fields are wrong, which then are marked.
     *
     * @throws IllegalArgumentException if the fields are well-formed, and the product cannot be; see {@link #mark}
     */
    Optional<LoanProduct> product() {
        errors.clear();
        Repayment repayment = new Repayment(
                number(ProductField.EVERY),
                choice(ProductField.UNIT, Unit.MONTHS),
                choice(ProductField.METHOD, InterestMethod.DECLINING_BALANCE),
                choice(ProductField.INTEREST_PERIOD, InterestPeriod.DAILY),
                choice(ProductField.AMORTISATION, Amortisation.EQUAL_INSTALMENTS),
                choice(ProductField.KIND, ScheduleKind.CUMULATIVE),
                value(ProductField.CONVENTIONS),
                choice(ProductField.STRATEGY, RepaymentStrategy.PENALTY_FEE_INTEREST_PRINCIPAL),
                variation());
        Range amount = new Range(amount(ProductField.MIN_AMOUNT), amount(ProductField.MAX_AMOUNT));
        Range instalments = new Range(number(ProductField.MIN_INSTALMENTS), number(ProductField.MAX_INSTALMENTS));
        List<Price> prices =
                lines(ProductField.PRICES, 2, part -> new Price(Integer.parseInt(part[0]), PlainNumber.of(part[1])));
        List<Fee> fees = lines(
                ProductField.FEES,
                3,
                part -> new Fee(
                        part[0],
                        Money.parse(part[1], value(ProductField.CURRENCY)).amountMinor(),
                        PlainNumber.of(part[2])));
        List<Bucket> buckets = lines(
                ProductField.BUCKETS,
                4,
                part -> new Bucket(
                        part[0],
                        Integer.parseInt(part[1]),
                        part[2].isEmpty() ? null : Integer.valueOf(part[2]),
                        PlainNumber.of(part[3])));
        long limit = amount(ProductField.AUTOMATIC_LIMIT);
        int approve = number(ProductField.APPROVE_FROM);
        int decline = number(ProductField.DECLINE_BELOW);
        BigDecimal debtService = decimal(ProductField.MAX_DEBT_SERVICE);
        BigDecimal stress = decimal(ProductField.STRESS);
        long living = amount(ProductField.LIVING_COSTS);
        int days = number(ProductField.OFFER_VALID_DAYS);
        if (!errors.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new LoanProduct(
                value(ProductField.CODE),
                1,
                value(ProductField.NAME),
                value(ProductField.CURRENCY),
                amount,
                instalments,
                repayment,
                prices,
                fees,
                new DelinquencyBuckets(buckets),
                new LendingPolicy(limit, approve, decline, debtService, stress, living, value(ProductField.SCORE_CARD)),
                days));
    }

    private Variation variation() {
        return new Variation(
                new Grace(
                        number(ProductField.GRACE_PRINCIPAL),
                        number(ProductField.GRACE_INTEREST),
                        number(ProductField.INTEREST_FREE)),
                decimal(ProductField.DOWN_PAYMENT),
                decimal(ProductField.BALLOON),
                amount(ProductField.MULTIPLE),
                value(ProductField.EXCESS).equals(ProductField.nothingChanges())
                        ? null
                        : choice(ProductField.EXCESS, Excess.SMALLER_INSTALMENTS),
                value(ProductField.CALENDAR).equals(ProductField.anyDay()) ? null : value(ProductField.CALENDAR));
    }

    private String value(ProductField field) {
        return values.getOrDefault(field, "");
    }

    private int number(ProductField field) {
        return read(field, "must be a whole number", 0, Integer::parseInt);
    }

    private BigDecimal decimal(ProductField field) {
        return read(field, "must be a number such as 5.9", BigDecimal.ZERO, PlainNumber::of);
    }

    private long amount(ProductField field) {
        return read(
                field,
                "must be an amount of the currency, such as 500.00",
                0L,
                text -> Money.parse(text, value(ProductField.CURRENCY)).amountMinor());
    }

    private <E extends Enum<E>> E choice(ProductField field, E otherwise) {
        return read(
                field, "must be one of the list", otherwise, text -> Enum.valueOf(otherwise.getDeclaringClass(), text));
    }

    private <T> T read(ProductField field, String otherwise, T none, Function<String, T> reading) {
        try {
            return reading.apply(value(field));
        } catch (IllegalArgumentException e) {
            errors.put(field, otherwise);
            return none;
        }
    }

    /** One item a line, its parts apart by semicolons. */
    private <T> List<T> lines(ProductField field, int parts, Function<String[], T> reading) {
        List<T> items = new ArrayList<>();
        int n = 0;
        for (String line : value(field).lines().toList()) {
            n++;
            String[] part = line.split(";", -1);
            for (int i = 0; i < part.length; i++) {
                part[i] = part[i].strip();
            }
            try {
                if (part.length != parts) {
                    throw new IllegalArgumentException("has " + part.length + " parts");
                }
                items.add(reading.apply(part));
            } catch (IllegalArgumentException e) {
                errors.put(field, "line " + n + " cannot be read; " + field.hint());
            }
        }
        return items;
    }
}
