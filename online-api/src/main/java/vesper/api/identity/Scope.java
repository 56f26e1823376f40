package vesper.api.identity;

import java.util.Arrays;
import java.util.Optional;

/** What a client may be allowed to do. */
public enum Scope {
    PAYMENTS_WRITE("payments:write", "send payments and follow them"),
    PAYMENTS_HISTORY("payments:history", "send payments that took place long before the business date"),
    ACCOUNTS_READ("accounts:read", "read accounts and their transactions"),
    ONBOARDING("onboarding", "open accounts and register cards"),
    LOANS_QUOTE("loans:quote", "ask what a loan would cost"),
    LOANS_APPLY("loans:apply", "apply for loans and take offers");

    private final String value;
    private final String meaning;

    Scope(String value, String meaning) {
        this.value = value;
        this.meaning = meaning;
    }

    /** As it stands in tokens, such as {@code payments:write}. */
    public String value() {
        return value;
    }

    public String meaning() {
        return meaning;
    }

    /** The authority that a token with this scope gives. */
    public String authority() {
        return "SCOPE_" + value;
    }

    static Optional<Scope> of(String value) {
        return Arrays.stream(values())
                .filter(scope -> scope.value.equals(value))
                .findFirst();
    }
}
