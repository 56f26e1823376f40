package vesper.bank.origination;

import java.util.Locale;

/** Why an application was not taken, or a command not carried out. */
public enum OriginationRefusal {
    UNKNOWN_PRODUCT,
    UNKNOWN_ACCOUNT,
    ACCOUNT_FROZEN,
    ACCOUNT_CLOSED,
    CURRENCY_MISMATCH,
    AMOUNT_OUT_OF_RANGE,
    INSTALMENTS_OUT_OF_RANGE,
    /** The terms make no schedule. */
    INVALID_TERMS,
    /** The client used the key for another request. */
    KEY_REUSED,
    UNKNOWN_APPLICATION,
    /** Not in the state that it is in. */
    WRONG_STATE,
    OFFER_EXPIRED,
    /** The accounts do not take it now. */
    NOT_PAYABLE,
    /** The one who checks must not be the one who proposed. */
    SAME_PERSON,
    REASON_NEEDED,
    REASON_TOO_LONG;

    /** The stable code, such as {@code offer_expired}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
