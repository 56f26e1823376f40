package vesper.bank.lending;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vesper.bank.lending.LoanTerms.Amortisation;
import vesper.bank.lending.LoanTerms.Grace;
import vesper.bank.lending.LoanTerms.InterestMethod;
import vesper.bank.lending.LoanTerms.InterestPeriod;
import vesper.bank.lending.LoanTerms.Recalculation;
import vesper.bank.lending.LoanTerms.ScheduleKind;
import vesper.bank.lending.LoanTerms.Unit;
import vesper.bank.money.Money;

/** Names the terms one by one; {@link #build} checks them together. */
public final class LoanTermsBuilder {
    private final Money principal;
    private final LocalDate disbursedOn;
    private final BigDecimal yearlyRatePct;
    private final int instalments;
    private InterestMethod method = InterestMethod.DECLINING_BALANCE;
    private InterestPeriod interestPeriod = InterestPeriod.SAME_AS_REPAYMENT_PERIOD;
    private boolean partialPeriods;
    private Amortisation amortisation = Amortisation.EQUAL_INSTALMENTS;
    private ScheduleKind kind = ScheduleKind.CUMULATIVE;
    private int every = 1;
    private Unit unit = Unit.MONTHS;
    private Grace grace = Grace.NONE;
    private @Nullable LocalDate firstDueOn;
    private Set<LocalDate> holidays = Set.of();
    private @Nullable String calendar;
    private BigDecimal downPaymentPct = BigDecimal.ZERO;
    private boolean automaticDownPayment;
    private long balloonMinor;
    private long instalmentMultipleMinor;
    private @Nullable Recalculation recalculation;
    private AllocationTerms allocation = AllocationTerms.of(RepaymentStrategy.PENALTY_FEE_INTEREST_PRINCIPAL);
    private LoanConventions conventions = LoanConventions.TEXTBOOK;

    LoanTermsBuilder(Money principal, LocalDate disbursedOn, BigDecimal yearlyRatePct, int instalments) {
        this.principal = principal;
        this.disbursedOn = disbursedOn;
        this.yearlyRatePct = yearlyRatePct;
        this.instalments = instalments;
    }

    public LoanTermsBuilder interest(InterestMethod newMethod, InterestPeriod newPeriod, boolean partial) {
        method = newMethod;
        interestPeriod = newPeriod;
        partialPeriods = partial;
        return this;
    }

    public LoanTermsBuilder amortisation(Amortisation newAmortisation) {
        amortisation = newAmortisation;
        return this;
    }

    public LoanTermsBuilder kind(ScheduleKind newKind) {
        kind = newKind;
        return this;
    }

    public LoanTermsBuilder repaidEvery(int units, Unit newUnit) {
        every = units;
        unit = newUnit;
        return this;
    }

    public LoanTermsBuilder grace(Grace newGrace) {
        grace = newGrace;
        return this;
    }

    public LoanTermsBuilder firstDueOn(@Nullable LocalDate date) {
        firstDueOn = date;
        return this;
    }

    public LoanTermsBuilder holidays(Set<LocalDate> days) {
        holidays = days;
        return this;
    }

    /** Code of the calendar on whose business days alone anything falls due; null: on any day. */
    public LoanTermsBuilder calendar(@Nullable String code) {
        calendar = code;
        return this;
    }

    /** Percent of each disbursement, and whether it is collected with it. */
    public LoanTermsBuilder downPayment(BigDecimal pct, boolean automatic) {
        downPaymentPct = pct;
        automaticDownPayment = automatic;
        return this;
    }

    public LoanTermsBuilder balloonMinor(long minor) {
        balloonMinor = minor;
        return this;
    }

    public LoanTermsBuilder instalmentMultipleMinor(long minor) {
        instalmentMultipleMinor = minor;
        return this;
    }

    public LoanTermsBuilder recalculation(@Nullable Recalculation newRecalculation) {
        recalculation = newRecalculation;
        return this;
    }

    public LoanTermsBuilder allocation(AllocationTerms newAllocation) {
        allocation = newAllocation;
        return this;
    }

    public LoanTermsBuilder conventions(LoanConventions newConventions) {
        conventions = newConventions;
        return this;
    }

    /** @throws InvalidTermsException naming the term that makes no loan */
    public LoanTerms build() {
        return new LoanTerms(
                principal.currency(),
                principal.amountMinor(),
                disbursedOn,
                yearlyRatePct,
                method,
                interestPeriod,
                partialPeriods,
                amortisation,
                kind,
                instalments,
                every,
                unit,
                grace,
                firstDueOn,
                holidays,
                calendar,
                downPaymentPct,
                automaticDownPayment,
                balloonMinor,
                instalmentMultipleMinor,
                recalculation,
                allocation,
                conventions);
    }
}
