package vesper.api.loan;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;
import vesper.api.audit.AccountLookup;
import vesper.api.audit.AuditTrail;
import vesper.api.caller.AccountRights;
import vesper.api.caller.Caller;
import vesper.api.problem.ProblemCode;
import vesper.api.problem.ProblemException;
import vesper.bank.Bank;
import vesper.bank.account.Account;
import vesper.bank.servicing.LoanAccount;

/** Finds the loan that a path names, for callers who may know of it; for all others there is none. */
@Component
final class LoanLookup {
    private final Bank bank;
    private final AccountRights rights;

    LoanLookup(Bank bank, AccountRights rights) {
        this.bank = bank;
        this.rights = rights;
    }

    /**
     * The loan, whose account the audit log then names as that of the request.
     *
     * @throws ProblemException 404 if there is none, or it is not the caller's
     */
    LoanAccount require(String number, Authentication caller, HttpServletRequest request) {
        Optional<Account> account = bank.accounts()
                .byNumber(AccountLookup.canonical(number))
                .filter(found -> rights.mayRead(Caller.of(caller), found));
        account.ifPresent(found -> AuditTrail.about(request, found.id()));
        return account.flatMap(found -> bank.loans().find(found.id()))
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.NOT_FOUND, "This bank has no loan with this number; check the IBAN."));
    }

    /** IBAN of the account that the loan's money went to and its instalments come from. */
    String linkedNumber(LoanAccount loan) {
        return bank.accounts().byId(loan.linkedAccountId()).orElseThrow().number();
    }
}
