package vesper.bank.deposit;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import vesper.bank.audit.Actor;
import vesper.bank.audit.AuditLog;
import vesper.bank.calendar.BusinessDates;
import vesper.bank.foureyes.FourEyes;
import vesper.bank.foureyes.FourEyes.Check;

/**
 * Rates of {@link WithholdingTax} by country, each from a day on. One person proposes a rate, it counts once another has approved it,
 * and what was booked before stays as it is.
 */
public final class TaxRates {
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
    private static final int WHOLE_BPS = 10_000;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final BusinessDates dates;
    private final FourEyes fourEyes;

    public TaxRates(JdbcClient jdbc, TransactionTemplate transaction, BusinessDates dates, AuditLog audit) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.dates = dates;
        this.fourEyes = new FourEyes(jdbc, audit, "withholding_tax", "country");
    }

    /**
     * What is kept back of interest.
     *
     * @param country where the customer is taxed, ISO 3166-1 alpha-2
     * @param validFrom first business date on which it counts
     * @param rateBps in basis points of the interest; zero: nothing
     */
    public record Rate(String country, LocalDate validFrom, int rateBps) {}

    /** A rate that waits for its check, and who proposed it when. */
    public record Proposal(Rate rate, int version, String by, Instant at) {}

    /** A rate that cannot be proposed; the message says why, as the end of a sentence. */
    public static final class InvalidRateException extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        InvalidRateException(String reason) {
            super(reason);
        }
    }

    /** The approved rates by country, newest first day first. */
    public List<Rate> approved() {
        return jdbc.sql("""
                        select distinct on (country, valid_from) country, valid_from, rate_bps from withholding_tax
                         where approved order by country, valid_from desc, version desc
                        """)
                .query((row, n) -> new Rate(row.getString(1), row.getObject(2, LocalDate.class), row.getInt(3)))
                .list();
    }

    /** The rate that counts in a country on a day, if one was approved. */
    public Optional<Rate> on(String country, LocalDate day) {
        return on(approved(), country, day);
    }

    /** The same, of rates that {@link #approved} has answered. */
    public static Optional<Rate> on(List<Rate> approved, String country, LocalDate day) {
        return approved.stream()
                .filter(rate ->
                        rate.country().equals(country) && !rate.validFrom().isAfter(day))
                .findFirst();
    }

    /** Rates that wait for a second person, by country. */
    public List<Proposal> inCheck() {
        return jdbc.sql("""
                        select country, valid_from, rate_bps, version, proposed_by, proposed_at from withholding_tax
                         where checked_by is null order by country
                        """)
                .query((row, n) -> new Proposal(
                        new Rate(row.getString(1), row.getObject(2, LocalDate.class), row.getInt(3)),
                        row.getInt(4),
                        row.getString(5),
                        row.getTimestamp(6).toInstant()))
                .list();
    }

    /**
     * Proposes a rate.
     *
     * @return the number of the version
     * @throws InvalidRateException if there is no such country or rate, the day is over, or another of the country waits for its check
     */
    public int propose(Rate rate, Actor by) {
        require(COUNTRIES.contains(rate.country()), "a country is two capital letters of ISO 3166-1");
        require(rate.rateBps() >= 0 && rate.rateBps() <= WHOLE_BPS, "a rate is from 0 to 100 percent");
        LocalDate today = dates.current().businessDate();
        require(!rate.validFrom().isBefore(today), "a rate cannot begin before the business date, " + today);
        Integer version = transaction.execute(status -> {
            jdbc.sql("lock table withholding_tax in share row exclusive mode").update();
            require(
                    inCheck().stream().noneMatch(other -> other.rate().country().equals(rate.country())),
                    "another rate of the country waits for its check");
            int next = jdbc.sql("""
                            insert into withholding_tax (country, valid_from, rate_bps, version, proposed_by)
                            select :country, :from, :rate, coalesce(max(version), 0) + 1, :by
                              from withholding_tax where country = :country
                            returning version
                            """)
                    .param("country", rate.country())
                    .param("from", rate.validFrom())
                    .param("rate", rate.rateBps())
                    .param("by", FourEyes.name(by))
                    .query(Integer.class)
                    .single();
            fourEyes.proposed(rate.country(), next, by);
            return next;
        });
        return Objects.requireNonNull(version);
    }

    /** Approves or rejects a proposed rate. */
    public Check check(String country, int version, boolean approve, Actor by) {
        return fourEyes.check(country, version, approve, by);
    }

    private static void require(boolean holds, String reason) {
        if (!holds) {
            throw new InvalidRateException(reason);
        }
    }
}
