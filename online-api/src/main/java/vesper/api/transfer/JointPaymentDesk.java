package vesper.api.transfer;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;
import vesper.api.ApiSettings;
import vesper.api.caller.AccountRights;
import vesper.api.caller.Caller;
import vesper.api.caller.StepUp;
import vesper.api.command.Commands.Done;
import vesper.api.field.FieldChecks;
import vesper.api.field.PathId;
import vesper.api.problem.ProblemCode;
import vesper.api.problem.ProblemException;
import vesper.bank.Bank;
import vesper.bank.account.Account;
import vesper.bank.holder.JointPayment;
import vesper.bank.holder.JointPayment.State;
import vesper.bank.holder.JointPayments;
import vesper.bank.holder.Rights;

/** Takes down transfers that two must sign, and the second holder's decision. */
@Component
final class JointPaymentDesk {
    static final String HERE = "/v1/joint-payments/";
    private static final Duration WAITS = Duration.ofDays(3);
    private static final int REFERENCE = 140;
    private static final int LISTED = 200;

    private final Bank bank;
    private final TransferAccounts accounts;
    private final AccountRights rights;
    private final JointPaymentSender sender;
    private final StepUp stepUp;
    private final long maxAmountMajor;

    JointPaymentDesk(
            Bank bank,
            TransferAccounts accounts,
            AccountRights rights,
            JointPaymentSender sender,
            StepUp stepUp,
            ApiSettings settings) {
        this.bank = bank;
        this.accounts = accounts;
        this.rights = rights;
        this.sender = sender;
        this.stepUp = stepUp;
        maxAmountMajor = settings.maxAmountMajor();
    }

    Done ask(JointPaymentRequest asked, Caller caller, Instant now) {
        FieldChecks fields = new FieldChecks();
        String currency = fields.currency("currency", asked.currency());
        Account from = accounts.from(asked.from(), currency, caller, fields);
        Account to = accounts.to(asked.to(), from, currency, fields);
        Long amount = fields.amount("amount", asked.amount(), currency, maxAmountMajor, false);
        String reference = fields.required("reference", asked.reference(), REFERENCE);
        fields.finish();
        Rights held = rights.of(caller, Objects.requireNonNull(from)).orElse(Rights.VIEW_ONLY);
        if (held != Rights.BOTH_TO_SIGN) {
            throw held.actsAlone()
                    ? new ProblemException(
                            ProblemCode.WRONG_STATE, "You pay from this account alone; send it to /v1/payments.")
                    : AccountRights.insufficient();
        }
        stepUp.requireAbove(caller, Objects.requireNonNull(amount), Objects.requireNonNull(currency));
        JointPayment payment = bank.jointPayments()
                .add(new JointPayments.Asked(
                        from.id(),
                        Objects.requireNonNull(to).id(),
                        amount,
                        currency,
                        Objects.requireNonNull(reference),
                        Objects.requireNonNull(caller.customerId()),
                        caller.name(),
                        now.plus(WAITS)));
        return new Done(201, HERE + payment.id(), JointPaymentAnswer.of(payment, from, to, now));
    }

    JointPaymentAnswer.All list(Caller caller, Instant now) {
        List<Long> held = rights.accountsOf(Objects.requireNonNull(caller.customerId())).stream()
                .map(Account::id)
                .toList();
        return new JointPaymentAnswer.All(bank.jointPayments().ofAccounts(held, LISTED).stream()
                .map(payment -> answer(payment, now))
                .toList());
    }

    /**
     * A transfer from an account that the caller holds.
     *
     * @throws ProblemException 404 if there is none, or the account is another's
     */
    JointPayment require(String id, Caller caller) {
        return PathId.uuid(id)
                .flatMap(bank.jointPayments()::find)
                .filter(payment -> rights.mayRead(caller, account(payment)))
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.NOT_FOUND, "You have no payment with this id to sign; ids are those of the list."));
    }

    JointPaymentAnswer answer(JointPayment payment, Instant now) {
        return JointPaymentAnswer.of(
                payment,
                account(payment),
                bank.accounts().byId(payment.creditorAccountId()).orElseThrow(),
                now);
    }

    /** Approves and sends; again, answers as it stands, and sends what could not be sent before. */
    JointPayment approve(JointPayment payment, Caller caller, Instant now) {
        long customer = requireSigner(payment, caller);
        if (customer == payment.askedBy()) {
            throw new ProblemException(ProblemCode.WRONG_STATE, "You asked for it: another holder must approve it.");
        }
        if (!maySign(payment, payment.askedBy())) {
            throw new ProblemException(
                    ProblemCode.WRONG_STATE, "Who asked for it may not pay from this account any more.");
        }
        stepUp.requireAbove(caller, payment.amountMinor(), payment.currency());
        bank.jointPayments().approve(payment.id(), customer, now);
        JointPayment decided = again(payment);
        if (!Long.valueOf(customer).equals(decided.decidedBy()) || decided.state() == State.REJECTED) {
            throw over();
        }
        if (decided.state() == State.APPROVED) {
            sender.send(decided);
        }
        return again(payment);
    }

    /** Rejects; again, answers as it stands. */
    JointPayment reject(JointPayment payment, Caller caller, Instant now) {
        long customer = requireSigner(payment, caller);
        bank.jointPayments().reject(payment.id(), customer, now);
        JointPayment decided = again(payment);
        if (decided.state() != State.REJECTED) {
            throw over();
        }
        return decided;
    }

    private long requireSigner(JointPayment payment, Caller caller) {
        long customer = Objects.requireNonNull(caller.customerId());
        if (!maySign(payment, customer)) {
            throw AccountRights.insufficient();
        }
        return customer;
    }

    private boolean maySign(JointPayment payment, long customer) {
        return bank.holders()
                .rights(account(payment), customer)
                .filter(held -> held != Rights.VIEW_ONLY)
                .isPresent();
    }

    private static ProblemException over() {
        return new ProblemException(ProblemCode.WRONG_STATE, "It has been decided, or waited too long; read it again.");
    }

    private JointPayment again(JointPayment payment) {
        return bank.jointPayments().find(payment.id()).orElseThrow();
    }

    private Account account(JointPayment payment) {
        return bank.accounts().byId(payment.debtorAccountId()).orElseThrow();
    }
}
