package vesper.api.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vesper.bank.account.Account;
import vesper.bank.money.Money;

/** An account as it stands. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "An account as it stands.")
public record AccountAnswer(
        @Schema(description = "IBAN", example = "GB71VESP00000000000042")
        String number,

        @Schema(allowableValues = {"current", "savings", "loan"})
        String kind,

        @Schema(example = "Current account") String name,

        @Schema(allowableValues = {"open", "frozen", "closed"})
        String status,

        @Schema(description = "ISO 4217", example = "USD") String currency,

        @Schema(
                description = "decimal number in major units; negative if the holder owes the bank",
                example = "1234.56")
        String balance,

        @Schema(format = "date", example = "2023-06-05") String openedOn,

        @Schema(description = "what the holder calls it", example = "Holidays") @Nullable
        String nickname) {

    /** Without its contents: they are personal. */
    @Override
    public String toString() {
        return "AccountAnswer";
    }

    public static AccountAnswer of(Account account, @Nullable String nickname) {
        return new AccountAnswer(
                account.number(),
                account.kind().name().toLowerCase(Locale.ROOT),
                account.name(),
                account.status().name().toLowerCase(Locale.ROOT),
                account.currency(),
                Money.plain(account.balanceMinor(), account.currency()),
                account.openedOn().toString(),
                nickname);
    }

    /** Several accounts. */
    @Schema(name = "AccountList", description = "A customer's accounts, oldest first.")
    record All(List<AccountAnswer> accounts) {}
}
