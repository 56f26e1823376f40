package vesper.bank.origination;

import java.util.Optional;
import vesper.bank.origination.LoanProducts.Check;

/** The second person who looks at what one has proposed. */
final class FourEyes {
    private FourEyes() {}

    /**
     * Carries out a decision, unless it is not this person's to make.
     *
     * @param proposedBy who proposed what waits, locked by the caller; empty if nothing waits
     */
    static Check check(Optional<String> proposedBy, String by, Runnable decision) {
        if (proposedBy.isEmpty()) {
            return Check.NOT_WAITING;
        }
        if (proposedBy.get().equals(by)) {
            return Check.SAME_PERSON;
        }
        decision.run();
        return Check.DONE;
    }
}
