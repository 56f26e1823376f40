package vesper.bank.origination;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import vesper.bank.Ids;
import vesper.bank.account.Accounts;
import vesper.bank.calendar.BusinessDates;
import vesper.bank.origination.ApplicationCommand.Action;
import vesper.bank.origination.ApplicationOutcome.Done;
import vesper.bank.origination.ApplicationOutcome.Refused;
import vesper.bank.origination.ApplicationRules.Verdict;
import vesper.bank.origination.Disbursement.Payout;
import vesper.bank.origination.LoanApplication.Step;

/**
 * Takes applications and carries out what clients and staff want to happen to them. Each call is one transaction that holds the
 * application, asks {@link ApplicationRules}, and records the step; doing one again has no further effect.
 */
public final class LoanApplications {
    /** Who takes the steps that no person takes. */
    public static final String RULES = "rules";

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final BusinessDates businessDates;
    private final Disbursement disbursement;
    private final ApplicationTable table;
    private final OfferTable offers;
    private final ApplicationMoves moves;
    private final ApplicationIntake intake;

    public LoanApplications(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            BusinessDates businessDates,
            Accounts accounts,
            LoanProducts products,
            ScoreCards cards,
            Disbursement disbursement) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.businessDates = businessDates;
        this.disbursement = disbursement;
        table = new ApplicationTable(jdbc);
        offers = new OfferTable(jdbc);
        moves = new ApplicationMoves(table, offers, products);
        intake = new ApplicationIntake(jdbc, businessDates, accounts, products, cards, table, moves);
    }

    /** The id of the application that a client sends under a key. */
    public static UUID idOf(String clientId, String key) {
        return Ids.of("loan-application", clientId, key);
    }

    public Optional<LoanApplication> find(UUID id) {
        return table.find(id);
    }

    /** The offer of an application, if one was made; it stays after it was taken or has expired. */
    public Optional<LoanOffer> offer(UUID id) {
        return offers.find(id);
    }

    /** Every step of an application, oldest first. */
    public List<Step> steps(UUID id) {
        return table.steps(id);
    }

    /** Applications that wait for people, or were accepted and not paid out, oldest first. */
    public List<LoanApplication> waiting(int offset, int limit) {
        return table.waiting(offset, limit);
    }

    /** How many there are of {@link #waiting}. */
    public long countWaiting() {
        return jdbc.sql("""
                        select count(*) from loan_application
                         where state in ('REFERRED', 'APPROVAL_PROPOSED', 'DECLINE_PROPOSED', 'ACCEPTED')
                        """).query(Long.class).single();
    }

    /**
     * Takes an application: assesses it, and lets rules approve, refer or decline.
     *
     * @param key the client's own; the same key and request again are answered with the application of the first time
     */
    public ApplicationOutcome apply(String clientId, String key, LoanRequest request) {
        Supplier<ApplicationOutcome> attempt =
                () -> inTransaction(() -> intake.take(idOf(clientId, key), clientId, request));
        try {
            return attempt.get();
        } catch (DuplicateKeyException e) {
            // The same key arrived at the same time for another account; it is recorded now.
            return attempt.get();
        }
    }

    /**
     * Takes the offer and pays the loan out, each in a transaction of its own: an offer that was taken in time stays taken though
     * the account does not take the money now. Repeating it pays out what is not paid out yet, and nothing twice.
     */
    public ApplicationOutcome takeOffer(UUID id, String clientId) {
        ApplicationOutcome taken = carryOut(id, ApplicationCommand.ofClient(Action.ACCEPT, clientId, ""));
        if (taken instanceof Refused) {
            return taken;
        }
        ApplicationOutcome paid = carryOut(id, ApplicationCommand.ofClient(Action.DISBURSE, clientId, ""));
        return paid instanceof Refused ? taken : paid;
    }

    /**
     * Carries out what somebody wants to happen to an application. Accepting, paying out and withdrawing again has no further
     * effect.
     */
    public ApplicationOutcome carryOut(UUID id, ApplicationCommand command) {
        if (command.reason().length() > ApplicationCommand.LONGEST_REASON) {
            return new Refused(OriginationRefusal.REASON_TOO_LONG, "The reason is longer than 2,000 characters.");
        }
        ApplicationOutcome outcome = transaction.execute(status -> {
            ApplicationOutcome done = table.lock(id)
                    .map(now -> carryOut(now, command, businessDates.current().businessDate()))
                    .orElseGet(
                            () -> new Refused(OriginationRefusal.UNKNOWN_APPLICATION, "There is no such application."));
            if (done instanceof Refused refused && refused.reason() == OriginationRefusal.NOT_PAYABLE) {
                status.setRollbackOnly();
            }
            return done;
        });
        return Objects.requireNonNull(outcome);
    }

    /** How many offers were not taken by their last day, which is before a business date. */
    public long countLapsed(LocalDate businessDate) {
        return offers.countLapsed(businessDate);
    }

    /**
     * Ends offers that were not taken by their last day, which is before the business date.
     *
     * @return those that were ended, at most {@code limit}; fewer if no more are left
     */
    public List<LoanApplication> expire(LocalDate businessDate, int limit) {
        return inTransaction(() -> offers.lapsed(businessDate, limit).stream()
                .map(id -> table.find(id).orElseThrow())
                .filter(now -> carryOut(now, new ApplicationCommand(Action.EXPIRE, RULES, lapsed(now)), businessDate)
                        instanceof Done)
                .toList());
    }

    private ApplicationOutcome carryOut(LoanApplication now, ApplicationCommand command, LocalDate today) {
        Verdict verdict = ApplicationRules.decide(now.standing(), command, today);
        ApplicationState to = verdict.to();
        OriginationRefusal refusal = verdict.refusal();
        if (refusal != null) {
            if (to != null) {
                moves.move(now, to, RULES, lapsed(now), today);
            }
            return new Refused(refusal, words(refusal, now));
        }
        if (to == ApplicationState.DISBURSED) {
            Payout payout = disbursement.payOut(now, moves.product(now));
            if (payout.refusal() != null) {
                return new Refused(
                        OriginationRefusal.NOT_PAYABLE,
                        "The money cannot be paid out now: "
                                + payout.refusal().toLowerCase(Locale.ROOT).replace('_', ' ') + ".");
            }
            table.disbursed(now.id(), command.by(), command.reason(), today, payout.loanAccountId());
        } else if (to != null) {
            moves.move(now, to, command.by(), command.reason(), today);
        }
        return new Done(table.find(now.id()).orElseThrow(), to == null);
    }

    private static String words(OriginationRefusal refusal, LoanApplication now) {
        return switch (refusal) {
            case OFFER_EXPIRED -> lapsed(now) + ".";
            case SAME_PERSON -> "Another person than the one who proposed must check it.";
            case REASON_NEEDED -> "A reason is needed.";
            default ->
                now.state().waits()
                        ? "The application waits for a decision."
                        : "The application is " + now.state().code() + ".";
        };
    }

    private static String lapsed(LoanApplication now) {
        return "The offer was valid until " + now.offerValidUntil();
    }

    private <T> T inTransaction(Supplier<T> work) {
        return Objects.requireNonNull(transaction.execute(status -> work.get()));
    }
}
