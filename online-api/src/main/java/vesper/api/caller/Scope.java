package vesper.api.caller;

import java.util.Arrays;
import java.util.Optional;

/** What a client, or a customer through an app, may be allowed to do. */
public enum Scope {
    PAYMENTS_WRITE(
            "payments:write", "send payments and follow them; a customer, transfers from own accounts", Holder.BOTH),
    PAYMENTS_HISTORY("payments:history", "send payments that took place long before the business date", Holder.CLIENTS),
    ACCOUNTS_READ("accounts:read", "read accounts and their transactions; a customer, the own ones", Holder.BOTH),
    ACCOUNTS_WRITE("accounts:write", "open, close and name accounts; a customer, the own ones", Holder.BOTH),
    DISPUTES("disputes", "dispute payments; a customer, the own ones", Holder.BOTH),
    ONBOARDING("onboarding", "open accounts, register cards and let customers enrol", Holder.CLIENTS),
    CREDENTIALS("credentials", "change one's own secret", Holder.CLIENTS),
    LOANS_QUOTE("loans:quote", "ask what a loan would cost", Holder.CLIENTS),
    LOANS_APPLY("loans:apply", "apply for loans and take offers", Holder.CLIENTS),
    STANDING_ORDERS("standing-orders", "order transfers for later, change and end them", Holder.CUSTOMERS),
    PAYEES("payees", "keep payees, and ask whether a name is that of an account's holder", Holder.CUSTOMERS),
    JOINT_PAYMENTS("joint-payments", "ask for payments that two must sign, and sign them", Holder.CUSTOMERS),
    LOANS_READ("loans:read", "read loans; a customer, the own ones", Holder.BOTH),
    LOANS_REPAY("loans:repay", "repay loans from accounts with the bank; a customer, the own ones", Holder.BOTH),
    ALERTS("alerts", "say what one wants to be told of own accounts, and be told", Holder.CUSTOMERS),
    PERSONAL_DATA("personal-data", "ask for what the bank holds on one, and collect it", Holder.CUSTOMERS),
    CONSENTS("consents", "see which apps of others one lets in, and end it", Holder.CUSTOMERS),
    SESSIONS("sessions", "see where one is signed in, and end it", Holder.CUSTOMERS);

    private final String value;
    private final String meaning;
    private final Holder holder;

    private enum Holder {
        CLIENTS,
        CUSTOMERS,
        BOTH
    }

    Scope(String value, String meaning, Holder holder) {
        this.value = value;
        this.meaning = meaning;
        this.holder = holder;
    }

    /** As it stands in tokens, such as {@code payments:write}. */
    public String value() {
        return value;
    }

    public String meaning() {
        return meaning;
    }

    /** Whether a program may have it for itself. */
    public boolean isForClients() {
        return holder != Holder.CUSTOMERS;
    }

    /** Whether a customer may have it: then every operation that it opens knows whose the objects are. */
    public boolean isForCustomers() {
        return holder != Holder.CLIENTS;
    }

    /** The authority that a token with this scope gives. */
    public String authority() {
        return "SCOPE_" + value;
    }

    /** The scope of that value, if there is one. */
    public static Optional<Scope> of(String value) {
        return Arrays.stream(values())
                .filter(scope -> scope.value.equals(value))
                .findFirst();
    }
}
