package vesper.console.origination;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vesper.bank.calendar.HolidayCalendars;
import vesper.bank.lending.DelinquencyBuckets.Bucket;
import vesper.bank.lending.LoanTerms.Amortisation;
import vesper.bank.lending.LoanTerms.InterestMethod;
import vesper.bank.lending.LoanTerms.InterestPeriod;
import vesper.bank.lending.LoanTerms.Recalculation.Excess;
import vesper.bank.lending.LoanTerms.ScheduleKind;
import vesper.bank.lending.LoanTerms.Unit;
import vesper.bank.lending.RepaymentStrategy;
import vesper.bank.money.Money;
import vesper.bank.origination.LoanProduct;
import vesper.bank.origination.LoanProduct.Variation;

/** A field of the form for a loan product, and how a product fills it. */
@SuppressWarnings("ImmutableEnumChecker") // the functions and lists are constants
enum ProductField {
    CODE("code", "Code", "another code makes another product", LoanProduct::code),
    NAME("name", "Name", "", LoanProduct::name),
    CURRENCY("currency", "Currency", "ISO 4217", LoanProduct::currency),
    MIN_AMOUNT(
            "amount",
            "Amount from",
            "",
            product -> major(product, product.amountMinor().min())),
    MAX_AMOUNT(
            "amount",
            "Amount to",
            "",
            product -> major(product, product.amountMinor().max())),
    MIN_INSTALMENTS(
            "instalments",
            "Instalments from",
            "",
            product -> "" + product.instalments().min()),
    MAX_INSTALMENTS(
            "instalments",
            "Instalments to",
            "",
            product -> "" + product.instalments().max()),
    EVERY(
            "every",
            "Due every",
            "units between instalments",
            product -> "" + product.repayment().every()),
    UNIT("unit", "Unit", Unit.values(), product -> product.repayment().unit().name()),
    METHOD(
            "method",
            "Interest on",
            InterestMethod.values(),
            product -> product.repayment().method().name()),
    INTEREST_PERIOD(
            "interestPeriod",
            "Interest runs",
            InterestPeriod.values(),
            product -> product.repayment().interestPeriod().name()),
    AMORTISATION(
            "amortisation",
            "Equal are",
            Amortisation.values(),
            product -> product.repayment().amortisation().name()),
    KIND(
            "kind",
            "Schedule",
            ScheduleKind.values(),
            product -> product.repayment().kind().name()),
    CONVENTIONS(
            "conventions",
            "Conventions",
            List.of("textbook", "fineract", "fineract-progressive"),
            product -> product.repayment().conventions()),
    STRATEGY(
            "strategy",
            "Payments pay",
            Arrays.stream(RepaymentStrategy.values())
                    .filter(strategy -> strategy != RepaymentStrategy.ADVANCED)
                    .toArray(RepaymentStrategy[]::new),
            product -> product.repayment().strategy().name()),
    EXCESS(
            "recalculation",
            "A payment above the instalment",
            Stream.concat(
                            Stream.of(ProductField.nothingChanges()),
                            Arrays.stream(Excess.values()).map(Enum::name))
                    .toList(),
            product -> excess(product.repayment().variation())),
    CALENDAR(
            "calendar",
            "Due on business days of",
            Stream.concat(Stream.of(ProductField.anyDay()), HolidayCalendars.codes().stream())
                    .toList(),
            product -> calendar(product.repayment().variation())),
    MULTIPLE(
            "instalmentMultipleMinor",
            "Instalments rounded to",
            "an amount, or 0",
            product -> major(product, product.repayment().variation().multipleMinor())),
    GRACE_PRINCIPAL(
            "grace.principal",
            "Without principal",
            "first instalments that repay nothing",
            product -> "" + product.repayment().variation().grace().principal()),
    GRACE_INTEREST(
            "grace.interestPayment",
            "Interest paid later",
            "first instalments whose interest comes with the first after them",
            product -> "" + product.repayment().variation().grace().interestPayment()),
    INTEREST_FREE(
            "grace.interestFree",
            "Free of interest",
            "first instalments",
            product -> "" + product.repayment().variation().grace().interestFree()),
    DOWN_PAYMENT(
            "downPaymentPct",
            "Down payment",
            "percent of the loan, repaid on the day it is paid out",
            product -> product.repayment().variation().downPaymentPct().toPlainString()),
    BALLOON(
            "balloonMinor",
            "Balloon",
            "percent of the loan, left to the last instalment",
            product -> product.repayment().variation().balloonPct().toPlainString()),
    PRICES(
            "prices",
            "Rates",
            "a line each: from score; percent a year",
            true,
            product -> lines(
                    product.prices(),
                    price -> price.fromScore() + "; " + price.ratePct().toPlainString())),
    FEES(
            "fees",
            "Fees",
            "a line each: name; amount; percent of the loan",
            true,
            product -> lines(
                    product.fees(),
                    fee -> fee.name() + "; " + major(product, fee.fixedMinor()) + "; "
                            + fee.pct().toPlainString())),
    BUCKETS(
            "buckets",
            "Delinquency",
            "a line each: name; from day; to day or nothing; percent provided for",
            true,
            product -> lines(product.delinquency().buckets(), ProductField::line)),
    AUTOMATIC_LIMIT(
            "automaticLimit",
            "Rules lend up to",
            "",
            product -> major(product, product.policy().automaticLimitMinor())),
    APPROVE_FROM(
            "approveFromScore",
            "Approve from score",
            "",
            product -> "" + product.policy().approveFromScore()),
    DECLINE_BELOW(
            "declineBelowScore",
            "Decline below score",
            "",
            product -> "" + product.policy().declineBelowScore()),
    MAX_DEBT_SERVICE(
            "maxDebtServicePct",
            "Debt service at most",
            "percent of the income",
            product -> product.policy().maxDebtServicePct().toPlainString()),
    STRESS(
            "stressPct",
            "Stress",
            "percentage points on the rate",
            product -> product.policy().stressPct().toPlainString()),
    LIVING_COSTS(
            "livingCosts",
            "Living costs at least",
            "a month",
            product -> major(product, product.policy().livingCostsMinor())),
    SCORE_CARD("scoreCard", "Score card", "", product -> product.policy().scoreCard()),
    OFFER_VALID_DAYS("offerValidDays", "Offers are valid", "days", product -> "" + product.offerValidDays());

    private final String term;
    private final String label;
    private final String hint;
    private final boolean lines;
    private final List<String> options;
    private final Function<LoanProduct, String> text;

    ProductField(String term, String label, String hint, Function<LoanProduct, String> text) {
        this(term, label, hint, false, text);
    }

    ProductField(String term, String label, String hint, boolean lines, Function<LoanProduct, String> text) {
        this(term, label, hint, lines, List.of(), text);
    }

    ProductField(String term, String label, Enum<?>[] options, Function<LoanProduct, String> text) {
        this(term, label, Arrays.stream(options).map(Enum::name).toList(), text);
    }

    ProductField(String term, String label, List<String> options, Function<LoanProduct, String> text) {
        this(term, label, "", false, options, text);
    }

    ProductField(
            String term,
            String label,
            String hint,
            boolean lines,
            List<String> options,
            Function<LoanProduct, String> text) {
        this.term = term;
        this.label = label;
        this.hint = hint;
        this.lines = lines;
        this.options = options;
        this.text = text;
    }

    /** As refusals of a product call it. */
    String term() {
        return term;
    }

    public String label() {
        return label;
    }

    /** What to write, if the label does not say it; may be empty. */
    public String hint() {
        return hint;
    }

    /** Whether it has several lines. */
    public boolean lines() {
        return lines;
    }

    /** What can be chosen; empty for a field to write in. */
    public List<String> options() {
        return options;
    }

    /** As the product has it. */
    String of(LoanProduct product) {
        return text.apply(product);
    }

    /** Choice of a product whose interest does not follow the payments; a constant is not there yet when the fields are made. */
    static String nothingChanges() {
        return "CHANGES_NO_INTEREST";
    }

    /** Choice of a product whose instalments fall due on any day. */
    static String anyDay() {
        return "ANY_DAY";
    }

    private static String calendar(Variation variation) {
        return variation.calendar() == null ? anyDay() : variation.calendar();
    }

    private static String excess(Variation variation) {
        return variation.excess() == null
                ? nothingChanges()
                : variation.excess().name();
    }

    private static String major(LoanProduct product, long minor) {
        return Money.plain(minor, product.currency());
    }

    private static String line(Bucket bucket) {
        BigDecimal provision = bucket.provisionPct();
        return bucket.name() + "; " + bucket.fromDays() + "; " + (bucket.toDays() == null ? "" : bucket.toDays()) + "; "
                + provision.toPlainString();
    }

    private static <T> String lines(List<T> items, Function<T, String> line) {
        return items.stream().map(line).collect(Collectors.joining("\n"));
    }
}
