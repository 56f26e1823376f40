package vesper.api.transfer;

import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
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
import vesper.bank.transfer.Rhythm;
import vesper.bank.transfer.StandingOrder;
import vesper.bank.transfer.StandingOrder.Order;
import vesper.bank.transfer.StandingOrder.WithoutFunds;

/** Checks what customers order, and finds their orders. */
@Component
final class StandingOrderDesk {
    static final String HERE = "/v1/standing-orders/";
    private static final int REFERENCE = 140;
    private static final int WORD = 20;
    private static final int MOST_TIMES = 1000;
    private static final int RETRY_DAYS = 5;
    /** The days on which payment systems of a currency are open; of all others, weekdays. */
    private static final Map<String, String> CALENDARS = Map.of("EUR", "TARGET", "GBP", "GB-ENG", "USD", "USFED");

    private final Bank bank;
    private final TransferAccounts accounts;
    private final AccountRights rights;
    private final StepUp stepUp;
    private final long maxAmountMajor;

    StandingOrderDesk(Bank bank, TransferAccounts accounts, AccountRights rights, StepUp stepUp, ApiSettings settings) {
        this.bank = bank;
        this.accounts = accounts;
        this.rights = rights;
        this.stepUp = stepUp;
        maxAmountMajor = settings.maxAmountMajor();
    }

    Done add(StandingOrderRequest asked, Caller caller) {
        FieldChecks fields = new FieldChecks();
        String currency = fields.currency("currency", asked.currency());
        Account from = accounts.from(asked.from(), currency, caller, fields);
        Account to = accounts.to(asked.to(), from, currency, fields);
        Long amount = fields.amount("amount", asked.amount(), currency, maxAmountMajor, false);
        String reference = fields.required("reference", asked.reference(), REFERENCE);
        Rhythm rhythm = fields.oneOf("rhythm", fields.required("rhythm", asked.rhythm(), WORD), Rhythm.ONCE);
        WithoutFunds withoutFunds = fields.oneOf("withoutFunds", asked.withoutFunds(), WithoutFunds.RETRY);
        LocalDate firstOn = firstOn(asked.firstOn(), fields);
        LocalDate lastOn = fields.date("lastOn", asked.lastOn());
        checkEnd(asked, fields);
        fields.finish();
        rights.requireActing(caller, Objects.requireNonNull(from));
        stepUp.requireAbove(caller, Objects.requireNonNull(amount), Objects.requireNonNull(currency));
        Order order = new Order(
                from.id(),
                Objects.requireNonNull(to).id(),
                amount,
                currency,
                Objects.requireNonNull(reference),
                rhythm,
                Objects.requireNonNull(firstOn),
                lastOn,
                asked.times(),
                CALENDARS.getOrDefault(currency, "WEEKENDS"),
                withoutFunds,
                RETRY_DAYS);
        if (order.occurrence(0) == null) {
            throw ProblemException.of(
                    "lastOn", ProblemCode.TIME_OUT_OF_RANGE, "must not lie before the first date of the order");
        }
        StandingOrder added = bank.standingOrders().add(order);
        return new Done(201, HERE + added.publicId(), StandingOrderAnswer.of(added, from, to));
    }

    private static void checkEnd(StandingOrderRequest asked, FieldChecks fields) {
        if (asked.times() != null && (asked.times() < 1 || asked.times() > MOST_TIMES)) {
            fields.error("times", ProblemCode.INVALID_NUMBER, "must be from 1 to " + MOST_TIMES);
        }
        if ("once".equals(asked.rhythm())) {
            fields.absent("lastOn", asked.lastOn(), "a transfer that is made once has no last date");
            fields.absent("times", asked.times(), "a transfer that is made once is made one time");
        }
    }

    /** Whether it was changed as asked; false if it is otherwise by now. */
    boolean change(StandingOrder standing, StandingOrderChange asked, Caller caller) {
        Order before = standing.order();
        FieldChecks fields = new FieldChecks();
        Long amount = fields.amount("amount", asked.amount(), before.currency(), maxAmountMajor, false);
        String reference = fields.required("reference", asked.reference(), REFERENCE);
        WithoutFunds withoutFunds = fields.oneOf("withoutFunds", asked.withoutFunds(), WithoutFunds.RETRY);
        LocalDate lastOn = fields.date("lastOn", asked.lastOn());
        if (before.rhythm() == Rhythm.ONCE) {
            fields.absent("lastOn", asked.lastOn(), "a transfer that is made once has no last date");
        }
        LocalDate next = requireActive(standing);
        if (lastOn != null && lastOn.isBefore(next)) {
            fields.error(
                    "lastOn",
                    ProblemCode.TIME_OUT_OF_RANGE,
                    "must not lie before the next date; stop the order instead");
        }
        fields.finish();
        if (Objects.requireNonNull(amount) > before.amountMinor()) {
            stepUp.requireAbove(caller, amount, before.currency());
        }
        Order after = before.changed(amount, Objects.requireNonNull(reference), lastOn, withoutFunds);
        return bank.standingOrders().change(standing, after);
    }

    /** Whether its next date was left out; false if it is otherwise by now. */
    boolean skip(StandingOrder standing) {
        requireActive(standing);
        return bank.standingOrders().skip(standing);
    }

    private static LocalDate requireActive(StandingOrder standing) {
        LocalDate next = standing.next();
        if (next == null) {
            throw new ProblemException(ProblemCode.WRONG_STATE, "The order has ended; there is no next date.");
        }
        return next;
    }

    /**
     * An order that debits an account that the caller holds.
     *
     * @throws ProblemException 404 if there is none, or it is another's
     */
    StandingOrder require(String id, Caller caller) {
        return PathId.uuid(id)
                .flatMap(bank.standingOrders()::find)
                .filter(order -> bank.accounts()
                        .byId(order.order().debtorAccountId())
                        .filter(account -> rights.mayRead(caller, account))
                        .isPresent())
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.NOT_FOUND, "You have no standing order with this id; ids are those of the list."));
    }

    /**
     * The same, for who may change it.
     *
     * @throws ProblemException 403 for a holder who may not, and as {@link #require}
     */
    StandingOrder requireActing(String id, Caller caller) {
        StandingOrder order = require(id, caller);
        rights.requireActing(
                caller, bank.accounts().byId(order.order().debtorAccountId()).orElseThrow());
        return order;
    }

    StandingOrderAnswer answer(StandingOrder standing) {
        return StandingOrderAnswer.of(
                standing,
                bank.accounts().byId(standing.order().debtorAccountId()).orElseThrow(),
                bank.accounts().byId(standing.order().creditorAccountId()).orElseThrow());
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
}
