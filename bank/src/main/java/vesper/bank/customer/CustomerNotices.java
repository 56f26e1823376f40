package vesper.bank.customer;

import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import vesper.bank.Ids;
import vesper.bank.event.CustomerNoted;
import vesper.bank.event.EventCodec;
import vesper.bank.event.NoticeKind;
import vesper.bank.event.Topics;
import vesper.bank.outbox.Outbox;

/** What screening is told of customers, through the outbox: their journeys, and that their sign-in or an address is new. */
public final class CustomerNotices {
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Outbox outbox;

    public CustomerNotices(JdbcClient jdbc, TransactionTemplate transaction, Outbox outbox) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.outbox = outbox;
    }

    /**
     * A journey.
     *
     * @param country ISO 3166 alpha-2
     * @param from first day, in UTC
     * @param until last day, in UTC
     */
    public record Journey(String country, LocalDate from, LocalDate until) {}

    /**
     * Records a journey and tells screening of it; the same again has no effect.
     *
     * @param toldBy the customer's login, or the client that spoke for the customer
     */
    public void travels(long customerId, Journey journey, String toldBy) {
        transaction.executeWithoutResult(status -> {
            if (insert(customerId, journey, toldBy)) {
                tell(
                        customerId,
                        NoticeKind.TRAVEL,
                        journey.from().atStartOfDay().toInstant(ZoneOffset.UTC),
                        journey.until().plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC),
                        journey.country());
            }
        });
    }

    private boolean insert(long customerId, Journey journey, String toldBy) {
        UUID id = Ids.of(
                "travel-notice",
                Long.toString(customerId),
                journey.country(),
                journey.from().toString(),
                journey.until().toString());
        return jdbc.sql("""
                        insert into travel_notice (id, customer_id, country, from_date, until_date, told_by)
                        values (:id, :customer, :country, :from, :until, :by) on conflict (id) do nothing
                        """)
                        .param("id", id)
                        .param("customer", customerId)
                        .param("country", journey.country())
                        .param("from", journey.from())
                        .param("until", journey.until())
                        .param("by", toldBy)
                        .update()
                == 1;
    }

    /** Tells screening, as part of the surrounding transaction, that the password of a customer is new. */
    public void signInChanged(long customerId, Instant at) {
        tell(customerId, NoticeKind.SIGN_IN_CHANGED, at, null, null);
    }

    /**
     * Changes where a customer is reached and tells screening of it; the same again has no effect.
     *
     * @param postalAddress lines separated by newlines
     * @param email null leaves it as it is
     */
    public void moved(long customerId, String postalAddress, @Nullable String email, Instant at) {
        transaction.executeWithoutResult(status -> {
            boolean changed = jdbc.sql("""
                            update customer set postal_address = :address, email = coalesce(cast(:email as text), email)
                             where id = :id and (postal_address, email) is distinct from (:address, coalesce(cast(:email as text), email))
                            """)
                            .param("address", postalAddress)
                            .param("email", email, Types.VARCHAR)
                            .param("id", customerId)
                            .update()
                    == 1;
            if (changed) {
                tell(customerId, NoticeKind.ADDRESS_CHANGED, at, null, null);
            }
        });
    }

    private void tell(long customerId, NoticeKind kind, Instant at, @Nullable Instant until, @Nullable String country) {
        outbox.add(
                Topics.NOTED,
                List.of(new Outbox.Message(
                        Long.toString(customerId),
                        EventCodec.NOTED.encode(new CustomerNoted(customerId, kind, at, until, country)))));
    }
}
