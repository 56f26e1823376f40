package vesper.api.account;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vesper.api.caller.AccountRights;
import vesper.api.caller.Caller;
import vesper.api.command.Commands.Done;
import vesper.api.field.FieldChecks;
import vesper.api.problem.ProblemCode;
import vesper.api.problem.ProblemException;
import vesper.bank.Bank;
import vesper.bank.account.Account;
import vesper.bank.account.Accounts;
import vesper.bank.customer.Customer;
import vesper.bank.deposit.AccountClosing;
import vesper.bank.money.Money;

/** Opening and closing accounts for callers of the API. */
@Component
final class AccountChanges {
    private static final Map<String, String> PRODUCTS =
            Map.of("current", "Current account", "savings", "Savings account");
    private static final int REFERENCE = 100;
    static final int NICKNAME = 60;

    private final Bank bank;
    private final AccountRights rights;

    AccountChanges(Bank bank, AccountRights rights) {
        this.bank = bank;
        this.rights = rights;
    }

    Done open(AccountOpening asked, Caller caller) {
        FieldChecks fields = new FieldChecks();
        String product = fields.required("product", asked.product(), REFERENCE);
        if (product != null && !PRODUCTS.containsKey(product)) {
            fields.error("product", ProblemCode.UNKNOWN_VALUE, "must be current or savings");
        }
        String currency = fields.currency("currency", asked.currency());
        String nickname = fields.optional("nickname", asked.nickname(), NICKNAME);
        Long customer = holder(asked, caller, fields);
        fields.finish();
        Account account = bank.accounts()
                .open(new Accounts.Opening(
                        Objects.requireNonNull(customer),
                        Objects.requireNonNull(product),
                        Objects.requireNonNull(currency),
                        0,
                        Objects.requireNonNull(PRODUCTS.get(product)),
                        bank.businessDates()
                                .find()
                                .orElseThrow(ProblemException::bankNotOpen)
                                .acceptingDate()));
        bank.nicknames().change(account.id(), null, nickname);
        return new Done(201, "/v1/accounts/" + account.number(), AccountAnswer.of(account, nickname));
    }

    private @Nullable Long holder(AccountOpening asked, Caller caller, FieldChecks fields) {
        if (caller.customerId() != null) {
            fields.absent("customerReference", asked.customerReference(), "customers open accounts of their own");
            return caller.customerId();
        }
        String reference = fields.required("customerReference", asked.customerReference(), REFERENCE);
        Optional<Customer> customer =
                reference == null ? Optional.empty() : bank.customers().byReference(reference);
        if (reference != null && customer.isEmpty()) {
            fields.error(
                    "customerReference", ProblemCode.UNKNOWN_CUSTOMER, "no customer has this key; register one first");
        }
        return customer.map(Customer::id).orElse(null);
    }

    Done close(long accountId, AccountClosure asked, Caller caller) {
        AccountClosing.Outcome outcome = bank.accountClosing().close(accountId, payoutAccount(asked, caller));
        if (outcome instanceof AccountClosing.Outcome.Refused refused) {
            throw problem(refused.reason());
        }
        Account account = bank.accounts().byId(accountId).orElseThrow();
        long paidOutMinor = ((AccountClosing.Outcome.Closed) outcome).paidOutMinor();
        return new Done(
                200,
                null,
                new AccountClosure.Answer(
                        account.number(),
                        account.status().name().toLowerCase(Locale.ROOT),
                        Money.plain(paidOutMinor, account.currency()),
                        account.currency()));
    }

    private @Nullable Long payoutAccount(AccountClosure asked, Caller caller) {
        if (asked.payTo() == null) {
            return null;
        }
        FieldChecks fields = new FieldChecks();
        String number = fields.account("payTo", asked.payTo());
        fields.finish();
        return bank.accounts()
                .byNumber(Objects.requireNonNull(number))
                .filter(account -> rights.mayRead(caller, account))
                .orElseThrow(() -> ProblemException.of(
                        "payTo", ProblemCode.UNKNOWN_ACCOUNT, "must be another account of the same holder"))
                .id();
    }

    private static ProblemException problem(AccountClosing.Refusal reason) {
        return switch (reason) {
            case UNKNOWN_ACCOUNT ->
                new ProblemException(ProblemCode.NOT_FOUND, "Loans are not closed here but repaid.");
            case CLOSE_RUNNING ->
                ProblemException.retryLater(
                        ProblemCode.UNAVAILABLE, "The bank closes its day; send the same request again.", 60);
            case HOLDS_ACTIVE -> wrongState("Holds reserve funds on it; wait until they end.");
            case REPAYS_LOAN -> wrongState("A loan is repaid from it.");
            case OVERDRAWN -> wrongState("It is overdrawn; pay it up first.");
            case PAYOUT_ACCOUNT_MISSING ->
                ProblemException.of("payTo", ProblemCode.MISSING_FIELD, "is required, there is money on the account");
            case BOOKING_REFUSED ->
                wrongState("The books do not take the payout: an account is frozen or of another currency.");
        };
    }

    private static ProblemException wrongState(String detail) {
        return new ProblemException(ProblemCode.WRONG_STATE, detail);
    }
}
