package vesper.bank.cases;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import vesper.bank.lending.AllocationTerms;
import vesper.bank.lending.AllocationTerms.Advance;
import vesper.bank.lending.AllocationTerms.Due;
import vesper.bank.lending.AllocationTerms.Processing;
import vesper.bank.lending.AllocationTerms.Rule;
import vesper.bank.lending.AllocationTerms.Step;
import vesper.bank.lending.LoanConventions;
import vesper.bank.lending.LoanConventions.MonthBasis;
import vesper.bank.lending.LoanConventions.YearBasis;
import vesper.bank.lending.LoanTerms;
import vesper.bank.lending.LoanTerms.Amortisation;
import vesper.bank.lending.LoanTerms.Grace;
import vesper.bank.lending.LoanTerms.InterestMethod;
import vesper.bank.lending.LoanTerms.InterestPeriod;
import vesper.bank.lending.LoanTerms.Recalculation;
import vesper.bank.lending.LoanTerms.Recalculation.Compounding;
import vesper.bank.lending.LoanTerms.Recalculation.Excess;
import vesper.bank.lending.LoanTerms.Recalculation.Settlement;
import vesper.bank.lending.LoanTerms.ScheduleKind;
import vesper.bank.lending.LoanTerms.Unit;
import vesper.bank.lending.Part;
import vesper.bank.lending.RepaymentStrategy;
import vesper.bank.lending.TransactionType;
import vesper.bank.money.Money;

/** Reads the product settings and the application of a loan case in the vocabulary of Apache Fineract. */
final class LoanCaseTerms {
    private final JsonNode settings;
    private final JsonNode loan;

    LoanCaseTerms(JsonNode settings, JsonNode loan) {
        this.settings = settings;
        this.loan = loan;
    }

    /** @param defaultAdvance where the default rule sends money in advance, if a step of the case says so */
    LoanTerms terms(@Nullable String defaultAdvance) {
        ScheduleKind kind = ScheduleKind.valueOf(text(settings, "schedule_type"));
        return LoanTerms.of(
                        Money.parse(text(loan, "principal"), text(settings, "currency")),
                        LocalDate.parse(text(loan, "submitted")),
                        yearlyRate(),
                        number("installments"))
                .interest(
                        InterestMethod.valueOf(text(loan, "interest_type")),
                        InterestPeriod.valueOf(text(loan, "interest_calculation_period")),
                        settings.path("partial_period_interest").asBoolean(false))
                .amortisation(amortisation())
                .kind(kind)
                .repaidEvery(number("every"), Unit.valueOf(text(loan, "every_unit")))
                .grace(grace())
                .downPayment(
                        settings.path("down_payment").asBoolean(false)
                                ? new BigDecimal(text(settings, "down_payment_pct"))
                                : BigDecimal.ZERO,
                        settings.path("down_payment_auto").asBoolean(false))
                .instalmentMultipleMinor(
                        settings.path("installment_multiple_of").asInt(0) * 100L)
                .recalculation(recalculation())
                .allocation(allocation(defaultAdvance))
                .conventions((kind == ScheduleKind.CUMULATIVE
                                ? LoanConventions.FINERACT
                                : LoanConventions.FINERACT_PROGRESSIVE)
                        .withDays(year(text(settings, "days_in_year")), month(text(settings, "days_in_month"))))
                .build();
    }

    static YearBasis year(String days) {
        return switch (days) {
            case "ACTUAL" -> YearBasis.ACTUAL;
            case "DAYS360", "DAYS_360" -> YearBasis.DAYS_360;
            case "DAYS364", "DAYS_364" -> YearBasis.DAYS_364;
            case "DAYS365", "DAYS_365" -> YearBasis.DAYS_365;
            default -> throw new UnsupportedCaseException("days in year " + days);
        };
    }

    static MonthBasis month(String days) {
        return switch (days) {
            case "ACTUAL" -> MonthBasis.ACTUAL;
            case "DAYS30", "DAYS_30" -> MonthBasis.DAYS_30;
            default -> throw new UnsupportedCaseException("days in month " + days);
        };
    }

    private BigDecimal yearlyRate() {
        BigDecimal rate = new BigDecimal(text(loan, "rate"));
        return switch (text(loan, "rate_per")) {
            case "PER_YEAR" -> rate;
            case "PER_MONTH" -> rate.multiply(BigDecimal.valueOf(12));
            default -> throw new UnsupportedCaseException("rate per " + text(loan, "rate_per"));
        };
    }

    private Amortisation amortisation() {
        return switch (text(loan, "amortization")) {
            case "EQUAL_INSTALLMENTS" -> Amortisation.EQUAL_INSTALMENTS;
            case "EQUAL_PRINCIPAL_PAYMENTS" -> Amortisation.EQUAL_PRINCIPAL;
            default -> throw new UnsupportedCaseException("amortization " + text(loan, "amortization"));
        };
    }

    /** What the cases call interest_free is sent as grace on interest payment, and grace_interest is not sent at all. */
    private Grace grace() {
        return new Grace(
                loan.path("grace_principal").asInt(0),
                loan.path("interest_free").asInt(0),
                0);
    }

    private @Nullable Recalculation recalculation() {
        if (!settings.path("interest_recalculation").asBoolean(false)) {
            return null;
        }
        Excess excess = switch (text(settings, "advance_payment_strategy")) {
            case "REDUCE_EMI_AMOUNT" -> Excess.SMALLER_INSTALMENTS;
            case "REDUCE_NUMBER_OF_INSTALLMENTS" -> Excess.SHORTER_TERM;
            case "RESCHEDULE_NEXT_REPAYMENTS" -> Excess.NEXT_INSTALMENTS;
            case "ADJUST_LAST_UNPAID_PERIOD" -> Excess.LAST_UNPAID_INSTALMENT;
            default -> throw new UnsupportedCaseException("advance payment strategy");
        };
        Compounding compounding = switch (text(settings, "recalculation_compounding")) {
            case "NONE" -> Compounding.NONE;
            case "INTEREST" -> Compounding.INTEREST;
            default -> throw new UnsupportedCaseException("compounding of fees");
        };
        if (!settings.path("recalculation_rest_frequency").asString("DAILY").equals("DAILY")) {
            throw new UnsupportedCaseException("rest frequency");
        }
        Settlement settlement = text(settings, "preclosure_interest").equals("TILL_REST_FREQUENCY_DATE")
                ? Settlement.UNTIL_DUE_DATE
                : Settlement.UNTIL_DAY;
        return new Recalculation(excess, compounding, settlement);
    }

    private AllocationTerms allocation(@Nullable String defaultAdvance) {
        RepaymentStrategy strategy = switch (text(loan, "allocation_strategy")) {
            case "PENALTIES_FEES_INTEREST_PRINCIPAL_ORDER" -> RepaymentStrategy.PENALTY_FEE_INTEREST_PRINCIPAL;
            case "INTEREST_PRINCIPAL_PENALTIES_FEES_ORDER" -> RepaymentStrategy.INTEREST_PRINCIPAL_PENALTY_FEE;
            case "PRINCIPAL_INTEREST_PENALTIES_FEES_ORDER" -> RepaymentStrategy.PRINCIPAL_INTEREST_PENALTY_FEE;
            case "DUE_PENALTY_INTEREST_PRINCIPAL_FEE_IN_ADVANCE_PENALTY_INTEREST_PRINCIPAL_FEE" ->
                RepaymentStrategy.DUE_PENALTY_INTEREST_PRINCIPAL_FEE;
            case "DUE_PENALTY_FEE_INTEREST_PRINCIPAL_IN_ADVANCE_PRINCIPAL_PENALTY_FEE_INTEREST" ->
                RepaymentStrategy.DUE_PENALTY_FEE_INTEREST_PRINCIPAL;
            case "ADVANCED_PAYMENT_ALLOCATION" -> RepaymentStrategy.ADVANCED;
            default -> throw new UnsupportedCaseException("allocation strategy " + text(loan, "allocation_strategy"));
        };
        if (strategy != RepaymentStrategy.ADVANCED) {
            return AllocationTerms.of(strategy);
        }
        List<Rule> rules = new ArrayList<>();
        for (JsonNode rule : settings.path("payment_allocation")) {
            String type = text(rule, "transactionType");
            boolean isDefault = type.equals("DEFAULT");
            String advance = isDefault && defaultAdvance != null
                    ? defaultAdvance
                    : text(rule, "futureInstallmentAllocationRule");
            rules.add(
                    isDefault ? 0 : rules.size(),
                    new Rule(
                            isDefault ? TransactionType.REPAYMENT : TransactionType.valueOf(type),
                            advance(advance),
                            steps(rule.path("order"))));
        }
        if (rules.isEmpty()) {
            rules.add(new Rule(TransactionType.REPAYMENT, Advance.NEXT_INSTALMENT, usualSteps()));
        }
        List<Part> chargebackOrder = new ArrayList<>();
        for (JsonNode rule : settings.path("credit_allocation")) {
            for (JsonNode part : rule.path("order")) {
                chargebackOrder.add(Part.valueOf(part.asString()));
            }
        }
        return new AllocationTerms(
                strategy,
                Processing.valueOf(settings.path("schedule_processing").asString("HORIZONTAL")),
                rules,
                chargebackOrder);
    }

    private static Advance advance(String rule) {
        return switch (rule) {
            case "NEXT_INSTALLMENT" -> Advance.NEXT_INSTALMENT;
            case "LAST_INSTALLMENT" -> Advance.LAST_INSTALMENT;
            case "REAMORTIZATION" -> Advance.REAMORTISATION;
            default -> throw new UnsupportedCaseException("future instalment allocation " + rule);
        };
    }

    private static List<Step> steps(JsonNode order) {
        List<Step> steps = new ArrayList<>();
        for (JsonNode step : order) {
            String name = step.asString();
            int cut = name.lastIndexOf('_');
            steps.add(new Step(Due.valueOf(name.substring(0, cut)), Part.valueOf(name.substring(cut + 1))));
        }
        return steps;
    }

    private static List<Step> usualSteps() {
        List<Step> steps = new ArrayList<>();
        for (Due due : Due.values()) {
            for (Part part : List.of(Part.PENALTY, Part.FEE, Part.PRINCIPAL, Part.INTEREST)) {
                steps.add(new Step(due, part));
            }
        }
        return steps;
    }

    private int number(String field) {
        return Integer.parseInt(text(loan, field));
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (value.isMissingNode() || value.isNull()) {
            throw new UnsupportedCaseException("no " + field);
        }
        return value.asString();
    }
}
