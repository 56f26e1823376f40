package vesper.api.transfer;

import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vesper.api.caller.AccountRights;
import vesper.api.caller.Caller;
import vesper.api.field.FieldChecks;
import vesper.api.problem.ProblemCode;
import vesper.bank.Bank;
import vesper.bank.account.Account;
import vesper.bank.account.AccountKind;
import vesper.bank.account.AccountStatus;

/** Finds the accounts that a transfer for later, or for two to sign, is to be from and to. */
@Component
final class TransferAccounts {
    private final Bank bank;
    private final AccountRights rights;

    TransferAccounts(Bank bank, AccountRights rights) {
        this.bank = bank;
        this.rights = rights;
    }

    /** One that the caller holds. */
    @Nullable
    Account from(@Nullable String number, @Nullable String currency, Caller caller, FieldChecks fields) {
        return find("from", number, currency, account -> rights.mayRead(caller, account), fields);
    }

    /** Any other. */
    @Nullable
    Account to(@Nullable String number, @Nullable Account from, @Nullable String currency, FieldChecks fields) {
        Account to = find("to", number, currency, account -> true, fields);
        if (from != null && to != null && from.id() == to.id()) {
            fields.error("to", ProblemCode.SAME_ACCOUNT, "must be another account than from");
        }
        return to;
    }

    private @Nullable Account find(
            String field,
            @Nullable String number,
            @Nullable String currency,
            Predicate<Account> known,
            FieldChecks fields) {
        String written = fields.account(field, number);
        if (written == null) {
            return null;
        }
        Optional<Account> found = bank.accounts()
                .byNumber(written)
                .filter(account -> account.kind() == AccountKind.CURRENT || account.kind() == AccountKind.SAVINGS)
                .filter(known);
        if (found.isEmpty()) {
            fields.error(field, ProblemCode.UNKNOWN_ACCOUNT, "this bank has no account with this number; correct it");
            return null;
        }
        Account account = found.get();
        if (account.status() == AccountStatus.CLOSED) {
            fields.error(field, ProblemCode.ACCOUNT_CLOSED, "the account is closed; use another one");
        } else if (currency != null && !account.currency().equals(currency)) {
            fields.error("currency", ProblemCode.CURRENCY_MISMATCH, "must be that of both accounts");
        }
        return account;
    }
}
