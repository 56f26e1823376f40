package vesper.api.transfer;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vesper.api.ApiSettings;
import vesper.api.caller.Caller;
import vesper.api.command.Commands.Done;
import vesper.api.field.FieldChecks;
import vesper.api.field.PathId;
import vesper.api.problem.ProblemCode;
import vesper.api.problem.ProblemException;
import vesper.bank.Bank;
import vesper.bank.account.Account;
import vesper.bank.account.AccountKind;
import vesper.bank.account.AccountStatus;
import vesper.bank.transfer.StandingOrder;
import vesper.bank.transfer.StandingOrder.Frequency;
import vesper.bank.transfer.StandingOrders;

/** Checks what customers order, and finds their orders. */
@Component
final class StandingOrderDesk {
    static final String HERE = "/v1/standing-orders/";
    private static final int REFERENCE = 140;
    private static final int WORD = 20;

    private final Bank bank;
    private final long maxAmountMajor;

    StandingOrderDesk(Bank bank, ApiSettings settings) {
        this.bank = bank;
        maxAmountMajor = settings.maxAmountMajor();
    }

    Done add(StandingOrderRequest asked, Caller caller) {
        FieldChecks fields = new FieldChecks();
        String currency = fields.currency("currency", asked.currency());
        Account from = account("from", asked.from(), currency, caller, fields);
        Account to = account("to", asked.to(), currency, null, fields);
        if (from != null && to != null && from.id() == to.id()) {
            fields.error("to", ProblemCode.SAME_ACCOUNT, "must be another account than from");
        }
        Long amount = fields.amount("amount", asked.amount(), currency, maxAmountMajor, false);
        String written = fields.required("frequency", asked.frequency(), WORD);
        Frequency frequency = fields.oneOf("frequency", written, Frequency.ONCE);
        LocalDate firstOn = firstOn(asked.firstOn(), fields);
        LocalDate lastOn = lastOn(asked.lastOn(), firstOn, fields);
        if (frequency == Frequency.ONCE) {
            fields.absent("lastOn", asked.lastOn(), "a transfer that is made once has no last date");
        }
        String reference = fields.optional("reference", asked.reference(), REFERENCE);
        fields.finish();
        StandingOrder order = bank.standingOrders()
                .add(new StandingOrders.Order(
                        Objects.requireNonNull(caller.customerId()),
                        Objects.requireNonNull(from).id(),
                        Objects.requireNonNull(to).id(),
                        Objects.requireNonNull(amount),
                        Objects.requireNonNull(currency),
                        reference == null ? "" : reference,
                        frequency,
                        Objects.requireNonNull(firstOn),
                        lastOn));
        return new Done(201, HERE + order.id(), StandingOrderAnswer.of(order, from, to));
    }

    /** Whether it was changed as asked; false if it is otherwise by now. */
    boolean change(StandingOrder order, StandingOrderChange asked) {
        FieldChecks fields = new FieldChecks();
        Long amount = fields.amount("amount", asked.amount(), order.currency(), maxAmountMajor, false);
        LocalDate lastOn = lastOn(asked.lastOn(), order.firstOn(), fields);
        if (order.frequency() == Frequency.ONCE) {
            fields.absent("lastOn", asked.lastOn(), "a transfer that is made once has no last date");
        }
        List<LocalDate> next = order.nextDates(1);
        if (lastOn != null && !next.isEmpty() && lastOn.isBefore(next.get(0))) {
            fields.error(
                    "lastOn",
                    ProblemCode.TIME_OUT_OF_RANGE,
                    "must not lie before the transfer that waits; stop it instead");
        }
        String reference = fields.optional("reference", asked.reference(), REFERENCE);
        fields.finish();
        return bank.standingOrders()
                .change(order, Objects.requireNonNull(amount), reference == null ? "" : reference, lastOn);
    }

    /**
     * The customer's order.
     *
     * @throws ProblemException 404 if there is none, or it is another's
     */
    StandingOrder require(String id, Caller caller) {
        return PathId.uuid(id)
                .flatMap(bank.standingOrders()::find)
                .filter(order -> Long.valueOf(order.customerId()).equals(caller.customerId()))
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.NOT_FOUND, "You have no standing order with this id; ids are those of the list."));
    }

    StandingOrderAnswer answer(StandingOrder order) {
        return StandingOrderAnswer.of(
                order,
                bank.accounts().byId(order.debtorAccountId()).orElseThrow(),
                bank.accounts().byId(order.creditorAccountId()).orElseThrow());
    }

    /** An account that money can come from or go to; with a caller, only one of the caller's. */
    private @Nullable Account account(
            String field,
            @Nullable String number,
            @Nullable String currency,
            @Nullable Caller owner,
            FieldChecks fields) {
        String written = fields.account(field, number);
        if (written == null) {
            return null;
        }
        Optional<Account> found = bank.accounts()
                .byNumber(written)
                .filter(account -> account.kind() == AccountKind.CURRENT || account.kind() == AccountKind.SAVINGS)
                .filter(account -> owner == null || owner.mayRead(account));
        if (found.isEmpty()) {
            fields.error(field, ProblemCode.UNKNOWN_ACCOUNT, "this bank has no account with this number; correct it");
            return null;
        }
        Account account = found.get();
        if (account.status() == AccountStatus.CLOSED) {
            fields.error(field, ProblemCode.ACCOUNT_CLOSED, "the account is closed; use another one");
        } else if (currency != null && !account.currency().equals(currency)) {
            fields.error("currency", ProblemCode.CURRENCY_MISMATCH, "must be that of both accounts");
        }
        return account;
    }

    private @Nullable LocalDate firstOn(@Nullable String value, FieldChecks fields) {
        if (value == null) {
            fields.error("firstOn", ProblemCode.MISSING_FIELD, "is required");
        }
        LocalDate date = fields.date("firstOn", value);
        LocalDate today = bank.businessDates()
                .find()
                .orElseThrow(ProblemException::bankNotOpen)
                .acceptingDate();
        if (date != null && date.isBefore(today)) {
            fields.error("firstOn", ProblemCode.TIME_OUT_OF_RANGE, "must not lie before " + today);
        }
        return date;
    }

    private static @Nullable LocalDate lastOn(@Nullable String value, @Nullable LocalDate firstOn, FieldChecks fields) {
        LocalDate date = fields.date("lastOn", value);
        if (date != null && firstOn != null && date.isBefore(firstOn)) {
            fields.error("lastOn", ProblemCode.TIME_OUT_OF_RANGE, "must not lie before firstOn");
        }
        return date;
    }
}
