package vesper.bank.account;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * An account as it stands.
 *
 * @param number IBAN of a customer's account; code and currency of the bank's own, such as {@code 1010-USD}
 * @param productCode null for the bank's own accounts
 * @param customerId null for the bank's own accounts
 * @param overdraftLimitMinor how far the balance may fall below zero; zero or positive
 * @param minimumBalanceMinor what the holder must leave on the account; zero or positive
 * @param balanceMinor sum of all postings; positive: the bank owes the holder
 * @param heldMinor what holds reserve of the balance; zero or positive
 */
public record Account(
        long id,
        String number,
        AccountKind kind,
        @Nullable String productCode,
        @Nullable Long customerId,
        String currency,
        AccountStatus status,
        long overdraftLimitMinor,
        long minimumBalanceMinor,
        String name,
        LocalDate openedOn,
        long balanceMinor,
        long heldMinor) {

    /** What the holder can dispose of, in minor units: balance, less what is held and must be left, plus the overdraft limit. */
    public long availableMinor() {
        return balanceMinor - heldMinor - minimumBalanceMinor + overdraftLimitMinor;
    }
}
