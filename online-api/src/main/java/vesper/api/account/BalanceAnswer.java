package vesper.api.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import vesper.bank.account.Account;
import vesper.bank.money.Money;

/** The balances of an account, now or at another time. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        description =
                "The balances of an account, decimal numbers in major units; negative if the holder owes the bank.")
public record BalanceAnswer(
        @Schema(example = "USD") String currency,

        @Schema(description = "of all that is booked", example = "1234.56")
        String ledger,

        @Schema(description = "what holds reserve of it; only of the balance now", example = "50.00") @Nullable
        String held,

        @Schema(
                description =
                        "what can be paid: ledger less held and minimum balance, plus overdraft limit; only of the balance now",
                example = "1184.56")
        @Nullable
        String available,

        @Schema(
                description = "the moment or the close of the date that was asked for; missing: now",
                example = "2023-06-30")
        @Nullable
        String asOf) {

    static BalanceAnswer now(Account account) {
        return new BalanceAnswer(
                account.currency(),
                decimal(account.balanceMinor(), account),
                decimal(account.heldMinor(), account),
                decimal(account.availableMinor(), account),
                null);
    }

    static BalanceAnswer then(Account account, long balanceMinor, String asOf) {
        return new BalanceAnswer(account.currency(), decimal(balanceMinor, account), null, null, asOf);
    }

    private static String decimal(long minor, Account account) {
        return Money.plain(minor, account.currency());
    }
}
