package vesper.bank.origination;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import vesper.bank.account.Account;
import vesper.bank.account.AccountKind;
import vesper.bank.account.AccountStatus;
import vesper.bank.account.Accounts;
import vesper.bank.calendar.BusinessDates;
import vesper.bank.lending.InvalidTermsException;
import vesper.bank.money.Money;
import vesper.bank.origination.ApplicationOutcome.Done;
import vesper.bank.origination.ApplicationOutcome.Refused;

/** Takes new applications: checks them against product and account, has them assessed, and records what the rules decide. */
final class ApplicationIntake {
    private final JdbcClient jdbc;
    private final BusinessDates businessDates;
    private final Accounts accounts;
    private final LoanProducts products;
    private final ScoreCards cards;
    private final ApplicationTable table;
    private final ApplicationMoves moves;

    ApplicationIntake(
            JdbcClient jdbc,
            BusinessDates businessDates,
            Accounts accounts,
            LoanProducts products,
            ScoreCards cards,
            ApplicationTable table,
            ApplicationMoves moves) {
        this.jdbc = jdbc;
        this.businessDates = businessDates;
        this.accounts = accounts;
        this.products = products;
        this.cards = cards;
        this.table = table;
        this.moves = moves;
    }

    /** Within the transaction of the caller. Applications of one customer are taken one after the other. */
    ApplicationOutcome take(UUID id, String clientId, LoanRequest request) {
        Optional<Account> account = accounts.byNumber(request.accountNumber());
        // Together they must not exceed what rules may lend.
        account.ifPresent(this::lockCustomer);
        return table.find(id)
                .map(before -> repeated(before, request))
                .orElseGet(() -> assess(id, clientId, request, account.orElse(null)));
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

    private ApplicationOutcome assess(UUID id, String clientId, LoanRequest request, @Nullable Account account) {
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
                    cards.newest(product.policy().scoreCard()),
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
        moves.move(table.find(id).orElseThrow(), decided, LoanApplications.RULES, words(assessment.decision()), today);
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

    private static String words(CreditDecision decision) {
        return String.join(
                "; ",
                decision.reasons().stream().map(CreditDecision.Reason::detail).toList());
    }
}
