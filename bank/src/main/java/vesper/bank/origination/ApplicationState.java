package vesper.bank.origination;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Where an application stands. Which state may follow which is also held by a constraint of the database. */
public enum ApplicationState {
    /** Received; rules decide at once. */
    SUBMITTED,
    /** Waits for a person to propose a decision. */
    REFERRED,
    /** One person would approve; waits for a second. */
    APPROVAL_PROPOSED,
    /** One person would decline; waits for a second. */
    DECLINE_PROPOSED,
    /** The customer has an offer. */
    OFFERED,
    /** The customer took the offer in time. */
    ACCEPTED,
    /** The money is on the customer's account. */
    DISBURSED,
    DECLINED,
    /** The customer does not want it any more. */
    WITHDRAWN,
    /** The offer was not taken in time. */
    EXPIRED;

    /** States that may follow. */
    public Set<ApplicationState> next() {
        return switch (this) {
            case SUBMITTED -> EnumSet.of(OFFERED, REFERRED, DECLINED);
            case REFERRED -> EnumSet.of(REFERRED, APPROVAL_PROPOSED, DECLINE_PROPOSED, WITHDRAWN);
            case APPROVAL_PROPOSED -> EnumSet.of(OFFERED, REFERRED, WITHDRAWN);
            case DECLINE_PROPOSED -> EnumSet.of(DECLINED, REFERRED, WITHDRAWN);
            case OFFERED -> EnumSet.of(ACCEPTED, WITHDRAWN, EXPIRED);
            case ACCEPTED -> EnumSet.of(DISBURSED, WITHDRAWN);
            case DISBURSED, DECLINED, WITHDRAWN, EXPIRED -> EnumSet.noneOf(ApplicationState.class);
        };
    }

    /** Whether people are to decide. */
    public boolean waits() {
        return this == REFERRED || isProposed();
    }

    /** Whether a second person is to check what a first has proposed. */
    public boolean isProposed() {
        return this == APPROVAL_PROPOSED || this == DECLINE_PROPOSED;
    }

    /** The stable code, such as {@code approval_proposed}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
