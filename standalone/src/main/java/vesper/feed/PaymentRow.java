package vesper.feed;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One row of a payments file, as text, not yet checked: the API does that.
 *
 * @param line number in the file, the header being 1
 * @param cells the row as it stands, for the file of refused rows
 * @param values by column name; empty cells are left out
 */
public record PaymentRow(long line, String[] cells, Map<String, String> values) {
    /** The row's own id, by which it is sent once. */
    public String id() {
        return values.getOrDefault("id", "");
    }

    /** When it was made; ISO 8601 in UTC in a file that is well-formed. */
    public String time() {
        return values.getOrDefault("time", "");
    }

    public String card() {
        return values.getOrDefault("card", "");
    }

    /** The request of the API for this row. */
    Map<String, Object> request(String defaultCurrency) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("type", "card_payment");
        for (String column : new String[] {
            "card",
            "merchant",
            "category",
            "amount",
            "currency",
            "time",
            "latitude",
            "longitude",
            "country",
            "device",
            "channel",
            "ip"
        }) {
            String value = values.get(column);
            if (value != null) {
                request.put(column, value);
            }
        }
        request.putIfAbsent("currency", defaultCurrency);
        return request;
    }
}
