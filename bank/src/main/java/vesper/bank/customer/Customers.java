package vesper.bank.customer;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Registers and finds customers. */
public final class Customers {
    private static final String COLUMNS = "select id, reference, name, email, postal_address, language from customer ";
    private static final RowMapper<Customer> ROW = (row, n) -> new Customer(
            row.getLong("id"),
            row.getString("reference"),
            row.getString("name"),
            row.getString("email"),
            row.getString("postal_address"),
            row.getString("language"));

    private final JdbcClient jdbc;

    public Customers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Registers a customer, or finds the one registered before under the same reference (which is left as it is).
     *
     * @param reference null registers a new customer each time
     */
    public Customer register(
            @Nullable String reference, String name, @Nullable String email, String postalAddress, String language) {
        return jdbc.sql("""
                        insert into customer (reference, name, email, postal_address, language)
                        values (:reference, :name, :email, :address, :language)
                        on conflict (reference) do update set reference = excluded.reference
                        returning id, reference, name, email, postal_address, language
                        """)
                .param("reference", reference)
                .param("name", name)
                .param("email", email)
                .param("address", postalAddress)
                .param("language", language)
                .query(ROW)
                .single();
    }

    /** The customer whom another system knows under this key. */
    public Optional<Customer> byReference(String reference) {
        return jdbc.sql(COLUMNS + "where reference = :reference")
                .param("reference", reference)
                .query(ROW)
                .optional();
    }

    public Optional<Customer> byId(long id) {
        return jdbc.sql(COLUMNS + "where id = :id").param("id", id).query(ROW).optional();
    }
}
