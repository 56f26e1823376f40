package vesper.bank.lending;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Terms agreed anew from one instalment on. Several parts may be given at once.
 *
 * @param from due date of the first instalment that it concerns, as scheduled before the change
 * @param newDueOn moves that instalment; the later ones follow from it
 * @param gracePrincipal instalments without principal from there; as many are added at the end
 * @param graceInterest instalments whose interest is paid with the first one after them
 * @param extraInstalments added at the end; what is owed is spread over them
 * @param newRatePct yearly rate from that instalment on
 */
public record TermChange(
        LocalDate from,
        @Nullable LocalDate newDueOn,
        int gracePrincipal,
        int graceInterest,
        int extraInstalments,
        @Nullable BigDecimal newRatePct) {

    public TermChange {
        if (newDueOn != null && newDueOn.isBefore(from)) {
            throw new InvalidTermsException("newDueOn", "must not be before " + from);
        }
        if (gracePrincipal < 0 || graceInterest < 0 || extraInstalments < 0) {
            throw new InvalidTermsException("extraInstalments", "and graces must not be negative");
        }
        if (newRatePct != null && newRatePct.signum() < 0) {
            throw new InvalidTermsException("newRatePct", "must not be negative");
        }
    }
}
