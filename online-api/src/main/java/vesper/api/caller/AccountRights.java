package vesper.api.caller;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import vesper.api.problem.ProblemCode;
import vesper.api.problem.ProblemException;
import vesper.bank.Bank;
import vesper.bank.account.Account;
import vesper.bank.account.AccountKind;
import vesper.bank.holder.Rights;

/**
 * What a caller may do with an account: a client, which acts for the bank's own channels, all with those of any customer; a customer
 * what the rights as a holder allow. Nobody may do anything with the bank's own accounts.
 */
@Component
public final class AccountRights {
    private final Bank bank;

    AccountRights(Bank bank) {
        this.bank = bank;
    }

    /** Empty for who may not even know of the account. */
    public Optional<Rights> of(Caller caller, Account account) {
        if (account.kind() == AccountKind.INTERNAL) {
            return Optional.empty();
        }
        return caller.customerId() == null
                ? Optional.of(Rights.SOLE)
                : bank.holders().rights(account, caller.customerId());
    }

    public boolean mayRead(Caller caller, Account account) {
        boolean first = caller.customerId() != null && caller.customerId().equals(account.customerId());
        return first || of(caller, account).isPresent();
    }

    /**
     * Lets pass who may change the account without asking another.
     *
     * @throws ProblemException 403 for a holder who may not
     */
    public void requireActing(Caller caller, Account account) {
        if (of(caller, account).filter(Rights::actsAlone).isEmpty()) {
            throw insufficient();
        }
    }

    /** To a holder whose rights do not go so far. */
    public static ProblemException insufficient() {
        return new ProblemException(
                ProblemCode.INSUFFICIENT_RIGHTS,
                "You may look at this account only, or pay from it with another holder at /v1/joint-payments.");
    }

    /** All accounts that a customer holds, by whatever rights, oldest first. */
    public List<Account> accountsOf(long customerId) {
        return Stream.concat(
                        bank.accounts().ofCustomer(customerId).stream(),
                        bank.accounts().byIds(bank.holders().heldBy(customerId)).stream())
                .sorted(Comparator.comparingLong(Account::id))
                .toList();
    }
}
