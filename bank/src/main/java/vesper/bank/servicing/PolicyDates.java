package vesper.bank.servicing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The approved policies of a product by their first days. An instalment is charged by the one in force on its due date, however late
 * it is: another that is approved meanwhile changes nothing of what is overdue already.
 */
final class PolicyDates {
    /** In the order in which {@link #add} takes them: of the same first day the newest version counts. */
    static final String QUERY = "select " + ServicingPolicy.COLUMNS
            + " from loan_policy where approved order by product_code, valid_from, version";

    private final NavigableMap<LocalDate, ServicingPolicy> from = new TreeMap<>();

    void add(ResultSet row) throws SQLException {
        from.put(row.getObject(2, LocalDate.class), ServicingPolicy.read(row));
    }

    /** The one in force on a day; before the first, that one. */
    ServicingPolicy on(LocalDate day) {
        Map.Entry<LocalDate, ServicingPolicy> newest = from.floorEntry(day);
        return (newest == null ? from.firstEntry() : newest).getValue();
    }
}
