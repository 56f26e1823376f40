package vesper.reporting.statement;

import java.util.List;

/**
 * Who sends a document.
 *
 * @param address lines
 * @param bic business identifier code of the bank
 * @param contact one line: how a customer reaches the bank
 */
public record Letterhead(String name, List<String> address, String bic, String contact) {

    public Letterhead {
        address = List.copyOf(address);
    }

    /** The bank that ships with the program. It exists on paper only, and its documents say so. */
    public static Letterhead vesper() {
        return new Letterhead(
                "Vesper Bank",
                List.of("1 Evening Star Lane", "London EC2V 7AB"),
                "VESPGB2L",
                "service@vesper.example \u00B7 +44 20 7946 0018");
    }
}
