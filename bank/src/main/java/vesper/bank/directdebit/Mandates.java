package vesper.bank.directdebit;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import vesper.bank.account.Account;
import vesper.bank.account.AccountStatus;
import vesper.bank.account.Accounts;
import vesper.bank.audit.Actor;
import vesper.bank.audit.AuditEvent;
import vesper.bank.audit.AuditLog;
import vesper.bank.calendar.BusinessDates;

/**
 * Mandates as people keep them: looked up by account, registered, and cancelled. Each change is one transaction with its note in the
 * audit log ({@code mandate.register}, {@code mandate.cancel}). What is collected under them is {@link DirectDebits}.
 */
public final class Mandates {
    private static final int LONGEST_REFERENCE = 35;
    private static final String CANCEL = "mandate.cancel";
    private static final String READ = """
            select m.id, c.number as creditor, d.number as debtor, d.currency, m.reference, m.signed_on, m.most_minor, m.revoked_on
              from mandate m join account c on c.id = m.creditor_account_id join account d on d.id = m.debtor_account_id
            """;
    private static final RowMapper<View> ROW = (row, n) -> new View(
            row.getLong("id"),
            row.getString("creditor"),
            row.getString("debtor"),
            row.getString("currency"),
            row.getString("reference"),
            row.getObject("signed_on", LocalDate.class),
            row.getObject("most_minor", Long.class),
            row.getObject("revoked_on", LocalDate.class));

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final BusinessDates dates;
    private final Accounts accounts;
    private final DirectDebits directDebits;
    private final AuditLog audit;

    public Mandates(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            BusinessDates dates,
            Accounts accounts,
            DirectDebits directDebits,
            AuditLog audit) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.dates = dates;
        this.accounts = accounts;
        this.directDebits = directDebits;
        this.audit = audit;
    }

    /**
     * A mandate.
     *
     * @param creditor number of the account that is paid
     * @param debtor number of the account that pays
     * @param currency of the debtor's account
     * @param mostMinor no direct debit may be greater; null: no limit
     * @param cancelledFrom nothing is collected from this day on; null while it holds
     */
    public record View(
            long id,
            String creditor,
            String debtor,
            String currency,
            String reference,
            LocalDate signedOn,
            @Nullable Long mostMinor,
            @Nullable LocalDate cancelledFrom) {}

    /**
     * A direct debit under a mandate.
     *
     * @param state {@code PENDING}, {@code BOOKED} or {@code REJECTED}
     * @param reason why it was rejected, a {@link RejectReason}; null otherwise
     */
    public record Presented(
            String endToEndId,
            LocalDate dueOn,
            long amountMinor,
            String currency,
            String narrative,
            String state,
            @Nullable String reason) {}

    /**
     * What a debtor has agreed to.
     *
     * @param creditor account number
     * @param debtor account number, in the same currency
     * @param reference the creditor's name for it, at most 35 characters, unique among the creditor's
     * @param signedOn today or before
     * @param mostMinor in the debtor's currency; null: no limit
     */
    public record Registration(
            String creditor,
            String debtor,
            String reference,
            LocalDate signedOn,
            @Nullable Long mostMinor) {}

    /** What came of a registration; {@code known} if it was registered before just so. */
    public record Registered(View mandate, boolean known) {}

    /** Such a mandate cannot be; the message says why, a part of a sentence. */
    public static final class InvalidMandateException extends RuntimeException {
        InvalidMandateException(String message) {
            super(message);
        }
    }

    /** The mandate was cancelled before. */
    public static final class CancelledException extends RuntimeException {
        CancelledException(View mandate) {
            super("mandate " + mandate.id() + " is cancelled from " + mandate.cancelledFrom() + " on already");
        }
    }

    /**
     * Mandates, newest first.
     *
     * @param account number of an account that is creditor or debtor; null: of all
     * @param before only those with smaller ids
     */
    public List<View> list(@Nullable String account, long before, int limit) {
        String of = account == null ? "" : "and (c.number = :account or d.number = :account) ";
        return jdbc.sql(READ + "where m.id < :before " + of + "order by m.id desc limit :limit")
                .param("account", account)
                .param("before", before)
                .param("limit", limit)
                .query(ROW)
                .list();
    }

    public Optional<View> find(long id) {
        return jdbc.sql(READ + "where m.id = :id").param("id", id).query(ROW).optional();
    }

    /** The newest direct debits under a mandate, newest first. */
    public List<Presented> presented(long id, int limit) {
        return jdbc.sql("""
                        select end_to_end_id, due_on, amount_minor, currency, narrative, state, reason
                          from direct_debit where mandate_id = :id order by id desc limit :limit
                        """)
                .param("id", id)
                .param("limit", limit)
                .query((row, n) -> new Presented(
                        row.getString("end_to_end_id"),
                        row.getObject("due_on", LocalDate.class),
                        row.getLong("amount_minor"),
                        row.getString("currency"),
                        row.getString("narrative"),
                        row.getString("state"),
                        row.getString("reason")))
                .list();
    }

    /**
     * Registers a mandate. One that is known just so is left as it is.
     *
     * @throws InvalidMandateException if there cannot be such a one; nothing was changed
     */
    public Registered register(Registration wanted, Actor by) {
        return Objects.requireNonNull(transaction.execute(status -> registered(wanted, by)));
    }

    private Registered registered(Registration wanted, Actor by) {
        Account creditor = customersAccount(wanted.creditor());
        Account debtor = customersAccount(wanted.debtor());
        require(creditor.id() != debtor.id(), "creditor and debtor are the same account");
        require(creditor.currency().equals(debtor.currency()), "the accounts have different currencies");
        require(debtor.status() != AccountStatus.CLOSED, "the debtor's account is closed");
        String reference = wanted.reference().strip();
        require(
                !reference.isEmpty() && reference.length() <= LONGEST_REFERENCE && reference.matches("\\P{Cntrl}+"),
                "a reference has 1 to " + LONGEST_REFERENCE + " printable characters");
        require(!wanted.signedOn().isAfter(dates.current().businessDate()), "it is signed after today");
        require(wanted.mostMinor() == null || wanted.mostMinor() > 0, "the limit is not positive");
        Optional<View> before = directDebits.find(creditor.id(), reference).flatMap(known -> find(known.id()));
        if (before.isPresent()) {
            View known = before.get();
            require(
                    known.debtor().equals(debtor.number())
                            && known.signedOn().equals(wanted.signedOn())
                            && Objects.equals(known.mostMinor(), wanted.mostMinor()),
                    "the creditor has another mandate " + reference);
            return new Registered(known, true);
        }
        long id = directDebits.grant(
                new DirectDebits.Mandate(creditor.id(), debtor.id(), reference, wanted.signedOn(), wanted.mostMinor()));
        audit.append(
                AuditEvent.done(by, "mandate.register", "mandate " + id, "").about(debtor.id()));
        return new Registered(find(id).orElseThrow(), false);
    }

    private Account customersAccount(String number) {
        return accounts.byNumber(number.replace(" ", ""))
                .filter(account -> account.customerId() != null)
                .orElseThrow(() -> new InvalidMandateException("there is no customer's account " + number));
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new InvalidMandateException(otherwise);
        }
    }

    /**
     * Cancels a mandate from today on: what is due under it from then on is rejected.
     *
     * @return empty if there is no such mandate
     * @throws CancelledException if it was cancelled before; nothing was changed
     */
    public Optional<View> cancel(long id, Actor by) {
        Optional<View> known = find(id);
        if (known.isEmpty()) {
            return known;
        }
        boolean cancelled = Boolean.TRUE.equals(transaction.execute(status -> {
            boolean done = directDebits.revoke(id, dates.current().businessDate());
            String object = "mandate " + id;
            AuditEvent event = done
                    ? AuditEvent.done(by, CANCEL, object, "")
                    : AuditEvent.refused(by, CANCEL, object, "ALREADY_CANCELLED");
            audit.append(event.about(
                    accounts.byNumber(known.get().debtor()).orElseThrow().id()));
            return done;
        }));
        View now = find(id).orElseThrow();
        if (!cancelled) {
            throw new CancelledException(now);
        }
        return Optional.of(now);
    }
}
