package vesper.reporting.privacy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table that holds something on persons, and how the rows of one are found.
 *
 * @param column leads to the person
 * @param key what is in the column
 * @param without null if all columns are the person's; else those that are not: contents that are files of their own, hashes, and who of the staff acted
 */
record PersonalTable(
        String table, String column, Key key, @Nullable List<String> without) {

    /** What leads to a person. */
    enum Key {
        CUSTOMER("(:customer)"),
        ACCOUNT("(select id from account where customer_id = :customer)"),
        PAYMENT(
                "(select p.id from payment p join account a on a.id = p.debtor_account_id where a.customer_id = :customer)"),
        ENTRY(
                "(select p.entry_seq from posting p join account a on a.id = p.account_id where a.customer_id = :customer)"),
        APPLICATION("(select id from loan_application where customer_id = :customer)"),
        DATA_REQUEST("(select id from data_request where customer_id = :customer)"),
        LOGIN("(select id from customer_login where customer_id = :customer)");

        private final String rows;

        Key(String rows) {
            this.rows = rows;
        }
    }

    PersonalTable {
        if (!table.matches("[a-z_]+") || !column.matches("[a-z_]+")) {
            throw new IllegalArgumentException("not a table and a column: " + table + '.' + column);
        }
    }

    /** Each row as a JSON object, in an order that is the same each time; parameters {@code customer} and {@code without}. */
    String sql() {
        return "select (to_jsonb(t) - :without)::text from " + table + " t where t." + column + " in " + key.rows
                + " order by to_jsonb(t)::text";
    }

    String[] left() {
        return without == null ? new String[0] : without.toArray(String[]::new);
    }
}
