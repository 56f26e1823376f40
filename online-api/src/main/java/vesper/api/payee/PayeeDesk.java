package vesper.api.payee;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vesper.api.command.Commands.Done;
import vesper.api.field.FieldChecks;
import vesper.api.field.PathId;
import vesper.api.problem.ProblemCode;
import vesper.api.problem.ProblemException;
import vesper.bank.Bank;
import vesper.bank.account.Account;
import vesper.bank.account.AccountKind;
import vesper.bank.account.AccountStatus;
import vesper.bank.payee.NameCheck;
import vesper.bank.payee.NameCheck.Result;
import vesper.bank.payee.Payees.Payee;

/** Checks payees that customers name, and finds those they have. */
@Component
final class PayeeDesk {
    static final String HERE = "/v1/payees/";
    private static final int NAME = 140;
    /** Questions after a name that a customer may ask in a day. */
    static final int INQUIRIES = 50;

    private static final int COME_AGAIN_SECONDS = 3600;

    private final Bank bank;

    PayeeDesk(Bank bank) {
        this.bank = bank;
    }

    private record Checked(String name, Account account, String holder, Result result) {}

    ConfirmationAnswer confirm(long customer, PayeeRequest asked) {
        Checked checked = check(customer, asked);
        return new ConfirmationAnswer(
                checked.result().name().toLowerCase(Locale.ROOT),
                checked.result() == Result.CLOSE_MATCH ? checked.holder() : null);
    }

    Done add(long customer, PayeeRequest asked) {
        Checked checked = check(customer, asked);
        Payee payee = bank.payees().add(customer, checked.account().id(), checked.name(), checked.result());
        return new Done(201, HERE + payee.id(), PayeeAnswer.of(payee));
    }

    private Checked check(long customer, PayeeRequest asked) {
        FieldChecks fields = new FieldChecks();
        String name = fields.required("name", asked.name(), NAME);
        Account account = account(fields.account("account", asked.account()), fields);
        fields.finish();
        if (bank.payees().countInquiry(customer) > INQUIRIES) {
            throw ProblemException.retryLater(
                    ProblemCode.TOO_MANY_REQUESTS,
                    "You have asked after " + INQUIRIES + " names today; ask again tomorrow.",
                    COME_AGAIN_SECONDS);
        }
        String holder = bank.customers()
                .byId(Objects.requireNonNull(Objects.requireNonNull(account).customerId()))
                .orElseThrow()
                .name();
        return new Checked(Objects.requireNonNull(name), account, holder, NameCheck.compare(name, holder));
    }

    private @Nullable Account account(@Nullable String number, FieldChecks fields) {
        if (number == null) {
            return null;
        }
        Optional<Account> found = bank.accounts()
                .byNumber(number)
                .filter(account -> account.kind() == AccountKind.CURRENT || account.kind() == AccountKind.SAVINGS);
        if (found.isEmpty()) {
            fields.error(
                    "account", ProblemCode.UNKNOWN_ACCOUNT, "this bank has no account with this number; correct it");
        } else if (found.get().status() == AccountStatus.CLOSED) {
            fields.error("account", ProblemCode.ACCOUNT_CLOSED, "the account is closed; use another one");
        }
        return found.orElse(null);
    }

    /**
     * A payee of the customer's.
     *
     * @throws ProblemException 404 if there is none, or it is another's
     */
    Payee require(String id, long customer) {
        return PathId.uuid(id)
                .flatMap(uuid -> bank.payees().find(customer, uuid))
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.NOT_FOUND, "You have no payee with this id; ids are those of the list."));
    }
}
