package vesper.console.accounts;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import vesper.bank.Bank;

/** Finds accounts by number, or by the first letters of their customer's full or last name. */
@Component
class AccountSearch {
    private final JdbcClient jdbc;

    AccountSearch(Bank bank) {
        jdbc = bank.jdbc();
    }

    /** An account found; the customer is null for the bank's own accounts. */
    record Found(
            String number, String name, @Nullable String customer, String status, long balanceMinor, String currency) {}

    List<Found> search(String text, int limit) {
        String query = text.strip();
        if (query.isEmpty()) {
            return List.of();
        }
        String number = query.replace(" ", "").toUpperCase(Locale.ROOT);
        String prefix = query.toLowerCase(Locale.ROOT).replaceAll("([\\\\%_])", "\\\\$1") + "%";
        return jdbc.sql("""
                        select a.number, a.name, c.name, a.status, b.balance_minor, a.currency
                          from account a
                          join account_balance b on b.account_id = a.id
                          left join customer c on c.id = a.customer_id
                         where a.number = :number
                            or a.customer_id in (select id from customer where lower(name) like :prefix
                                                 union
                                                 select id from customer
                                                  where lower(substring(name from '[^ ]+$')) like :prefix)
                         order by c.name nulls first, a.id limit :limit
                        """)
                .param("number", number)
                .param("prefix", prefix)
                .param("limit", limit)
                .query((row, n) -> new Found(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getLong(5),
                        row.getString(6)))
                .list();
    }

    Optional<String> customerName(long customerId) {
        return jdbc.sql("select name from customer where id = :id")
                .param("id", customerId)
                .query(String.class)
                .optional();
    }
}
