package vesper.bank.origination;

import static vesper.bank.origination.ApplicationState.ACCEPTED;
import static vesper.bank.origination.ApplicationState.APPROVAL_PROPOSED;
import static vesper.bank.origination.ApplicationState.DECLINED;
import static vesper.bank.origination.ApplicationState.DECLINE_PROPOSED;
import static vesper.bank.origination.ApplicationState.DISBURSED;
import static vesper.bank.origination.ApplicationState.EXPIRED;
import static vesper.bank.origination.ApplicationState.OFFERED;
import static vesper.bank.origination.ApplicationState.REFERRED;
import static vesper.bank.origination.ApplicationState.WITHDRAWN;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What a command does to an application. Pure. */
final class ApplicationRules {
    private ApplicationRules() {}

    /**
     * Where an application stands, as far as commands depend on it.
     *
     * @param proposedBy who proposed the decision that is to be checked
     * @param offerValidUntil last day of the offer, if there is one
     */
    record Standing(
            ApplicationState state,
            @Nullable String proposedBy,
            @Nullable LocalDate offerValidUntil) {}

    /**
     * What comes of a command. A refusal may still move the application on: an offer that is taken too late expires.
     *
     * @param to the next state, or null if it stays as it is
     * @param refusal null if the command was carried out, now or before
     */
    record Verdict(@Nullable ApplicationState to, @Nullable OriginationRefusal refusal) {}

    static Verdict decide(Standing now, ApplicationCommand command, LocalDate businessDate) {
        return switch (command.action()) {
            case PROPOSE_APPROVAL -> byPerson(now, command, APPROVAL_PROPOSED);
            case PROPOSE_DECLINE -> byPerson(now, command, DECLINE_PROPOSED);
            case REFER -> byPerson(now, command, REFERRED);
            case CONFIRM -> confirm(now, command);
            case ACCEPT -> accept(now, businessDate);
            case DISBURSE -> now.state() == DISBURSED ? asBefore() : move(now, DISBURSED);
            case EXPIRE -> lapsed(now, businessDate) ? move(now, EXPIRED) : refused(OriginationRefusal.WRONG_STATE);
            case WITHDRAW -> now.state() == WITHDRAWN ? asBefore() : move(now, WITHDRAWN);
        };
    }

    private static Verdict byPerson(Standing now, ApplicationCommand command, ApplicationState to) {
        if (command.reason().isEmpty()) {
            return refused(OriginationRefusal.REASON_NEEDED);
        }
        return move(now, to);
    }

    private static Verdict confirm(Standing now, ApplicationCommand command) {
        if (!now.state().isProposed()) {
            return refused(OriginationRefusal.WRONG_STATE);
        }
        if (command.by().equals(now.proposedBy())) {
            return refused(OriginationRefusal.SAME_PERSON);
        }
        return move(now, now.state() == APPROVAL_PROPOSED ? OFFERED : DECLINED);
    }

    private static Verdict accept(Standing now, LocalDate businessDate) {
        if (now.state() == ACCEPTED || now.state() == DISBURSED) {
            return asBefore();
        }
        if (lapsed(now, businessDate)) {
            return new Verdict(EXPIRED, OriginationRefusal.OFFER_EXPIRED);
        }
        return now.state() == EXPIRED ? refused(OriginationRefusal.OFFER_EXPIRED) : move(now, ACCEPTED);
    }

    private static boolean lapsed(Standing now, LocalDate businessDate) {
        return now.state() == OFFERED && (now.offerValidUntil() == null || businessDate.isAfter(now.offerValidUntil()));
    }

    private static Verdict move(Standing now, ApplicationState to) {
        return now.state().next().contains(to) ? new Verdict(to, null) : refused(OriginationRefusal.WRONG_STATE);
    }

    private static Verdict asBefore() {
        return new Verdict(null, null);
    }

    private static Verdict refused(OriginationRefusal refusal) {
        return new Verdict(null, refusal);
    }
}
