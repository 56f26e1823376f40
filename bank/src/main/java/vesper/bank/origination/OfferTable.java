package vesper.bank.origination;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import vesper.bank.lending.Schedule;

/** Rows of {@code loan_offer} and {@code loan_offer_instalment}; {@code id} is the application's. */
final class OfferTable {
    private static final String LAPSED = """
            from loan_application l join loan_offer o on o.application_id = l.id
             where l.state = 'OFFERED' and o.valid_until < :day
            """;

    private final JdbcClient jdbc;

    OfferTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(UUID id, LoanOffer offer) {
        jdbc.sql("insert into loan_offer values (?, ?, ?, ?, ?, ?, ?)")
                .params(
                        id,
                        offer.offeredOn(),
                        offer.validUntil(),
                        offer.feesMinor(),
                        offer.interestMinor(),
                        offer.totalMinor(),
                        offer.aprcPct())
                .update();
        for (Schedule.Instalment each : offer.instalments()) {
            jdbc.sql("insert into loan_offer_instalment values (?, ?, ?, ?, ?, ?, ?)")
                    .params(
                            id,
                            each.n(),
                            each.from(),
                            each.dueOn(),
                            each.principalMinor(),
                            each.interestMinor(),
                            each.balanceMinor())
                    .update();
        }
    }

    Optional<LoanOffer> find(UUID id) {
        List<Schedule.Instalment> instalments = jdbc.sql("""
                        select n, from_on, due_on, principal_minor, interest_minor, balance_minor
                          from loan_offer_instalment where application_id = :id order by n
                        """)
                .param("id", id)
                .query((row, i) -> new Schedule.Instalment(
                        row.getInt(1),
                        row.getObject(2, LocalDate.class),
                        row.getObject(3, LocalDate.class),
                        row.getLong(4),
                        row.getLong(5),
                        row.getLong(6)))
                .list();
        return jdbc.sql("""
                        select o.offered_on, o.valid_until, l.currency, l.amount_minor, l.rate_pct, o.fees_minor,
                               o.interest_minor, o.total_minor, o.aprc_pct
                          from loan_offer o join loan_application l on l.id = o.application_id
                         where o.application_id = :id
                        """)
                .param("id", id)
                .query((row, i) -> new LoanOffer(
                        row.getObject(1, LocalDate.class),
                        row.getObject(2, LocalDate.class),
                        row.getString(3),
                        row.getLong(4),
                        row.getBigDecimal(5),
                        row.getLong(6),
                        row.getLong(7),
                        row.getLong(8),
                        row.getBigDecimal(9),
                        instalments))
                .optional();
    }

    /** Offers whose last day is before a business date, and which wait to be taken; held until the transaction ends. */
    List<UUID> lapsed(LocalDate businessDate, int limit) {
        return jdbc.sql("select l.id " + LAPSED + " order by l.id limit :limit for update of l")
                .param("day", businessDate)
                .param("limit", limit)
                .query(UUID.class)
                .list();
    }

    long countLapsed(LocalDate businessDate) {
        return jdbc.sql("select count(*) " + LAPSED)
                .param("day", businessDate)
                .query(Long.class)
                .single();
    }
}
