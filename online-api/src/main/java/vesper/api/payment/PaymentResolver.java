package vesper.api.payment;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vesper.api.ApiSettings;
import vesper.api.caller.AccountRights;
import vesper.api.caller.StepUp;
import vesper.api.field.FieldChecks;
import vesper.api.payment.PaymentIntake.Sender;
import vesper.api.problem.ProblemCode;
import vesper.bank.account.Account;
import vesper.bank.account.AccountKind;
import vesper.bank.account.AccountStatus;
import vesper.bank.account.LedgerCode;
import vesper.bank.calendar.BusinessDay;
import vesper.bank.customer.Card;
import vesper.bank.event.PaymentKind;
import vesper.bank.event.PaymentSubmitted;
import vesper.bank.holder.Holders;
import vesper.bank.holder.Rights;
import vesper.bank.identifier.IpAddress;

/** Turns a checked request into the event that is sent: finds its card and accounts, and holds its time against the bank's. */
final class PaymentResolver {
    private static final LocalDate HISTORY_BEGINS = LocalDate.of(2000, 1, 1);

    private final Directory directory;
    private final Holders holders;
    private final AcceptingDate acceptingDate;
    private final StepUp stepUp;
    private final ApiSettings settings;
    private final Clock clock;

    PaymentResolver(
            Directory directory,
            Holders holders,
            AcceptingDate acceptingDate,
            StepUp stepUp,
            ApiSettings settings,
            Clock clock) {
        this.directory = directory;
        this.holders = holders;
        this.acceptingDate = acceptingDate;
        this.stepUp = stepUp;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * The event to send.
     *
     * @param sender who must be allowed to send it
     * @throws vesper.api.problem.ProblemException naming the fields that cannot be used
     */
    PaymentSubmitted resolve(TrackedPayment claim, CheckedPayment payment, Sender sender) {
        BusinessDay day = acceptingDate.current();
        Instant acceptedAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
        FieldChecks fields = new FieldChecks();
        checkTime(payment, sender.history(), day, acceptedAt, fields);
        checkPayer(payment, sender, fields);
        Parties parties = parties(payment, fields);
        fields.finish();
        if (sender.caller() != null) {
            stepUp.requireAbove(sender.caller(), payment.amountMinor(), payment.currency());
        }
        return new PaymentSubmitted(
                claim.id(),
                claim.clientId(),
                payment.kind(),
                parties.debtor(),
                parties.creditor(),
                parties.card(),
                payment.amountMinor(),
                payment.currency(),
                payment.merchant(),
                payment.category(),
                payment.reference(),
                payment.time() == null ? acceptedAt : payment.time().truncatedTo(ChronoUnit.MICROS),
                acceptedAt,
                day.acceptingDate(),
                ByteBuffer.wrap(claim.requestHash()),
                degrees(payment.latitude()),
                degrees(payment.longitude()),
                payment.country(),
                payment.device(),
                payment.channel(),
                parties.customer(),
                parties.openedOn(),
                ip(payment, sender));
    }

    /** Where the payer is: what a client says of its customer; a customer is where the connection comes from. */
    private static @Nullable String ip(CheckedPayment payment, Sender sender) {
        return sender.customerId() == null || sender.address() == null
                ? payment.ip()
                : IpAddress.parse(sender.address()).map(IpAddress::text).orElse(null);
    }

    /** To a customer, the accounts of others are as unknown as those that do not exist. */
    private void checkPayer(CheckedPayment payment, Sender sender, FieldChecks fields) {
        Long customer = sender.customerId();
        if (customer == null) {
            return;
        }
        if (payment.kind() != PaymentKind.TRANSFER) {
            fields.error("type", ProblemCode.UNKNOWN_VALUE, "must be transfer, customers send nothing else");
            fields.finish();
        }
        fields.absent("ip", payment.ip(), "a customer pays from the address of the connection");
        Optional<Rights> rights = Optional.ofNullable(payment.from())
                .flatMap(directory::account)
                .flatMap(account -> holders.rights(account, customer));
        if (rights.isEmpty()) {
            fields.error("from", ProblemCode.UNKNOWN_ACCOUNT, "this bank has no account with this number; correct it");
            fields.finish();
        } else if (!rights.get().actsAlone()) {
            throw AccountRights.insufficient();
        }
    }

    private static @Nullable Double degrees(@Nullable BigDecimal value) {
        return value == null ? null : value.doubleValue();
    }

    /** Finds the cards of many payments at once. */
    void lookAhead(Collection<CheckedPayment> payments) {
        Set<String> cards = new HashSet<>();
        for (CheckedPayment payment : payments) {
            if (payment.card() != null) {
                cards.add(payment.card());
            }
        }
        directory.load(cards);
    }

    private void checkTime(CheckedPayment payment, boolean history, BusinessDay day, Instant now, FieldChecks fields) {
        if (payment.time() == null) {
            return;
        }
        LocalDate paidOn = payment.time().atZone(ZoneOffset.UTC).toLocalDate();
        LocalDate today = now.atZone(ZoneOffset.UTC).toLocalDate();
        LocalDate business = day.businessDate();
        LocalDate earliest = history ? HISTORY_BEGINS : business.minusDays(settings.maxDaysBack());
        LocalDate latest = (history && today.isAfter(business) ? today : business).plusDays(settings.maxDaysAhead());
        if (paidOn.isBefore(earliest) || paidOn.isAfter(latest)) {
            fields.error(
                    "time",
                    ProblemCode.TIME_OUT_OF_RANGE,
                    "must be from " + earliest + " to " + latest + " (UTC)"
                            + (history ? "" : "; older payments need the scope payments:history"));
        }
    }

    /**
     * Who pays and who receives, by account id; zero where a party is not known.
     *
     * @param customer who holds the account that pays; null for the bank's own
     * @param openedOn when that account was opened
     */
    private record Parties(
            long debtor,
            long creditor,
            @Nullable UUID card,
            @Nullable Long customer,
            @Nullable LocalDate openedOn) {
        static final Parties UNKNOWN = new Parties(0, 0, null, null, null);

        static Parties from(Account payer, long creditor, @Nullable UUID card) {
            return new Parties(payer.id(), creditor, card, payer.customerId(), payer.openedOn());
        }
    }

    private Parties parties(CheckedPayment payment, FieldChecks fields) {
        return switch (payment.kind()) {
            case CARD_PAYMENT -> cardPayment(payment, fields);
            case TRANSFER -> {
                Optional<Account> from = account("from", payment.from(), payment.currency(), fields);
                Optional<Account> to = account("to", payment.to(), payment.currency(), fields);
                yield from.isEmpty() || to.isEmpty()
                        ? Parties.UNKNOWN
                        : Parties.from(from.get(), to.get().id(), null);
            }
            case DEPOSIT ->
                account("to", payment.to(), payment.currency(), fields)
                        .map(to -> new Parties(
                                directory.ledgerAccount(LedgerCode.CASH, payment.currency()),
                                to.id(),
                                null,
                                null,
                                null))
                        .orElse(Parties.UNKNOWN);
        };
    }

    private Parties cardPayment(CheckedPayment payment, FieldChecks fields) {
        String number = payment.card();
        Optional<Card> found = number == null ? Optional.empty() : directory.card(number);
        if (found.isEmpty()) {
            fields.error(
                    "card",
                    ProblemCode.UNKNOWN_CARD,
                    "no card of this bank has this number; correct it, or register the card first");
            return Parties.UNKNOWN;
        }
        Card card = found.get();
        if (!card.active()) {
            fields.error("card", ProblemCode.CARD_BLOCKED, "the card is blocked; its holder must have it unblocked");
        }
        Account account = directory
                .account(card.accountId())
                .orElseThrow(() -> new IllegalStateException("card " + card.id() + " has no account"));
        if (!usable("card", account, payment.currency(), fields)) {
            return Parties.UNKNOWN;
        }
        return Parties.from(
                account, directory.ledgerAccount(LedgerCode.CARD_SETTLEMENT, payment.currency()), card.id());
    }

    private Optional<Account> account(String field, @Nullable String number, String currency, FieldChecks fields) {
        Optional<Account> found = number == null ? Optional.empty() : directory.account(number);
        if (found.isEmpty()) {
            fields.error(field, ProblemCode.UNKNOWN_ACCOUNT, "this bank has no account with this number; correct it");
            return found;
        }
        return found.filter(account -> usable(field, account, currency, fields));
    }

    private static boolean usable(String field, Account account, String currency, FieldChecks fields) {
        if (account.kind() == AccountKind.LOAN) {
            fields.error(
                    field,
                    ProblemCode.ACCOUNT_NOT_PAYABLE,
                    "a loan takes no payments; use a current or savings account");
            return false;
        }
        if (account.status() != AccountStatus.OPEN) {
            boolean frozen = account.status() == AccountStatus.FROZEN;
            fields.error(
                    field,
                    frozen ? ProblemCode.ACCOUNT_FROZEN : ProblemCode.ACCOUNT_CLOSED,
                    frozen
                            ? "the account is frozen; send again when the bank has thawed it"
                            : "the account is closed; use another one");
            return false;
        }
        if (!account.currency().equals(currency)) {
            fields.error(
                    "currency",
                    ProblemCode.CURRENCY_MISMATCH,
                    "must be " + account.currency() + ", as the account of " + field);
            return false;
        }
        return true;
    }
}
