package vesper.api.loan;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vesper.api.ApiSettings;
import vesper.api.caller.AccountRights;
import vesper.api.caller.Caller;
import vesper.api.field.FieldChecks;
import vesper.api.problem.ProblemCode;
import vesper.api.problem.ProblemException;
import vesper.bank.Bank;
import vesper.bank.account.Account;
import vesper.bank.account.AccountKind;
import vesper.bank.lending.LoanTerms.Recalculation.Excess;
import vesper.bank.money.Money;
import vesper.bank.servicing.LoanAccount;
import vesper.bank.servicing.Repayment;
import vesper.bank.servicing.ServicingOutcome;

/** Takes repayments from callers of the API. */
@Component
final class LoanRepayments {
    private final Bank bank;
    private final AccountRights rights;
    private final ApiSettings settings;

    LoanRepayments(Bank bank, AccountRights rights, ApiSettings settings) {
        this.bank = bank;
        this.rights = rights;
        this.settings = settings;
    }

    /**
     * Takes a repayment on the date that payments are taken for.
     *
     * @param id names it; the same one pays once
     * @return the loan after it
     * @throws ProblemException naming the field that is wrong, or why it was not taken; 403 for who may not pay from the account
     */
    LoanAccount take(UUID id, LoanAccount loan, LoanRepaymentRequest asked, Caller caller) {
        FieldChecks fields = new FieldChecks();
        String currency = fields.currency("currency", asked.currency());
        if (currency != null && !currency.equals(loan.currency())) {
            fields.error("currency", ProblemCode.CURRENCY_MISMATCH, "the loan is in " + loan.currency());
        }
        Long amount = fields.amount("amount", asked.amount(), currency, settings.maxAmountMajor(), false);
        Account payer = asked.from() == null
                ? bank.accounts().byId(loan.linkedAccountId()).orElseThrow()
                : payer(asked.from(), loan, caller, fields);
        Excess excess = fields.optional("excess", asked.excess(), Excess.class);
        fields.finish();
        rights.requireActing(caller, Objects.requireNonNull(payer));
        Money paid = new Money(Objects.requireNonNull(amount), loan.currency());
        ServicingOutcome outcome =
                bank.loans().repay(new Repayment(id, loan.accountId(), payer.id(), paid, null, excess));
        if (outcome instanceof ServicingOutcome.Refused refused) {
            throw problem(refused.reason());
        }
        return ((ServicingOutcome.Done) outcome).account();
    }

    private @Nullable Account payer(String from, LoanAccount loan, Caller caller, FieldChecks fields) {
        String number = fields.account("from", from);
        if (number == null) {
            return null;
        }
        Optional<Account> account = bank.accounts().byNumber(number).filter(found -> rights.mayRead(caller, found));
        if (account.isEmpty()) {
            fields.error("from", ProblemCode.UNKNOWN_ACCOUNT, "must be an account with this bank");
        } else if (account.get().kind() == AccountKind.LOAN) {
            fields.error("from", ProblemCode.ACCOUNT_NOT_PAYABLE, "is a loan's");
        } else if (!account.get().currency().equals(loan.currency())) {
            fields.error(
                    "from",
                    ProblemCode.CURRENCY_MISMATCH,
                    "is in " + account.get().currency());
        }
        return account.orElse(null);
    }

    static ProblemException noChoiceOfExcess() {
        return new ProblemException(
                ProblemCode.WRONG_STATE,
                "Payments change neither the term nor the instalments of this loan; leave excess out.");
    }

    private static ProblemException problem(String reason) {
        return switch (reason) {
            case "INSUFFICIENT_FUNDS" ->
                new ProblemException(
                        ProblemCode.INSUFFICIENT_FUNDS, "The account that pays has less than the amount available.");
            case "ACCOUNT_FROZEN", "ACCOUNT_DORMANT", "DEBIT_BLOCKED" ->
                new ProblemException(ProblemCode.ACCOUNT_FROZEN, "The account that pays is blocked.");
            case "ACCOUNT_CLOSED" ->
                new ProblemException(ProblemCode.ACCOUNT_CLOSED, "The account that pays is closed.");
            case "ID_REUSED" ->
                new ProblemException(
                        ProblemCode.IDEMPOTENCY_KEY_REUSED,
                        "This Idempotency-Key was used for another repayment; choose a new one.");
            case "NOT_DISBURSED" -> new ProblemException(ProblemCode.WRONG_STATE, "The loan is not paid out yet.");
            case "NO_CHOICE_OF_EXCESS" -> noChoiceOfExcess();
            case "CLOSED" -> new ProblemException(ProblemCode.WRONG_STATE, "Nothing is owed on the loan any more.");
            default ->
                new ProblemException(
                        ProblemCode.WRONG_STATE,
                        "The loan does not take it: "
                                + reason.toLowerCase(Locale.ROOT).replace('_', ' ') + ".");
        };
    }
}
