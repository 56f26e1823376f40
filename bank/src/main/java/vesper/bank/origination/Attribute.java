package vesper.bank.origination;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vesper.bank.account.Account;

/** What a score may look at. Nothing in it tells who a person is: no name, age, sex, origin or place. */
public enum Attribute {
    /** The amount in percent of a year's income; missing without income. */
    LOAN_TO_INCOME_PCT,
    /** Outgoings and debts in percent of the income; missing without income. */
    OUTGOINGS_TO_INCOME_PCT,
    /** Whole months since the account was opened. */
    MONTHS_AS_CUSTOMER,
    /** The account's balance in percent of the amount; negative if overdrawn. */
    BALANCE_TO_LOAN_PCT,
    /** Payments from the account refused for lack of funds in the last 180 days. */
    REFUSED_PAYMENTS;

    /** As it stands in score cards and reasons: {@code months_as_customer}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The values of an application; those that are missing are left out. Percentages have two decimals, rounded half up. */
    static Map<Attribute, BigDecimal> of(LoanRequest request, Account account, long refusedPayments, LocalDate on) {
        Map<Attribute, BigDecimal> values = new EnumMap<>(Attribute.class);
        put(values, LOAN_TO_INCOME_PCT, percent(request.amountMinor(), request.monthlyIncomeMinor() * 12));
        put(
                values,
                OUTGOINGS_TO_INCOME_PCT,
                percent(request.monthlyOutgoingsMinor() + request.monthlyDebtMinor(), request.monthlyIncomeMinor()));
        long months = Math.max(0, ChronoUnit.MONTHS.between(account.openedOn(), on));
        values.put(MONTHS_AS_CUSTOMER, BigDecimal.valueOf(months));
        put(values, BALANCE_TO_LOAN_PCT, percent(account.balanceMinor(), request.amountMinor()));
        values.put(REFUSED_PAYMENTS, BigDecimal.valueOf(refusedPayments));
        return values;
    }

    private static void put(Map<Attribute, BigDecimal> values, Attribute attribute, @Nullable BigDecimal value) {
        if (value != null) {
            values.put(attribute, value);
        }
    }

    /** Part of whole in percent, two decimals, rounded half up; null if there is no whole. */
    static @Nullable BigDecimal percent(long part, long whole) {
        return whole == 0
                ? null
                : BigDecimal.valueOf(part).movePointRight(2).divide(BigDecimal.valueOf(whole), 2, RoundingMode.HALF_UP);
    }
}
