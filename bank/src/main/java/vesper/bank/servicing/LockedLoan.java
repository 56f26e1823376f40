package vesper.bank.servicing;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import vesper.bank.calendar.BusinessDates;
import vesper.bank.calendar.BusinessDay;
import vesper.bank.database.RoundTrip;
import vesper.bank.lending.LoanTerms.Recalculation.Excess;
import vesper.bank.lending.TransactionType;
import vesper.bank.money.Money;

/**
 * A loan that is locked for a command, and what is known of the command.
 *
 * @param id of the command
 * @param found null if there is no such loan
 * @param loanPolicies of the loan that was found
 * @param known what an earlier command of that id was; null if there was none
 */
record LockedLoan(
        UUID id,
        long accountId,
        @Nullable LoanAccount found,
        @Nullable PolicyDates loanPolicies,
        BusinessDay day,
        @Nullable Known known) {
    private static final String COMMAND = """
            select account_id, type, amount_minor, excess from loan_transaction where command_id = ? order by id limit 1
            """;

    /** A command that was carried out. */
    record Known(
            long accountId,
            TransactionType type,
            long amountMinor,
            @Nullable Excess excess) {}

    /** Locks the loan and the accounts that money flows between, until the surrounding transaction ends. */
    static LockedLoan of(JdbcTemplate jdbc, BusinessDates dates, UUID id, long loanAccountId, @Nullable Long payer) {
        RoundTrip trip = new RoundTrip();
        Supplier<BusinessDay> day = dates.holdStill(trip);
        LoanReads reads = LoanReads.locked(trip, List.of(loanAccountId), payer == null ? List.of() : List.of(payer));
        AtomicReference<@Nullable Known> known = new AtomicReference<>();
        trip.add(COMMAND)
                .value(id)
                .read(row -> known.set(new Known(
                        row.getLong(1),
                        TransactionType.valueOf(row.getString(2)),
                        row.getLong(3),
                        LoanReads.excess(row.getString(4)))));
        trip.run(jdbc);
        LoanAccount found = reads.find(loanAccountId);
        PolicyDates policies = found == null ? null : reads.policies(found.productCode());
        return new LockedLoan(id, loanAccountId, found, policies, day.get(), known.get());
    }

    /** The date that payments are taken for now. */
    LocalDate today() {
        return day.acceptingDate();
    }

    LoanAccount account() {
        return Objects.requireNonNull(found, "no loan was found");
    }

    PolicyDates policies() {
        return Objects.requireNonNull(loanPolicies, "no loan was found");
    }

    /** What to answer without doing anything: there is no such loan, or the command came before. Null: carry it out. */
    @Nullable
    ServicingOutcome known(TransactionType type, Money amount, @Nullable Excess excess) {
        if (found == null) {
            return new ServicingOutcome.Refused("UNKNOWN_LOAN");
        }
        if (known == null) {
            return null;
        }
        boolean same = known.equals(new Known(accountId, type, amount.amountMinor(), excess))
                && amount.currency().equals(found.currency());
        return same ? new ServicingOutcome.Done(found, true) : new ServicingOutcome.Refused("ID_REUSED");
    }
}
