package vesper.api.problem;

import java.util.Locale;

/**
 * The closed list of problems. The lower-case name is the stable {@code code} of the answer; callers may depend on it and
 * on the HTTP status, never on the words.
 */
public enum ProblemCode {
    MALFORMED_JSON(400, "The body is not well-formed JSON"),
    UNKNOWN_FIELD(400, "The body has a field that this operation does not know"),
    WRONG_TYPE(400, "A field has the wrong JSON type"),
    INVALID_PARAMETER(400, "A parameter cannot be used"),
    INVALID_CURSOR(400, "The cursor cannot be used"),
    INVALID_IDEMPOTENCY_KEY(400, "The Idempotency-Key cannot be used"),
    INVALID_REQUEST(400, "The request cannot be read"),
    UNAUTHENTICATED(401, "A valid access token is needed"),
    FRESH_SIGN_IN_NEEDED(401, "The customer must sign in again before this"),
    INVALID_SIGNATURE(401, "The request is not signed as it must be"),
    MISSING_SCOPE(403, "The access token lacks a scope"),
    INSUFFICIENT_RIGHTS(403, "Your rights on the account do not allow this"),
    NOT_FOUND(404, "There is nothing here"),
    METHOD_NOT_ALLOWED(405, "The method is not supported here"),
    NOT_ACCEPTABLE(406, "No representation fits the Accept header"),
    WRONG_STATE(409, "It is in a state that does not allow this"),
    IDEMPOTENCY_KEY_IN_USE(409, "A command with this Idempotency-Key is still running"),
    OFFER_EXPIRED(409, "The offer was not taken in time"),
    PRECONDITION_FAILED(412, "It was changed since it was read"),
    BODY_TOO_LARGE(413, "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "The body has a media type that is not supported"),
    MISSING_FIELD(422, "A required field is missing"),
    FIELD_NOT_ALLOWED(422, "A field does not belong to this kind of request"),
    UNKNOWN_VALUE(422, "A field has a value that is not on its list"),
    INVALID_TEXT(422, "A text is too long or has characters that are not allowed"),
    INVALID_NUMBER(422, "A number is out of range"),
    INVALID_CARD(422, "A card number is malformed"),
    INVALID_ACCOUNT(422, "An account number is malformed"),
    INVALID_EMAIL(422, "An e-mail address is malformed"),
    INVALID_TIME(422, "A time is malformed"),
    TIME_OUT_OF_RANGE(422, "A time is too far from the bank's business date"),
    INVALID_AMOUNT(422, "An amount is malformed"),
    AMOUNT_NOT_POSITIVE(422, "An amount must be greater than zero"),
    AMOUNT_NEGATIVE(422, "An amount must not be negative"),
    AMOUNT_DECIMALS(422, "An amount has more decimals than its currency"),
    AMOUNT_TOO_LARGE(422, "An amount is too large"),
    AMOUNT_OUT_OF_RANGE(422, "An amount is not one that the loan product allows"),
    UNKNOWN_PRODUCT(422, "A loan product is not known"),
    UNKNOWN_CURRENCY(422, "A currency is not known"),
    CURRENCY_MISMATCH(422, "The currency is not that of the account"),
    UNKNOWN_ACCOUNT(422, "An account is not known"),
    UNKNOWN_CUSTOMER(422, "A customer is not known"),
    UNKNOWN_PAYMENT(422, "A payment is not known"),
    UNKNOWN_CARD(422, "A card is not known"),
    SAME_ACCOUNT(422, "Payer and payee are the same account"),
    ACCOUNT_FROZEN(422, "An account is frozen"),
    ACCOUNT_CLOSED(422, "An account is closed"),
    ACCOUNT_NOT_PAYABLE(422, "An account of this kind takes no payments"),
    INSUFFICIENT_FUNDS(422, "The account that pays has too little money"),
    CARD_BLOCKED(422, "A card is blocked"),
    IDEMPOTENCY_KEY_REUSED(422, "The Idempotency-Key was used with another body"),
    INVALID_TERMS(422, "The terms make no loan"),
    INVALID_QUERY(422, "The query cannot be read, or does not fit the schema"),
    QUERY_TOO_LARGE(422, "The query asks for too much"),
    TOO_MANY_ITEMS(422, "The list is empty or too long"),
    SEVERAL_ERRORS(422, "Several fields cannot be used"),
    PRECONDITION_REQUIRED(428, "The change must say what it changes"),
    TOO_MANY_REQUESTS(429, "A limit is used up"),
    INTERNAL_ERROR(500, "Something went wrong here"),
    UNAVAILABLE(503, "The bank cannot do this now"),
    OVERLOADED(503, "The bank is asked more than it can do"),
    BACKLOG_FULL(503, "Too many payments wait to be booked"),
    BANK_NOT_OPEN(503, "The bank has not opened its first business day");

    private final int status;
    private final String title;

    ProblemCode(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** HTTP status of the answer. */
    public int status() {
        return status;
    }

    /** The same for every occurrence. */
    public String title() {
        return title;
    }

    /** The stable code, such as {@code unknown_card}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
