package vesper.api.loan;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vesper.api.field.FieldChecks;
import vesper.api.loan.LoanQuoteRequest.Extra;
import vesper.api.loan.LoanQuoteRequest.Payment;
import vesper.api.problem.ProblemCode;
import vesper.api.problem.ProblemException;
import vesper.bank.lending.DatedAmount;
import vesper.bank.lending.InvalidTermsException;
import vesper.bank.lending.LoanConventions;
import vesper.bank.lending.LoanConventions.MonthBasis;
import vesper.bank.lending.LoanConventions.YearBasis;
import vesper.bank.lending.LoanQuote;
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
import vesper.bank.lending.PartPrepayment;
import vesper.bank.money.Money;

/** Reads the terms of a request, and says which of them makes no loan. */
final class LoanTermsCheck {
    /** Names of terms in the core that differ from those of the request. */
    private static final Map<String, String> FIELDS = Map.of(
            "principalMinor", "principal",
            "yearlyRatePct", "ratePct",
            "balloonMinor", "balloon",
            "instalmentMultipleMinor", "multipleOf",
            "grace.principal", "gracePrincipal",
            "grace.interestPayment", "graceInterest",
            "grace.interestFree", "interestFree",
            "recalculation", "excess",
            "feesMinor", "fees");

    private static final String PREPAYMENTS = "prepayments";
    private static final int MOST_PAYMENTS = 100;

    private final FieldChecks fields = new FieldChecks();
    private final long maxMajor;
    private List<DatedAmount> tranches = List.of();
    private List<PartPrepayment> prepayments = List.of();
    private long feesMinor;

    private LoanTermsCheck(long maxMajor) {
        this.maxMajor = maxMajor;
    }

    /**
     * The quote for a request.
     *
     * @param maxMajor largest principal, in major units
     * @throws ProblemException naming the fields that are malformed, or the term that makes no loan
     */
    static LoanQuote quote(LoanQuoteRequest request, long maxMajor) {
        LoanTermsCheck check = new LoanTermsCheck(maxMajor);
        try {
            LoanTerms terms = check.terms(request);
            return check.tranches.isEmpty() && check.prepayments.isEmpty()
                    ? LoanQuote.of(terms, check.feesMinor)
                    : LoanQuote.of(terms, check.tranches(terms), check.prepayments, check.feesMinor);
        } catch (InvalidTermsException e) {
            throw ProblemException.of(FIELDS.getOrDefault(e.term(), e.term()), ProblemCode.INVALID_TERMS, e.reason());
        }
    }

    private LoanTerms terms(LoanQuoteRequest request) {
        String currency = fields.currency("currency", request.currency());
        Long principal = fields.amount("principal", request.principal(), currency, maxMajor, false);
        Long balloon = optionalAmount("balloon", request.balloon(), currency);
        Long multiple = optionalAmount("multipleOf", request.multipleOf(), currency);
        if (request.ratePct() == null) {
            fields.error("ratePct", ProblemCode.MISSING_FIELD, "is required");
        }
        BigDecimal rate = fields.decimal("ratePct", request.ratePct());
        BigDecimal downPayment = fields.decimal("downPaymentPct", request.downPaymentPct());
        if (request.instalments() == null) {
            fields.error("instalments", ProblemCode.MISSING_FIELD, "is required");
        }
        if (request.disbursedOn() == null) {
            fields.error("disbursedOn", ProblemCode.MISSING_FIELD, "is required");
        }
        LocalDate disbursedOn = fields.date("disbursedOn", request.disbursedOn());
        LocalDate firstDueOn = fields.date("firstDueOn", request.firstDueOn());
        Unit unit = fields.oneOf("unit", request.unit(), Unit.MONTHS);
        InterestMethod method = fields.oneOf("method", request.method(), InterestMethod.DECLINING_BALANCE);
        InterestPeriod interest = fields.oneOf("interest", request.interest(), InterestPeriod.SAME_AS_REPAYMENT_PERIOD);
        Amortisation amortisation =
                fields.oneOf("amortisation", request.amortisation(), Amortisation.EQUAL_INSTALMENTS);
        ScheduleKind schedule = fields.oneOf("schedule", request.schedule(), ScheduleKind.CUMULATIVE);
        Set<LocalDate> holidays = holidays(request.holidays());
        YearBasis year = fields.optional("daysInYear", request.daysInYear(), YearBasis.class);
        MonthBasis month = fields.optional("daysInMonth", request.daysInMonth(), MonthBasis.class);
        Excess excess = fields.optional("excess", request.excess(), Excess.class);
        tranches = payments("disbursements", request.disbursements(), currency);
        prepayments = prepayments(request.prepayments(), currency);
        Long fees = optionalAmount("fees", request.fees(), currency);
        fields.finish();
        feesMinor = Objects.requireNonNull(fees);
        return LoanTerms.of(
                        new Money(Objects.requireNonNull(principal), Objects.requireNonNull(currency)),
                        Objects.requireNonNull(disbursedOn),
                        Objects.requireNonNull(rate),
                        Objects.requireNonNull(request.instalments()))
                .firstDueOn(firstDueOn)
                .repaidEvery(orElse(request.every(), 1), unit)
                .interest(method, interest, firstDueOn != null)
                .amortisation(amortisation)
                .kind(schedule)
                .holidays(holidays)
                .calendar(request.calendar())
                .grace(new Grace(
                        orElse(request.gracePrincipal(), 0),
                        orElse(request.graceInterest(), 0),
                        orElse(request.interestFree(), 0)))
                .downPayment(downPayment == null ? BigDecimal.ZERO : downPayment, false)
                .balloonMinor(Objects.requireNonNull(balloon))
                .instalmentMultipleMinor(Objects.requireNonNull(multiple))
                .recalculation(
                        excess == null ? null : new Recalculation(excess, Compounding.NONE, Settlement.UNTIL_DAY))
                .conventions(LoanConventions.named(request.conventions() == null ? "textbook" : request.conventions())
                        .withDays(year, month))
                .build();
    }

    private List<DatedAmount> tranches(LoanTerms terms) {
        return tranches.isEmpty() ? List.of(new DatedAmount(terms.disbursedOn(), terms.principalMinor())) : tranches;
    }

    private List<DatedAmount> payments(
            String field, @Nullable List<@Nullable Payment> sent, @Nullable String currency) {
        if (sent == null) {
            return List.of();
        }
        if (sent.size() > MOST_PAYMENTS) {
            fields.error(field, ProblemCode.INVALID_TERMS, "must be at most " + MOST_PAYMENTS);
            return List.of();
        }
        List<DatedAmount> payments = new ArrayList<>();
        for (Payment each : sent) {
            DatedAmount read =
                    payment(field, each == null ? null : each.on(), each == null ? null : each.amount(), currency);
            if (read != null) {
                payments.add(read);
            }
        }
        return payments;
    }

    private List<PartPrepayment> prepayments(@Nullable List<@Nullable Extra> sent, @Nullable String currency) {
        List<PartPrepayment> read = new ArrayList<>();
        List<@Nullable Extra> asked = sent == null ? List.of() : sent;
        if (asked.size() > MOST_PAYMENTS) {
            fields.error(PREPAYMENTS, ProblemCode.INVALID_TERMS, "must be at most " + MOST_PAYMENTS);
            return read;
        }
        for (Extra each : asked) {
            DatedAmount payment = payment(
                    PREPAYMENTS, each == null ? null : each.on(), each == null ? null : each.amount(), currency);
            if (each != null && payment != null) {
                Excess excess = fields.optional(PREPAYMENTS, each.excess(), Excess.class);
                read.add(new PartPrepayment(payment.on(), payment.amountMinor(), excess));
            }
        }
        return read;
    }

    private @Nullable DatedAmount payment(
            String field, @Nullable String day, @Nullable String major, @Nullable String currency) {
        if (day == null) {
            fields.error(field, ProblemCode.MISSING_FIELD, "needs a day and an amount each");
            return null;
        }
        LocalDate on = fields.date(field, day);
        Long amount = fields.amount(field, major, currency, maxMajor, false);
        return on == null || amount == null ? null : new DatedAmount(on, amount);
    }

    private Set<LocalDate> holidays(@Nullable List<@Nullable String> days) {
        Set<LocalDate> holidays = new HashSet<>();
        for (String day : days == null ? List.<@Nullable String>of() : days) {
            LocalDate date = fields.date("holidays", day);
            if (date != null) {
                holidays.add(date);
            }
        }
        return holidays;
    }

    private @Nullable Long optionalAmount(String field, @Nullable String value, @Nullable String currency) {
        return value == null ? Long.valueOf(0) : fields.amount(field, value, currency, maxMajor, true);
    }

    private static int orElse(@Nullable Integer value, int otherwise) {
        return value == null ? otherwise : value;
    }
}
