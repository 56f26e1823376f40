package vesper.api.graph;

import org.jspecify.annotations.Nullable;
import vesper.api.account.AccountAnswer;
import vesper.bank.account.Account;

/**
 * An account that the caller may see, with the fields of its answer as the schema names them.
 *
 * @param held as it was read, for what is asked of it
 */
public record GraphAccount(
        Account held,
        String number,
        String kind,
        String name,
        String status,
        String currency,
        String balance,
        String openedOn,
        @Nullable String nickname) {

    static GraphAccount of(Account account, @Nullable String nickname) {
        AccountAnswer answer = AccountAnswer.of(account, nickname);
        return new GraphAccount(
                account,
                answer.number(),
                answer.kind(),
                answer.name(),
                answer.status(),
                answer.currency(),
                answer.balance(),
                answer.openedOn(),
                nickname);
    }

    /** Without its contents: they are personal. */
    @Override
    public String toString() {
        return "GraphAccount";
    }
}
