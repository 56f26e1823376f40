package vesper.bank.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The balance of an account at another time, in minor units, positive: the bank owes. Each is the balance that a close left and
 * the postings of the few days after it, whatever the number of the account's postings; see {@code balance_snapshot}.
 */
public final class BalancesInTime {
    /**
     * What is booked up to a date comes from the last seal up to it and, if the date itself is not sealed, from postings after
     * that seal's cut-off; they lie before the place at which the next seal's day was shut.
     */
    private static final String AT_CLOSE = """
            with base as (select business_date, cut_off_place from day_seal
                           where business_date <= :date order by business_date desc limit 1),
                 next as (select up_to_place from day_seal where business_date > :date order by business_date limit 1)
            select coalesce((select balance_minor from balance_snapshot
                              where account_id = :account and business_date <= (select business_date from base)
                              order by business_date desc limit 1), 0)
                 + coalesce((select sum(amount_minor) from posting
                              where account_id = :account and booking_date <= :date
                                and booking_date > coalesce((select business_date from base), '-infinity')
                                and entry_seq > coalesce((select cut_off_place from base), 0)
                                and entry_seq <= coalesce((select up_to_place from next), 9223372036854775807)), 0)
            """;

    /**
     * All entries of a sealed day were recorded before its seal. What was recorded later and up to the instant lies before the
     * place at which the second day from then was shut: the first may have been shut just before the instant.
     */
    private static final String AS_OF = """
            with base as (select business_date, cut_off_place from day_seal
                           where sealed_at <= :instant order by sealed_at desc limit 1),
                 bound as (select up_to_place from day_seal where sealed_at > :instant order by sealed_at offset 1 limit 1)
            select coalesce((select balance_minor from balance_snapshot
                              where account_id = :account and business_date <= (select business_date from base)
                              order by business_date desc limit 1), 0)
                 + coalesce((select sum(p.amount_minor) from posting p join journal_entry e on e.seq = p.entry_seq
                              where p.account_id = :account and e.recorded_at <= :instant
                                and p.booking_date > coalesce((select business_date from base), '-infinity')
                                and p.entry_seq > coalesce((select cut_off_place from base), 0)
                                and p.entry_seq <= coalesce((select up_to_place from bound), 9223372036854775807)), 0)
            """;

    /** The balance at the close of the date, less what was booked by then for later dates, and what was booked since for earlier. */
    private static final String BY_VALUE = """
            with newest as (select business_date, cut_off_place from day_seal order by business_date desc limit 1)
            select coalesce((select balance_minor from balance_snapshot
                              where account_id = :account and business_date <= :date order by business_date desc limit 1), 0)
                 - coalesce((select sum(amount_minor) from value_date_shift
                              where account_id = :account and business_date <= :date and value_date > :date), 0)
                 + coalesce((select sum(amount_minor) from value_date_shift
                              where account_id = :account and business_date > :date and value_date <= :date), 0)
                 + coalesce((select sum(amount_minor) from posting
                              where account_id = :account and value_date <= :date
                                and booking_date > coalesce((select business_date from newest), '-infinity')
                                and entry_seq > coalesce((select cut_off_place from newest), 0)), 0)
            """;

    private final JdbcClient jdbc;

    public BalancesInTime(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Of all that is booked on or before the date. */
    public long atClose(long accountId, LocalDate bookingDate) {
        return balance(AT_CLOSE, accountId, "date", bookingDate);
    }

    /** Of all that was recorded at or before the instant. */
    public long asOf(long accountId, Instant instant) {
        return balance(AS_OF, accountId, "instant", instant.atOffset(ZoneOffset.UTC));
    }

    /** Of all that is in the books now and has its value on or before the date: what earns interest on it. */
    public long onValueDate(long accountId, LocalDate valueDate) {
        return balance(BY_VALUE, accountId, "date", valueDate);
    }

    private long balance(String query, long accountId, String name, Object time) {
        return jdbc.sql(query)
                .param("account", accountId)
                .param(name, time)
                .query(Long.class)
                .single();
    }
}
