package vesper.api.account;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vesper.api.field.FieldChecks;
import vesper.api.problem.ProblemCode;
import vesper.bank.Bank;
import vesper.bank.account.Account;

/** The balances of an account now, at a moment, or at the close of a date. */
@Component
public final class BalanceLookup {
    private static final int DATE_LENGTH = 10;
    private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-12-31T00:00:00Z");

    private final Bank bank;

    BalanceLookup(Bank bank) {
        this.bank = bank;
    }

    /**
     * A date, or a moment.
     *
     * @param date null unless it is a date
     * @param moment null unless it is a moment; both null: now
     */
    record AsOf(@Nullable LocalDate date, @Nullable Instant moment) {}

    /**
     * The time that a text names.
     *
     * @param text a date, or a moment with its offset (ISO 8601); null: now
     * @throws vesper.api.problem.ProblemException if it is neither
     */
    static AsOf asOf(@Nullable String text) {
        FieldChecks fields = new FieldChecks();
        boolean dated = text != null && text.length() <= DATE_LENGTH;
        LocalDate date = dated ? fields.date("asOf", text) : null;
        Instant moment = dated ? null : fields.time("asOf", text);
        if (moment != null && (moment.isBefore(EARLIEST) || moment.isAfter(LATEST))) {
            fields.error("asOf", ProblemCode.INVALID_TIME, "must lie between the years 1900 and 2200");
        }
        fields.finish();
        return new AsOf(date, moment);
    }

    BalanceAnswer of(Account account, AsOf asOf) {
        if (asOf.date() != null) {
            return BalanceAnswer.then(
                    account,
                    bank.balancesInTime().atClose(account.id(), asOf.date()),
                    asOf.date().toString());
        }
        return asOf.moment() == null
                ? BalanceAnswer.now(account)
                : BalanceAnswer.then(
                        account,
                        bank.balancesInTime().asOf(account.id(), asOf.moment()),
                        asOf.moment().toString());
    }

    /**
     * The balances at the time that the text names, as {@link #asOf} has it.
     *
     * @throws vesper.api.problem.ProblemException as it does
     */
    public BalanceAnswer of(Account account, @Nullable String asOf) {
        return of(account, asOf(asOf));
    }
}
