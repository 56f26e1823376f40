package vesper.api.account;

import java.util.Locale;
import org.springframework.stereotype.Component;
import vesper.api.problem.ProblemCode;
import vesper.api.problem.ProblemException;
import vesper.bank.Bank;
import vesper.bank.account.Account;
import vesper.bank.account.AccountKind;

/** The accounts that the API shows: those of customers, and none of the bank's own. */
@Component
final class CustomersAccounts {
    private final Bank bank;

    CustomersAccounts(Bank bank) {
        this.bank = bank;
    }

    /**
     * The account of a number.
     *
     * @param number IBAN; blanks and small letters are as good
     * @throws ProblemException {@link ProblemCode#NOT_FOUND}
     */
    Account find(String number) {
        String written = number.replace(" ", "").toUpperCase(Locale.ROOT);
        return bank.accounts()
                .byNumber(written)
                .filter(account -> account.kind() != AccountKind.INTERNAL)
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.NOT_FOUND, "This bank has no account with this number; check the IBAN."));
    }
}
