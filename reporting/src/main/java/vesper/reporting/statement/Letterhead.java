package vesper.reporting.statement;

import java.util.List;

/**
 * Who sends a document.
 *
 * @param address lines
 * @param bic business identifier code of the bank
 * @param contact one line: how a customer reaches the bank
 * @param legal lines small at the foot of each page: registration, supervision, what to do on an error
 */
public record Letterhead(String name, List<String> address, String bic, String contact, List<String> legal) {

    public Letterhead {
        address = List.copyOf(address);
        legal = List.copyOf(legal);
    }

    /** The bank that ships with the program. It exists on paper only, and its documents say so. */
    public static Letterhead vesper() {
        return new Letterhead(
                "Vesper Bank",
                List.of("1 Evening Star Lane", "London EC2V 7AB"),
                "VESPGB2L",
                "service@vesper.example \u00B7 +44 20 7946 0018",
                List.of(
                        "Please check this statement and tell us within 13 months of anything that you did not authorise.",
                        "Vesper Bank is a demonstration: it is not a bank, holds no money and is supervised by nobody."));
    }
}
