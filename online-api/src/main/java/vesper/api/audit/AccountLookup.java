package vesper.api.audit;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;
import vesper.api.caller.AccountRights;
import vesper.api.caller.Caller;
import vesper.api.problem.ProblemCode;
import vesper.api.problem.ProblemException;
import vesper.bank.Bank;
import vesper.bank.account.Account;

/** Finds the account that a path names, for callers who may know of it; for all others there is none. */
@Component
public final class AccountLookup {
    private final Bank bank;
    private final AccountRights rights;

    AccountLookup(Bank bank, AccountRights rights) {
        this.bank = bank;
        this.rights = rights;
    }

    /**
     * The account, which the audit log then names as that of the request.
     *
     * @throws ProblemException 404 if there is none, or it is not the caller's
     */
    public Account require(String number, Authentication caller, HttpServletRequest request) {
        return require(bank.accounts().byNumber(canonical(number)), caller, request);
    }

    /** A number as the books have it, of one as people write it. */
    public static String canonical(String number) {
        return number.replace(" ", "").toUpperCase(Locale.ROOT);
    }

    /**
     * The same, of an account that was found elsewhere.
     *
     * @param known empty if there is none
     */
    public Account require(Optional<Account> known, Authentication caller, HttpServletRequest request) {
        Account account = known.filter(found -> rights.mayRead(Caller.of(caller), found))
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.NOT_FOUND, "This bank has no account with this number; check the IBAN."));
        AuditTrail.about(request, account.id());
        return account;
    }

    /**
     * The same, for who may change the account.
     *
     * @throws ProblemException 403 for a holder who may not, and as {@link #require}
     */
    public Account requireActing(String number, Authentication caller, HttpServletRequest request) {
        Account account = require(number, caller, request);
        rights.requireActing(Caller.of(caller), account);
        return account;
    }
}
