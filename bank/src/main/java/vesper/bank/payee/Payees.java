package vesper.bank.payee;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import vesper.bank.Ids;
import vesper.bank.payee.NameCheck.Result;

/** Whom customers pay. A customer has one payee an account. */
public final class Payees {
    private static final String COLUMNS = """
            select p.id, p.customer_id, p.account_id, a.number, p.name, p.confirmation
              from payee p join account a on a.id = p.account_id
            """;
    private static final RowMapper<Payee> ROW = (row, n) -> new Payee(
            row.getObject("id", UUID.class),
            row.getLong("customer_id"),
            row.getLong("account_id"),
            row.getString("number"),
            row.getString("name"),
            Result.valueOf(row.getString("confirmation")));

    private final JdbcClient jdbc;

    public Payees(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Somebody whom a customer pays.
     *
     * @param customerId the payer
     * @param number of the account
     * @param name by which the payer knows its holder
     * @param confirmation how that name compared with the holder's when the payee was added
     */
    public record Payee(UUID id, long customerId, long accountId, String number, String name, Result confirmation) {}

    /** Adds a payee; one with the same account gets the name that is given now. */
    public Payee add(long customerId, long accountId, String name, Result confirmation) {
        UUID id = jdbc.sql("""
                        insert into payee (id, customer_id, account_id, name, confirmation)
                        values (:id, :customer, :account, :name, :confirmation)
                            on conflict (customer_id, account_id)
                            do update set name = excluded.name, confirmation = excluded.confirmation
                        returning id
                        """)
                .param("id", Ids.next())
                .param("customer", customerId)
                .param("account", accountId)
                .param("name", name)
                .param("confirmation", confirmation.name())
                .query(UUID.class)
                .single();
        return find(customerId, id).orElseThrow();
    }

    /** A payee of the customer's; another's is not found. */
    public Optional<Payee> find(long customerId, UUID id) {
        return jdbc.sql(COLUMNS + " where p.id = :id and p.customer_id = :customer")
                .param("id", id)
                .param("customer", customerId)
                .query(ROW)
                .optional();
    }

    /** A customer's, by name. */
    public List<Payee> ofCustomer(long customerId, int limit) {
        return jdbc.sql(COLUMNS + " where p.customer_id = :customer order by p.name, p.id limit :limit")
                .param("customer", customerId)
                .param("limit", limit)
                .query(ROW)
                .list();
    }

    /** Returns false if the customer has none of that id. */
    public boolean remove(long customerId, UUID id) {
        return jdbc.sql("delete from payee where id = :id and customer_id = :customer")
                        .param("id", id)
                        .param("customer", customerId)
                        .update()
                == 1;
    }

    /** Counts one more question of a customer's after a name, and returns how many there were today (UTC), this included. */
    public int countInquiry(long customerId) {
        return jdbc.sql("""
                        insert into name_inquiry (customer_id, asked_on, asked)
                        values (:customer, (now() at time zone 'UTC')::date, 1)
                            on conflict (customer_id, asked_on) do update set asked = name_inquiry.asked + 1
                        returning asked
                        """).param("customer", customerId).query(Integer.class).single();
    }
}
