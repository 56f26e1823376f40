package vesper.bank.lending;

/** Why a loan did not do what was asked. The names are stable codes. */
public enum LoanRefusal {
    NOT_APPROVED,
    NOT_DISBURSED,
    ALREADY_DISBURSED,
    BEFORE_DISBURSEMENT,
    IN_THE_FUTURE,
    CLOSED,
    WRONG_CURRENCY,
    AMOUNT_NOT_POSITIVE,
    PERCENTAGE_OUT_OF_RANGE,
    MORE_THAN_OVERPAID,
    /** It would take back more than the payment brought, or than was repaid at all. */
    MORE_THAN_PAID,
    UNKNOWN_TRANSACTION,
    ALREADY_UNDONE,
    UNKNOWN_CHARGE,
    NOTHING_TO_WAIVE,
    NOT_CHARGED_OFF,
    ALREADY_CHARGED_OFF,
    NO_SUCH_INSTALMENT,
    /** Its principal was spread over other instalments, and its interest is settled. */
    INTEREST_IS_SETTLED,
    /** What is asked leaves instalments below their interest. */
    NO_SCHEDULE,
    NOT_ALLOWED_FOR_TYPE,
    /** What a payment above the instalment changes cannot be chosen: by the terms it changes nothing. */
    NO_CHOICE_OF_EXCESS
}
