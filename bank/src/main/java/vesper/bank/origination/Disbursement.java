package vesper.bank.origination;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import vesper.bank.Ids;
import vesper.bank.account.Accounts;
import vesper.bank.account.LedgerCode;
import vesper.bank.calendar.BusinessDates;
import vesper.bank.calendar.BusinessDay;
import vesper.bank.database.RoundTrip;
import vesper.bank.ledger.BookingOutcome;
import vesper.bank.ledger.EntryKind;
import vesper.bank.ledger.EntryRequest;
import vesper.bank.ledger.Ledger;
import vesper.bank.money.Money;
import vesper.bank.servicing.LoanAccount;
import vesper.bank.servicing.LoanAccounts;
import vesper.bank.servicing.LoanOpening;
import vesper.bank.servicing.ServicingOutcome;

/**
 * Puts an accepted loan on the books: opens its account, pays the principal to the customer's account and takes the fees from
 * there. All identities follow from the application, so that doing it again has no further effect.
 */
public final class Disbursement {
    /** Conditions of the account that owes the loan; those of the loan are its terms. */
    private static final String ACCOUNT_PRODUCT = "loan";

    private final JdbcTemplate jdbc;
    private final BusinessDates businessDates;
    private final Accounts accounts;
    private final Ledger ledger;
    private final LoanAccounts loans;

    public Disbursement(
            JdbcTemplate jdbc, BusinessDates businessDates, Accounts accounts, Ledger ledger, LoanAccounts loans) {
        this.jdbc = jdbc;
        this.businessDates = businessDates;
        this.accounts = accounts;
        this.ledger = ledger;
        this.loans = loans;
    }

    /**
     * What came of it.
     *
     * @param refusal stable code of why nothing was paid out, or null if it was
     */
    record Payout(long loanAccountId, @Nullable String refusal) {}

    /** Within the transaction of the caller, who rolls it back if the payout was refused. */
    Payout payOut(LoanApplication application, LoanProduct product) {
        RoundTrip trip = new RoundTrip();
        Supplier<BusinessDay> day = businessDates.holdStill(trip);
        trip.run(jdbc);
        LocalDate today = day.get().acceptingDate();
        LoanAccount loan = loans.open(new LoanOpening(
                application.id(),
                application.customerId(),
                application.accountId(),
                ACCOUNT_PRODUCT,
                product.code(),
                product.terms(
                        application.request().amountMinor(),
                        application.request().instalments(),
                        application.assessment().ratePct(),
                        today)));
        ServicingOutcome paid = loans.disburse(
                named("loan-disbursement", application),
                loan.accountId(),
                new Money(application.request().amountMinor(), application.currency()));
        if (paid instanceof ServicingOutcome.Refused refused) {
            return new Payout(loan.accountId(), refused.reason());
        }
        return new Payout(loan.accountId(), takeFees(application, product, loan, today));
    }

    private @Nullable String takeFees(
            LoanApplication application, LoanProduct product, LoanAccount loan, LocalDate today) {
        long fees = product.feesMinor(application.request().amountMinor());
        if (fees == 0) {
            return null;
        }
        BookingOutcome booked = ledger.book(List.of(EntryRequest.move(
                        named("loan-fees", application),
                        EntryKind.FEE,
                        today,
                        "Fees of loan " + loan.number(),
                        application.accountId(),
                        accounts.ledgerAccount(LedgerCode.FEE_INCOME, application.currency())
                                .id(),
                        fees,
                        application.currency(),
                        false)))
                .get(0);
        return booked instanceof BookingOutcome.Refused refused
                ? refused.reason().name()
                : null;
    }

    private static UUID named(String what, LoanApplication application) {
        return Ids.of(what, application.id().toString());
    }
}
