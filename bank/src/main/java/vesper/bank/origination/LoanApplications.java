package vesper.bank.origination;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import vesper.bank.Ids;
import vesper.bank.account.Account;
import vesper.bank.account.AccountKind;
import vesper.bank.account.AccountStatus;
import vesper.bank.account.Accounts;
import vesper.bank.calendar.BusinessDates;
import vesper.bank.lending.InvalidTermsException;
import vesper.bank.money.Money;
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
    private final Accounts accounts;
    private final LoanProducts products;
    private final Disbursement disbursement;
    private final ApplicationTable table;

    public LoanApplications(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            BusinessDates businessDates,
            Accounts accounts,
            LoanProducts products,
            Disbursement disbursement) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.businessDates = businessDates;
        this.accounts = accounts;
        this.products = products;
        this.disbursement = disbursement;
        table = new ApplicationTable(jdbc);
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
        return table.offer(id);
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
        UUID id = idOf(clientId, key);
        Supplier<ApplicationOutcome> attempt = () -> inTransaction(() -> {
            Optional<Account> account = accounts.byNumber(request.accountNumber());
            // Applications of one customer one after the other: together they must not exceed what rules may lend.
            account.ifPresent(this::lockCustomer);
            return table.find(id)
                    .map(before -> repeated(before, request))
                    .orElseGet(() -> take(id, clientId, request, account.orElse(null)));
        });
        try {
            return attempt.get();
        } catch (DuplicateKeyException e) {
            // The same key arrived at the same time for another account; it is recorded now.
            return attempt.get();
        }
    }

    private static ApplicationOutcome repeated(LoanApplication before, LoanRequest request) {
        return before.request().equals(request)
                ? new Done(before, true)
                : new Refused(OriginationRefusal.KEY_REUSED, "The key was used for another application.");
    }

    private void lockCustomer(Account account) {
        jdbc.sql("select 1 from customer where id = :id for no key update")
                .param("id", account.customerId(), java.sql.Types.BIGINT)
                .query(Integer.class)
                .optional();
    }

    private ApplicationOutcome take(UUID id, String clientId, LoanRequest request, @Nullable Account account) {
        Optional<LoanProduct> found = products.offered(request.productCode());
        Refused refused = check(found.orElse(null), request, account);
        if (refused != null) {
            return refused;
        }
        LoanProduct product = found.orElseThrow();
        Account payee = Objects.requireNonNull(account);
        LocalDate today = businessDates.current().businessDate();
        Assessment assessment;
        try {
            assessment = Assessment.of(
                    product,
                    new ScoreCards(jdbc).newest(product.policy().scoreCard()),
                    request,
                    attributes(request, payee, today),
                    Math.addExact(request.amountMinor(), table.otherExposureMinor(payee, product.currency())),
                    today);
        } catch (InvalidTermsException e) {
            return new Refused(OriginationRefusal.INVALID_TERMS, e.term() + " " + e.reason());
        }
        table.insert(id, clientId, payee, product, request, assessment, today);
        table.step(id, null, ApplicationState.SUBMITTED, "client:" + clientId, null, "", today);
        ApplicationState decided = switch (assessment.decision().kind()) {
            case APPROVE -> ApplicationState.OFFERED;
            case REFER -> ApplicationState.REFERRED;
            case DECLINE -> ApplicationState.DECLINED;
        };
        move(table.find(id).orElseThrow(), decided, RULES, words(assessment.decision()), today);
        return new Done(table.find(id).orElseThrow(), false);
    }

    private static @Nullable Refused check(
            @Nullable LoanProduct product, LoanRequest request, @Nullable Account account) {
        if (product == null) {
            return new Refused(OriginationRefusal.UNKNOWN_PRODUCT, "is no loan that the bank offers");
        }
        if (account == null || account.customerId() == null || account.kind() == AccountKind.LOAN) {
            return new Refused(OriginationRefusal.UNKNOWN_ACCOUNT, "is no customer's account at this bank");
        }
        if (account.status() != AccountStatus.OPEN) {
            return new Refused(
                    account.status() == AccountStatus.FROZEN
                            ? OriginationRefusal.ACCOUNT_FROZEN
                            : OriginationRefusal.ACCOUNT_CLOSED,
                    "is not open");
        }
        if (!account.currency().equals(product.currency())) {
            return new Refused(
                    OriginationRefusal.CURRENCY_MISMATCH,
                    "is in " + account.currency() + ", and the loan in " + product.currency());
        }
        if (!product.amountMinor().holds(request.amountMinor())) {
            return new Refused(
                    OriginationRefusal.AMOUNT_OUT_OF_RANGE,
                    "must be from " + new Money(product.amountMinor().min(), product.currency()) + " to "
                            + new Money(product.amountMinor().max(), product.currency()));
        }
        if (!product.instalments().holds(request.instalments())) {
            return new Refused(
                    OriginationRefusal.INSTALMENTS_OUT_OF_RANGE,
                    "must be from " + product.instalments().min() + " to "
                            + product.instalments().max());
        }
        return null;
    }

    private Map<Attribute, BigDecimal> attributes(LoanRequest request, Account account, LocalDate on) {
        long refused = jdbc.sql("""
                        select count(*) from payment
                         where debtor_account_id = :account and occurred_at > :day::timestamptz - interval '180 days'
                           and status = 'REFUSED' and status_reason = 'insufficient_funds'
                        """)
                .param("account", account.id())
                .param("day", on)
                .query(Long.class)
                .single();
        return Attribute.of(request, account, refused, on);
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
                    .map(now -> carryOut(now, command))
                    .orElseGet(
                            () -> new Refused(OriginationRefusal.UNKNOWN_APPLICATION, "There is no such application."));
            if (done instanceof Refused refused && refused.reason() == OriginationRefusal.NOT_PAYABLE) {
                status.setRollbackOnly();
            }
            return done;
        });
        return Objects.requireNonNull(outcome);
    }

    private ApplicationOutcome carryOut(LoanApplication now, ApplicationCommand command) {
        LocalDate today = businessDates.current().businessDate();
        Verdict verdict = ApplicationRules.decide(now.standing(), command, today);
        ApplicationState to = verdict.to();
        OriginationRefusal refusal = verdict.refusal();
        if (refusal != null) {
            if (to != null) {
                move(now, to, RULES, "The offer was valid until " + now.offerValidUntil(), today);
            }
            return new Refused(refusal, words(refusal, now));
        }
        if (to == ApplicationState.DISBURSED) {
            Payout payout = disbursement.payOut(now, product(now));
            if (payout.refusal() != null) {
                return new Refused(
                        OriginationRefusal.NOT_PAYABLE,
                        "The money cannot be paid out now: "
                                + payout.refusal().toLowerCase(Locale.ROOT).replace('_', ' ') + ".");
            }
            table.disbursed(now.id(), command.by(), command.reason(), today, payout.loanAccountId());
        } else if (to != null) {
            move(now, to, command.by(), command.reason(), today);
        }
        return new Done(table.find(now.id()).orElseThrow(), to == null);
    }

    private LoanProduct product(LoanApplication application) {
        return products.version(application.request().productCode(), application.productVersion())
                .orElseThrow();
    }

    private void move(LoanApplication now, ApplicationState to, String by, String reason, LocalDate today) {
        if (to == ApplicationState.OFFERED) {
            table.insertOffer(
                    now.id(),
                    LoanOffer.of(
                            product(now),
                            now.request().amountMinor(),
                            now.request().instalments(),
                            now.assessment().ratePct(),
                            today));
        }
        table.step(now.id(), now.state(), to, by, now.proposedBy(), reason, today);
    }

    private static String words(CreditDecision decision) {
        return String.join(
                "; ",
                decision.reasons().stream().map(CreditDecision.Reason::detail).toList());
    }

    private static String words(OriginationRefusal refusal, LoanApplication now) {
        return switch (refusal) {
            case OFFER_EXPIRED -> "The offer was valid until " + now.offerValidUntil() + ".";
            case SAME_PERSON -> "Another person than the one who proposed must check it.";
            case REASON_NEEDED -> "A reason is needed.";
            default ->
                now.state().waits()
                        ? "The application waits for a decision."
                        : "The application is " + now.state().code() + ".";
        };
    }

    private <T> T inTransaction(Supplier<T> work) {
        return Objects.requireNonNull(transaction.execute(status -> work.get()));
    }
}
