package vesper.bank.deposit;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.UUID;
import vesper.bank.Ids;
import vesper.bank.interest.DailyInterest;

/**
 * Interest accrued on one side of an account and not yet posted.
 *
 * @param weight sum of the days' {@link DailyInterest#weight weights}; positive is earned by the holder
 */
public record InterestDue(long accountId, String currency, Side side, BigInteger weight) {
    /** Whose interest it is. */
    public enum Side {
        /** On a positive balance; the holder earns it, or pays it where the rate is negative. */
        CREDIT,
        /** On what is overdrawn; the holder pays it. */
        DEBIT
    }

    /** What to post, in minor units, rounded half even; positive credits the account. */
    public long amountMinor() {
        return DailyInterest.posted(weight);
    }

    /** Id of the entry that keeps tax back of it. */
    UUID taxEntryId(LocalDate periodEnd) {
        return Ids.of("withholding-tax", Long.toString(accountId), periodEnd.toString());
    }

    /** Id of the entry that posts it: one for account, side and period. */
    UUID entryId(LocalDate periodEnd) {
        String purpose = side == Side.CREDIT ? "capitalisation" : "overdraft-interest";
        return Ids.of(purpose, Long.toString(accountId), periodEnd.toString());
    }
}
