package vesper.bank.origination;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An application as it stands.
 *
 * @param clientId the program that sent it, which alone may see it
 * @param accountId the customer's account, which the money goes to
 * @param productVersion the version that it was made under
 * @param currency of the product and the account
 * @param appliedOn business date
 * @param proposedBy who proposed the decision that waits for a second person
 * @param offerValidUntil last day of the offer, if there is one
 * @param loanAccountNumber IBAN of the account that owes the loan, once it is paid out
 */
public record LoanApplication(
        UUID id,
        String clientId,
        long customerId,
        long accountId,
        int productVersion,
        String currency,
        LoanRequest request,
        LocalDate appliedOn,
        Instant recordedAt,
        Assessment assessment,
        ApplicationState state,
        @Nullable String proposedBy,
        @Nullable LocalDate offerValidUntil,
        @Nullable String loanAccountNumber) {

    ApplicationRules.Standing standing() {
        return new ApplicationRules.Standing(state, proposedBy, offerValidUntil);
    }

    /**
     * One step that an application took.
     *
     * @param n from 1
     * @param from null for the first
     * @param by {@code rules}, {@code client:ID} or {@code staff:USERNAME}
     * @param reason in words; may be empty
     */
    public record Step(
            int n,
            @Nullable ApplicationState from,
            ApplicationState to,
            String by,
            String reason,
            LocalDate businessDate,
            Instant recordedAt) {}
}
